// Whether two things that are searched stand near each other in a text: NEAR/n of press databases.
import type { Analysis } from './analysis.ts';
import { findPhrase } from './folded-text.ts';

/** One side: words by their terms, or a phrase of folded words as folded-text.ts joins them. */
export interface NearSide {
  readonly terms: ReadonlySet<string>;
  readonly phrase?: string;
}

/** The first and the last word of a place, counted from the text's beginning. */
type WordRange = readonly [first: number, last: number];

/** Tells whether a place of one side and a place of the other are at most `distance` words apart, in either order: neighbours are 1 apart. */
export function holdsNear(
  analysis: Analysis,
  text: string,
  language: string | undefined,
  sides: readonly [NearSide, NearSide],
  distance: number,
): boolean {
  const words = analysis.words(text, analysis.languageOf(language));
  const [ones, others] = sides.map((side) => placesOf(words, side)) as [WordRange[], WordRange[]];
  let from = 0;
  for (const [first, last] of ones) {
    while (from < others.length && others[from]![1] < first - distance) from++;
    for (let at = from; at < others.length && others[at]![0] <= last + distance; at++) {
      const gap = Math.max(others[at]![0] - last, first - others[at]![1]);
      if (gap >= 1 && gap <= distance) return true;
    }
  }
  return false;
}

function placesOf(words: ReturnType<Analysis['words']>, { terms, phrase }: NearSide): WordRange[] {
  if (phrase === undefined)
    return words.flatMap(({ term }, at) => (term !== undefined && terms.has(term) ? [[at, at] as const] : []));
  return findPhrase(words, phrase).map(({ start, end }) => [wordAt(words, start), wordAt(words, end - 1)]);
}

/** The last word that begins at or before a place. */
function wordAt(words: ReturnType<Analysis['words']>, place: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle]!.start <= place) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
