// Finds the article in a page with Mozilla's Readability. What stays in it is cleaned elsewhere (clean-article.ts).
import { Readability } from '@mozilla/readability';
import { ROLE_ATTRIBUTE } from '../../shared/reading-text-elements.ts';
import { blocksOf, endsSentence, foldedText, isBlockElement, wordsIn } from './article-blocks.ts';
import { namedRoleOf } from './captions.ts';
import { placeOfSentences } from './declared-text.ts';
import { hasText, parsePage, parsePageAsBrowser, shownTextOf, textOf } from './page-dom.ts';

/** An article with fewer letters is taken for a failure while another parser may do better (UTF-16 units). */
const SHORTEST_ARTICLE = 140;

/** So short an article may be one of many parts that the extractor took for the whole (words). */
const SHORT_ARTICLE = 200;
/** The whole is believed when its paragraphs have so many times the words. */
const TIMES_AS_LONG = 3;
/** The place of most paragraphs is believed when they have so many times the words. */
const TIMES_AS_MUCH_PROSE = 2;
/** Of the words of all paragraphs. */
const MOST_PROSE = 0.8;

/** Finds the article's element, by its title, in a page (which is used up by it) or in its HTML parsed anew; undefined when there is none. */
export function extractArticle(page: Document, html: string, title: string): Element | undefined {
  const said = commentsIn(page).map(textOf).join(' ');
  const first = articleIn(page, title);
  const quick = isMostlySaid(first, said) ? (articleWithoutComments(html, title) ?? first) : first;
  const isEnough = quick !== undefined && textOf(quick).length >= SHORTEST_ARTICLE;
  const found = isEnough ? quick : (articleIn(parsePageAsBrowser(html), title) ?? quick);
  const words = wordsIn(textOf(found));
  if (words >= SHORT_ARTICLE) return found;
  const rest = withoutSurroundings(html, title);
  return markedPlaceIn(rest, TIMES_AS_LONG * words) ?? placeOfProse(rest, TIMES_AS_MUCH_PROSE * words) ?? found;
}

function withoutSurroundings(html: string, title: string): Document {
  const page = parsePage(html);
  prepare(page);
  settleFolds(page);
  removeOtherArticles(page, title);
  keepCaptions(page);
  for (const each of page.querySelectorAll(SURROUNDINGS)) each.remove();
  return page;
}

/** The place that a page marks as its article, when its paragraphs have at least so many words: articles in many sections, galleries. */
function markedPlaceIn(page: Document, fewestWords: number): Element | undefined {
  const places = [...page.querySelectorAll('[itemprop="articleBody"], article, main, [role="main"]')]
    .map((place) => ({ place, words: wordsOfParagraphs(place) }))
    .sort((a, b) => b.words - a.words);
  const [best] = places;
  return best !== undefined && best.words >= Math.max(FEWEST_WORDS, fewestWords) ? best.place : undefined;
}

/** The innermost place that holds most of a page's paragraphs, when they have at least so many words. */
function placeOfProse(page: Document, fewestWords: number): Element | undefined {
  const all = wordsOfParagraphs(page.body);
  if (all < Math.max(FEWEST_WORDS, fewestWords)) return undefined;
  let place: Element = page.body;
  for (;;) {
    const inner = [...place.children].find((child) => wordsOfParagraphs(child) >= MOST_PROSE * all);
    if (inner === undefined || inner.localName === 'p') return place;
    place = inner;
  }
}

const UNSHOWN = 'script, style, noscript, template, nav, form, iframe, object, embed';
const SURROUNDINGS =
  'script, style, noscript, template, iframe, object, embed, nav, form, header, footer, aside, [class*="comment" i], [id*="comment" i], [class*="related" i]';
const FEWEST_WORDS = 100;
/** Words of a paragraph that ends a sentence, and of one that is long enough whatever its end. */
const PARAGRAPH = 22;
const LONG_PARAGRAPH = 45;

function wordsOfParagraphs(place: Element): number {
  const paragraphs = blocksOf(place).filter(
    ({ words, linked, text }) => linked < 0.3 && words >= (endsSentence(text) ? PARAGRAPH : LONG_PARAGRAPH),
  );
  return paragraphs.reduce((sum, { words }) => sum + words, 0);
}

/** Gives the place of the text that a page declares as its own, with the paragraphs of `found`; undefined when it is not there. */
export function declaredArticle(
  html: string,
  found: Element | undefined,
  sentences: readonly string[],
): Element | undefined {
  const page = parsePage(html);
  prepare(page);
  for (const each of page.querySelectorAll(UNSHOWN)) each.remove();
  const paragraphs = [...(found?.querySelectorAll('p') ?? [])].map(textOf).filter((text) => wordsIn(text) >= LABEL);
  return placeOfSentences(page, [sentences, paragraphs.map(foldedText)]);
}

/** Gives the whole page as an article, for want of one. */
export function wholePage(html: string): Element {
  const page = parsePageAsBrowser(html);
  prepare(page);
  for (const each of page.querySelectorAll(UNSHOWN)) each.remove();
  return page.body;
}

function articleIn(page: Document, title: string): Element | undefined {
  try {
    prepare(page);
    settleFolds(page);
    removeOtherArticles(page, title);
    keepCaptions(page);
    if (!hasWords(page)) return undefined;
    const options = { keepClasses: true, disableJSONLD: true, serializer: (node: Node) => node as Element };
    return new Extractor(page, options).parse()?.content ?? undefined;
  } catch {
    // A page that breaks the extractor (nested too deep, not a document) is a page without an article.
    return undefined;
  }
}

/** Readability, which asks of every division whether it is empty, and would put the whole text of each together to see it. */
class Extractor extends Readability<Element> {
  _isElementWithoutContent(node: Node): boolean {
    if (node.nodeType !== 1 || hasText(node)) return false;
    const { children } = node as Element;
    return [...children].every(({ localName }) => localName === 'br' || localName === 'hr');
  }
}

/** Tells whether a page shows any text; the extractor takes long to find that it does not. */
function hasWords(page: Document): boolean {
  return shownTextOf(page.body, 1) !== '';
}

/** A form around a whole page is the page; others are for filling in, and nothing of them is kept. */
function settleForms(page: Document): void {
  for (const form of page.querySelectorAll('form')) {
    if (wordsOfParagraphs(form) < FEWEST_WORDS) form.remove();
    else {
      const place = page.createElement('div');
      while (form.firstChild !== null) place.append(form.firstChild);
      form.replaceWith(place);
    }
  }
}

/** Takes out what would mislead: marks like our own, and what nobody sees. */
function prepare(page: Document): void {
  settleForms(page);
  for (const each of page.querySelectorAll(AMP_PARTS)) each.remove();
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

/** Parts of AMP pages that stand over the page or are filled by a program. */
const AMP_PARTS =
  'amp-ad, amp-embed, amp-consent, amp-sidebar, amp-lightbox, amp-user-notification, amp-sticky-ad, amp-list, amp-social-share';

const COMMENTS =
  /(?:^|[\s_-])(?:comments?|comment-?(?:list|section|area|thread|wrapper|container|block)|comments-?(?:list|section|area|thread|wrapper|container|block|area)|commentlist|disqus_?thread|disqus|kommentare|commentaires|comentarios)(?:$|[\s_-])/iu;

/** With fewer words outside its comments a page is of them: a forum, a match told line by line. */
const FEWEST_OUTSIDE = 25;
/** Words of a paragraph that is more than a label. */
const LABEL = 12;

/** The places where readers speak of an article, if the page has more than them; none with a heading of the page or its article in it. */
function commentsIn(page: Document): readonly Element[] {
  const places = [...page.querySelectorAll('[id], [class]')].filter((place) => {
    if (!/^(?:div|section|aside|ol|ul|footer)$/u.test(place.localName)) return false;
    const names = `${place.getAttribute('id') ?? ''} ${place.getAttribute('class') ?? ''}`;
    return COMMENTS.test(names) && place.querySelector('h1, article, main, [itemprop="articleBody"]') === null;
  });
  if (places.length === 0) return [];
  const inside = new Set(places);
  const outside = [...page.querySelectorAll('p')].filter((each) => !hasAncestorIn(each, inside));
  const words = outside.map((each) => wordsIn(textOf(each))).filter((count) => count >= LABEL);
  if (words.reduce((sum, count) => sum + count, 0) < FEWEST_OUTSIDE) return [];
  return places.filter((place) => !hasAncestorIn(place, inside));
}

function hasAncestorIn(element: Element, some: ReadonlySet<Element>): boolean {
  for (let at = element.parentElement; at !== null; at = at.parentElement) if (some.has(at)) return true;
  return false;
}

/** Paragraphs, of which so many tell enough. */
const MOST_LOOKED_AT = 300;

/** Tells whether more than half of an article is what readers say: they may write more than the article does. */
function isMostlySaid(article: Element | undefined, said: string): boolean {
  if (article === undefined || said === '') return false;
  const all = [...article.querySelectorAll('p')].slice(0, MOST_LOOKED_AT);
  const paragraphs = all.map(textOf).filter((text) => text.length > LABEL);
  const letters = (some: readonly string[]) => some.reduce((sum, { length }) => sum + length, 0);
  return letters(paragraphs.filter((text) => said.includes(text))) > letters(paragraphs) / 2;
}

function articleWithoutComments(html: string, title: string): Element | undefined {
  const page = parsePage(html);
  for (const place of commentsIn(page)) place.remove();
  return articleIn(page, title);
}

const FRAME = 'nav, header, footer, aside, form, dialog';
const FOLD = /accordion|collaps|faq|toggle|disclosure/iu;

/** Makes headings of what unfolds a part of the text (`summary`, buttons of accordions), since Readability drops it. */
function settleFolds(page: Document): void {
  for (const details of page.querySelectorAll('details')) {
    if (details.closest(FRAME) !== null) continue;
    for (const summary of details.querySelectorAll('summary')) rename(page, summary, 'h3');
    rename(page, details, 'div');
  }
  for (const button of page.querySelectorAll('button')) {
    const names = `${button.getAttribute('class') ?? ''} ${button.parentElement?.getAttribute('class') ?? ''}`;
    const unfolds = button.hasAttribute('aria-expanded') || FOLD.test(names);
    if (!unfolds || wordsIn(textOf(button)) < FEWEST_OF_HEADING || button.closest(FRAME) !== null) continue;
    const panel = button.nextElementSibling ?? button.parentElement?.nextElementSibling;
    if (panel?.querySelector('p, ul, ol') === null || !panel) continue;
    rename(page, button, button.closest('h1, h2, h3, h4, h5, h6') === null ? 'h3' : 'span');
  }
}

const FEWEST_OF_HEADING = 2;

function rename(page: Document, element: Element, name: string): void {
  const renamed = page.createElement(name);
  while (element.firstChild !== null) renamed.append(element.firstChild);
  element.replaceWith(renamed);
}

/** Takes out the other articles of a page (those that follow, those that one may like too) where one stands under the page's title. */
function removeOtherArticles(page: Document, title: string): void {
  const articles = [...page.querySelectorAll('article')];
  const wanted = foldedText(title);
  if (articles.length < 2 || wanted === '') return;
  const titled = [...page.querySelectorAll('h1, h2')].filter((heading) => foldedText(textOf(heading)) === wanted);
  const own = new Set(titled.map((heading) => heading.closest('article')));
  const [article] = own;
  if (own.size !== 1 || !article || wordsOfParagraphs(article) < FEWEST_WORDS) return;
  for (const other of articles) if (!other.contains(article) && !article.contains(other)) other.remove();
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
