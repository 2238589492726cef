// Finds the article in a page with Mozilla's Readability. What stays in it is cleaned elsewhere (clean-article.ts).
import { Readability } from '@mozilla/readability';
import { ROLE_ATTRIBUTE } from '../../shared/reading-text-elements.ts';
import { isBlockElement } from './article-blocks.ts';
import { namedRoleOf } from './captions.ts';
import { parsePageAsBrowser, textOf } from './page-dom.ts';

/** An article with fewer letters is taken for a failure while another parser may do better (UTF-16 units). */
const SHORTEST_ARTICLE = 140;

/** Finds the article's element in a page (which is used up by it) or in its HTML parsed anew; undefined when there is none. */
export async function extractArticle(page: Document, html: string): Promise<Element | undefined> {
  const quick = articleIn(page);
  if (quick !== undefined && textOf(quick).length >= SHORTEST_ARTICLE) return quick;
  return articleIn(await parsePageAsBrowser(html)) ?? quick;
}

/** Gives the whole page as an article, for want of one. */
export async function wholePage(html: string): Promise<Element> {
  const page = await parsePageAsBrowser(html);
  prepare(page);
  for (const each of page.querySelectorAll('script, style, noscript, template, nav, form, iframe, object, embed'))
    each.remove();
  return page.body;
}

function articleIn(page: Document): Element | undefined {
  try {
    prepare(page);
    keepCaptions(page);
    if (!hasWords(page)) return undefined;
    const options = { keepClasses: true, serializer: (node: Node) => node as Element };
    return new Readability<Element>(page, options).parse()?.content ?? undefined;
  } catch {
    // A page that breaks the extractor (nested too deep, not a document) is a page without an article.
    return undefined;
  }
}

/** Tells whether a page shows any text; the extractor takes long to find that it does not. */
function hasWords(page: Document): boolean {
  const unseen = [...page.querySelectorAll('body :is(script, style, noscript, template)')];
  const hidden = unseen.reduce((sum, each) => sum + textOf(each).length, 0);
  return textOf(page.body).length > hidden;
}

/** Takes out what would mislead: marks like our own, and what nobody sees. */
function prepare(page: Document): void {
  for (const each of page.querySelectorAll(`[${ROLE_ATTRIBUTE}]`)) each.removeAttribute(ROLE_ATTRIBUTE);
  for (const each of page.querySelectorAll('[hidden], dialog:not([open]), select, datalist, textarea')) each.remove();
  for (const each of page.querySelectorAll('[style*="none"], [style*="hidden"]')) {
    if (/(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(each.getAttribute('style') ?? ''))
      each.remove();
  }
  for (const formula of page.querySelectorAll('script[type^="math/tex" i]')) {
    const tex = page.createElement('span');
    tex.textContent = formula.textContent;
    formula.replaceWith(tex);
  }
}

/**
 * Makes captions and credits that are divisions of words only into paragraphs. Readability would do so too, but drop the class by which they are known.
 */
function keepCaptions(page: Document): void {
  for (const division of page.querySelectorAll('div[class]')) {
    if (namedRoleOf(division) === undefined || textOf(division) === '') continue;
    if ([...division.querySelectorAll('*')].some(isBlockElement)) continue;
    const paragraph = page.createElement('p');
    for (const { name, value } of [...division.attributes]) paragraph.setAttribute(name, value);
    while (division.firstChild !== null) paragraph.append(division.firstChild);
    division.replaceWith(paragraph);
  }
}
