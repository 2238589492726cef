// However an index came to be, it answers as one that was built at once: grown by the document, with removals, merges and kills.
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Analysis } from '../../../src/core/search/analysis.ts';
import { lunrAnalysis } from '../../../src/core/search/lunr-analysis.ts';
import { pressmarkAnalysis } from '../../../src/core/search/pressmark-analysis.ts';
import { type IndexableDocument, openSearchIndex, type SearchIndex } from '../../../src/core/search/search-index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { chooseSeed, makeDocuments, makeQuery, randomFrom } from './made-texts.ts';

const analysis = pressmarkAnalysis();
const folder = tempFolder('index');
let files = 0;
const newFile = () => path.join(folder, `${++files}.sqlite`);

function buildAtOnce(
  documents: readonly IndexableDocument[],
  made: Analysis = analysis,
  file = newFile(),
): SearchIndex {
  const index = openSearchIndex(file, { analysis: made });
  index.update({ put: documents, remove: [], mark: 'all' });
  return index;
}

function answers(index: SearchIndex, queries: readonly string[]) {
  return queries.map((query) => {
    const hits = index.search(query, { limit: 0, order: (a, b) => (a < b ? -1 : 1) }).hits;
    return { query, hits: hits.map(({ id, score }) => `${id} ${score.toFixed(8)}`).sort() };
  });
}

const seed = chooseSeed();
const random = randomFrom(seed);
const queries = Array.from({ length: 40 }, () => makeQuery(random, ['title', 'body']));

const step = fc.record({
  put: fc.array(fc.nat(120), { maxLength: 30 }),
  remove: fc.array(fc.nat(120), { maxLength: 4 }),
  slices: fc.nat(6),
});

// The product's wildcards look at surface forms, and those of removed documents stay known: there only whole words are compared.
for (const { name, made, asked } of [
  { name: 'by lunr', made: lunrAnalysis('fr'), asked: queries },
  { name: 'by the product', made: analysis, asked: queries.filter((query) => !/[*~]/.test(query)) },
]) {
  test(`an index grown by the document, with removals and merges, answers as one built at once (${name})`, () => {
    const documents = makeDocuments(random, 121, 'fr');
    fc.assert(
      fc.property(fc.array(step, { minLength: 3, maxLength: 12 }), (steps) => {
        const index = openSearchIndex(newFile(), { analysis: made });
        const present = new Set<number>();
        for (const { put, remove, slices } of steps) {
          for (const number of remove) present.delete(number);
          for (const number of put) present.add(number);
          const removed = remove.map((number) => `d${number}`);
          index.update({ put: new Set(put.map((number) => documents[number]!)), remove: removed, mark: 'step' });
          for (let slice = 0; slice < slices; slice++) index.maintain(0);
        }
        const rebuilt = buildAtOnce(
          [...present].map((number) => documents[number]!),
          made,
        );
        expect(index.documentCount).toBe(present.size);
        expect(answers(index, asked)).toEqual(answers(rebuilt, asked));
        while (index.maintain(0));
        expect(answers(index, asked)).toEqual(answers(rebuilt, asked));
        index.close();
        rebuilt.close();
      }),
      { numRuns: 8, seed },
    );
  });
}

/** Fills an index so that merges are due. */
function fillForMerges(file: string, documents: readonly IndexableDocument[]): SearchIndex {
  const index = openSearchIndex(file, { analysis });
  for (let from = 0; from < documents.length; from += 70) {
    index.update({
      put: documents.slice(from, from + 70),
      remove: from > 70 ? [`d${from - 60}`] : [],
      mark: String(from),
    });
  }
  return index;
}

test('a kill at any slice of a merge loses nothing: the index opens as it was and merges again', () => {
  const documents = makeDocuments(random, 700, 'en');
  const file = newFile();
  const index = fillForMerges(file, documents);
  const expected = answers(index, queries);
  let copies = 0;
  for (let slice = 0; index.maintain(0); slice++) {
    if (slice % 9 !== 0) continue;
    const copy = newFile();
    for (const suffix of ['', '-wal']) if (existsSync(file + suffix)) cpSync(file + suffix, copy + suffix);
    const reopened = openSearchIndex(copy, { analysis });
    expect(reopened.mark).toBe('630');
    expect(answers(reopened, queries)).toEqual(expected);
    while (reopened.maintain(50));
    expect(answers(reopened, queries)).toEqual(expected);
    reopened.close();
    const database = new DatabaseSync(copy);
    expect(database.prepare('pragma integrity_check').get()?.['integrity_check']).toBe('ok');
    expect(database.prepare('select count(*) as n from segment where ready <> 1').get()?.['n']).toBe(0);
    database.close();
    copies++;
  }
  expect(copies).toBeGreaterThan(3);
  index.close();
});

test('when no more documents follow soon, the last segments become one, and answers stay', () => {
  const documents = makeDocuments(random, 1400, 'en');
  const file = newFile();
  const index = fillForMerges(file, documents);
  while (index.maintain(50));
  const expected = answers(index, queries);
  const counts = () => {
    const database = new DatabaseSync(file, { readOnly: true });
    const rows = database.prepare('select count from segment where ready = 1 order by first').all();
    database.close();
    return rows.map(({ count }) => Number(count));
  };
  const before = counts();
  const [last, others] = [before.slice(-2), before.slice(0, -2)];
  const together = last.reduce((sum, count) => sum + count, 0);
  while (index.maintain(50, together - 1));
  expect(counts()).toEqual(before);
  while (index.maintain(50, together));
  expect(counts()).toEqual([...others, together]);
  expect(answers(index, queries)).toEqual(expected);
  index.close();
});

test('what is removed while a merge is under way stays removed', () => {
  const documents = makeDocuments(random, 700, 'en');
  const index = fillForMerges(newFile(), documents);
  index.maintain(0);
  index.maintain(0);
  const gone = documents.slice(100, 140).map(({ id }) => id);
  index.update({ put: [{ ...documents[150]!, title: 'replaced in the middle' }], remove: gone, mark: 'later' });
  while (index.maintain(0));
  expect(gone.some((id) => index.has(id))).toBe(false);
  const found = index.search('*', { limit: 0 }).hits.map(({ id }) => id);
  expect(found.filter((id) => gone.includes(id))).toEqual([]);
  expect(new Set(found).size).toBe(found.length);
  expect(index.search('"replaced in the middle"').hits.map(({ id }) => id)).toEqual([documents[150]!.id]);
  index.close();
});

test('an update that fails half way changes nothing', () => {
  const index = buildAtOnce(makeDocuments(random, 30, 'en'));
  const before = answers(index, queries);
  const failing = function* (): Generator<IndexableDocument> {
    yield { id: 'new', title: 'press', body: 'press' };
    throw new Error('the disk went away');
  };
  expect(() => index.update({ put: failing(), remove: ['d1'], mark: 'half' })).toThrow('the disk went away');
  expect(index.mark).toBe('all');
  expect(index.has('new')).toBe(false);
  expect(answers(index, queries)).toEqual(before);
  index.close();
});

test('a reader sees what the writer commits, merges included, and never waits for it', () => {
  const file = newFile();
  const documents = makeDocuments(random, 640, 'en');
  const writer = openSearchIndex(file, { analysis });
  const reader = openSearchIndex(file, { analysis, readOnly: true });
  for (let from = 0; from < documents.length; from += 80) {
    writer.update({ put: documents.slice(from, from + 80), remove: [], mark: String(from) });
    expect(reader.search('*', { limit: 1 }).total).toBe(from + 80);
    writer.maintain(0);
    expect(reader.search('*', { limit: 1 }).total).toBe(from + 80);
  }
  while (writer.maintain(0));
  expect(answers(reader, queries)).toEqual(answers(writer, queries));
  reader.close();
  writer.close();
});

test('an index of another analysis, and a file that is no index, are emptied', () => {
  const file = newFile();
  openAndPut(file);
  const other = openSearchIndex(file, { analysis: lunrAnalysis('en') });
  expect([other.documentCount, other.mark]).toEqual([0, undefined]);
  other.close();
  const damaged = newFile();
  writeFileSync(damaged, 'this is no database, though it is long enough to be taken for one. '.repeat(200));
  const emptied = openSearchIndex(damaged, { analysis });
  expect([emptied.documentCount, emptied.mark]).toEqual([0, undefined]);
  emptied.close();
});

test('an index whose bytes were spoilt is emptied', () => {
  for (const column of ['documents', 'terms', 'forms']) {
    const file = newFile();
    buildAtOnce(makeDocuments(random, 200, 'en'), analysis, file).close();
    const database = new DatabaseSync(file);
    database.prepare(`update segment set ${column} = ?`).run(new Uint8Array(1001).fill(3));
    database.close();
    const emptied = openSearchIndex(file, { analysis });
    expect([emptied.documentCount, emptied.mark]).toEqual([0, undefined]);
    emptied.close();
  }
});

function openAndPut(file: string): void {
  const index = openSearchIndex(file, { analysis });
  index.update({ put: [{ id: 'a', title: 'A', body: 'press' }], remove: [], mark: 'one' });
  index.close();
}

test('a reader of an index that is not there is told so', () => {
  expect(() => openSearchIndex(path.join(folder, 'nowhere.sqlite'), { analysis, readOnly: true })).toThrow(
    /no search index/,
  );
});

test('clearing takes all out and forgets the mark', () => {
  const index = buildAtOnce(makeDocuments(random, 200, 'en'));
  index.clear();
  expect([index.documentCount, index.mark, index.search('*').total]).toEqual([0, undefined, 0]);
  index.update({ put: [{ id: 'a', title: 'A', body: 'press' }], remove: [], mark: 'again' });
  expect(index.search('press').hits.map(({ id }) => id)).toEqual(['a']);
  index.close();
});

test('a document that is replaced and removed before it is in a segment is replaced and removed after opening again', () => {
  const file = newFile();
  const document = (id: string, body: string) => ({ id, title: '', body, language: 'en' });
  const write = (put: readonly IndexableDocument[], remove: readonly string[]) => {
    const index = openSearchIndex(file, { analysis });
    index.update({ put, remove, mark: 'x' });
    index.close();
  };
  write([document('a', 'ferry'), document('b', 'ferry')], []);
  write([document('a', 'harbour')], []);
  write([document('a', 'bridge')], ['b']);
  write([document('a', 'tunnel'), document('c', 'tunnel')], []);
  const index = openSearchIndex(file, { analysis });
  expect(index.documentCount).toBe(2);
  expect(['a', 'b', 'c'].filter((id) => index.has(id))).toEqual(['a', 'c']);
  const found = (query: string) => index.search(query).hits.map(({ id }) => id);
  expect(['ferry', 'harbour', 'bridge'].flatMap(found)).toEqual([]);
  expect(found('tunnel').sort()).toEqual(['a', 'c']);
  index.close();
});
