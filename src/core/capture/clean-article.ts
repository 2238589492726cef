// Takes out of an extracted article what is not its own: asides, blocks of links, and bylines, dates, calls to subscribe at its edges.
// Captions and credits stay and are marked. When in doubt a block stays.
import { ROLE_ATTRIBUTE } from '../../shared/reading-text-elements.ts';
import { type ArticleBlock, blocksOf, removeFrom } from './article-blocks.ts';
import { textOf } from './page-dom.ts';

/** A block at the edge that is shorter and ends no sentence is no part of the article (UTF-16 units). */
const SHORT_EDGE = 90;
/** Blocks that are links and little else. */
const MOSTLY_LINKED = 0.8;
/** What may be taken from the edges together, as a share of the article's text. */
const MOST_TRIMMED = 0.3;

const SENTENCE_END = /[.!?…。！？؟।။।:;][\s"'»”’)\]」』]*$/u;
const CREDIT_CLASS =
  /(?:^|[-_\s])(?:credits?|copyright|photographer|photo-?credit|image-?credit|image-?source|source)(?:$|[-_\s])/iu;
const CAPTION_CLASS =
  /(?:^|[-_\s])(?:captions?|caption-?text|wp-caption-text|figcaption|cutline|legende?|bildunterschrift|image-?(?:description|caption|text))(?:$|[-_\s])/iu;
const LONGEST_CAPTION = 600;
const LONGEST_CREDIT = 120;

/** Cleans an article in place. `title` is dropped where the article begins with it. */
export function cleanArticle(article: Element, title: string): void {
  markCaptions(article);
  removeAsides(article);
  for (const block of blocksOf(article)) if (isLinkBox(block)) removeFrom(article, block.element);
  removeRepeatedTitle(article, title);
  trimEdges(article);
}

/** Marks captions and credits that no `figcaption` tells of; a figure says nothing else, unless it holds a quotation, a table or code. */
export function markCaptions(article: Element): void {
  for (const figure of article.querySelectorAll('figure')) {
    if (figure.querySelector('blockquote, table, pre, p + p') === null) figure.setAttribute(ROLE_ATTRIBUTE, 'caption');
  }
  for (const element of article.querySelectorAll('[class]')) {
    const classes = element.getAttribute('class') ?? '';
    const { length } = textOf(element);
    if (length === 0) continue;
    if (CREDIT_CLASS.test(classes) && length <= LONGEST_CREDIT) element.setAttribute(ROLE_ATTRIBUTE, 'credit');
    else if (CAPTION_CLASS.test(classes) && length <= LONGEST_CAPTION) element.setAttribute(ROLE_ATTRIBUTE, 'caption');
  }
}

function removeAsides(article: Element): void {
  const whole = textOf(article).length;
  for (const aside of article.querySelectorAll('aside'))
    if (textOf(aside).length < whole / 3) removeFrom(article, aside);
}

function isLinkBox({ element, tag, text, linked }: ArticleBlock): boolean {
  if (tag === 'table' || tag === 'pre' || isMarked(element)) return false;
  return linked > MOSTLY_LINKED && text.length < 400;
}

function isMarked(element: Element): boolean {
  return element.closest(`[${ROLE_ATTRIBUTE}], figcaption`) !== null;
}

function removeRepeatedTitle(article: Element, title: string): void {
  const wanted = fold(title);
  const first = blocksOf(article).find(({ element }) => !isMarked(element));
  if (wanted !== '' && first !== undefined && fold(first.text) === wanted) removeFrom(article, first.element);
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[\p{P}\p{Z}\s]+/gu, '');
}

/** Takes short blocks that end no sentence from the head and the tail, captions aside. */
function trimEdges(article: Element): void {
  const blocks = blocksOf(article).filter(({ element }) => !isMarked(element));
  const whole = blocks.reduce((sum, { text }) => sum + text.length, 0);
  const head = blocks.slice(0, lengthWhile(blocks, isTrimmable));
  const tail = [...blocks].reverse().slice(0, lengthWhile([...blocks].reverse(), isTrimmable));
  for (const edge of [head, tail]) {
    const trimmed = edge.reduce((sum, { text }) => sum + text.length, 0);
    if (head.length === blocks.length || trimmed > MOST_TRIMMED * whole) continue;
    for (const { element } of edge) removeFrom(article, element);
  }
}

function lengthWhile(blocks: readonly ArticleBlock[], holds: (block: ArticleBlock) => boolean): number {
  const end = blocks.findIndex((block) => !holds(block));
  return end === -1 ? blocks.length : end;
}

function isTrimmable({ tag, text }: ArticleBlock): boolean {
  return tag !== 'table' && tag !== 'pre' && text.length < SHORT_EDGE && !SENTENCE_END.test(text);
}
