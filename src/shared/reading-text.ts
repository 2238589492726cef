// Builds the reading text, version 1: the plain text of an article that every offset in an archive counts in (READING-TEXT.md).
// It reads any DOM through a small interface and knows nothing of how the article was found or is kept.
import { type Block, createBlockWriter, flowingLineOf, hasContent } from './reading-text-block.ts';
import {
  type BlockRole,
  type DomLikeNode,
  isBlock,
  isElement,
  isLayoutTable,
  isLeftOut,
  isPreformatted,
  isText,
  roleOf,
  tagOf,
  texOf,
} from './reading-text-elements.ts';
import { createReadingMap, type ReadingMap, type Run } from './reading-text-map.ts';

/** The version of the rules; other rules make another reading. */
export const READING_TEXT_VERSION = 1;

/** The lines of a reading text that are not the article's own words: line number (from 1, the title) and role. */
export type MarkedBlocks = readonly (readonly [line: number, role: BlockRole])[];

export interface ReadingText<N> {
  /** NFC, LF, no LF at the end; line one is the title and may be empty, the others are not. */
  readonly text: string;
  readonly blocks: MarkedBlocks;
  readonly map: ReadingMap<N>;
}

/**
 * Builds the reading text of an article, and its map to the article's text nodes.
 * Line one is the element marked `data-pressmark="title"`; where there is none it is `options.title`, the title as captured, which may be empty.
 */
export function buildReadingText<N extends DomLikeNode>(
  article: N,
  options: { readonly title: string },
): ReadingText<N> {
  const found = collectBlocks(article);
  const shown = found.find((block) => block.role === 'title');
  const title = shown ?? { text: flowingLineOf(options.title), runs: [], role: 'title' };
  const body = withoutRepeatedTitle(
    found.filter((block) => block !== shown),
    title.text,
  );
  return assemble([title, ...body]);
}

/** Gives the article's own words: the lines without title, captions and credits. */
export function bodyOf(text: string, blocks: MarkedBlocks): string {
  const left = new Set(blocks.map(([line]) => line));
  return text
    .split('\n')
    .filter((_, i) => i > 0 && !left.has(i + 1))
    .join('\n');
}

interface RoleBlock<N> extends Block<N> {
  readonly role: BlockRole | 'title' | undefined;
}

/** What an element means for the text in it. */
interface Frame {
  readonly element: DomLikeNode;
  readonly isBlock: boolean;
  readonly role: RoleBlock<unknown>['role'];
  readonly isPreformatted: boolean;
  /** Within a row of a table that holds data: how many of its cells were begun. */
  readonly row: { cells: number } | undefined;
}

/** Walks an article in document order; without recursion, since foreign pages nest as deep as they like. */
function collectBlocks<N extends DomLikeNode>(article: N): RoleBlock<N>[] {
  const writer = createBlockWriter<N>();
  const blocks: RoleBlock<N>[] = [];
  const outer: Frame[] = [];
  let frame = frameOf(article, tagOf(article), undefined);
  for (let node = article.firstChild; node !== null; ) node = enter(node) ?? after(node);
  endBlock();
  return blocks;

  /** Reads a node; gives its first child when the walk is to go into it. */
  function enter(node: DomLikeNode): DomLikeNode | null {
    if (isText(node)) writeText(node);
    if (!isElement(node)) return null;
    const tag = tagOf(node);
    if (tag === 'br') breakLine();
    const formula = tag === 'math' ? texOf(node) : undefined;
    if (isLeftOut(node, tag) || (formula === undefined && node.firstChild === null && !isBlock(node, tag))) return null;
    begin(node, tag);
    if (formula === undefined && node.firstChild !== null) return node.firstChild;
    for (let child = formula?.firstChild ?? null; child !== null; child = child.nextSibling) writeText(child);
    end();
    return null;
  }

  /** Gives the node that follows, leaving the elements that end on the way. */
  function after(node: DomLikeNode): DomLikeNode | null {
    let at = node;
    while (at.nextSibling === null) {
      if (outer.length === 0) return null;
      at = frame.element;
      end();
    }
    return at.nextSibling;
  }

  function begin(element: DomLikeNode, tag: string): void {
    const inner = frameOf(element, tag, frame);
    if (inner.isBlock) endBlock();
    else if (isCell(tag) && inner.row !== undefined && inner.row.cells++ > 0) writer.tab();
    outer.push(frame);
    frame = inner;
  }

  function end(): void {
    if (frame.isBlock) endBlock();
    frame = outer.pop() as Frame;
  }

  function endBlock(): void {
    const block = writer.end();
    if (hasContent(block.text)) blocks.push({ ...block, role: frame.role });
  }

  function breakLine(): void {
    if (frame.row === undefined) endBlock();
    else writer.space();
  }

  function writeText(node: DomLikeNode): void {
    const own = node as N; // what an article holds is of the article's own DOM
    const data = node.data ?? '';
    if (frame.isPreformatted) writeLines(own, data);
    else writer.flow(own, data);
  }

  function writeLines(node: N, data: string): void {
    let offset = 0;
    for (const part of data.split(/(\r\n|[\n\r\u2028\u2029])/u)) {
      if (/^[\n\r\u2028\u2029]/u.test(part)) endBlock();
      else writer.preformatted(node, part, offset);
      offset += part.length;
    }
  }
}

function frameOf(element: DomLikeNode, tag: string, outer: Frame | undefined): Frame {
  const row = rowOf(element, tag, outer?.row);
  return {
    element,
    isBlock: isBlock(element, tag) && !(isCell(tag) && row !== undefined),
    role: roleOf(element, tag) ?? outer?.role,
    isPreformatted: isPreformatted(tag) || outer?.isPreformatted === true,
    row,
  };
}

function rowOf(element: DomLikeNode, tag: string, outer: Frame['row']): Frame['row'] {
  if (tag === 'table') return isLayoutTable(element) ? undefined : { cells: 0 };
  if (tag === 'caption') return undefined;
  return tag === 'tr' && outer !== undefined ? { cells: 0 } : outer;
}

function isCell(tag: string): boolean {
  return tag === 'td' || tag === 'th';
}

/** Drops the title from the head of the body, where pages repeat it. */
function withoutRepeatedTitle<N>(body: readonly RoleBlock<N>[], title: string): readonly RoleBlock<N>[] {
  const wanted = fold(title);
  if (wanted === '') return body;
  const first = body.findIndex((block) => fold(block.text) !== wanted);
  return body.slice(first === -1 ? body.length : first);
}

/** Folds case, and drops punctuation and white space. */
function fold(text: string): string {
  return text.toLowerCase().replace(/[\p{P}\p{Z}\s]+/gu, '');
}

function assemble<N>(lines: readonly RoleBlock<N>[]): ReadingText<N> {
  const runs: Run<N>[] = [];
  let length = 0;
  for (const line of lines) {
    for (const run of line.runs) runs.push({ ...run, textStart: run.textStart + length });
    length += line.text.length + 1;
  }
  const text = lines.map((line) => line.text).join('\n');
  const blocks = lines.flatMap(({ role }, i) =>
    role === 'caption' || role === 'credit' ? [[i + 1, role] as const] : [],
  );
  return { text, blocks, map: createReadingMap(text, runs) };
}
