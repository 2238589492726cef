// Stock lunr beside the index: the same documents and random queries are given to both. Used by the short test and by the long one.
import path from 'node:path';
import lunrModule from 'lunr';
import { lunrAnalysis } from '../../../src/core/search/lunr-analysis.ts';
import { type IndexableDocument, openSearchIndex, type SearchIndex } from '../../../src/core/search/search-index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { makeDocuments, makeQuery, randomFrom } from './made-texts.ts';

interface StockIndex {
  search(query: string): { readonly ref: string; readonly score: number }[];
}

interface StockBuilder {
  readonly pipeline: { add(...functions: unknown[]): void };
  readonly searchPipeline: { add(...functions: unknown[]): void };
  use(plugin: unknown): void;
  field(name: string): void;
  add(document: object): void;
  build(): StockIndex;
}

const lunr = lunrModule as unknown as Record<string, unknown> & {
  readonly Builder: new () => StockBuilder;
  readonly TokenSet: { readonly prototype: { toString: (this: StockTokenSet) => string } };
};

interface StockTokenSet {
  readonly _str?: string;
  readonly final: boolean;
  readonly edges: Record<string, { readonly id: number }>;
}

// Stock lunr's key of a node joins edge and number without a sign between, so that `1` to node 12 and `11` to node 2 are one:
// it then loses words that end in digits. The comparison is with the key that was meant.
lunr.TokenSet.prototype.toString = function () {
  const edges = Object.keys(this.edges).sort();
  return this._str ?? (this.final ? '1' : '0') + edges.map((edge) => `${edge}${this.edges[edge]!.id},`).join('');
};

/** Builds stock lunr's index with the pipeline of a language. */
export function buildStock(language: string, documents: readonly IndexableDocument[]): StockIndex {
  const builder = new lunr.Builder();
  if (language !== 'en') builder.use(lunr[language]);
  else {
    builder.pipeline.add(lunr['trimmer'], lunr['stopWordFilter'], lunr['stemmer']);
    builder.searchPipeline.add(lunr['stemmer']);
  }
  builder.field('title');
  builder.field('body');
  for (const document of documents) builder.add(document);
  return builder.build();
}

/**
 * Grows an index in uneven steps, with slices of merging between them, then takes a tenth out and puts some in again.
 * It is closed in the middle of a merge and opened again.
 */
export function growIndex(language: string, documents: readonly IndexableDocument[], random: () => number) {
  const file = path.join(tempFolder('lunr'), 'index.sqlite');
  const analysis = lunrAnalysis(language);
  let index = openSearchIndex(file, { analysis });
  for (let from = 0; from < documents.length; ) {
    const count = 1 + Math.floor(random() * 90);
    index.update({ put: documents.slice(from, from + count), remove: [], mark: String(from) });
    from += count;
    for (let slice = 0; slice < 3 && random() < 0.7; slice++) index.maintain(0);
  }
  const removed = new Set(documents.filter(() => random() < 0.1).map(({ id }) => id));
  const kept = documents.filter(({ id }) => !removed.has(id));
  index.update({ put: kept.filter(() => random() < 0.05), remove: removed, mark: 'removed' });
  for (let slice = 0; slice < 4; slice++) index.maintain(0);
  index.close();
  index = openSearchIndex(file, { analysis });
  return { index, kept };
}

/** Gives the queries that the two answer differently: other hits, or a score that differs by more than 1e-9. */
export function differences(index: SearchIndex, stock: StockIndex, queries: readonly string[]): string[] {
  return queries.filter((query) => {
    const ours = index.search(query, { limit: 0 }).hits;
    const scores = new Map(stock.search(query).map(({ ref, score }) => [ref, score]));
    if (ours.length !== scores.size) return true;
    return ours.some(
      ({ id, score }) => !(Math.abs(score - (scores.get(id) ?? Number.NaN)) <= 1e-9 * Math.max(1, score)),
    );
  });
}

/** Every pipeline that `--lunr` has. */
export const LANGUAGES = 'da de el en es fi fr hu it nl no pl pt ro ru sv tr'.split(' ');

/** Compares some random queries over one index of a language; gives those that differ. */
export function compareWithStock(language: string, seed: number, queryCount: number): string[] {
  const random = randomFrom(seed + language.charCodeAt(0) * 31 + language.charCodeAt(1));
  const { index, kept } = growIndex(language, makeDocuments(random, 320), random);
  const queries = Array.from({ length: queryCount }, () => makeQuery(random, ['title', 'body']));
  try {
    if (index.documentCount !== kept.length) return [`${index.documentCount} documents instead of ${kept.length}`];
    return differences(index, buildStock(language, kept), queries);
  } finally {
    index.close();
  }
}
