// Writes reading copies: whole HTML documents that load nothing but their own media, and the reading text that belongs to them.
// What comes in is safe already: escaped here, or sanitised before (sanitise.ts).
import { Failure } from '../../shared/errors.ts';
import { buildReadingText } from '../../shared/reading-text.ts';
import { type BlockRole, type DomLikeNode, ROLE_ATTRIBUTE } from '../../shared/reading-text-elements.ts';
import type { Reading } from './captured.ts';
import { directionOf } from './language.ts';

/** ARCHIVE.md: the largest reading text, in bytes of UTF-8. */
const LARGEST_TEXT_BYTES = 20_000_000;

export interface PlainBlock {
  readonly text: string;
  readonly role?: BlockRole;
}

/** Writes the document around the content of an article's element; an empty title shows no heading. */
export function readingDocumentOf(article: {
  readonly title: string;
  readonly language: string | undefined;
  readonly body: string;
}): string {
  const { title, language, body } = article;
  const lang = language === undefined ? '' : ` lang="${escapeHtml(language)}"`;
  const shown = cleanText(title);
  return `<!doctype html><html${lang} dir="${directionOf(language)}"><head><meta charset="utf-8"><title>${escapeHtml(shown)}</title></head><body><article>${headingOf(shown)}${body}</article></body></html>\n`;
}

/** Writes the heading that is line one of the reading text. */
export function headingOf(title: string): string {
  return title.trim() === '' ? '' : `<h1 ${ROLE_ATTRIBUTE}="title">${escapeHtml(cleanText(title))}</h1>`;
}

/**
 * Makes copy and text of an article of plain blocks, without a DOM.
 * @throws Failure `too-large`
 */
export function readingOfBlocks(article: {
  readonly title: string;
  readonly language: string | undefined;
  readonly blocks: readonly PlainBlock[];
}): Reading {
  const blocks = article.blocks.map((block) => ({ ...block, text: cleanText(block.text) }));
  const body = blocks
    .map(({ text, role }) => `<p${role === undefined ? '' : ` ${ROLE_ATTRIBUTE}="${role}"`}>${escapeHtml(text)}</p>`)
    .join('\n');
  const title = cleanText(article.title);
  const heading: readonly MadeBlock[] = title.trim() === '' ? [] : [{ tag: 'h1', text: title, role: 'title' }];
  const { text, blocks: marked } = buildReadingText(
    articleNodeOf([...heading, ...blocks.map((block) => ({ tag: 'p', ...block }))]),
    { title },
  );
  return { html: readingDocumentOf({ ...article, body }), text: checkedSize(text), blocks: marked, media: [] };
}

/**
 * Gives the text back when it is within the limit.
 * @throws Failure `too-large`
 */
export function checkedSize(text: string): string {
  if (text.length > LARGEST_TEXT_BYTES / 4 && Buffer.byteLength(text) > LARGEST_TEXT_BYTES) {
    throw new Failure(
      'too-large',
      `the text is larger than ${LARGEST_TEXT_BYTES / 1e6} MB, the most that one document can hold`,
    );
  }
  return text;
}

/** Escapes text for elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }[character]};`);
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
function articleNodeOf(blocks: readonly MadeBlock[]): DomLikeNode {
  const article: MadeNode = { nodeType: 1, nodeName: 'ARTICLE', parentNode: null, firstChild: null, nextSibling: null };
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
    if (last === undefined) article.firstChild = element;
    else last.nextSibling = element;
    last = element;
  }
  return article;
}
