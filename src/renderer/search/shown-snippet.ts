// A row shows two lines of a snippet. What stands long before its first match is left out, so that the match is in them.
import { CodePointIndex } from '../../shared/code-points.ts';
import type { Snippet } from './find-passage.ts';

/** Columns, as a terminal counts them, that a narrow row shows before a match that is in view. */
const COLUMNS_IN_VIEW = 60;
/** How many of them are left before a match that would not be. */
const COLUMNS_LEFT = 36;
/** Takes two columns (UAX #11). */
const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60]/gu;
const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' });

/** Gives the snippet as a row shows it: beginning with an ellipsis, at a word, when its first match would stand out of view. */
export function shownSnippet(snippet: Snippet): Snippet {
  const first = snippet.matches[0]?.[0] ?? 0;
  const index = new CodePointIndex(snippet.text);
  const before = index.slice(0, first);
  if (columnsOf(before) <= COLUMNS_IN_VIEW) return snippet;
  const words = [...WORDS.segment(before)].filter(({ isWordLike }) => isWordLike);
  const word = words.find((each) => columnsOf(before.slice(each.index)) <= COLUMNS_LEFT);
  const start = word === undefined ? first : index.toCodePoints(word.index);
  return {
    text: `…${index.slice(start, index.length)}`,
    matches: snippet.matches.map(([from, to]) => [from - start + 1, to - start + 1]),
  };
}

function columnsOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}
