// How the documents that a search finds are spread over sources, authors, languages, years, collections and tags, with counts: what a reader
// narrows by.
import type { Facets } from '../../shared/api/search.ts';
import type { Catalogue } from '../archive/catalogue.ts';

/** Values of a facet that are given: the most frequent. */
const MOST_VALUES = 50;

/** Counts the documents with the given ids by each facet, most frequent values first. */
export function countFacets(catalogue: Catalogue, ids: readonly string[]): Facets {
  const found = JSON.stringify(ids);
  const documents = catalogue.all<{
    source: string | null;
    author: string | null;
    language: string | null;
    year: string | null;
  }>(
    'select source, author, language, substr(published, 1, 4) as year from document where id in (select value from json_each(?))',
    found,
  );
  const labels = catalogue.all<{ kind: string; label: string; count: number }>(
    'select kind, label, count(*) as count from document_label where document in (select value from json_each(?)) group by 1, 2',
    found,
  );
  const labelled = (kind: string) =>
    mostFrequent(new Map(labels.filter((each) => each.kind === kind).map(({ label, count }) => [label, count])));
  return {
    source: mostFrequent(counted(documents.map(({ source }) => source))),
    author: mostFrequent(counted(documents.flatMap(({ author }) => authorsIn(author)))),
    language: mostFrequent(counted(documents.map(({ language }) => language))),
    year: mostFrequent(counted(documents.map(({ year }) => year))),
    collection: labelled('collection'),
    tag: labelled('tag'),
  };
}

/** An author counts once a document. */
function authorsIn(author: string | null): readonly string[] {
  return author === null ? [] : [...new Set(JSON.parse(author) as readonly string[])];
}

function counted(values: readonly (string | null)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function mostFrequent(counts: ReadonlyMap<string, number>): { value: string; count: number }[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES);
}
