// What a search found, as one types: the latest question's answer, each hit with its words marked. Opening one leads to the passage.

import { useQueryClient } from '@tanstack/react-query';
import { memo } from 'react';
import { Link } from 'react-aria-components';
import type { FailureValue } from '../../shared/errors.ts';
import { useFailureWords } from '../failure-words.ts';
import { useLanguage, useText } from '../i18n.ts';
import { useDocumentMenu } from '../library/document-menu.tsx';
import { DocumentOrigin } from '../library/document-row.tsx';
import { dragDocuments } from '../library/drag-documents.ts';
import { ListHead } from '../library/list-head.tsx';
import { clearSelection, useSelection } from '../library/selection.ts';
import { SortChoice } from '../library/sort-choice.tsx';
import { useListSteps } from '../library/use-list-steps.ts';
import { type Pages, usePages } from '../library/use-pages.ts';
import { documentShown } from '../queries.ts';
import { formatRoute, navigate, type Route, type SearchPlace } from '../routes.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { FacetBar } from './facet-bar.tsx';
import { type Found, HITS_AT_ONCE, type Hit, hitIds, searchQuery } from './find-all.ts';
import { findPassage } from './find-passage.ts';
import { MarkedText } from './marked-text.tsx';
import { SaveSearch } from './save-search.tsx';
import { SearchHelp } from './search-help.tsx';
import { shownSnippet } from './shown-snippet.ts';
import './search-list.css';

const SORTS = ['published', 'earliest', 'added'] as const;

interface SearchListProps {
  readonly place: SearchPlace;
  readonly openId: string | undefined;
}

/** Shows the hits of a query; `openId` is the document that is being read. */
export function SearchList({ place, openId }: SearchListProps) {
  const text = useText();
  const language = useLanguage();
  const pages = usePages<Found, Hit>({
    size: HITS_AT_ONCE,
    queryOf: (offset) => searchQuery(place, offset, language),
    keepsPrevious: true,
  });
  if (place.query.trim() !== '') return <Hits place={place} openId={openId} pages={pages} />;
  return (
    <>
      <ListHead title={text('search')} count={text('search.asYouType')} />
      <SearchHelp />
    </>
  );
}

const Hits = memo(function Hits({ place, openId, pages }: SearchListProps & { readonly pages: Pages<Found, Hit> }) {
  const { query } = place;
  const text = useText();
  const language = useLanguage();
  const client = useQueryClient();
  const selected = useSelection();
  const { first, failure, total, itemAt } = pages;
  const routeOf = async (document: string, index: number): Promise<Route> => {
    const hit = itemAt(index);
    const annotation = hit?.origin?.note?.annotation;
    if (annotation !== undefined) return { view: 'document', document, annotation, list: place };
    const shown = await client.fetchQuery(documentShown(document, 'text')).catch(() => undefined);
    const passage = hit && shown?.text !== undefined ? findPassage(shown.text, hit.snippet) : undefined;
    return { view: 'document', document, passage, list: place };
  };
  const steps = useListSteps({
    count: total ?? 0,
    idAt: (index) => itemAt(index)?.id,
    idsFrom: async (offset, limit) => (first === undefined ? [] : hitIds(place, first, language, offset, limit)),
    routeOf,
  });
  const documentMenu = useDocumentMenu(
    (id) => navigate({ view: 'document', document: id, list: place }),
    steps.selectAll,
  );
  return (
    <>
      <ListHead title={query} count={failure || total === undefined ? '' : text('search.count', { count: total })}>
        <SaveSearch query={query} />
        <SortChoice usual="relevance" others={SORTS} value={place.sort} />
      </ListHead>
      {failure && (
        <p className="search-note" role="status">
          <FailureLine failure={failure} />
        </p>
      )}
      {!failure && first?.phraseAsWords && !first.isFallBack && (
        <p className="search-note">{text('search.phraseAsWords')}</p>
      )}
      {!failure && first?.isFallBack && <p className="search-note">{text('search.fallBack')}</p>}
      {!failure && first?.didYouMean !== undefined && <DidYouMean place={place} query={first.didYouMean} />}
      {!failure && first?.facets && total !== undefined && (
        <FacetBar place={place} facets={first.facets} total={total} />
      )}
      {!failure && total === 0 && <SearchHelp />}
      {!failure && (
        <VirtualList
          topic={formatRoute({ view: 'list', list: place })}
          label={text('search.hits')}
          count={total ?? 0}
          itemAt={itemAt}
          Shown={HitRow}
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
          rowHeight={8.625}
        />
      )}
      {documentMenu.menu}
    </>
  );
});

function DidYouMean({ place, query }: { readonly place: SearchPlace; readonly query: string }) {
  const text = useText();
  return (
    <p className="search-note">
      <span>
        {text('search.didYouMean')}{' '}
        <Link href={formatRoute({ view: 'list', list: { ...place, query } })}>
          <bdi>{query}</bdi>
        </Link>
      </span>
    </p>
  );
}

const HitRow = memo(function HitRow({ item: hit }: { readonly item: Hit | undefined }) {
  const text = useText();
  if (hit === undefined) return <div className="document-row awaited" aria-hidden />;
  const snippet = shownSnippet(hit.origin?.note ?? hit.snippet);
  return (
    <div className="document-row">
      <div className="hit-words" lang={hit.origin?.language}>
        <p className="document-title" dir="auto">
          {hit.title === '' ? text('document.untitled') : hit.title}
        </p>
        <p className="hit-snippet" dir="auto">
          {hit.origin?.note && <span className="hit-place">{text('search.inNotes')}</span>}
          <MarkedText snippet={snippet} />
          {isCutOff(snippet.text) && '…'}
        </p>
      </div>
      {hit.origin && <DocumentOrigin {...hit.origin} />}
    </div>
  );
});

/** A snippet ends at a sentence when it can. */
function isCutOff(text: string): boolean {
  return text !== '' && !/[.!?…。！？؟।]["'”’»）)\]]*$/u.test(text);
}

function FailureLine({ failure }: { readonly failure: FailureValue }) {
  const { message, remedy } = useFailureWords()(failure);
  return (
    <>
      {message}
      {remedy !== undefined && <span className="quiet">{remedy}</span>}
    </>
  );
}
