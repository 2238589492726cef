// Finds words in a reading text as a person means them: case, accents and forms of quotation marks do not matter. It shows nothing.
import type { CodePointIndex } from '../../shared/code-points.ts';
import type { Passage } from './text-range.ts';

/** Accents of Latin, Greek and Cyrillic, points of Hebrew, vowels of Arabic. The vowels of Indic scripts are letters that nobody leaves out. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670]/gu;
/** More places than this are not counted. */
const MOST_PLACES = 5000;

/** Gives the places of words, in order, in code points; none for words that are empty. */
export function findWords(index: CodePointIndex, words: string): Passage[] {
  const wanted = fold(words.trim()).folded;
  if (wanted === '') return [];
  const { folded, origin } = fold(index.text);
  const places: Passage[] = [];
  for (let at = folded.indexOf(wanted); at !== -1 && places.length < MOST_PLACES; at = folded.indexOf(wanted, at + 1)) {
    const start = index.toCodePoints(origin[at]!);
    const end = index.toCodePoints(origin[at + wanted.length]!);
    if (end > start && start >= (places.at(-1)?.end ?? 0)) places.push({ start, end });
  }
  return places;
}

/** Folded letters, and for each where its character begins; one more origin stands for the end. */
function fold(text: string): { readonly folded: string; readonly origin: readonly number[] } {
  const origin: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    const plain = character
      .normalize('NFKD')
      .replace(ACCENTS, '')
      .replace(/[‘’‚‛′]/u, "'")
      .replace(/[“”„‟«»″]/u, '"')
      .replace(/[‐-―]/u, '-')
      .replace(/\s/u, ' ')
      .toLowerCase();
    for (let i = 0; i < plain.length; i++) origin.push(at);
    folded += plain;
    at += character.length;
  }
  origin.push(at);
  return { folded, origin };
}
