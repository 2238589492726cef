// Cuts the passage of a text that says most about a query, and says which of its words match. It shortens and marks; it never rewrites,
// except that line ends and tabs become spaces.
import { CodePointIndex } from '../../shared/code-points.ts';
import type { TextMatch, TextMatcher } from './text-matcher.ts';
import { isUnspaced } from './word-segmentation.ts';

export interface Snippet {
  readonly text: string;
  /** Ranges in Unicode code points of `text`, in order. */
  readonly matches: [start: number, end: number][];
}

export interface SnippetOptions {
  /** The language of the text (BCP 47), by which it was indexed. */
  readonly language?: string | undefined;
  /** About how long the passage is, in UTF-16 units; 240 by default. */
  readonly length?: number;
  /** Whether the first line is the title, which is taken only when nothing else matches. */
  readonly hasTitle?: boolean;
}

const DEFAULT_LENGTH = 240;
/** A text is looked through in stretches of so many UTF-16 units and ever more, as far as there is a passage with all words. */
const FIRST_STRETCH = 512;
const LONGEST_STRETCH = 4096;
/** A phrase that goes over the end of a line is found within a stretch only. */
const PHRASE_STRETCH = 16_384;
/** A word that a passage has counts as much as this many repetitions. */
const WORD_WEIGHT = 8;
const MAX_REPETITIONS = 4;

/**
 * Makes the snippet of a text: the passage with most of the query's words, the first among equals, cut at a sentence or a word.
 * Without a match it is the beginning of the body. Of a long text what follows the first passage with all words is not read.
 */
export function makeSnippet(text: string, matcher: TextMatcher, options: SnippetOptions = {}): Snippet {
  const bodyStart = options.hasTitle ? text.indexOf('\n') + 1 : 0;
  const { language, length = DEFAULT_LENGTH } = options;
  const finds = matcher.findRoughly === undefined ? [matcher.find] : [matcher.findRoughly, matcher.find];
  for (const find of finds) {
    const passage = findPassage(text, bodyStart, { matcher, find, language, length });
    if (passage === undefined) continue;
    const floor = passage.start >= bodyStart ? bodyStart : 0;
    const spare = Math.max(0, length - (passage.end - passage.start));
    const start = startOfPassage(text, passage.start, floor, spare, language);
    const end = endOfPassage(text, start, passage.end, length);
    const matches = matchesBetween(text, start, end, matcher, language);
    if (matches.length > 0) return cut(text, start, end, matches);
  }
  return cut(text, bodyStart, endOfPassage(text, bodyStart, bodyStart, length), []);
}

interface Looking {
  readonly matcher: TextMatcher;
  readonly find: TextMatcher['find'];
  readonly language: string | undefined;
  /** About how long the passage may be. */
  readonly length: number;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Finds the best passage of the body, or of the title when only that matches, from its first match to its last. */
function findPassage(text: string, bodyStart: number, { matcher, find, language, length }: Looking): Range | undefined {
  const longest = matcher.hasPhrase ? PHRASE_STRETCH : LONGEST_STRETCH;
  let stretch = matcher.hasPhrase ? longest : FIRST_STRETCH;
  const all = matcher.markCount(language) * WORD_WEIGHT;
  let best: Run = NO_RUN;
  /** Matches that a passage may begin with and end in the next stretch. */
  let lately: readonly TextMatch[] = [];
  for (let from = bodyStart; from < text.length && best.weight < all; ) {
    const end = endOfLine(text, from + stretch);
    const matches = [...lately, ...find(text, language, from, end)];
    const run = bestRun(matches, length);
    if (run.weight > best.weight) best = run;
    lately = matches.filter(({ start }) => start > end - length);
    from = end;
    stretch = Math.min(longest, 2 * stretch);
  }
  return (best.weight > 0 ? best : bestRun(find(text, language, 0, bodyStart), length)).range;
}

/** No word goes over it, and no word's place in a text depends on what lies beyond. */
const BETWEEN_WORDS = /[\s\u3001-\u3003\u3008-\u3011\uff01\uff0c\uff1a\uff1b\uff1f]/;

/** Finds all matches in a range of a text. */
function matchesBetween(
  text: string,
  start: number,
  end: number,
  matcher: TextMatcher,
  language: string | undefined,
): readonly TextMatch[] {
  let from = start;
  while (from > 0 && !BETWEEN_WORDS.test(text[from - 1]!)) from--;
  let to = end;
  while (to < text.length && !BETWEEN_WORDS.test(text[to]!)) to++;
  return matcher.find(text, language, from, to).filter((match) => match.start >= start && match.end <= end);
}

/** No word goes over the end of a line; one that never ends is looked at whole. */
function endOfLine(text: string, from: number): number {
  const line = text.indexOf('\n', from);
  return line < 0 ? text.length : line + 1;
}

interface Run {
  readonly weight: number;
  readonly range: Range | undefined;
}

const NO_RUN: Run = { weight: 0, range: undefined };

/** Chooses the run of matches within `length` units that covers most words of the query. */
function bestRun(matches: readonly TextMatch[], length: number): Run {
  let best = NO_RUN;
  /** By word of the query: how many matches of the run are its own. */
  const counts = new Map<number, number>();
  for (let from = 0, to = 0; from < matches.length; from++) {
    for (; to < matches.length && (to === from || matches[to]!.end - matches[from]!.start <= length); to++) {
      const { mark } = matches[to]!;
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
    }
    const weight = counts.size * WORD_WEIGHT + Math.min(MAX_REPETITIONS, to - from - counts.size);
    if (weight > best.weight) best = { weight, range: { start: matches[from]!.start, end: matches[to - 1]!.end } };
    const { mark } = matches[from]!;
    const left = counts.get(mark)! - 1;
    if (left === 0) counts.delete(mark);
    else counts.set(mark, left);
  }
  return best;
}

/** Begins at the line or the sentence when it is near, else at a word about a third of the spare room before the match. */
function startOfPassage(
  text: string,
  match: number,
  floor: number,
  spare: number,
  language: string | undefined,
): number {
  const earliest = Math.max(floor, match - spare);
  const line = text.lastIndexOf('\n', match - 1) + 1;
  if (line >= earliest) return line;
  const near = text.slice(earliest, match);
  const sentence = lastBreak(near, sentences(language));
  if (sentence > 0) return earliest + sentence;
  const target = Math.max(floor, match - Math.floor(spare / 3));
  return target === floor ? floor : wordStart(text, target, match);
}

/** Making a segmenter takes longer than a snippet does. */
const sentenceSegmenters = new Map<string, Intl.Segmenter>();

function sentences(language: string | undefined): Intl.Segmenter {
  const tag = language ?? 'und';
  let segmenter = sentenceSegmenters.get(tag);
  if (segmenter === undefined) {
    segmenter = makeSegmenter(tag);
    sentenceSegmenters.set(tag, segmenter);
  }
  return segmenter;
}

function makeSegmenter(tag: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(tag, { granularity: 'sentence' });
  } catch {
    return new Intl.Segmenter('und', { granularity: 'sentence' });
  }
}

/** The start of the last segment of a text, 0 when it is all one. */
function lastBreak(text: string, segmenter: Intl.Segmenter): number {
  return segmenter.segment(text).containing(text.length - 1)?.index ?? 0;
}

const words = new Intl.Segmenter('und', { granularity: 'word' });
/** Enough text around a cut for the word at it to be seen whole. */
const CONTEXT = 64;

/** The first word that begins at or after `target`, and not after `limit`. */
function wordStart(text: string, target: number, limit: number): number {
  const from = Math.max(0, target - CONTEXT);
  const segments = words.segment(text.slice(from, limit));
  for (let at = target; at < limit; ) {
    const { index, segment, isWordLike } = segments.containing(at - from)!;
    if (from + index >= target && isWordLike) return from + index;
    at = from + index + segment.length;
  }
  return limit;
}

/** Ends at the last break between words within the length, but not before `least`. */
function endOfPassage(text: string, start: number, least: number, length: number): number {
  const target = start + length;
  if (target >= text.length) return text.length;
  const from = Math.max(start, least - 1, target - CONTEXT);
  if (from >= target) return least;
  const space = text.lastIndexOf(' ', target);
  if (space > from && !isUnspaced(text.charCodeAt(target - 1))) return space;
  const { index } = words.segment(text.slice(from, target + CONTEXT)).containing(target - from)!;
  return Math.max(least, from + index);
}

/** Cuts a range and counts its matches in code points, without the white space at its ends. */
function cut(text: string, from: number, to: number, matches: readonly TextMatch[]): Snippet {
  const raw = text.slice(from, to);
  const start = from + (raw.length - raw.trimStart().length);
  const shown = raw.trim().replace(/[\n\t\r]/g, ' ');
  const index = new CodePointIndex(shown);
  const inside = joinTouching(matches.filter((match) => match.start >= start && match.end <= start + shown.length));
  return {
    text: shown,
    matches: inside.map((match) => [index.toCodePoints(match.start - start), index.toCodePoints(match.end - start)]),
  };
}

/** Words of a script without spaces that stand side by side are marked as one. */
function joinTouching(matches: readonly TextMatch[]): { start: number; end: number }[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of matches) {
    const last = joined.at(-1);
    if (last !== undefined && last.end === start) last.end = end;
    else joined.push({ start, end });
  }
  return joined;
}
