// Comma-separated values: what is written is read back, and odd files are read as far as they go.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCsv, parseCsv } from '../../src/shared/csv.ts';

const cellsOf = (text: string) => parseCsv(text).map(({ cells }) => cells);

test('cells with commas, quotes, line breaks and spaces come back as they were', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', '😀', "'"), maxLength: 8 });
  const row = fc.array(cell, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      expect(cellsOf(formatCsv(rows))).toEqual(rows);
    }),
  );
});

test('any line end, a byte order mark and empty lines are accepted', () => {
  expect(cellsOf('\ufeffa,b\nc,d\r\n\r\ne,f\rg,')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
    ['e', 'f'],
    ['g', ''],
  ]);
});

test('a row knows the line it begins on', () => {
  expect(parseCsv('a,b\n"x\ny",z\nc,d\n').map(({ line }) => line)).toEqual([1, 2, 4]);
});

test('a quote that is never closed reaches to the end', () => {
  expect(cellsOf('a,"b\nc,d')).toEqual([['a', 'b\nc,d']]);
  expect(cellsOf('a,"b"c,d')).toEqual([['a', 'bc', 'd']]);
  expect(cellsOf('a"b,c')).toEqual([['a"b', 'c']]);
});
