// Goes between ranges of the page and passages of the reading text (code points). It paints nothing and knows no annotations.
import type { CodePointIndex } from '../../shared/code-points.ts';
import type { ReadingMap } from '../../shared/reading-text-map.ts';

/** Code points of the reading text, end exclusive. */
export interface Passage {
  readonly start: number;
  readonly end: number;
}

type BoundsOfRange = Pick<Range, 'commonAncestorContainer' | 'intersectsNode'> & AbstractRange;

const TEXT_NODES = 4; // NodeFilter.SHOW_TEXT, which the tests' DOM does not have as a global

/**
 * Gives the passage that a range covers, without white space at its ends.
 * @returns undefined when the range holds nothing of the reading text.
 */
export function passageOfRange(
  range: BoundsOfRange,
  map: ReadingMap<Node>,
  index: CodePointIndex,
): Passage | undefined {
  let start = Number.POSITIVE_INFINITY;
  let end = -1;
  for (const node of textNodesIn(range)) {
    const length = node.data.length;
    const from = map.toCodePoint(node, node === range.startContainer ? range.startOffset : 0);
    const to = map.toCodePoint(node, node === range.endContainer ? range.endOffset : length);
    if (from === undefined || to === undefined) continue;
    start = Math.min(start, from);
    end = Math.max(end, to);
  }
  return end < 0 ? undefined : trim({ start, end }, index);
}

function* textNodesIn(range: BoundsOfRange): Generator<Text> {
  const root = range.commonAncestorContainer;
  if (root.nodeType === 3) {
    yield root as Text;
    return;
  }
  const walker = (root.ownerDocument as Document).createTreeWalker(root, TEXT_NODES);
  let hasBegun = false;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (range.intersectsNode(node)) yield node as Text;
    else if (hasBegun) return;
    hasBegun ||= range.intersectsNode(node);
  }
}

function trim({ start, end }: Passage, index: CodePointIndex): Passage | undefined {
  const text = index.slice(start, end);
  const before = text.length - text.trimStart().length;
  const after = text.length - text.trimEnd().length;
  // White space is within the BMP: units are code points here.
  return before === text.length ? undefined : { start: start + before, end: end - after };
}

/** Gives the word at a position, by the rules of its language; undefined where there is none. */
export function wordAt(position: number, index: CodePointIndex, language: string | undefined): Passage | undefined {
  const at = index.toUtf16(position);
  const lineStart = index.text.lastIndexOf('\n', at - 1) + 1;
  const nextEnd = index.text.indexOf('\n', at);
  const line = index.text.slice(lineStart, nextEnd === -1 ? undefined : nextEnd);
  const segments = segmenterFor(language).segment(line);
  const here = segments.containing(at - lineStart);
  const word = here?.isWordLike ? here : segments.containing(at - lineStart - 1);
  if (!word?.isWordLike) return undefined;
  const start = lineStart + word.index;
  return { start: index.toCodePoints(start), end: index.toCodePoints(start + word.segment.length) };
}

function segmenterFor(language: string | undefined): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'word' });
  } catch {
    // A tag of a captured page that is no language at all: the rules that hold for all of them.
    return new Intl.Segmenter(undefined, { granularity: 'word' });
  }
}

/** Gives the ranges of the page that show a passage: one for each stretch of text. */
export function rangesOfPassage({ start, end }: Passage, map: ReadingMap<Node>): StaticRange[] {
  return map.piecesOf(start, end).map(
    (piece) =>
      new StaticRange({
        startContainer: piece.node,
        startOffset: piece.start,
        endContainer: piece.node,
        endOffset: piece.end,
      }),
  );
}

/** Gives one range of the page from a passage's first to its last character, for measuring and selecting. */
export function spanOfPassage({ start, end }: Passage, map: ReadingMap<Node>): Range | undefined {
  const pieces = map.piecesOf(start, end);
  const first = pieces[0];
  const last = pieces.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const range = (first.node.ownerDocument as Document).createRange();
  range.setStart(first.node, first.start);
  range.setEnd(last.node, last.end);
  return range;
}
