// Anchoring against the table of passages, and against texts that nobody thought of.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anchor, anchoringOf, placesAlike } from '../../src/shared/anchor.ts';
import { prepareText } from '../../src/shared/anchoring-text.ts';
import type { Selector } from '../../src/shared/annotation.ts';
import { countCodePoints } from '../../src/shared/code-points.ts';
import { describe as describePassage } from '../../src/shared/describe.ts';
import { foldedForm } from '../../src/shared/typographic-variants.ts';
import { SELECTOR_CASES, type SelectorCase } from '../cases/selectors.ts';

function selectorsOf({ exact, prefix = '', suffix = '', position }: SelectorCase): Selector[] {
  const quote = { type: 'TextQuoteSelector', exact, prefix, suffix } as const;
  if (position === undefined) return [quote];
  return [quote, { type: 'TextPositionSelector', start: position, end: position + countCodePoints(exact) }];
}

function startOf(text: string, words: string, occurrence: number): number {
  let at = -1;
  for (let n = 0; n <= occurrence; n++) at = text.indexOf(words, at + 1);
  return countCodePoints(text.slice(0, at));
}

for (const each of SELECTOR_CASES) {
  test(`a highlight is found again, or said to be lost, in ${each.name}`, () => {
    const found = anchor(each.text, selectorsOf(each));
    if (typeof each.expected === 'string') {
      expect(found.state).toBe(each.expected);
      return;
    }
    const { words, occurrence = 0, state } = each.expected;
    const start = startOf(each.text, words, occurrence);
    expect(found).toMatchObject({ start, end: start + countCodePoints(words) });
    if (state) expect(found.state).toBe(state);
  });
}

for (const each of SELECTOR_CASES) {
  test(`the places that fit are as many as are said to, in ${each.name}`, () => {
    const quote = selectorsOf(each).slice(0, 1);
    const found = anchor(each.text, quote);
    const places = placesAlike(each.text, quote);
    if (found.state === 'ambiguous') expect(places).toHaveLength(found.places);
    else if (found.state === 'orphan') expect(places).toEqual([]);
    else expect(places).toContainEqual({ start: found.start, end: found.end });
    expect(places).toEqual(places.toSorted((a, b) => a.start - b.start));
  });
}

/** Texts of few characters, so that passages repeat; with astral ones, marks, spaces and typographic variants. */
const character = fc.constantFrom(
  'a',
  'b',
  ' ',
  '\n',
  '.',
  '’',
  "'",
  '—',
  '-',
  'é',
  'e\u0301',
  '😀',
  '𝒯',
  '…',
  '文',
  '\u00ad',
  'ﬁ',
);
const texts = fc.oneof(
  fc.array(character, { minLength: 1, maxLength: 200 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
);
const passages = texts.chain((text) => {
  const length = countCodePoints(text);
  return fc.record({
    text: fc.constant(text),
    start: fc.nat({ max: length - 1 }),
    length: fc.integer({ min: 1, max: length }),
  });
});

test('every passage of every unchanged text is found exactly where it was', () => {
  fc.assert(
    fc.property(passages, ({ text, start, length }) => {
      const end = Math.min(countCodePoints(text), start + length);
      expect(anchor(text, describePassage(text, start, end))).toEqual({ state: 'exact', start, end, score: 1 });
    }),
    { numRuns: 500 },
  );
});

test('a passage of a short text is found without its position too', () => {
  fc.assert(
    fc.property(passages, ({ text, start, length }) => {
      const end = Math.min(countCodePoints(text), start + length);
      const found = anchor(text, describePassage(text, start, end).slice(0, 1));
      expect(found).toEqual({ state: 'exact', start, end, score: 1 });
    }),
    { numRuns: 300 },
  );
});

test('whatever happened to a text, words that are called exact are the quote', () => {
  fc.assert(
    fc.property(passages, texts, fc.nat(200), ({ text, start, length }, inserted, at) => {
      const end = Math.min(countCodePoints(text), start + length);
      const changed = text.slice(0, at) + inserted + text.slice(at + 3);
      const selectors = describePassage(text, start, end);
      const found = anchor(changed, selectors);
      if (!('start' in found)) return;
      expect(found.start).toBeLessThanOrEqual(found.end);
      expect(found.end).toBeLessThanOrEqual(countCodePoints(changed));
      expect(found.score).toBeGreaterThan(0);
      expect(found.score).toBeLessThanOrEqual(1);
      const words = Array.from(changed).slice(found.start, found.end).join('');
      const quote = (selectors[0] as { exact: string }).exact;
      if (found.state === 'exact') expect(foldedForm(words)).toBe(foldedForm(quote));
    }),
    { numRuns: 500 },
  );
});

test('a long passage with a changed word is found from its first to its last word', () => {
  const sentences = Array.from(
    { length: 200 },
    (_, n) => `Sentence ${n} tells of ship number ${n * 7919} and its crew.`,
  );
  const text = ['Ships', ...sentences].join('\n');
  const end = countCodePoints(text) - 400;
  const selectors = describePassage(text, 300, end);
  const changed = text.replace('Sentence 77 tells of ship', 'Sentence 77 speaks of the ship');
  expect(anchor(`${changed}\nMore.`, selectors)).toMatchObject({ state: 'approximate', start: 300, end: end + 5 });
});

test('a text that is prepared once anchors like one that is not', () => {
  for (const each of SELECTOR_CASES) {
    const prepared = prepareText(each.text);
    expect(anchor(prepared, selectorsOf(each))).toEqual(anchor(each.text, selectorsOf(each)));
  }
});

test('without a quote to check by, a position is not believed', () => {
  expect(anchor('Some text', [{ type: 'TextPositionSelector', start: 0, end: 4 }])).toEqual({ state: 'orphan' });
  expect(anchor('Some text', [{ type: 'TextQuoteSelector', exact: 7 } as unknown as Selector])).toEqual({
    state: 'orphan',
  });
  expect(anchor('Some text', [])).toEqual({ state: 'orphan' });
});

test('what is printed of a found place is its state and score', () => {
  expect(anchoringOf(anchor('Some text', describePassage('Some text', 0, 4)))).toEqual({ state: 'exact', score: 1 });
  expect(anchoringOf({ state: 'ambiguous', places: 3 })).toEqual({ state: 'ambiguous', places: 3 });
});
