// The quote a person gives to `highlight`: found once, or said how often.
import { expect, test } from 'vitest';
import { findQuote } from '../../src/shared/find-quote.ts';

const TEXT =
  'The quay\nThe “long quay” was built in 1912 — before the war.\nThe quay was widened in 1950.\n码头很长，\n也很深。 😀 Fin';

function wordsOf(quote: { exact: string; prefix?: string; suffix?: string }): string | number {
  const found = findQuote(TEXT, quote);
  return found.places === 1 && found.start !== undefined
    ? Array.from(TEXT).slice(found.start, found.end).join('')
    : found.places;
}

test('a quote is found letter for letter', () => {
  expect(wordsOf({ exact: 'was built in 1912' })).toBe('was built in 1912');
  expect(wordsOf({ exact: 'Fin' })).toBe('Fin');
});

test('quotation marks, dashes and spaces may be typed in another way', () => {
  expect(wordsOf({ exact: '"long  quay"' })).toBe('“long quay”');
  expect(wordsOf({ exact: '1912 - before\u00a0the war' })).toBe('1912 — before the war');
});

test('white space around a quote does not count, nor do line breaks in it', () => {
  expect(wordsOf({ exact: '  before the war. The quay was\n' })).toBe('before the war.\nThe quay was');
  expect(wordsOf({ exact: '码头很长，也很深' })).toBe('码头很长，\n也很深');
});

test('a quote that stands in several places is counted, overlapping ones too', () => {
  expect(wordsOf({ exact: 'quay' })).toBe(3);
  expect(findQuote('bananas', { exact: 'ana' })).toEqual({ places: 2 });
});

test('what stands before or after decides between several places', () => {
  expect(findQuote(TEXT, { exact: 'quay', prefix: 'The “long' })).toEqual({ places: 1, start: 19, end: 23 });
  expect(wordsOf({ exact: 'The quay', suffix: 'was widened' })).toBe('The quay');
  expect(wordsOf({ exact: 'quay', prefix: 'The' })).toBe(2);
});

test('a quote that is not there, or is empty, has no place', () => {
  expect(wordsOf({ exact: 'lighthouse' })).toBe(0);
  expect(wordsOf({ exact: 'quay', prefix: 'short' })).toBe(0);
  expect(wordsOf({ exact: ' \n' })).toBe(0);
});

test('words that are there letter for letter win over variants of them', () => {
  expect(findQuote("l’eau, l'eau", { exact: "l'eau" })).toEqual({ places: 1, start: 7, end: 12 });
});

test('the three dots of an ellipsis are one place', () => {
  expect(findQuote('Wait…', { exact: '..' })).toEqual({ places: 1, start: 4, end: 5 });
});
