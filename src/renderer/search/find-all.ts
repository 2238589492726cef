// One search as the window asks it: all words first, the last perhaps only begun; when no document has them all, those with some, and that
// is said.
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
      const ask = (words: string, all: boolean) =>
        read('search.query', { query: words, all, limit: HITS_AT_ONCE, offset }, signal);
      let answer = await ask(query, true);
      const begun = asBegun(query);
      if (answer.total === 0 && begun !== undefined) answer = await ask(begun, true);
      const isFallBack = answer.total === 0;
      if (isFallBack) answer = await ask(query, false);
      return { total: answer.total, items: answer.hits, isFallBack: isFallBack && answer.total > 0 };
    },
  };
}

/** Gives the query with its last word as the beginning of one, while it may still be being typed; undefined when it is none. */
export function asBegun(query: string): string | undefined {
  return /(?:^|\s)[\p{L}\p{M}\p{N}]{2,}$/u.test(query) ? `${query}*` : undefined;
}
