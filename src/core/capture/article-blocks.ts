// The blocks of an article's element as cleaning sees them: the innermost elements that hold a paragraph, a heading, an item.
import { textOf } from './page-dom.ts';

export interface ArticleBlock {
  readonly element: Element;
  readonly tag: string;
  readonly text: string;
  /** The share of the text that stands in links, from 0 to 1. */
  readonly linked: number;
}

const BLOCK =
  'address, article, aside, blockquote, dd, div, dl, dt, figcaption, figure, footer, h1, h2, h3, h4, h5, h6, header, li, main, ol, p, pre, section, table, ul';

/** Elements that are one block as they are, whatever they hold. */
const WHOLE = new Set(['figure', 'pre', 'table']);

/** Lists the blocks with text of an article, in order. */
export function blocksOf(article: Element): ArticleBlock[] {
  const blocks: ArticleBlock[] = [];
  for (const element of article.querySelectorAll(BLOCK)) {
    const tag = element.localName;
    const isInner = element.parentElement?.closest('figure, pre, table') !== null && element.parentElement !== article;
    if (isInner && article.contains(element.parentElement?.closest('figure, pre, table') ?? null)) continue;
    if (!WHOLE.has(tag) && element.querySelector(BLOCK) !== null) continue;
    const text = textOf(element);
    if (text !== '') blocks.push({ element, tag, text, linked: linkedShare(element, text) });
  }
  return blocks;
}

function linkedShare(element: Element, text: string): number {
  if (element.closest('a') !== null) return 1;
  let linked = 0;
  for (const link of element.querySelectorAll('a')) linked += textOf(link).length;
  return Math.min(1, linked / text.length);
}

/** Removes an element, and the elements around it that are empty then, up to the article's own. */
export function removeFrom(article: Element, element: Element): void {
  let parent: Element | null = element.parentElement;
  element.remove();
  while (
    parent !== null &&
    parent !== article &&
    textOf(parent) === '' &&
    parent.querySelector('img, picture, svg, math, hr') === null
  ) {
    const outer: Element | null = parent.parentElement;
    parent.remove();
    parent = outer;
  }
}
