// The map between a reading text and the text nodes it was read from, in both directions. It knows nothing of elements or of how the text was made.
import { CodePointIndex } from './code-points.ts';

/**
 * A stretch of the reading text that came from one stretch of one text node; both are counted in UTF-16 units.
 * Where the lengths differ (a composed character), the stretch cannot be parted and its inside counts as its start.
 */
export interface Run<N> {
  readonly node: N;
  readonly nodeStart: number;
  readonly nodeLength: number;
  readonly textStart: number;
  readonly textLength: number;
}

/** A stretch of a text node, in UTF-16 units as the DOM counts, end exclusive. */
export interface Piece<N> {
  readonly node: N;
  readonly start: number;
  readonly end: number;
}

/** Positions of the reading text count code points; offsets in text nodes count UTF-16 units. */
export interface ReadingMap<N> {
  /**
   * Gives the position for an offset in a text node, or undefined when nothing of that node is in the reading text.
   * An offset in white space or a soft hyphen that the reading text leaves out counts as the next character of the node that is in it.
   */
  toCodePoint(node: N, offset: number): number | undefined;
  /** Gives the place of a position (0 to the text's length); a line's end is the end of its last text node. Undefined where no node shows it. */
  toNode(codePoint: number): { readonly node: N; readonly offset: number } | undefined;
  /** Gives the stretches of text nodes that a passage covers, in order: what a highlight paints. */
  piecesOf(start: number, end: number): readonly Piece<N>[];
}

/** Makes the map of a reading text from its runs, which are in the order of the text; the runs of one node are in the node's order too. */
export function createReadingMap<N>(text: string, runs: readonly Run<N>[]): ReadingMap<N> {
  const index = new CodePointIndex(text);
  const runsOfNode = groupByNode(runs);
  return {
    toCodePoint(node, offset) {
      const own = runsOfNode.get(node);
      if (own === undefined) return undefined;
      // The first run that reaches the offset: between two runs of a node the next one has it, at a line's end the line that ends.
      const found = own[countWhile(own.length - 1, (i) => nodeEnd(own[i]!) < offset)]!;
      return index.toCodePoints(textOffsetIn(found, offset));
    },
    toNode(codePoint) {
      const position = index.toUtf16(codePoint);
      const candidate = countWhile(runs.length, (i) => textEnd(runs[i]!) <= position);
      const run = runs[candidate];
      if (run !== undefined && run.textStart <= position)
        return { node: run.node, offset: nodeOffsetIn(run, position) };
      const before = runs[candidate - 1];
      return before !== undefined && textEnd(before) === position
        ? { node: before.node, offset: nodeEnd(before) }
        : undefined;
    },
    piecesOf(start, end) {
      const from = index.toUtf16(start);
      const to = index.toUtf16(end);
      const pieces: Piece<N>[] = [];
      for (let i = countWhile(runs.length, (each) => textEnd(runs[each]!) <= from); i < runs.length; i++) {
        const run = runs[i]!;
        if (run.textStart >= to) break;
        pieces.push(clip(run, from, to));
      }
      return pieces;
    },
  };
}

function groupByNode<N>(runs: readonly Run<N>[]): Map<N, Run<N>[]> {
  const groups = new Map<N, Run<N>[]>();
  for (const run of runs) {
    const group = groups.get(run.node);
    if (group === undefined) groups.set(run.node, [run]);
    else group.push(run);
  }
  return groups;
}

function clip<N>(run: Run<N>, from: number, to: number): Piece<N> {
  const start = Math.max(from, run.textStart);
  const end = Math.min(to, textEnd(run));
  if (run.nodeLength !== run.textLength) return { node: run.node, start: run.nodeStart, end: nodeEnd(run) };
  return { node: run.node, start: nodeOffsetIn(run, start), end: nodeOffsetIn(run, end) };
}

function textOffsetIn(run: Run<unknown>, offset: number): number {
  if (offset <= run.nodeStart) return run.textStart;
  if (offset >= nodeEnd(run)) return textEnd(run);
  return run.nodeLength === run.textLength ? run.textStart + offset - run.nodeStart : run.textStart;
}

function nodeOffsetIn(run: Run<unknown>, position: number): number {
  return run.nodeLength === run.textLength ? run.nodeStart + position - run.textStart : run.nodeStart;
}

function nodeEnd(run: Run<unknown>): number {
  return run.nodeStart + run.nodeLength;
}

function textEnd(run: Run<unknown>): number {
  return run.textStart + run.textLength;
}

/** Counts the leading indexes below `count` for which `holds` is true; it must hold for a prefix of them. */
function countWhile(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
