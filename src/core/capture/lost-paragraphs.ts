// Puts back paragraphs that Readability leaves out of an article: before, between and after those that it found, in places like theirs.
import { endsSentence, foldedText, wordsIn } from './article-blocks.ts';
import { textOf } from './page-dom.ts';
import { headingSaying } from './page-title.ts';

export interface ShownParagraph {
  readonly element: Element;
  /** The heading right before it, in the same kind of place. */
  readonly heading: Element | undefined;
  /** What it and the element around it are called; those of one text are alike. */
  readonly place: string;
  readonly folded: string;
  /** Counts the beginnings of other articles before it: headings that are links or of the first rank, and borders of `article`. */
  readonly part: number;
}

const FEWEST_WORDS = 12;
/** More of its text in links makes a paragraph a list of links. */
const MOST_LINKED = 1 / 3;
const ELSEWHERE =
  'nav, aside, form, footer, figure, li, button, a, blockquote, [hidden], [aria-hidden="true"], [style*="none"], [style*="hidden"], [class*="comment" i]:not(body), [class*="related" i]:not(body), [class*="teaser" i]:not(body)';

/** Lists the paragraphs of a page as it was parsed, after the heading of that title, that say whole sentences and whose places have names. */
export function shownParagraphs(page: Document, title: string): readonly ShownParagraph[] {
  const titled = headingSaying(page, title);
  const elements = [...page.querySelectorAll('h1, h2, h3, h4, p')];
  const shown: ShownParagraph[] = [];
  let heading: Element | undefined;
  let article: Element | null = null;
  let part = 0;
  for (const element of elements.slice(titled === undefined ? 0 : elements.indexOf(titled))) {
    if (element.localName !== 'p') {
      if (element !== titled && beginsAnother(element)) part++;
      heading = element;
      continue;
    }
    const own = element.closest('article');
    if (own !== article) part++;
    article = own;
    const place = placeOf(element);
    if (place !== undefined && isProse(element)) {
      const over = heading?.parentElement?.getAttribute('class') === element.parentElement?.getAttribute('class');
      shown.push({ element, heading: over ? heading : undefined, place, folded: foldedText(textOf(element)), part });
    }
    heading = undefined;
  }
  return shown;
}

function beginsAnother(heading: Element): boolean {
  return heading.localName === 'h1' || heading.closest('a') !== null || heading.querySelector('a') !== null;
}

function isProse(element: Element): boolean {
  const text = textOf(element);
  if (!endsSentence(text) || wordsIn(text) < FEWEST_WORDS) return false;
  const linked = [...element.querySelectorAll('a')].reduce((sum, link) => sum + textOf(link).length, 0);
  return linked <= MOST_LINKED * text.length && element.closest(ELSEWHERE) === null;
}

function placeOf(element: Element): string | undefined {
  const [own, outer] = [element, element.parentElement].map((each) => each?.getAttribute('class') ?? '');
  return own || outer ? `${own}<${element.parentElement?.localName} ${outer}` : undefined;
}

/** So many letters of a paragraph, at either end, tell that the article has it: what is hidden within may be gone. */
const SAME_LETTERS = 40;
/** Paragraphs that the article must have in a place before what follows its last one is believed to be more of it. */
const FEWEST_ALIKE = 2;

/** So many paragraphs that are none of the article's are looked for in its whole text; a page with more is a book, of which none is put back. */
const MOST_LOOKED_FOR = 500;

/** Puts those paragraphs into an article, before it is cleaned, that its page shows in places like those of its own paragraphs. */
export function restoreParagraphs(article: Element, shown: readonly ShownParagraph[]): void {
  const paragraphs = new Map([...article.querySelectorAll('p')].map((each) => [foldedText(textOf(each)), each]));
  const ends = new Set([...paragraphs.keys()].flatMap(endsOf));
  const isWhole = shown.map(({ folded }) => endsOf(folded).some((end) => ends.has(end)));
  const missing = isWhole.filter((each) => !each).length;
  if (missing === 0 || missing > MOST_LOOKED_FOR) return;
  const own = foldedText(textOf(article));
  const isHeld = shown.map(({ folded }, at) => isWhole[at] || endsOf(folded).some((end) => own.includes(end)));
  const places = new Map<string, number>();
  for (const [at, { place }] of shown.entries()) if (isHeld[at]) places.set(place, (places.get(place) ?? 0) + 1);
  const last = isHeld.lastIndexOf(true);
  const isLost = shown.map(({ place, part }, at) => {
    const goesOn = at < last || (part === shown[last]?.part && (places.get(place) ?? 0) >= FEWEST_ALIKE);
    return !isHeld[at] && goesOn && places.has(place);
  });
  let before: Element | undefined;
  for (const [at, { element, heading, folded }] of shown.entries()) {
    if (isHeld[at]) before = paragraphs.get(folded) ?? before;
    if (!isLost[at]) continue;
    const isNew = heading !== undefined && !own.includes(foldedText(textOf(heading)));
    const restored = isNew ? [heading, element] : [element];
    if (before === undefined) article.prepend(...restored);
    else before.after(...restored);
    before = element;
  }
}

function endsOf(folded: string): readonly [string, string] {
  return [folded.slice(0, SAME_LETTERS), folded.slice(-SAME_LETTERS)];
}
