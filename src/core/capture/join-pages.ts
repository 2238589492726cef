// Joins the pages of an article that is parted into several: what each further page adds is put behind what is there. Nothing is fetched here.
import { digestOf } from '../archive/digest.ts';
import { blocksOf, foldedText, removeFrom } from './article-blocks.ts';
import type { FurtherPage } from './captured.ts';
import { cleanArticle } from './clean-article.ts';
import { extractArticle } from './extract-article.ts';
import { parseLimited } from './limit-nesting.ts';
import { nextPageOf } from './next-page.ts';
import { attribute, resolveAddress, textOf } from './page-dom.ts';
import { isSameTitle, MOST_PAGES } from './page-series.ts';
import { chooseTitle } from './page-title.ts';

/** A further page that was got, by its address. */
export interface GotPage {
  readonly html: string;
  /** As it was got, for its digest. */
  readonly bytes: Uint8Array;
}

export interface JoinedPages {
  readonly pages: readonly FurtherPage[];
  /** A page that the article names was not there. */
  readonly isCut: boolean;
}

/** With more of its words on the pages before, a page is one of them again. */
const MOST_REPEATED = 0.5;

/** Puts the further pages of an article behind its first. `title` is the first page's; `next` is where that says that it goes on. */
export function joinPages(
  article: Element,
  title: string,
  next: string | undefined,
  find: (address: string) => GotPage | undefined,
): JoinedPages {
  const pages: FurtherPage[] = [];
  const seen = new Set<string>();
  const known = new Set(blocksOf(article).map(({ text }) => foldedText(text)));
  for (let address = next; address !== undefined && pages.length < MOST_PAGES && !seen.has(address); ) {
    seen.add(address);
    const got = find(address);
    if (got === undefined) return { pages, isCut: true };
    const { page, html } = parseLimited(got.html);
    if (!isSameTitle(title, titleOf(page))) break;
    const base = baseOf(page, address);
    const following = nextPageOf(page, address, base);
    const more = extractArticle(page, html, title);
    if (more === undefined || !isNew(more, title, known)) break;
    makeAbsolute(more, base);
    article.append(...more.childNodes);
    pages.push({ url: address, digest: digestOf(got.bytes) });
    address = following;
  }
  return { pages, isCut: false };
}

/** The title that a page gives itself. */
export function titleOf(page: Document): string {
  const openGraph = attribute(page.querySelector('meta[property="og:title" i]'), 'content');
  const clues = { openGraph, headline: undefined, catalogue: undefined, other: undefined, sites: [] };
  return chooseTitle(page, clues)?.title ?? '';
}

/** The address that a page's relative addresses belong to. */
export function baseOf(page: Document, address: string): string {
  return resolveAddress(attribute(page.querySelector('base'), 'href'), address) ?? address;
}

/** Cleans a further page and takes out what was there before; tells whether anything is left that makes it another page. */
function isNew(article: Element, title: string, known: Set<string>): boolean {
  cleanArticle(article, title);
  const blocks = blocksOf(article);
  const repeated = blocks.filter(({ text }) => known.has(foldedText(text)));
  const words = (list: typeof blocks) => list.reduce((sum, each) => sum + each.words, 0);
  if (words(repeated) > MOST_REPEATED * words(blocks)) return false;
  for (const { element } of repeated) removeFrom(article, element);
  for (const { text } of blocks) known.add(foldedText(text));
  return textOf(article) !== '';
}

/** Addresses of a further page are relative to that page. */
function makeAbsolute(article: Element, base: string): void {
  for (const name of ['href', 'src', 'data-src', 'data-original', 'data-lazy-src']) {
    for (const element of article.querySelectorAll(`[${name}]`)) {
      const written = attribute(element, name);
      const address = written?.startsWith('#') ? undefined : resolveAddress(written, base);
      if (address !== undefined) element.setAttribute(name, address);
    }
  }
}
