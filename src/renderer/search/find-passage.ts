// Finds a hit's snippet in the reading text, so that opening the hit leads to its words.
import { CodePointIndex } from '../../shared/code-points.ts';
import type { Passage } from '../routes.ts';

export interface Snippet {
  readonly text: string;
  /** Unicode code points of `text`, end exclusive. */
  readonly matches: readonly (readonly [start: number, end: number])[];
}

/**
 * Gives the passage from the snippet's first matched word to its last, in code points of the reading text; undefined when nothing in it
 * matches or the text is another by now. In a snippet line ends and tabs are spaces, and nothing else differs (core/search/snippet.ts).
 */
export function findPassage(readingText: string, snippet: Snippet): Passage | undefined {
  const first = snippet.matches[0];
  const last = snippet.matches.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const found = readingText.replace(/[\n\t\r]/g, ' ').indexOf(snippet.text);
  if (found === -1) return undefined;
  const start = new CodePointIndex(readingText).toCodePoints(found);
  return { start: start + first[0], end: start + last[1] };
}
