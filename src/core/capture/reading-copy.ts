// Writes reading copies: whole HTML documents that load nothing but their own media, and the reading text that belongs to them.
// What comes in is safe already: escaped here, or sanitised before (sanitise.ts).

import { countCodePoints } from '../../shared/code-points.ts';
import { Failure } from '../../shared/errors.ts';
import { escapeMarkup } from '../../shared/escape-markup.ts';
import { buildReadingText } from '../../shared/reading-text.ts';
import { type BlockRole, type DomLikeNode, ROLE_ATTRIBUTE } from '../../shared/reading-text-elements.ts';
import { said } from '../../shared/said.ts';
import type { Reading } from './captured.ts';
import { directionOf } from './language.ts';

/** ARCHIVE.md: the largest reading text, in bytes of UTF-8. */
const LARGEST_TEXT_BYTES = 20_000_000;

export interface PlainBlock {
  readonly text: string;
  readonly role?: BlockRole;
  /** A paragraph without it. */
  readonly tag?: 'p' | 'h2';
}

/** A place in the blocks: UTF-16 units from the beginning of one. */
export interface BlockPlace {
  readonly block: number;
  readonly offset: number;
}

/** Writes the document around the content of an article's element; an empty title shows no heading. */
export function readingDocumentOf(article: {
  readonly title: string;
  readonly language: string | undefined;
  readonly body: string;
}): string {
  const { title, language, body } = article;
  const lang = language === undefined ? '' : ` lang="${escapeMarkup(language)}"`;
  const shown = cleanText(title);
  return `<!doctype html><html${lang} dir="${directionOf(language)}"><head><meta charset="utf-8"><title>${escapeMarkup(shown)}</title></head><body><article>${headingOf(shown)}${body}</article></body></html>\n`;
}

/** Writes the heading that is line one of the reading text. */
export function headingOf(title: string): string {
  return title.trim() === '' ? '' : `<h1 ${ROLE_ATTRIBUTE}="title">${escapeMarkup(cleanText(title))}</h1>`;
}

/**
 * Makes copy and text of an article of plain blocks, without a DOM.
 * @throws Failure `too-large`
 */
export function readingOfBlocks(article: {
  readonly title: string;
  readonly language: string | undefined;
  readonly blocks: readonly PlainBlock[];
  /** Where each page begins; undefined for one without text. */
  readonly pages?: readonly (BlockPlace | undefined)[];
}): Reading {
  const blocks = article.blocks.map((block) => ({ ...block, text: cleanText(block.text) }));
  const body = blocks
    .map(
      ({ text, role, tag = 'p' }) =>
        `<${tag}${role === undefined ? '' : ` ${ROLE_ATTRIBUTE}="${role}"`}>${escapeMarkup(text)}</${tag}>`,
    )
    .join('\n');
  const title = cleanText(article.title);
  const heading: readonly MadeBlock[] = title.trim() === '' ? [] : [{ tag: 'h1', text: title, role: 'title' }];
  const { article: node, texts } = articleNodeOf([...heading, ...blocks.map((block) => ({ tag: 'p', ...block }))]);
  const { text, blocks: marked, map } = buildReadingText(node, { title });
  const reading = { html: readingDocumentOf({ ...article, body }), text: checkedSize(text), blocks: marked, media: [] };
  if (article.pages === undefined) return reading;
  const positionOf = ({ block, offset }: BlockPlace) =>
    map.toCodePoint(texts[block + heading.length] as DomLikeNode, offset);
  return { ...reading, pages: pageStarts(article.pages, positionOf, countCodePoints(text)) };
}

/** The position where each page begins; a page without text begins where the next one does. */
function pageStarts(
  pages: readonly (BlockPlace | undefined)[],
  positionOf: (place: BlockPlace) => number | undefined,
  end: number,
): readonly number[] {
  const starts: number[] = [];
  let next = end;
  for (const place of [...pages].reverse()) {
    next = Math.min(next, (place === undefined ? undefined : positionOf(place)) ?? next);
    starts.unshift(next);
  }
  // What stands before the text of the first page, its title, is of the first page.
  return starts.map((start, i) => (i === 0 ? 0 : start));
}

/**
 * Gives the text back when it is within the limit.
 * @throws Failure `too-large`
 */
export function checkedSize(text: string): string {
  if (text.length > LARGEST_TEXT_BYTES / 4 && Buffer.byteLength(text) > LARGEST_TEXT_BYTES) {
    throw new Failure(
      'too-large',
      said`the text is larger than ${LARGEST_TEXT_BYTES / 1e6} MB, the most that one document can hold`,
    );
  }
  return text;
}

/** Writes lines as paragraphs; empty ones only part. */
export function paragraphsOf(lines: readonly string[]): string {
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => `<p>${escapeMarkup(line.trim())}</p>`)
    .join('\n');
}

/** Leaves nothing that a parser of HTML would change: no NUL, no carriage return, no lone surrogate. */
function cleanText(text: string): string {
  return text.replaceAll('\0', '').replace(/\r\n?/gu, '\n').toWellFormed();
}

interface MadeBlock {
  readonly tag: string;
  readonly text: string;
  readonly role?: BlockRole | 'title';
}

interface MadeNode extends DomLikeNode {
  firstChild: MadeNode | null;
  nextSibling: MadeNode | null;
}

/** The nodes that a parser would make of the blocks. */
function articleNodeOf(blocks: readonly MadeBlock[]): {
  readonly article: DomLikeNode;
  readonly texts: readonly DomLikeNode[];
} {
  const article: MadeNode = { nodeType: 1, nodeName: 'ARTICLE', parentNode: null, firstChild: null, nextSibling: null };
  const texts: MadeNode[] = [];
  let last: MadeNode | undefined;
  for (const { tag, text, role } of blocks) {
    const getAttribute = (name: string) => (name === ROLE_ATTRIBUTE ? (role ?? null) : null);
    const element: MadeNode = {
      nodeType: 1,
      nodeName: tag,
      parentNode: article,
      firstChild: null,
      nextSibling: null,
      getAttribute,
    };
    element.firstChild = {
      nodeType: 3,
      nodeName: '#text',
      data: text,
      parentNode: element,
      firstChild: null,
      nextSibling: null,
    };
    texts.push(element.firstChild);
    if (last === undefined) article.firstChild = element;
    else last.nextSibling = element;
    last = element;
  }
  return { article, texts };
}
