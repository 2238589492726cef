// One search as the window asks it: all words, the last perhaps only begun; when no document has them all, those with some, and that is said.
import type { Output } from '../../shared/api/index.ts';
import type { Page, PageQuery } from '../library/use-pages.ts';
import { read } from '../queries.ts';

/** How many hits are asked for at once: the text of each is read for its snippet. */
export const HITS_AT_ONCE = 30;

export type Hit = Output<'search.query'>['hits'][number];

export interface Found extends Page<Hit> {
  /** No document has all words: these have some. */
  readonly isFallBack: boolean;
}

/** The query of a page of hits. A newer question aborts it, so that the latest answer wins. */
export function searchQuery(query: string, offset: number): PageQuery<Found> {
  return {
    queryKey: ['search', 'window', query, offset],
    enabled: query.trim() !== '',
    queryFn: async ({ signal }) => {
      // French words for operators and filters are understood in a French window.
      const interfaceLanguage = document.documentElement.lang;
      const ask = (all: boolean) =>
        read('search.query', { query, all, asYouType: true, interfaceLanguage, limit: HITS_AT_ONCE, offset }, signal);
      let answer = await ask(true);
      const isFallBack = answer.total === 0;
      if (isFallBack) answer = await ask(false);
      return { total: answer.total, items: answer.hits, isFallBack: isFallBack && answer.total > 0 };
    },
  };
}
