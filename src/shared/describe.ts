// Makes the selectors of a passage; `anchor` (anchor.ts) finds the passage again by them. The two are inverses.
import type { Selector, TextPositionSelector, TextQuoteSelector } from './annotation.ts';
import { CodePointIndex } from './code-points.ts';

/** Code points of context kept on each side. Where that is not unique it is doubled, up to the second number. */
const CONTEXT = 64;
const LONGEST_CONTEXT = 512;

/**
 * Describes the passage from `start` to `end` (code points of the reading text, end exclusive) by a TextQuoteSelector
 * and a TextPositionSelector (Web Annotation Data Model §4.2.4, §4.2.5). Prefix and suffix have 64 code points, fewer
 * at the text's ends, more (to 512) where the passage with its context stands in the text more than once.
 * @throws RangeError when the range is not within the text.
 */
export function describe(text: CodePointIndex | string, start: number, end: number): Selector[] {
  const points = typeof text === 'string' ? new CodePointIndex(text) : text;
  if (!(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= points.length)) {
    throw new RangeError(`no passage from ${start} to ${end} in a text of ${points.length} code points`);
  }
  const position: TextPositionSelector = { type: 'TextPositionSelector', start, end };
  return [describeQuote(points, start, end), position];
}

/** Gives the quote with the shortest context of 64, 128, 256 or 512 code points that is unique, else the longest. */
function describeQuote(points: CodePointIndex, start: number, end: number): TextQuoteSelector {
  for (let context = CONTEXT; ; context *= 2) {
    const from = Math.max(0, start - context);
    const to = Math.min(points.length, end + context);
    if (context >= LONGEST_CONTEXT || isUnique(points.text, points.slice(from, to))) {
      return {
        type: 'TextQuoteSelector',
        exact: points.slice(start, end),
        prefix: points.slice(from, start),
        suffix: points.slice(end, to),
      };
    }
  }
}

function isUnique(text: string, passage: string): boolean {
  return text.indexOf(passage) === text.lastIndexOf(passage);
}
