// Where one is in the window, as an address that can be copied: what stands after the `#`. It knows no view.
import { startTransition, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Period } from '../shared/api/archive.ts';
import { DOCUMENT_ORDERS, type DocumentOrder, HIT_ORDERS, type HitOrder } from '../shared/orders.ts';

export interface Passage {
  /** Unicode code points of the reading text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** What the list beside the reader shows: a part of the library, or what a search found. */
export type ListPlace =
  | {
      readonly kind: 'library';
      readonly collection?: string | undefined;
      readonly tag?: string | undefined;
      readonly source?: string | undefined;
      readonly language?: string | undefined;
      /** Published since, and before: `2024`, `2024-06` or `2024-06-05`. */
      readonly after?: string | undefined;
      readonly before?: string | undefined;
      readonly sort?: Exclude<DocumentOrder, 'added'> | undefined;
    }
  | SearchPlace;

export interface SearchPlace {
  readonly kind: 'search';
  readonly query: string;
  /** By relevance unless said otherwise. */
  readonly sort?: Exclude<HitOrder, 'relevance'> | undefined;
}

/** Which highlights of the archive are shown. */
export interface HighlightFilter {
  readonly color?: string | undefined;
  readonly tag?: string | undefined;
  readonly source?: string | undefined;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly words?: string | undefined;
}

export type Route =
  | { readonly view: 'list'; readonly list: ListPlace }
  | {
      readonly view: 'document';
      readonly document: string;
      readonly annotation?: string | undefined;
      readonly passage?: Passage | undefined;
      readonly list: ListPlace;
    }
  | { readonly view: 'highlights'; readonly filter: HighlightFilter }
  | { readonly view: 'trash' }
  | { readonly view: 'archive' }
  | { readonly view: 'settings' }
  | { readonly view: 'overview'; readonly by?: Exclude<Period, 'month'> | undefined }
  | { readonly view: 'dossiers' }
  | { readonly view: 'dossier'; readonly dossier: string };

export const ALL_DOCUMENTS: ListPlace = { kind: 'library' };
export const START: Route = { view: 'list', list: ALL_DOCUMENTS };

const FILTERS = ['collection', 'tag', 'source', 'language', 'after', 'before'] as const;
const HIGHLIGHT_FILTERS = ['color', 'tag', 'source', 'after', 'before', 'words'] as const;

/** Reads an address's hash. What it does not know is the library. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  const query = new URLSearchParams(search);
  const [, place = '', id = ''] = path.split('/').map(decoded);
  if (place === 'document' && id !== '') return documentRoute(id, query);
  if (place === 'search') return { view: 'list', list: searchPlace(query.get('q') ?? '', query) };
  if (place === 'highlights') return { view: 'highlights', filter: valuesOf(HIGHLIGHT_FILTERS, query) };
  if (place === 'dossiers' || place === 'trash' || place === 'archive' || place === 'settings') return { view: place };
  if (place === 'overview') return { view: 'overview', by: periodOf(query.get('by')) };
  if (place === 'dossier' && id !== '') return { view: 'dossier', dossier: id };
  return { view: 'list', list: libraryPlace(query) };
}

/** Writes a route as a hash; `parseRoute` is its inverse. */
export function formatRoute(route: Route): string {
  switch (route.view) {
    case 'dossiers':
    case 'trash':
    case 'archive':
    case 'settings':
      return `#/${route.view}`;
    case 'overview':
      return withQuery('#/overview', { by: route.by });
    case 'dossier':
      return `#/dossier/${encodeURIComponent(route.dossier)}`;
    case 'highlights':
      return withQuery('#/highlights', { ...route.filter });
    case 'list':
      return withQuery(route.list.kind === 'search' ? '#/search' : '#/', placeQuery(route.list));
    case 'document':
      return withQuery(`#/document/${encodeURIComponent(route.document)}`, {
        annotation: route.annotation,
        start: route.passage?.start,
        end: route.passage?.end,
        ...placeQuery(route.list),
      });
  }
}

/** Goes to a route; `replace` leaves no step to come back to. */
export function navigate(route: Route, how: 'push' | 'replace' = 'push'): void {
  const hash = formatRoute(route);
  if (hash === location.hash) return;
  if (how === 'push') history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The present route, drawn again when it changes. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => location.hash);
  return parseRoute(hash);
}

/**
 * Gives the route as `useRoute` does, a little later: what shows it is drawn in pieces, and typing goes before. For all that is larger
 * than a field.
 */
export function useSettledRoute(): Route {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const follow = () => startTransition(() => setHash(location.hash));
    follow();
    return subscribe(follow);
  }, []);
  return useMemo(() => parseRoute(hash), [hash]);
}

function subscribe(listener: () => void): () => void {
  for (const name of ['hashchange', 'popstate']) window.addEventListener(name, listener);
  return () => {
    for (const name of ['hashchange', 'popstate']) window.removeEventListener(name, listener);
  };
}

function documentRoute(document: string, query: URLSearchParams): Route {
  const words = query.get('q');
  return {
    view: 'document',
    document,
    annotation: query.get('annotation') ?? undefined,
    passage: passageOf(query),
    list: words === null ? libraryPlace(query) : searchPlace(words, query),
  };
}

/** Months need no saying. */
function periodOf(by: string | null): Exclude<Period, 'month'> | undefined {
  return by === 'day' || by === 'year' ? by : undefined;
}

function passageOf(query: URLSearchParams): Passage | undefined {
  const [start, end] = [query.get('start'), query.get('end')].map((value) =>
    value === null ? Number.NaN : Number(value),
  );
  const isPassage = Number.isInteger(start) && Number.isInteger(end) && start! >= 0 && end! > start!;
  return isPassage ? { start: start!, end: end! } : undefined;
}

function searchPlace(words: string, query: URLSearchParams): SearchPlace {
  const sort = HIT_ORDERS.find((each) => each === query.get('sort'));
  return { kind: 'search', query: words, ...(sort === undefined || sort === 'relevance' ? {} : { sort }) };
}

function libraryPlace(query: URLSearchParams): ListPlace {
  const sort = DOCUMENT_ORDERS.find((each) => each === query.get('sort'));
  return {
    kind: 'library',
    ...valuesOf(FILTERS, query),
    ...(sort === undefined || sort === 'added' ? {} : { sort }),
  };
}

/** The values that an address gives to names; those it does not give are left out. */
function valuesOf<N extends string>(names: readonly N[], query: URLSearchParams): { [name in N]?: string } {
  return Object.fromEntries(names.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : []))) as {
    [name in N]?: string;
  };
}

function placeQuery(list: ListPlace): Record<string, string | undefined> {
  if (list.kind === 'search') return { q: list.query, sort: list.sort };
  const { kind, ...rest } = list;
  return rest;
}

function withQuery(path: string, values: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined) as [string, string | number][];
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length === 0 ? path : `${path}?${query}`;
}

/** A broken escape stands as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
