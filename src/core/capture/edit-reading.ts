// A reading as a person corrects it: lines hidden, words changed, lines added, in the reading copy and its text alike.
// What can be is done inside the copy, so that its pictures, links and emphasis stay.
/// <reference lib="dom" />

import { CodePointIndex, countCodePoints } from '../../shared/code-points.ts';
import { Failure } from '../../shared/errors.ts';
import { escapeMarkup } from '../../shared/escape-markup.ts';
import { buildReadingText, type MarkedBlocks, type ReadingText } from '../../shared/reading-text.ts';
import { flowingLineOf, hasContent } from '../../shared/reading-text-block.ts';
import { ROLE_ATTRIBUTE } from '../../shared/reading-text-elements.ts';
import { said } from '../../shared/said.ts';
import type { Reading } from './captured.ts';
import type { LineChanges } from './line-changes.ts';
import { parsePageAsBrowser } from './page-dom.ts';
import { checkedSize, headingOf, readingDocumentOf } from './reading-copy.ts';
import { sanitiseHtml } from './sanitise.ts';

/** The part of a reading that is edited; its media stay where they are. */
export interface EditableReading {
  readonly html: string;
  readonly text: string;
  readonly blocks: MarkedBlocks;
  /** In PDFs the first code point of each page. */
  readonly pages?: readonly number[] | undefined;
}

export interface EditedReading extends Omit<Reading, 'media'> {
  readonly pages?: readonly number[];
  /** Whether markup was lost, because the change could not be made inside it. */
  readonly isPlain: boolean;
}

/**
 * Makes a reading with these changes.
 * @throws Failure `invalid` when the title would go or nothing would be left, `too-large`
 */
export async function editReading(
  reading: EditableReading,
  { language, changes }: { readonly language: string | undefined; readonly changes: LineChanges },
): Promise<EditedReading> {
  const wanted = wantedLines(reading, changes);
  if (wanted.slice(1).length === 0) throw new Failure('invalid', said`Nothing of the text would be left.`);
  const pages = reading.pages && {
    pages: pagesAfter(reading as EditableReading & { pages: readonly number[] }, wanted),
  };
  const edited = (await editedCopy(reading, language, changes, wanted)) ?? (await plainCopy(language, wanted));
  checkedSize(edited.text);
  return { ...edited, ...pages };
}

interface WantedLine {
  readonly text: string;
  /** The line that it was, from 1; undefined for one that is new. */
  readonly was: number | undefined;
  readonly role: MarkedBlocks[number][1] | undefined;
}

function wantedLines({ text, blocks }: EditableReading, { changed, added }: LineChanges): WantedLine[] {
  const roles = new Map(blocks);
  const lines = text.split('\n').flatMap((line, index): WantedLine[] => {
    const was = index + 1;
    const now = changed.has(was) ? changed.get(was) : line;
    if (was === 1 && now === undefined)
      throw new Failure('invalid', said`Line 1 is the title and cannot be hidden.`, {
        remedy: said`Change it with --correct 1=TITLE.`,
      });
    const kept =
      now === undefined ? [] : [{ text: changed.has(was) ? flowingLineOf(now) : now, was, role: roles.get(was) }];
    return [
      ...kept,
      ...(added.get(was) ?? []).map((each) => ({ text: flowingLineOf(each), was: undefined, role: undefined })),
    ];
  });
  return lines.filter((line, index) => index === 0 || hasContent(line.text));
}

/** The changes made inside the copy; undefined when the text that it then gives is not the one that is wanted. */
async function editedCopy(
  reading: EditableReading,
  language: string | undefined,
  { changed, added }: LineChanges,
  wanted: readonly WantedLine[],
): Promise<Omit<EditedReading, 'pages'> | undefined> {
  const page = parsePageAsBrowser(reading.html);
  const article = page.querySelector('article');
  const lines = reading.text.split('\n');
  if (!article) return undefined;
  const built = buildReadingText<Node>(article, { title: lines[0] ?? '' });
  if (built.text !== reading.text) return undefined;
  const starts = startsOf(lines);
  // From the end, so that the places before stay what they were.
  for (let line = lines.length; line >= 1; line--) {
    const start = starts[line - 1] as number;
    const more = added.get(line);
    if (more) addAfter(built, start, countCodePoints(lines[line - 1] as string), more);
    if (line > 1 && changed.has(line)) rewrite(article, built, start, lines[line - 1] as string, changed.get(line));
  }
  const title = (wanted[0] as WantedLine).text;
  article.querySelector(`[${ROLE_ATTRIBUTE}="title"]`)?.remove();
  const safe = sanitiseHtml(article.innerHTML, headingOf(title));
  const { text, blocks } = buildReadingText(safe.element, { title });
  if (text !== wanted.map((each) => each.text).join('\n')) return undefined;
  return { html: readingDocumentOf({ title, language, body: safe.html }), text, blocks, isPlain: false };
}

/** A copy of plain paragraphs, which can say anything; what has TABs or runs of spaces stands as it is written. */
async function plainCopy(
  language: string | undefined,
  [first, ...wanted]: readonly WantedLine[],
): Promise<Omit<EditedReading, 'pages'>> {
  const title = first?.text ?? '';
  const body = wanted.map(({ text, role }) => {
    const tag = flowingLineOf(text) === text ? 'p' : 'pre';
    return `<${tag}${role === undefined ? '' : ` ${ROLE_ATTRIBUTE}="${role}"`}>${escapeMarkup(text)}</${tag}>`;
  });
  const safe = sanitiseHtml(body.join('\n'), headingOf(title));
  const { text, blocks } = buildReadingText(safe.element, { title });
  return { html: readingDocumentOf({ title, language, body: safe.html }), text, blocks, isPlain: true };
}

/** Where each line begins, in code points. */
function startsOf(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += countCodePoints(line) + 1;
    return start;
  });
}

/** Puts new words in the place of those of a line that differ; without words the line's elements go too. */
function rewrite(
  article: Element,
  built: ReadingText<Node>,
  start: number,
  old: string,
  now: string | undefined,
): void {
  const [from, to] = [[...old], [...(now === undefined ? '' : flowingLineOf(now))]];
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) head++;
  let tail = 0;
  while (tail < Math.min(from.length, to.length) - head && from[from.length - 1 - tail] === to[to.length - 1 - tail])
    tail++;
  const words = to.slice(head, to.length - tail).join('');
  const pieces = built.map.piecesOf(start + head, start + from.length - tail);
  const at = pieces[0] ? { node: pieces[0].node, offset: pieces[0].start } : built.map.toNode(start + head);
  for (const { node, start: first, end } of [...pieces].reverse()) (node as Text).deleteData(first, end - first);
  if (at && words !== '') (at.node as Text).insertData(at.offset, words);
  for (const { node } of pieces) prune(article, node);
}

/** Takes out a text node that says nothing any more, and the elements that were there for it alone. */
function prune(article: Element, node: Node): void {
  if ((node.textContent ?? '').trim() !== '') return;
  let at: Node | null = node;
  while (at !== null && at !== article && (at.textContent ?? '').trim() === '' && !holdsPicture(at) && !isCell(at)) {
    const outer: Node | null = at.parentNode;
    (at as ChildNode).remove();
    at = outer;
  }
}

function holdsPicture(node: Node): boolean {
  return node.nodeType === 1 && (node as Element).querySelector('img, picture, svg, math, video, audio') !== null;
}

/** Without its cell a row would say the next cell in its place. */
function isCell(node: Node): boolean {
  return /^(?:td|th)$/i.test(node.nodeName);
}

const BLOCK = 'p, h1, h2, h3, h4, h5, h6, li, pre, figure, table, blockquote';

/** Adds paragraphs after the element that a line stands in. */
function addAfter(built: ReadingText<Node>, start: number, length: number, lines: readonly string[]): void {
  const place = built.map.toNode(start + Math.max(0, length - 1));
  const block = place?.node.parentElement?.closest(BLOCK);
  if (!block) return;
  const made = lines.map((line) => {
    const element = block.ownerDocument.createElement(block.localName === 'li' ? 'li' : 'p');
    element.textContent = flowingLineOf(line);
    return element;
  });
  block.after(...made);
}

/** The first code points of the pages in the new text: each page begins with its first line that is still there. */
function pagesAfter(
  { text, pages }: EditableReading & { pages: readonly number[] },
  wanted: readonly WantedLine[],
): number[] {
  const lines = text.split('\n');
  const index = new CodePointIndex(text);
  const lineOf = (codePoint: number) => text.slice(0, index.toUtf16(codePoint)).split('\n').length;
  const newStarts = startsOf(wanted.map((each) => each.text));
  const end = countCodePoints(wanted.map((each) => each.text).join('\n'));
  const oldStarts = startsOf(lines);
  return pages.map((page) => {
    const line = lineOf(page);
    const at = wanted.findIndex(({ was }) => was !== undefined && was >= line);
    if (at < 0) return end;
    // A page that begins inside a line keeps its place in it, as long as the line is as it was.
    const inside =
      wanted[at]?.was === line && wanted[at]?.text === lines[line - 1] ? page - (oldStarts[line - 1] as number) : 0;
    return (newStarts[at] as number) + inside;
  });
}
