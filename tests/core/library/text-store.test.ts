// The texts that are searched: kept by reading, forgotten with their document, and never in the way when the file is damaged.
import { closeSync, existsSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TextStore } from '../../../src/core/library/text-store.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const fileIn = (folder: string) => path.join(folder, 'texts.sqlite');
const READING = 'captures/2026/c1.zip 1';
const FERRY = { document: 'd1', reading: READING, text: 'The ferry\nIt left at nine.' };

/** Opens a store, uses it and closes it. */
function reopened<T>(file: string, use: (store: TextStore) => T): T {
  const store = new TextStore(file);
  try {
    return use(store);
  } finally {
    store.close();
  }
}

test('a text is given for its own reading alone', () => {
  const file = fileIn(tempFolder());
  reopened(file, (store) => store.update([FERRY], []));
  reopened(file, (store) => {
    expect(store.find('d1', READING)).toBe(FERRY.text);
    expect(store.find('d1', 'captures/2026/c1.zip 2')).toBeUndefined();
    expect(store.find('d2', READING)).toBeUndefined();
    store.update([{ ...FERRY, reading: 'captures/2026/c2.zip 1', text: 'The ferry\nIt left at ten.' }], []);
    expect(store.find('d1', 'captures/2026/c2.zip 1')).toContain('ten');
  });
  expect(reopened(file, (store) => store.find('d1', READING))).toBeUndefined();
});

test('any text comes back whole', () => {
  const file = fileIn(tempFolder());
  const short = fc.string({ unit: 'grapheme', maxLength: 300 });
  const text = fc.oneof(
    short,
    fc.tuple(short, fc.integer({ min: 1, max: 400 })).map(([part, times]) => part.repeat(times)),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 8 }), (texts) => {
      const put = texts.map((text, number) => ({ document: `d${number}`, reading: READING, text }));
      reopened(file, (store) => store.update(put, []));
      const found = reopened(file, (store) => put.map(({ document, reading }) => store.find(document, reading)));
      expect(found).toEqual(texts);
    }),
    { numRuns: 25 },
  );
});

test('nothing stays on the disk of a text that was forgotten', () => {
  const file = fileIn(tempFolder());
  const bytes = deflateSync(FERRY.text, { level: 1 });
  const isOnDisk = () => ['', '-wal'].some((end) => existsSync(file + end) && readFileSync(file + end).includes(bytes));
  reopened(file, (store) => {
    store.update([FERRY, { ...FERRY, document: 'd2', text: 'Another text.' }], []);
    expect(isOnDisk()).toBe(true);
    store.update([], ['d1']);
    expect(isOnDisk()).toBe(false);
    store.clear();
    expect(store.find('d2', READING)).toBeUndefined();
  });
});

test('a file that is no database is made anew', () => {
  const file = fileIn(tempFolder());
  writeFileSync(file, 'this is no database, however long it goes on. '.repeat(100));
  reopened(file, (store) => {
    expect(store.find('d1', READING)).toBeUndefined();
    store.update([FERRY], []);
  });
  expect(reopened(file, (store) => store.find('d1', READING))).toBe(FERRY.text);
});

test('a file that is damaged within gives wrong words never, and is made anew when it is written', () => {
  const file = fileIn(tempFolder());
  const many = Array.from({ length: 200 }, (_, number) => ({
    document: `d${number}`,
    reading: READING,
    // Long ones are kept as they are.
    text: `${number} `.repeat(number % 4 === 0 ? 6000 : 200 + number),
  }));
  reopened(file, (store) => store.update(many, []));
  const descriptor = openSync(file, 'r+');
  const page = 16_384;
  for (let at = page; at < statSync(file).size; at += page) {
    const inText = at + page / 2;
    const [byte = 0] = readFileSync(file).subarray(inText, inText + 1);
    writeSync(descriptor, Buffer.from([byte ^ 4]), 0, 1, inText);
  }
  const found = reopened(file, (store) => many.map(({ document }) => store.find(document, READING)));
  for (const [number, text] of found.entries()) expect([undefined, many[number]!.text]).toContain(text);
  expect(new Set(found.map((text) => text === undefined))).toEqual(new Set([true, false]));
  // The root of the table.
  writeSync(descriptor, Buffer.alloc(64, 0xee), 0, 64, page);
  closeSync(descriptor);
  reopened(file, (store) => {
    expect(store.find('d1', READING)).toBeUndefined();
    store.update(many, []);
  });
  reopened(file, (store) => store.update(many, []));
  expect(reopened(file, (store) => many.map(({ document }) => store.find(document, READING)))).toEqual(
    many.map(({ text }) => text),
  );
});
