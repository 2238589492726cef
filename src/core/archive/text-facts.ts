// What the catalogue keeps of a reading text, so that a list needs no capture file.
import { countCodePoints } from '../../shared/code-points.ts';
import type { MarkedBlocks } from '../../shared/reading-text.ts';

export interface TextFacts {
  /** Unicode code points of the reading text. */
  readonly characters: number;
  /** How the article begins, below its title, in some 200 UTF-16 units; empty when there is nothing below. */
  readonly opening: string;
}

/** What a list shows of an article's beginning, and a little more. */
const OPENING_LENGTH = 200;
/** What is looked at for it: white space shrinks. */
const LOOKED_AT = 2 * OPENING_LENGTH;

/** Tells of a reading text what a list shows of it. `blocks` are its captions and credits, which are not how it begins. */
export function factsOfText(text: string, blocks: MarkedBlocks): TextFacts {
  return { characters: countCodePoints(text), opening: openingOf(text, blocks) };
}

function openingOf(text: string, blocks: MarkedBlocks): string {
  const left = new Set(blocks.map(([line]) => line));
  let opening = '';
  for (let line = 1, from = 0; from < text.length && opening.length < LOOKED_AT; line++) {
    const end = text.indexOf('\n', from);
    const until = end < 0 ? text.length : end;
    if (line > 1 && !left.has(line)) opening += `${text.slice(from, Math.min(until, from + LOOKED_AT))} `;
    from = until + 1;
  }
  return cutAtWord(opening.replace(/\s+/g, ' ').trim());
}

/** Ends before the word that does not fit; where there are no spaces, before the character. */
function cutAtWord(text: string): string {
  if (text.length <= OPENING_LENGTH) return text;
  const cut = text.slice(0, OPENING_LENGTH + 1);
  const space = cut.lastIndexOf(' ');
  return space > OPENING_LENGTH / 2
    ? cut.slice(0, space)
    : cut.slice(0, OPENING_LENGTH).replace(/[\uD800-\uDBFF]$/, '');
}
