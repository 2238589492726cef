// Finds the passage that selectors describe in a text that may have changed since. The inverse of `describe` (describe.ts).
// From exact to approximate; every answer is compared with the quote before it is believed, and none is chosen by luck.

import { type AnchoringText, prepareText, type UnitRange } from './anchoring-text.ts';
import {
  type Anchoring,
  type Selector,
  type TextPositionSelector,
  type TextQuoteSelector,
  textPositionSelectorSchema,
  textQuoteSelectorSchema,
} from './annotation.ts';
import { approximateCandidates, exactCandidates } from './candidates.ts';
import { type CodePointIndex, countCodePoints } from './code-points.ts';
import { type Candidate, foldQuote } from './likeness.ts';
import { foldedForm } from './typographic-variants.ts';

/** Where a passage is now. `start` and `end` are code points of the text, end exclusive; `score` is from 0 to 1. */
export type Anchored =
  | { readonly state: 'exact' | 'approximate'; readonly start: number; readonly end: number; readonly score: number }
  | { readonly state: 'orphan' }
  | { readonly state: 'ambiguous'; readonly places: number };

/**
 * Finds the passage described by a TextQuoteSelector and, when there is one, a TextPositionSelector (code points).
 * `exact`: the words there are the quote's, but for typographic variants, and the place is sure. `approximate`: the
 * words or their surroundings changed. `orphan`: nothing is near enough, or there is no quote to check by.
 * `ambiguous`: several places fit alike. Other selectors are not looked at.
 * To anchor many passages in one text, prepare it once with `prepareText`.
 */
export function anchor(text: AnchoringText | CodePointIndex | string, selectors: readonly Selector[]): Anchored {
  const prepared = prepareText(text);
  const quote = selectors.find(isQuote);
  if (quote === undefined) return { state: 'orphan' };
  const position = selectors.find(isPosition);
  const unchanged = atPosition(prepared, quote, position) ?? withContext(prepared, quote);
  return unchanged ? placed(prepared, unchanged, 'exact', 1) : anchorFolded(prepared, quote, position);
}

/**
 * Gives the places that fit a TextQuoteSelector as well as the best one does, in the order of the text (code points, end
 * exclusive): what an `ambiguous` passage is found at. None where nothing is near enough, or the quote is long and changed.
 */
export function placesAlike(
  text: AnchoringText | CodePointIndex | string,
  selectors: readonly Selector[],
): readonly { readonly start: number; readonly end: number }[] {
  const prepared = prepareText(text);
  const selector = selectors.find(isQuote);
  if (selector === undefined) return [];
  const quote = foldQuote(prepared, selector, undefined);
  if (quote.exact === '') return [];
  const same = exactCandidates(prepared, quote);
  const candidates = same.length > 0 || quote.exact.length > LONG_QUOTE ? same : approximateCandidates(prepared, quote);
  const { points } = prepared;
  return rivalsIn(candidates)
    .map((each) => prepared.rawRange(each))
    .map(({ start, end }) => ({ start: points.toCodePoints(start), end: points.toCodePoints(end) }))
    .sort((a, b) => a.start - b.start);
}

/** A selector of a kind that is not known may bear a known name (annotation.ts); only the fields tell. */
function isQuote(selector: Selector): selector is TextQuoteSelector {
  return textQuoteSelectorSchema.safeParse(selector).success;
}

function isPosition(selector: Selector): selector is TextPositionSelector {
  return textPositionSelectorSchema.safeParse(selector).success;
}

/** Gives the part of `Anchored` that `pressmark:anchoring` prints. */
export function anchoringOf(anchored: Anchored): Anchoring {
  if (anchored.state === 'orphan' || anchored.state === 'ambiguous') return anchored;
  return { state: anchored.state, score: anchored.score };
}

/** Step 1: the position, if the text and its surroundings there are the quote's. */
function atPosition(
  text: AnchoringText,
  { exact, prefix = '', suffix = '' }: TextQuoteSelector,
  position: TextPositionSelector | undefined,
): UnitRange | undefined {
  if (!position || position.start > position.end || position.end > text.points.length) return undefined;
  const start = text.points.toUtf16(position.start);
  const end = start + exact.length;
  const stands =
    text.raw.startsWith(exact, start) && text.raw.startsWith(suffix, end) && text.raw.endsWith(prefix, start);
  return stands && start >= prefix.length ? { start, end } : undefined;
}

/** Step 2: the quote with its context, unit for unit, if it stands in the text once. */
function withContext(
  text: AnchoringText,
  { exact, prefix = '', suffix = '' }: TextQuoteSelector,
): UnitRange | undefined {
  const whole = prefix + exact + suffix;
  const at = whole === '' ? -1 : text.raw.indexOf(whole);
  if (at < 0 || text.raw.indexOf(whole, at + 1) >= 0) return undefined;
  return { start: at + prefix.length, end: at + prefix.length + exact.length };
}

/** Steps 3 to 5: by the folded text, the same words first, then words that are like them. */
function anchorFolded(
  text: AnchoringText,
  selector: TextQuoteSelector,
  position: TextPositionSelector | undefined,
): Anchored {
  const quote = foldQuote(text, selector, position);
  if (quote.exact === '') return { state: 'orphan' };
  const same = exactCandidates(text, quote);
  if (same.length > 0) return choose(text, same, selector.exact);
  if (quote.exact.length > LONG_QUOTE) return anchorEnds(text, selector, position);
  return choose(text, approximateCandidates(text, quote), selector.exact);
}

/** A changed quote longer than this is found by its two ends of this many UTF-16 units: the cost grows with the square. */
const LONG_QUOTE = 4096;
const END_LENGTH = 512;
/** The length may have changed by this share. */
const MOST_CHANGE = 0.5;

/** Finds a long quote by its first and its last words. */
function anchorEnds(
  text: AnchoringText,
  { exact, prefix, suffix }: TextQuoteSelector,
  position: TextPositionSelector | undefined,
): Anchored {
  const head = { exact: exact.slice(0, END_LENGTH), prefix, suffix: exact.slice(END_LENGTH, END_LENGTH + 64) };
  const tail = { exact: exact.slice(-END_LENGTH), prefix: exact.slice(-END_LENGTH - 64, -END_LENGTH), suffix };
  const first = anchorFolded(text, { type: 'TextQuoteSelector', ...head }, position);
  const last = anchorFolded(text, { type: 'TextQuoteSelector', ...tail }, undefined);
  if (!('start' in first && 'start' in last) || first.start >= last.end) return { state: 'orphan' };
  const length = countCodePoints(exact);
  if (Math.abs(last.end - first.start - length) > length * MOST_CHANGE) return { state: 'orphan' };
  const score = Math.min(first.score, last.score);
  return { state: 'approximate', start: first.start, end: last.end, score };
}

/** Two candidates whose scores differ by less than this are alike. measured in docs/decisions/anchoring.md. */
const MARGIN = 0.04;

/** Chooses the best candidate, unless it is not good enough or another is as good. */
function choose(text: AnchoringText, candidates: readonly Candidate[], exact: string): Anchored {
  const best = bestOf(candidates);
  if (best === undefined) return { state: 'orphan' };
  const places = rivalsIn(candidates).length;
  if (places > 1 && !best.isAtPosition) return { state: 'ambiguous', places };
  const range = text.rawRange(best);
  const isSame = foldedForm(text.raw.slice(range.start, range.end)) === foldedForm(exact);
  return placed(text, range, isSame && best.isSure ? 'exact' : 'approximate', best.score);
}

function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.filter((each) => each.isFit).sort((a, b) => b.score - a.score)[0];
}

/** Gives the best candidate with those that are as good; none where even the best is not good enough. */
function rivalsIn(candidates: readonly Candidate[]): readonly Candidate[] {
  const best = bestOf(candidates);
  if (best === undefined) return [];
  return best.isSure ? candidates.filter((each) => each.isFit && best.score - each.score < MARGIN) : candidates;
}

function placed(text: AnchoringText, range: UnitRange, state: 'exact' | 'approximate', score: number): Anchored {
  const { points } = text;
  return { state, start: points.toCodePoints(range.start), end: points.toCodePoints(range.end), score };
}
