// Puts back paragraphs that Readability leaves out of an article: before its first paragraph or between two of them, in places like theirs.
import { endsSentence, foldedText, wordsIn } from './article-blocks.ts';
import { textOf } from './page-dom.ts';
import { headingSaying } from './page-title.ts';

export interface ShownParagraph {
  readonly element: Element;
  /** What it and the element around it are called; those of one text are alike. */
  readonly place: string;
  readonly folded: string;
}

const FEWEST_WORDS = 12;
/** More of its text in links makes a paragraph a list of links. */
const MOST_LINKED = 1 / 3;
const ELSEWHERE =
  'nav, aside, form, footer, figure, li, button, a, blockquote, [hidden], [aria-hidden="true"], [style*="none"], [style*="hidden"], [class*="comment" i]:not(body), [class*="related" i]:not(body)';

/** Lists the paragraphs of a page as it was parsed, after the heading of that title, that say whole sentences and whose places have names. */
export function shownParagraphs(page: Document, title: string): readonly ShownParagraph[] {
  const heading = headingSaying(page, title);
  const elements = [...page.querySelectorAll('h1, h2, p')];
  return elements.slice(heading === undefined ? 0 : elements.indexOf(heading)).flatMap((element) => {
    const place = element.localName === 'p' ? placeOf(element) : undefined;
    const text = place === undefined ? '' : textOf(element);
    if (place === undefined || !endsSentence(text) || wordsIn(text) < FEWEST_WORDS) return [];
    const linked = [...element.querySelectorAll('a')].reduce((sum, link) => sum + textOf(link).length, 0);
    if (linked > MOST_LINKED * text.length || element.closest(ELSEWHERE) !== null) return [];
    return [{ element, place, folded: foldedText(text) }];
  });
}

function placeOf(element: Element): string | undefined {
  const [own, outer] = [element, element.parentElement].map((each) => each?.getAttribute('class') ?? '');
  return own || outer ? `${own}<${element.parentElement?.localName} ${outer}` : undefined;
}

/** So many letters of a paragraph, at either end, tell that the article has it: what is hidden within may be gone. */
const SAME_LETTERS = 40;

/** Puts those paragraphs into an article, before it is cleaned, that its page shows up to its last paragraph in places like its own. */
export function restoreParagraphs(article: Element, shown: readonly ShownParagraph[]): void {
  const own = foldedText(textOf(article));
  const isHeld = shown.map(
    ({ folded }) => own.includes(folded.slice(0, SAME_LETTERS)) || own.includes(folded.slice(-SAME_LETTERS)),
  );
  const places = new Set(shown.flatMap(({ place }, at) => (isHeld[at] ? [place] : [])));
  const last = isHeld.lastIndexOf(true);
  const isLost = shown.map(({ place }, at) => at < last && !isHeld[at] && places.has(place));
  if (!isLost.includes(true)) return;
  const paragraphs = new Map([...article.querySelectorAll('p')].map((each) => [foldedText(textOf(each)), each]));
  let before: Element | undefined;
  for (const [at, { element, folded }] of shown.entries()) {
    if (isHeld[at]) before = paragraphs.get(folded) ?? before;
    if (!isLost[at]) continue;
    if (before === undefined) article.prepend(element);
    else before.after(element);
    before = element;
  }
}
