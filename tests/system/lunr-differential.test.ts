// Twenty thousand random queries over all pipelines: the index answers as stock lunr does, after deletions and interrupted merges.
import { expect, test } from 'vitest';
import { compareWithStock, LANGUAGES } from '../core/search/lunr-differential.ts';
import { chooseSeed } from '../core/search/made-texts.ts';

/** Indexes a language, each grown, cut short and asked by itself. */
const INDEXES = 4;
const QUERIES = 300;
const seed = chooseSeed();

test.each(LANGUAGES)(`${INDEXES} indexes with ${QUERIES} queries each differ in nothing (%s)`, (language) => {
  for (let index = 0; index < INDEXES; index++) {
    expect(compareWithStock(language, seed + 7919 * index, QUERIES), `SEED=${seed}, index ${index}`).toEqual([]);
  }
});

test('the queries of this file are twenty thousand', () => {
  expect(LANGUAGES.length * INDEXES * QUERIES).toBeGreaterThanOrEqual(20_000);
});
