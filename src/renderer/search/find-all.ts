// One search as the window asks it: all words first, the last perhaps only begun; when no document has them all, those with some, and that
// is said.
import type { Output } from '../../shared/api/index.ts';
import type { Page, PageQuery } from '../library/use-pages.ts';
import { read } from '../queries.ts';
import type { SearchPlace } from '../routes.ts';

/** How many hits are asked for at once: the text of each is read for its snippet. */
export const HITS_AT_ONCE = 30;

type Answer = Output<'search.query'>;
export type Hit = Answer['hits'][number];

export interface Found extends Page<Hit>, Pick<Answer, 'facets' | 'didYouMean' | 'phraseAsWords'> {
  /** No document has all words: these have some. */
  readonly isFallBack: boolean;
}

/**
 * The query of a page of hits. A newer question aborts it, so that the latest answer wins. The first page has the counts, unless they are
 * not wanted.
 */
export function searchQuery(
  place: SearchPlace,
  offset: number,
  interfaceLanguage: string,
  isCounted = offset === 0,
): PageQuery<Found> {
  const { query, sort } = place;
  return {
    queryKey: ['search', 'window', query, sort, offset, interfaceLanguage, isCounted],
    enabled: query.trim() !== '',
    queryFn: async ({ signal }) => {
      const asked = askedBy(place, interfaceLanguage);
      const input = { ...asked, facets: isCounted, origins: true, limit: HITS_AT_ONCE, offset };
      const answer = await read('search.query', { ...input, all: true }, signal);
      if (answer.total > 0) return found(answer, false);
      const some = await read('search.query', { ...input, all: false }, signal);
      return found({ ...some, didYouMean: answer.didYouMean ?? some.didYouMean }, some.total > 0);
    },
  };
}

/** Asks for the ids of so many hits from one on. @throws CallFailure */
export async function hitIds(
  place: SearchPlace,
  { isFallBack }: Found,
  interfaceLanguage: string,
  offset: number,
  limit: number,
): Promise<readonly string[]> {
  const input = { ...askedBy(place, interfaceLanguage), all: !isFallBack, offset, limit };
  const { hits } = await read('search.query', input);
  return hits.map(({ id }) => id);
}

/** What a question asks for, whichever part of the answer is wanted. */
function askedBy({ query, sort }: SearchPlace, interfaceLanguage: string) {
  return { query, sort: sort ?? ('relevance' as const), asYouType: true, interfaceLanguage };
}

function found({ total, hits, facets, didYouMean, phraseAsWords }: Answer, isFallBack: boolean): Found {
  return { total, items: hits, facets, didYouMean, phraseAsWords, isFallBack };
}
