// How the documents that a search finds are spread over sources, languages, years and tags, with counts: what a reader narrows by.
import type { Facets } from '../../shared/api/search.ts';
import type { Catalogue } from '../archive/catalogue.ts';

/** Values of a facet that are given: the most frequent. */
const MOST_VALUES = 50;

const FOUND = 'id in (select value from json_each(?))';
const TAIL = `group by 1 having value is not null order by count desc, value limit ${MOST_VALUES}`;
const QUERIES: Readonly<Record<keyof Facets, string>> = {
  source: `select source as value, count(*) as count from document where ${FOUND} ${TAIL}`,
  language: `select language as value, count(*) as count from document where ${FOUND} ${TAIL}`,
  year: `select substr(published, 1, 4) as value, count(*) as count from document where ${FOUND} ${TAIL}`,
  tag: `select label as value, count(*) as count from document_label where kind = 'tag' and ${FOUND.replace('id', 'document')} ${TAIL}`,
};

/** Counts the documents with the given ids by each facet, most frequent values first. */
export function countFacets(catalogue: Catalogue, ids: readonly string[]): Facets {
  const found = JSON.stringify(ids);
  const count = (name: keyof Facets) => catalogue.all<{ value: string; count: number }>(QUERIES[name], found);
  return { source: count('source'), language: count('language'), year: count('year'), tag: count('tag') };
}
