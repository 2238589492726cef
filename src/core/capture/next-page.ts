// Finds the address at which an article goes on: a link to the next number, where the page names it so by a mark, a number or a word.
import { attribute, resolveAddress, textOf } from './page-dom.ts';
import { isNextPage } from './page-series.ts';

/** Pages of comments and of lists count too. */
const NOT_ARTICLE = '[class*="comment" i], [id*="comment" i], [class*="reply" i], aside, footer';

const NEXT_WORDS =
  /^(?:next(?: page)?|continue(?: reading)?|(?:page )?suivante?|la suite|weiter(?:lesen)?|nächste(?: seite)?|siguiente|página siguiente|próxima?(?: página)?|successiva|pagina successiva|avanti|volgende|далее|следующая(?: страница)?|下一页|下一頁|下页|次へ|次のページ|다음|التالي)$/iu;

/** Longer words are no number and no "next" (UTF-16 units). */
const LONGEST_LABEL = 40;

/** Gives the address of the next page of the article that a page shows; undefined when it names none. `base` resolves relative addresses. */
export function nextPageOf(page: Document, address: string, base: string): string | undefined {
  for (const link of page.querySelectorAll('link[rel~="next" i], a[rel~="next" i], a[href]')) {
    const next = resolveAddress(attribute(link, 'href'), base)?.replace(/#.*$/u, '');
    if (next === undefined || !isNextPage(address, next)) continue;
    const isMarked = /(?:^|\s)next(?:\s|$)/iu.test(link.getAttribute('rel') ?? '');
    if ((isMarked || isLabelled(link, next)) && link.closest(NOT_ARTICLE) === null) return next;
  }
  return undefined;
}

/** A link says its page's number, or that it is the next. */
function isLabelled(link: Element, next: string): boolean {
  const label = textOf(link).slice(0, LONGEST_LABEL);
  const number = /(\d{1,3})\D*$/u.exec(next)?.[1];
  if (/^\d{1,3}$/u.test(label)) return number === label || Number(number) + 1 === Number(label);
  const words = label.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return NEXT_WORDS.test(words) || NEXT_WORDS.test(attribute(link, 'title') ?? attribute(link, 'aria-label') ?? '');
}
