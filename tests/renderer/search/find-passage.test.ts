import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPassage } from '../../../src/renderer/search/find-passage.ts';

const TEXT = 'The title\nA ship 🚢 came.\nThe ferry\tland­ed at noon.';

describe('the passage of a hit', () => {
  test('counts code points, and sees line ends and tabs as the spaces that a snippet has', () => {
    const snippet = { text: '🚢 came. The ferry land­ed', matches: [[8, 17]] as [number, number][] };
    const passage = findPassage(TEXT, snippet);
    expect([...TEXT].slice(passage?.start, passage?.end).join('')).toBe('The ferry');
  });

  test('goes from the first matched word to the last', () => {
    const passage = findPassage('one two three four', { text: 'two three four', matches: [[0, 3], [10, 14]] }); // biome-ignore format: a pair a word
    expect(passage).toEqual({ start: 4, end: 18 });
  });

  test('is none when nothing matches in the text, or the text is another by now', () => {
    expect(findPassage(TEXT, { text: 'The title', matches: [] })).toBeUndefined();
    expect(findPassage('Something else', { text: 'The title', matches: [[4, 9]] })).toBeUndefined();
  });

  test('holds the words of the snippet whatever stands before it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', minLength: 1 }), (before, words) => {
        const found = findPassage(`${before}\n§${words}§`, {
          text: `§${words.replace(/[\n\t\r]/g, ' ')}§`,
          matches: [[1, 1 + [...words].length]],
        });
        fc.pre(!before.includes('§') && !words.includes('§'));
        expect([...`${before}\n§${words}§`].slice(found?.start, found?.end).join('')).toBe(words);
      }),
    );
  });
});
