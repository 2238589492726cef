// What a search found, as one types: the latest question's answer, each hit with its words marked. Opening one leads to the passage.

import { useQueryClient } from '@tanstack/react-query';
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
import { usePages } from '../library/use-pages.ts';
import { documentShown } from '../queries.ts';
import { formatRoute, navigate, type Route, type SearchPlace } from '../routes.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { FacetBar } from './facet-bar.tsx';
import { type Found, HITS_AT_ONCE, type Hit, searchQuery } from './find-all.ts';
import { findPassage } from './find-passage.ts';
import { MarkedText } from './marked-text.tsx';
import { SaveSearch } from './save-search.tsx';
import { SearchHelp } from './search-help.tsx';
import './search-list.css';

/** Shows the hits of a query; `openId` is the document that is being read. */
export function SearchList({ place, openId }: { readonly place: SearchPlace; readonly openId: string | undefined }) {
  const { query } = place;
  const text = useText();
  const language = useLanguage();
  const client = useQueryClient();
  const selected = useSelection();
  const pages = usePages<Found, Hit>(HITS_AT_ONCE, (offset) => searchQuery(place, offset, language));
  const idAt = (index: number) => pages.itemAt(index)?.id;
  const routeOf = async (document: string, index: number): Promise<Route> => {
    const hit = pages.itemAt(index);
    const annotation = hit?.origin?.note?.annotation;
    if (annotation !== undefined) return { view: 'document', document, annotation, list: place };
    const shown = await client.fetchQuery(documentShown(document, 'text')).catch(() => undefined);
    const passage = hit && shown?.text !== undefined ? findPassage(shown.text, hit.snippet) : undefined;
    return { view: 'document', document, passage, list: place };
  };
  const steps = useListSteps({ count: pages.total ?? 0, idAt, openId, routeOf });
  const documentMenu = useDocumentMenu((id) => navigate({ view: 'document', document: id, list: place }));
  if (query.trim() === '')
    return (
      <>
        <ListHead title={text('search')} count="" />
        <SearchHelp />
      </>
    );
  const { first, failure, total } = pages;
  return (
    <>
      <ListHead title={query} count={failure || total === undefined ? '' : text('search.count', { count: total })}>
        <SaveSearch query={query} />
        <SortChoice
          usual="relevance"
          others={['published', 'added']}
          value={place.sort}
          onChange={(sort) => navigate({ view: 'list', list: { ...place, sort } }, 'replace')}
        />
      </ListHead>
      {failure && (
        <p className="search-note" role="status">
          <FailureLine failure={failure} />
        </p>
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
          idAt={idAt}
          renderRow={(index) => <HitRow hit={pages.itemAt(index)} />}
          openId={openId}
          selected={selected}
          onOpen={steps.open}
          onSelect={steps.select}
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
}

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

function HitRow({ hit }: { readonly hit: Hit | undefined }) {
  const text = useText();
  if (hit === undefined) return <div className="document-row awaited" aria-hidden />;
  const snippet = hit.origin?.note ?? hit.snippet;
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
}

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
