// How like a place of a text is to a quote with its context. The numbers here were measured: docs/decisions/anchoring.md.
import search from 'approx-string-match';
import type { AnchoringText, UnitRange } from './anchoring-text.ts';
import type { TextPositionSelector, TextQuoteSelector } from './annotation.ts';
import { foldedForm, lowerCaseInPlace } from './typographic-variants.ts';

/** A quote and its context in folded form, and where it once began (folded UTF-16 units). */
export interface FoldedQuote {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly position: number | undefined;
}

/** A place with its likeness: `score` of everything together, `words` of the quote alone, both from 0 to 1. */
export interface Candidate extends UnitRange {
  readonly score: number;
  readonly words: number;
  readonly isAtPosition: boolean;
  /** Whether enough speaks for the place to show the annotation there, were it the only one. */
  readonly isFit: boolean;
  /** Whether the surroundings agree, or the words are many enough not to need them. */
  readonly isSure: boolean;
}

/** Folds a quote for comparing it with a prepared text. */
export function foldQuote(
  text: AnchoringText,
  { exact, prefix = '', suffix = '' }: TextQuoteSelector,
  position: TextPositionSelector | undefined,
): FoldedQuote {
  const rawStart = position && text.points.toUtf16(Math.min(position.start, text.points.length));
  return {
    exact: foldedForm(exact),
    prefix: foldedForm(prefix),
    suffix: foldedForm(suffix),
    position: rawStart === undefined ? undefined : text.foldedOffset(rawStart),
  };
}

const WEIGHTS = { words: 50, prefix: 20, suffix: 20, position: 4 } as const;
/** The very words are enough without surroundings from this much information (`informationOf`). */
const MUCH_INFORMATION = 32;
/** Like words alone need twice that, and this likeness. */
const ALONE_LIKENESS = 0.9;
/** With one side agreeing, and with all sides that are given agreeing. */
const ONE_SIDE_LIKENESS = 0.8;
const ALL_SIDES_LIKENESS = 0.55;
/** Other words than the quote's are refused under this score. */
const LEAST_SCORE = 0.75;
/** From this likeness on a side agrees. */
const SIDE_AGREES = 0.7;
/** Few words without their surroundings are believed this near to the old position (units). */
const NEAR = 150;

/** Weighs a place whose words are like the quote's by `words` (0 to 1). */
export function weigh(text: AnchoringText, quote: FoldedQuote, range: UnitRange, words: number): Candidate {
  const prefix = likenessOfSide(text, quote.prefix, range.start, 'before');
  const suffix = likenessOfSide(text, quote.suffix, range.end, 'after');
  const sides = [prefix, suffix].filter((each) => each !== undefined);
  const distance = quote.position === undefined ? undefined : Math.abs(range.start - quote.position);
  const information = informationOf(quote.exact);
  const isMuch = information >= MUCH_INFORMATION;
  const agreeing = sides.filter((each) => each >= SIDE_AGREES).length;
  const isUndescribed = sides.length === 0;
  const score = weightedMean([
    [WEIGHTS.words, words],
    [WEIGHTS.prefix, prefix],
    [WEIGHTS.suffix, suffix],
    [WEIGHTS.position, distance === undefined ? undefined : closeness(distance, text.lower.length)],
  ]);
  const isNear = distance === undefined ? isUndescribed : distance <= NEAR;
  const isFit =
    words === 1
      ? agreeing > 0 || isMuch || isNear
      : (words >= ALONE_LIKENESS && information >= 2 * MUCH_INFORMATION) ||
        (score >= LEAST_SCORE && words >= ONE_SIDE_LIKENESS && agreeing > 0) ||
        (score >= LEAST_SCORE && words >= ALL_SIDES_LIKENESS && !isUndescribed && agreeing === sides.length);
  const isSure = agreeing > 0 || isMuch || isUndescribed;
  return { ...range, score, words, isAtPosition: distance === 0, isFit, isSure };
}

/** 1 where it was, at most a half elsewhere: the same offset is no coincidence, a near one may be. */
function closeness(distance: number, length: number): number {
  return distance === 0 ? 1 : 0.5 * (1 - Math.min(1, distance / length));
}

/** Means the values that are given. */
function weightedMean(parts: readonly (readonly [weight: number, value: number | undefined])[]): number {
  let sum = 0;
  let weights = 0;
  for (const [weight, value] of parts) {
    if (value === undefined) continue;
    sum += weight * value;
    weights += weight;
  }
  return sum / weights;
}

const WIDE = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/g;

/** Estimates how much a quote tells, in letters of an alphabet; a Han, kana or Hangul character counts as three. */
function informationOf(folded: string): number {
  return folded.length + 2 * (folded.match(WIDE)?.length ?? 0);
}

/** Units beyond its own length within which a side is still looked for: something may have been put between. */
const REACH = 160;
/** A side found this near to the range touches it; farther off it counts for less. */
const TOUCHING = 3;
const APART = 0.75;
const MOST_SIDE_ERRORS = 0.6;

/** Gives the likeness of the context on one side of `at`, or undefined when none is given. */
function likenessOfSide(
  text: AnchoringText,
  context: string,
  at: number,
  side: 'before' | 'after',
): number | undefined {
  const wanted = lowerCaseInPlace(context.trim());
  if (wanted === '') return undefined;
  const reach = wanted.length + REACH;
  const isBefore = side === 'before';
  const window = isBefore ? text.lower.slice(Math.max(0, at - reach), at) : text.lower.slice(at, at + reach);
  if (isBefore ? window.trimEnd().endsWith(wanted) : window.trimStart().startsWith(wanted)) return 1;
  const likenesses = search(window, wanted, Math.floor(wanted.length * MOST_SIDE_ERRORS)).map((match) => {
    const gap = isBefore ? window.length - match.end : match.start;
    return (1 - match.errors / wanted.length) * (gap <= TOUCHING ? 1 : APART);
  });
  return Math.max(0, ...likenesses);
}

/** Finds the likest places of a context within a window, or beyond it by the context's length and `REACH`. */
export function findSide(text: AnchoringText, context: string, window: UnitRange, likeness: number): UnitRange[] {
  const wanted = lowerCaseInPlace(context);
  const from = Math.max(0, window.start - wanted.length);
  const around = text.lower.slice(from, window.end + wanted.length + REACH);
  return search(around, wanted, Math.floor(wanted.length * (1 - likeness))).map(({ start, end }) => ({
    start: from + start,
    end: from + end,
  }));
}

/** Counts the insertions, deletions and substitutions between two texts (Levenshtein); takes the product of their lengths. */
export function distanceBetween(a: string, b: string): number {
  let row = Uint32Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 0; i < a.length; i++) {
    const next = new Uint32Array(b.length + 1);
    next[0] = i + 1;
    for (let j = 0; j < b.length; j++) {
      const substituted = (row[j] as number) + (a.charCodeAt(i) === b.charCodeAt(j) ? 0 : 1);
      next[j + 1] = Math.min(substituted, (row[j + 1] as number) + 1, (next[j] as number) + 1);
    }
    row = next;
  }
  return row[b.length] as number;
}
