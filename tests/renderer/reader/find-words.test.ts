// Words are found as a person means them, and the places are those of the text as it stands.
import { expect, test } from 'vitest';
import { findWords } from '../../../src/renderer/reader/find-words.ts';
import { CodePointIndex } from '../../../src/shared/code-points.ts';

const found = (text: string, words: string) => {
  const index = new CodePointIndex(text);
  return findWords(index, words).map(({ start, end }) => index.slice(start, end));
};

test.each([
  ['case', 'The Harbour and the harbour', 'HARBOUR', ['Harbour', 'harbour']],
  ['accents', 'Un été, des étés', 'ete', ['été', 'été']],
  ['accents that are asked for', 'Un ete', 'été', ['ete']],
  ['quotation marks', '“Yes”, he said, «no»', '"yes"', ['“Yes”']],
  ['letters beyond the first plane', '😀 the end 😀', 'THE END', ['the end']],
  ['vowels of Arabic', 'كِتَابٌ جديد', 'كتاب', ['كِتَابٌ']],
  ['vowels of Hindi, which are letters', 'किताब कताब', 'किताब', ['किताब']],
  ['Chinese', '水是城市的命脉', '城市', ['城市']],
  ['a passage over lines', 'one\ntwo', 'one two', ['one\ntwo']],
  ['nothing', 'text', '  ', []],
])('%s', (_name, text, words, expected) => {
  expect(found(text, words)).toEqual(expected);
});
