// A text as its folded words in a row, with the way back to the places they came from: what phrases and titles are compared in.
// Words are parted by one space, but words of scripts without spaces by nothing, since where they are cut depends on their neighbours.
import { isUnspaced } from './word-segmentation.ts';

export interface JoinedForms {
  readonly text: string;
  /** Where each form begins in `text`. */
  readonly starts: readonly number[];
}

/** Joins folded surface forms in order. */
export function joinForms(forms: readonly string[]): JoinedForms {
  let text = '';
  const starts: number[] = [];
  for (const form of forms) {
    const isApart = text !== '' && !(isUnspaced(text.charCodeAt(text.length - 1)) && isUnspaced(form.charCodeAt(0)));
    if (isApart) text += ' ';
    starts.push(text.length);
    text += form;
  }
  return { text, starts };
}

interface FormPlace {
  readonly start: number;
  readonly end: number;
  readonly form: string | undefined;
}

/** Finds a phrase, itself joined forms, in the words of a text: gives UTF-16 ranges of the text, in order, not overlapping. */
export function findPhrase(words: readonly FormPlace[], phrase: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  if (phrase === '') return found;
  const joined = joinForms(words.map(({ form }) => form ?? ''));
  for (let at = joined.text.indexOf(phrase); at >= 0; at = joined.text.indexOf(phrase, at + 1)) {
    const end = at + phrase.length;
    if (!isBoundary(joined.text, at) || !isBoundary(joined.text, end)) continue;
    const first = wordAt(joined.starts, at);
    const last = wordAt(joined.starts, end - 1);
    found.push({
      start: placeIn(words[first]!, at - joined.starts[first]!, 'start'),
      end: placeIn(words[last]!, end - joined.starts[last]!, 'end'),
    });
    at = end - 1;
  }
  return found;
}

/** A phrase begins and ends between words; within a script without spaces, anywhere. */
function isBoundary(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  if (text[at] === ' ' || text[at - 1] === ' ') return true;
  return isUnspaced(text.charCodeAt(at)) || isUnspaced(text.charCodeAt(at - 1));
}

function wordAt(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Goes back to the text; inside a word only when folding kept its length, else to the word's own edge. */
function placeIn(word: FormPlace, offset: number, edge: 'start' | 'end'): number {
  if (word.end - word.start === word.form?.length) return word.start + offset;
  return edge === 'start' ? word.start : word.end;
}
