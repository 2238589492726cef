// Tells an article of the press from the other pages of the web (of companies, authorities, shops, lists) by what the page says of itself.
import type { PageKind } from '../../shared/document.ts';
import type { FoundFields } from './found-fields.ts';
import { attribute } from './page-dom.ts';

/** Origins of a date that pages other than articles seldom have. */
const SAID = new Set(['person', 'import', 'json-ld', 'open-graph', 'microdata']);

/** Words of a paragraph of an article, and of all of them together. */
const PROSE = { paragraph: 22, all: 150 };
/** Of the words in paragraphs, the share that an article has in itself. */
const MOST_PROSE = 0.7;

/**
 * Decides what kind of page it is: an article says so (`og:type`, JSON-LD) or says when it was published; or one `article` holds most of the
 * page's paragraphs; or the page has paragraphs, a date and an author. The fields are those that were read from it.
 */
export function pageKindOf(page: Document, fields: FoundFields): PageKind {
  const type = attribute(page.querySelector('meta[property="og:type" i]'), 'content');
  if (type !== undefined && /^article$|:article$|blog/iu.test(type)) return 'article';
  if (SAID.has(fields.origins.published ?? '') || fields.origins.title === 'json-ld') return 'article';
  const all = wordsOfProse(page.body);
  if (all < PROSE.all) return 'page';
  const places = page.querySelectorAll('article, [itemprop="articleBody"]');
  const isMarked = [...places].some((place) => wordsOfProse(place) >= MOST_PROSE * all);
  return isMarked || (fields.has('published') && fields.has('author')) ? 'article' : 'page';
}

function wordsOfProse(place: Element): number {
  return [...place.querySelectorAll('p')].reduce((sum, each) => {
    const words = (each.textContent ?? '').split(/\s+/u).length;
    return words < PROSE.paragraph ? sum : sum + words;
  }, 0);
}
