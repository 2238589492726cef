// What `describe` stores of a passage: the inverse is tested in anchor.test.ts.
import { expect, test } from 'vitest';
import type { TextQuoteSelector } from '../../src/shared/annotation.ts';
import { describe as describePassage } from '../../src/shared/describe.ts';

test('a passage is described by its words, 64 code points on each side, and its position in code points', () => {
  const text = `${'😀'.repeat(100)}quay${'é'.repeat(100)}`;
  expect(describePassage(text, 100, 104)).toEqual([
    { type: 'TextQuoteSelector', exact: 'quay', prefix: '😀'.repeat(64), suffix: 'é'.repeat(64) },
    { type: 'TextPositionSelector', start: 100, end: 104 },
  ]);
});

test('the context ends with the text', () => {
  expect(describePassage('Low tide', 0, 3)[0]).toEqual({
    type: 'TextQuoteSelector',
    exact: 'Low',
    prefix: '',
    suffix: ' tide',
  });
  expect(describePassage('Low tide', 4, 8)[0]).toMatchObject({ prefix: 'Low ', suffix: '' });
});

test('a passage that is repeated with its surroundings gets more of them', () => {
  const verse = `${'la '.repeat(60)}`;
  const quote = describePassage(`A${verse}B`, 90, 92)[0] as TextQuoteSelector;
  expect(quote.prefix?.startsWith('A')).toBe(true);
});

test('context is never longer than 512 code points a side', () => {
  const quote = describePassage('la '.repeat(5000), 6000, 6002)[0] as TextQuoteSelector;
  expect([quote.prefix?.length, quote.suffix?.length]).toEqual([512, 512]);
});

test('a range outside the text is refused', () => {
  for (const [start, end] of [
    [-1, 2],
    [3, 2],
    [0, 10],
    [0.5, 2],
  ] as const) {
    expect(() => describePassage('Low tide', start, end)).toThrow(RangeError);
  }
});
