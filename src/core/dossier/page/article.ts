// Puts one reading into its place in the printed page and finds the text nodes of its highlights there. Paints nothing.
import { buildReadingText } from '../../../shared/reading-text.ts';
import { addressForRecipients } from '../../../shared/recipient-address.ts';
import { rememberHighlights } from './code-colours.ts';
import { askForFonts } from './fonts.ts';
import { sanitise } from './sanitise.ts';

export interface ArticleForPage {
  /** The id of the article's element, which holds `.title` and `.reading`. */
  readonly id: string;
  /** The whole of reading.html. */
  readonly html: string;
  /** The stored reading text: positions count its code points. */
  readonly text: string;
  /** The title of the record; shown instead of the captured one when a person changed it. */
  readonly title: string;
  /** Said before a captured title that differs from the record's. */
  readonly capturedTitleLabel: string;
  readonly mediaPrefix: string;
  readonly forRecipients: boolean;
  /** In code points of the reading text, end exclusive. */
  readonly highlights: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Inserts an article and remembers its highlights.
 * @returns whether the text of the page is the stored one; if not, nothing of this article will be painted.
 */
export function addArticle(article: ArticleForPage): boolean {
  const place = document.getElementById(article.id) as HTMLElement;
  const reading = document.adoptNode(parseReading(article));
  const slot = place.querySelector('.reading') as HTMLElement;
  slot.append(reading);
  const { text, map } = buildReadingText(reading, { title: article.text.split('\n', 1)[0] ?? '' });
  const matches = text === article.text;
  if (matches) rememberHighlights(article.highlights.map(({ start, end }) => map.piecesOf(start, end)));
  placeTitle(place, reading, article);
  slot.replaceChildren(...reading.childNodes);
  lowerHeadings(slot);
  askForFonts(place);
  return matches;
}

function parseReading({ html, id, mediaPrefix, forRecipients }: ArticleForPage): HTMLElement {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const root = parsed.querySelector('article') ?? parsed.body;
  const address = forRecipients ? (url: string) => addressForRecipients(url) ?? '' : (url: string) => url;
  sanitise(root, { idPrefix: `${id}-`, mediaPrefix, address });
  return root;
}

/** Moves the captured title (with its highlights) to the head; the record's title comes first when it is another. */
function placeTitle(place: HTMLElement, reading: HTMLElement, article: ArticleForPage): void {
  const title = place.querySelector('.title') as HTMLElement;
  const captured = reading.querySelector('h1[data-pressmark="title"]');
  captured?.remove();
  const isSame = captured && squeezed(captured.textContent) === squeezed(article.title);
  if (isSame) title.replaceChildren(...captured.childNodes);
  else {
    title.textContent = article.title;
    if (captured) title.after(capturedTitle(captured, article.capturedTitleLabel));
  }
}

function capturedTitle(captured: Element, label: string): HTMLElement {
  const line = document.createElement('p');
  line.className = 'captured-title';
  line.append(`${label} `, ...captured.childNodes);
  return line;
}

const squeezed = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Makes h1 … h5 of the text h3 … h6, since the dossier has the first level and the title the second. Text nodes stay the same. */
function lowerHeadings(slot: HTMLElement): void {
  for (const heading of slot.querySelectorAll('h1, h2, h3, h4, h5')) {
    const level = Math.min(6, Number(heading.localName.charAt(1)) + (heading.localName === 'h1' ? 2 : 1));
    const lower = document.createElement(`h${level}`);
    for (const { name, value } of heading.attributes) lower.setAttribute(name, value);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
}
