// A range of the page and a passage of the reading text are the same words, both ways.
import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { readShownArticle, type ShownReading } from '../../../src/renderer/reader/reading-map.ts';
import { passageOfRange, spanOfPassage, wordAt } from '../../../src/renderer/reader/text-range.ts';
import { buildReadingText } from '../../../src/shared/reading-text.ts';

const PAGE = `<article><h1 data-pressmark="title">Le  bac 𝄞 renaît</h1>
  <p>Il était <b>six <i>heures</i></b>, un
  chat😀 passa<sup><a href="#note-1">1</a></sup>.</p> <p>e&#x301;te\u00ad\u200bndu<br>deux</p>
  <table><tr><td>a b</td><td>c</td></tr><tr><td>d</td><td>e</td></tr></table>
  <ul><li>un<ul><li>deux</li></ul></li></ul><figure><img alt="x"><figcaption>Une image</figcaption></figure></article>`;

function open(html: string): { page: Document; reading: ShownReading } {
  const page = new JSDOM(html).window.document;
  const { text } = buildReadingText<Node>(page.querySelector('article') as Node, { title: '' });
  return { page, reading: readShownArticle(page, text) as ShownReading };
}

/** The words of a passage without white space at its ends, as a selection is understood. */
function trimmed(reading: ShownReading, start: number, end: number) {
  const text = reading.index.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  return text.trim() === '' ? undefined : { start: from, end: end - (text.length - text.trimEnd().length) };
}

describe('a passage of the page', () => {
  const { page, reading } = open(PAGE);

  test('is the passage that its range covers, wherever it begins and ends', () => {
    const position = fc.nat({ max: reading.index.length });
    fc.assert(
      fc.property(position, position, (a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        const expected = trimmed(reading, start, end);
        fc.pre(expected !== undefined);
        const span = spanOfPassage(expected as NonNullable<typeof expected>, reading.map) as Range;
        expect(passageOfRange(span, reading.map, reading.index)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('is found when the selection ends between elements, as a triple click does', () => {
    const range = page.createRange();
    const [first, second] = page.querySelectorAll('p');
    range.setStart(first as Node, 0);
    range.setEnd(second as Node, 0);
    const { start, end } = passageOfRange(range, reading.map, reading.index) as { start: number; end: number };
    expect(reading.index.slice(start, end)).toBe('Il était six heures, un chat😀 passa.');
  });

  test('is nothing where the page has no text', () => {
    const range = page.createRange();
    range.selectNode(page.querySelector('img') as Node);
    expect(passageOfRange(range, reading.map, reading.index)).toBeUndefined();
  });
});

test('a page that is not the archive’s text is not read', () => {
  const { page } = open(PAGE);
  expect(readShownArticle(page, 'Other words')).toBeUndefined();
});

test.each([
  ['en', 'The ferry-boat left.', 6, 'ferry'],
  ['en', 'The ferry left.', 9, 'ferry'],
  ['zh', '老船闸重新通航', 0, '老'],
  ['not a language', 'one two', 1, 'one'],
])('the word at a place, in %s: %s', (language, words, position, word) => {
  const { reading } = open(`<article><p>${words}</p></article>`);
  const found = wordAt(position + 1, reading.index, language);
  expect(found && reading.index.slice(found.start, found.end)).toBe(word);
});

test('between words there is no word', () => {
  const { reading } = open('<article><p>one — two</p></article>');
  expect(wordAt(6, reading.index, 'en')).toBeUndefined();
});
