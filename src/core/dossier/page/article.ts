// Puts one reading into its place in the printed page and finds the text nodes of its highlights there. Paints nothing.
import { buildReadingText } from '../../../shared/reading-text.ts';
import { addressForRecipients } from '../../../shared/recipient-address.ts';
import { type AreaForPage, rememberAreas } from './areas.ts';
import { rememberHighlights } from './code-colours.ts';
import { rememberAnchors } from './margin-notes.ts';
import { sanitise } from './sanitise.ts';
import { completeTables, findHeads } from './table-grid.ts';

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
  /** What a picture is called that has no words of its own. */
  readonly pictureLabel: string;
  readonly mediaPrefix: string;
  readonly forRecipients: boolean;
  /** In code points of the reading text, end exclusive. */
  readonly highlights: readonly { readonly start: number; readonly end: number }[];
  /** Parts of its pictures. */
  readonly areas: readonly AreaForPage[];
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
  if (matches) {
    const pieces = article.highlights.map(({ start, end }) => map.piecesOf(start, end));
    rememberHighlights(pieces);
    rememberAnchors(article.id, pieces);
  }
  rememberAreas(article.id, reading, article.areas);
  placeTitle(place, reading, article);
  slot.replaceChildren(...reading.childNodes);
  showWhole(slot);
  completeTables(slot);
  findHeads(slot);
  setHeadings(slot, levelOf(place.querySelector('.title') as HTMLElement));
  namePictures(slot, article.pictureLabel);
  return matches;
}

function parseReading({ html, id, mediaPrefix, forRecipients }: ArticleForPage): HTMLElement {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const root = parsed.querySelector('article') ?? parsed.body;
  const address = forRecipients ? (url: string) => addressForRecipients(url) ?? '' : (url: string) => url;
  sanitise(root, { idPrefix: `${id}.`, mediaPrefix, address });
  return root;
}

/** What an article says to programs that read it out is not what the dossier is; nothing stays folded on paper. */
function showWhole(slot: HTMLElement): void {
  for (const element of slot.querySelectorAll('[role], [aria-hidden]')) {
    element.removeAttribute('role');
    element.removeAttribute('aria-hidden');
  }
  for (const folded of slot.querySelectorAll('details')) folded.open = true;
  for (const item of slot.querySelectorAll('li'))
    if (!item.parentElement?.matches('ul, ol, menu')) renamed(item, 'div');
}

function renamed(element: Element, name: string): Element {
  const other = document.createElement(name);
  for (const { name: attribute, value } of element.attributes) other.setAttribute(attribute, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
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

/**
 * Sets the headings of the text below the title, none more than one level under the heading before it. Text nodes stay the same.
 */
function setHeadings(slot: HTMLElement, titleLevel: number): void {
  const top = Math.min(6, ...[...slot.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(levelOf));
  let before = titleLevel;
  for (const heading of slot.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const wanted = titleLevel + 1 + levelOf(heading) - top;
    const level = Math.min(6, before + 1, wanted);
    before = level;
    const set = renamed(heading, `h${level}`);
    if (wanted > titleLevel + 1) set.classList.add('minor');
  }
}

const levelOf = (heading: Element): number => Number(heading.localName.charAt(1));

/** A picture without an alternative text is called by its caption, else by what it is. */
function namePictures(slot: HTMLElement, picture: string): void {
  for (const image of slot.querySelectorAll('img:not([alt])'))
    image.setAttribute(
      'alt',
      squeezed(image.closest('figure')?.querySelector('figcaption')?.textContent ?? '') || picture,
    );
}
