// The places of a text where a changed passage may be, each with its likeness. It chooses none: that is anchor.ts.
// Works on the folded text (typographic-variants.ts); offsets are its UTF-16 units.
import search from 'approx-string-match';
import type { AnchoringText, UnitRange } from './anchoring-text.ts';
import { type Candidate, distanceBetween, type FoldedQuote, findSide, weigh } from './likeness.ts';
import { lowerCaseInPlace } from './typographic-variants.ts';

/** Of more places than this with the very words, only the most promising are weighed: comparing context is costly. */
const MOST_WEIGHED = 24;

/** Gives the places with the very words of the quote, at most 24. */
export function exactCandidates(text: AnchoringText, quote: FoldedQuote): Candidate[] {
  const ranges: UnitRange[] = [];
  const { text: folded } = text.folded;
  for (
    let at = folded.indexOf(quote.exact);
    at >= 0 && ranges.length < MOST_PLACES;
    at = folded.indexOf(quote.exact, at + 1)
  ) {
    ranges.push({ start: at, end: at + quote.exact.length });
  }
  return mostPromising(text, quote, ranges).map((range) => weigh(text, quote, range, 1));
}

/** Of a quote that stands at more places than this, only the first are looked at. */
const MOST_PLACES = 2000;

/** Keeps the places whose neighbouring units agree furthest with the context, then the nearest. */
function mostPromising(text: AnchoringText, quote: FoldedQuote, ranges: readonly UnitRange[]): readonly UnitRange[] {
  if (ranges.length <= MOST_WEIGHED) return ranges;
  return ranges
    .map((range) => ({
      range,
      agreement: agreementAround(text.folded.text, quote, range),
      distance: distanceTo(quote, range),
    }))
    .sort((a, b) => b.agreement - a.agreement || a.distance - b.distance)
    .slice(0, MOST_WEIGHED)
    .map(({ range }) => range);
}

/** Counts the units that are the same on both sides, from the range outward to the first difference. */
function agreementAround(folded: string, { prefix, suffix }: FoldedQuote, range: UnitRange): number {
  let before = 0;
  while (before < prefix.length && folded[range.start - 1 - before] === prefix.at(-1 - before)) before++;
  let after = 0;
  while (after < suffix.length && folded[range.end + after] === suffix[after]) after++;
  return before + after;
}

function distanceTo(quote: FoldedQuote, range: UnitRange): number {
  return quote.position === undefined ? 0 : Math.abs(range.start - quote.position);
}

/** Errors allowed, as a share of the quote's length; what is fit is decided later, by words and context together. */
const MOST_ERRORS = 0.5;
/** Of equally good matches in one window, those weighed. */
const MATCHES_PER_WINDOW = 2;

/** Gives places with words like the quote's, which do not overlap one another. */
export function approximateCandidates(text: AnchoringText, quote: FoldedQuote): Candidate[] {
  const exact = lowerCaseInPlace(quote.exact);
  const slack = 32 + Math.min(400, exact.length >> 1);
  const found = new Map<string, Candidate>();
  for (const start of probableStarts(text, quote)) {
    const window = { start: Math.max(0, start - slack), end: start + exact.length + slack };
    for (const { words, ...range } of likelyIn(text, quote, exact, window, start)) {
      const name = `${range.start}-${range.end}`;
      if (!found.has(name)) found.set(name, weigh(text, quote, range, words));
    }
  }
  return withoutOverlaps([...found.values()]);
}

/** A range with the likeness of its words to the quote's, up to 1. */
interface Match extends UnitRange {
  readonly words: number;
}

/** Words this alike are believed though they do not fill the frame. */
const WELL_MATCHED = 0.9;

/**
 * Gives the likely ranges in a window. Where both the prefix and the suffix stand there, what is between them is it: a
 * match that takes only a part of that, or reaches beyond it, would be words put in, or taken out, and misread.
 */
function likelyIn(
  text: AnchoringText,
  quote: FoldedQuote,
  exact: string,
  window: UnitRange,
  expected: number,
): Match[] {
  const matches = matchesIn(text, exact, window, expected);
  const frame = findFrame(text, quote, window, expected);
  if (frame === undefined) return matches;
  const words = wordsWithin(text.lower.slice(frame.start, frame.end), exact);
  const inside = matches.filter((match) => match.start >= frame.start && match.end <= frame.end);
  return [{ ...frame, words }, ...inside.filter((match) => match.words >= WELL_MATCHED)];
}

/** Finds the quote in a window by Myers' algorithm; the matches nearest to where it is expected come first. */
function matchesIn(text: AnchoringText, exact: string, window: UnitRange, expected: number): Match[] {
  return search(text.lower.slice(window.start, window.end), exact, Math.floor(exact.length * MOST_ERRORS))
    .map(({ start, end, errors }) => ({
      start: start + window.start,
      end: end + window.start,
      words: 1 - errors / Math.max(exact.length, end - start),
    }))
    .sort((a, b) => Math.abs(a.start - expected) - Math.abs(b.start - expected))
    .slice(0, MATCHES_PER_WINDOW);
}

/** A frame longer than this is not compared: the distance costs its square. */
const LONGEST_FRAME = 1024;
/** Shorter contexts stand in too many places to be a frame. */
const SHORTEST_SIDE = 12;
const FRAME_LIKENESS = 0.8;

/** Finds what stands between the prefix and the suffix, if both stand in the window, in their order. */
function findFrame(
  text: AnchoringText,
  quote: FoldedQuote,
  window: UnitRange,
  expected: number,
): UnitRange | undefined {
  if (quote.prefix.length < SHORTEST_SIDE || quote.suffix.length < SHORTEST_SIDE) return undefined;
  const before = findSide(text, quote.prefix, window, FRAME_LIKENESS);
  const start = nearest(
    before.map(({ end }) => end),
    expected,
  );
  if (start === undefined) return undefined;
  const after = findSide(text, quote.suffix, { start, end: window.end }, FRAME_LIKENESS);
  const end = nearest(
    after.map((range) => range.start).filter((at) => at >= start),
    start + quote.exact.length,
  );
  return end === undefined || end - start > LONGEST_FRAME ? undefined : { start, end };
}

function nearest(offsets: readonly number[], expected: number): number | undefined {
  return offsets.toSorted((a, b) => Math.abs(a - expected) - Math.abs(b - expected))[0];
}

/** What a unit costs that was put in, beside 1 for one that is missing or another: words put in come many at once. */
const PUT_IN = 0.25;

/** Gives the likeness of the words in a frame to the quote's; 0 or less when they have nothing in common. */
function wordsWithin(framed: string, exact: string): number {
  const putIn = Math.max(0, framed.length - exact.length);
  return 1 - (distanceBetween(framed, exact) - (1 - PUT_IN) * putIn) / exact.length;
}

function withoutOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const each of candidates.toSorted((a, b) => b.score - a.score)) {
    if (!kept.some((other) => other.start < each.end && each.start < other.end)) kept.push(each);
  }
  return kept;
}

/** A trigram that stands at more places than this tells little and is passed over. */
const COMMON_TRIGRAM = 64;
/** Units of shift that are counted together, as a power of two. */
const BUCKET_BITS = 4;
const MOST_STARTS = 6;
const FEWEST_VOTES = 3;

/** Gives where the quote probably begins: each trigram of the quote and its context votes for the shift it was found at. */
function probableStarts(text: AnchoringText, quote: FoldedQuote): number[] {
  const votes = new Map<number, number>();
  const pattern = lowerCaseInPlace(quote.prefix + quote.exact + quote.suffix);
  for (let offset = 0; offset + 2 < pattern.length; offset++) {
    const positions = text.trigrams.positionsOf(pattern, offset);
    if (positions.length > COMMON_TRIGRAM) continue;
    for (const position of positions) {
      const bucket = (position - offset + quote.prefix.length) >> BUCKET_BITS;
      votes.set(bucket, (votes.get(bucket) ?? 0) + 1);
    }
  }
  return likeliest(votes).map((bucket) => Math.max(0, (bucket + 1) << BUCKET_BITS));
}

/** Gives the buckets with the most votes, their right neighbours' included; none beside a chosen one, none with less than half of the best. */
function likeliest(votes: ReadonlyMap<number, number>): number[] {
  const ranked = Array.from(votes, ([bucket, count]) => ({ bucket, count: count + (votes.get(bucket + 1) ?? 0) }))
    .filter(({ count }) => count >= FEWEST_VOTES)
    .sort((a, b) => b.count - a.count);
  const chosen: number[] = [];
  for (const { bucket, count } of ranked) {
    if (chosen.length === MOST_STARTS || count * 2 < (ranked[0]?.count ?? 0)) break;
    if (!chosen.some((other) => Math.abs(other - bucket) <= 1)) chosen.push(bucket);
  }
  return chosen;
}
