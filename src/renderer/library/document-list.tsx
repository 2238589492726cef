// The list of a part of the library: virtual, sortable, with several documents selectable at once. What opens, opens beside it.
import { memo } from 'react';
import type { ListedDocument } from '../../shared/document.ts';
import { useLanguage, useText } from '../i18n.ts';
import { languageName } from '../language-name.ts';
import { read } from '../queries.ts';
import { formatRoute, type ListPlace, navigate, type Route } from '../routes.ts';
import { FailureNote } from '../ui/failure-note.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { useDocumentMenu } from './document-menu.tsx';
import { DocumentRow } from './document-row.tsx';
import { dragDocuments } from './drag-documents.ts';
import { EmptyArchive } from './empty-archive.tsx';
import { ListHead } from './list-head.tsx';
import { formatPublished } from './published-date.ts';
import { clearSelection, useSelection } from './selection.ts';
import { SortChoice } from './sort-choice.tsx';
import { useListSteps } from './use-list-steps.ts';
import { type Page, type PageQuery, type Pages, usePages } from './use-pages.ts';

/** How many documents are asked for at once. */
const PAGE_SIZE = 100;

type LibraryPlace = Extract<ListPlace, { kind: 'library' }>;

const SORTS = ['published', 'earliest', 'title'] as const;

interface DocumentListProps {
  readonly place: LibraryPlace;
  readonly openId: string | undefined;
}

/** Shows the documents of a place; `openId` is the one that is being read. */
export function DocumentList({ place, openId }: DocumentListProps) {
  const pages = usePages<Page<ListedDocument>, ListedDocument>({
    size: PAGE_SIZE,
    queryOf: (offset) => documentsQuery(place, offset),
  });
  return <Documents place={place} openId={openId} pages={pages} />;
}

const Documents = memo(function Documents({
  place,
  openId,
  pages,
}: DocumentListProps & { readonly pages: Pages<Page<ListedDocument>, ListedDocument> }) {
  const text = useText();
  const language = useLanguage();
  const selected = useSelection();
  const steps = useListSteps({
    count: pages.total ?? 0,
    idAt: (index) => pages.itemAt(index)?.id,
    idsFrom: (offset, limit) => documentIds(place, offset, limit),
    routeOf: (id) => documentRoute(id, place),
  });
  const documentMenu = useDocumentMenu((id) => navigate(documentRoute(id, place)), steps.selectAll);
  const title = placeTitle(place, language) ?? text('library.all');
  if (pages.failure && pages.total === undefined) return <FailureNote failure={pages.failure} onRetry={pages.retry} />;
  if (pages.total === 0 && isWhole(place)) return <EmptyArchive />;
  return (
    <>
      <ListHead title={title} count={pages.total === undefined ? '' : text('library.count', { count: pages.total })}>
        <SortChoice usual="added" others={SORTS} value={place.sort} />
      </ListHead>
      {pages.total === 0 && (
        <p className="hint quiet">{text(place.collection === undefined ? 'library.none' : 'collection.none')}</p>
      )}
      <VirtualList
        topic={formatRoute({ view: 'list', list: place })}
        label={title}
        count={pages.total ?? 0}
        itemAt={pages.itemAt}
        Shown={DocumentRow}
        isStale={pages.isStale}
        openId={openId}
        selected={selected}
        onOpen={steps.open}
        onSelect={steps.select}
        onSelectAll={steps.selectAll}
        onClear={clearSelection}
        onMenu={documentMenu.open}
        onDrag={(event, id) => dragDocuments(event, selected.has(id) ? [...selected] : [id])}
        onRange={pages.onRange}
        rowHeight={7.25}
      />
      {documentMenu.menu}
    </>
  );
});

/** The query of a page of documents, from an offset on. */
export function documentsQuery(place: LibraryPlace, offset: number): PageQuery<Page<ListedDocument>> {
  const input = { ...askedBy(place), openings: true, limit: PAGE_SIZE, offset };
  return { queryKey: ['documents', 'list', input], queryFn: ({ signal }) => read('documents.list', input, signal) };
}

async function documentIds(place: LibraryPlace, offset: number, limit: number) {
  const { items } = await read('documents.list', { ...askedBy(place), limit, offset });
  return items.map(({ id }) => id);
}

/** What the list of a place asks for. */
function askedBy({ kind, sort, ...filter }: LibraryPlace) {
  return { ...filter, sort: sort ?? ('added' as const) };
}

function documentRoute(document: string, list: ListPlace): Route {
  return { view: 'document', document, list };
}

function placeTitle(place: LibraryPlace, language: string): string | undefined {
  const { collection, tag, source, after } = place;
  const named = collection ?? tag ?? source ?? (place.language && languageName(place.language, language));
  const since = after && formatPublished(after, language);
  return named && since ? `${named} · ${since}` : (named ?? since);
}

function isWhole({ kind, sort, ...filter }: LibraryPlace): boolean {
  return Object.values(filter).every((value) => value === undefined);
}
