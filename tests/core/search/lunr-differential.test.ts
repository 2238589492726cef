// With stock lunr's analysis the index gives stock lunr's hits and scores, at a random moment of its life.
// tests/system/lunr-differential.test.ts asks twenty thousand queries.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { corpus } from '../../support/corpus.ts';
import { buildStock, compareWithStock, differences, growIndex, LANGUAGES } from './lunr-differential.ts';
import { chooseSeed, makeDocuments, pickFrom, randomFrom } from './made-texts.ts';

const QUERIES = 60;
const seed = chooseSeed();

test.each(LANGUAGES)('a search with --lunr answers as stock lunr does (%s)', (language) => {
  expect(compareWithStock(language, seed, QUERIES)).toEqual([]);
});

const news = corpus('text-reuters-21578/reuters.jsonl.gz');

test.skipIf(news === undefined)('a search with --lunr answers as stock lunr does on real news', () => {
  const random = randomFrom(seed);
  const lines = gunzipSync(readFileSync(news!)).toString().split('\n').slice(0, 700).filter(Boolean);
  const documents = lines.map((line, number) => {
    const { title = '', text = '' } = JSON.parse(line) as { title?: string; text?: string };
    return { id: `d${number}`, title, body: text };
  });
  const words = documents.flatMap(({ body }) => body.split(/[\s-]+/)).filter((word) => /^[a-z]{3,}$/i.test(word));
  const pick = pickFrom(random);
  const term = () => pick(['', '', '+', '-', 'title:']) + pick(words) + pick(['', '', '', '*', '~1', '^3']);
  const queries = Array.from({ length: 200 }, () =>
    [term(), term(), term()].slice(0, 1 + Math.floor(random() * 3)).join(' '),
  );
  const { index, kept } = growIndex('en', documents, random);
  expect(differences(index, buildStock('en', kept), queries)).toEqual([]);
  index.close();
});

test('the empty query and a query of exclusions answer as in lunr: all documents, all that do not have the word', () => {
  const random = randomFrom(seed);
  const { index, kept } = growIndex('en', makeDocuments(random, 40), random);
  expect(
    differences(index, buildStock('en', kept), ['', '-press', '-pressing -title:archives', '+the', '+nowhere press']),
  ).toEqual([]);
  index.close();
});
