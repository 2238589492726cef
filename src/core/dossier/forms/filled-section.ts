// An article's section with its text: the highlights marked and numbered, the pictures where the form keeps them, the title over it.
/// <reference lib="dom" />
import path from 'node:path';
import { articleSection, endNoteId } from '../article-section.ts';
import { type Html, html } from '../html.ts';
import { labelsOf } from '../labels.ts';
import { MEDIA_TYPES } from '../page-files.ts';
import type { PlannedArea, PlannedArticle } from '../plan.ts';
import type { PrintSettings } from '../printed-article.ts';
import { markedReading } from './marked-reading.ts';

export interface Picture {
  /** As `media/` in the capture names it. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Keeps a picture of an article and gives the address that shows it, or undefined when the form leaves it out. */
export type PlacePicture = (picture: Picture, article: PlannedArticle) => string | undefined;

/** Writes the sections of articles, in their order; the warnings are those of all. */
export async function filledSections(
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
  place: PlacePicture,
): Promise<{ readonly sections: readonly Html[]; readonly warnings: readonly string[] }> {
  const sections: Html[] = [];
  const warnings: string[] = [];
  for (const article of articles) {
    const filled = await filledSection(article, settings, place);
    sections.push(filled.section);
    warnings.push(...filled.warnings);
  }
  return { sections, warnings };
}

interface FilledSection {
  readonly section: Html;
  /** What the person should know of it, with the article's id. */
  readonly warnings: readonly string[];
}

/** Links to a highlight lead to `#ELEMENT-hNUMBER`, those to its note to `endNoteId`. */
async function filledSection(
  article: PlannedArticle,
  settings: PrintSettings,
  place: PlacePicture,
): Promise<FilledSection> {
  const { root, marked } = markedReading(article, settings.edition === 'recipient');
  decorateMarks(root, article);
  const images = [...root.querySelectorAll('img')];
  const lacking = await placePictures(root, article, place);
  drawAreas(images, article);
  const title = titleOf(root, article, settings);
  lowerHeadings(root);
  const section = articleSection(article, settings)
    .markup.replace('<h2 class="title"></h2>', () => title)
    .replace('<div class="reading"></div>', () => `<div class="reading">${root.innerHTML}</div>`);
  const { id } = article.item;
  const warnings = [
    ...(lacking > 0 ? [`${id}: ${lacking} pictures are left out`] : []),
    ...(marked.size < article.highlights.length
      ? [`${id}: the text of the copy is not the stored reading text; its highlights are not marked`]
      : []),
  ];
  return { section: { markup: section }, warnings };
}

/** Gives each mark its colour and the number of its note; the first of a highlight is where links lead. */
function decorateMarks(root: Element, { element, highlights }: PlannedArticle): void {
  const byNumber = new Map(highlights.map((highlight) => [highlight.number, highlight]));
  const seen = new Set<number>();
  for (const mark of root.querySelectorAll('mark')) {
    const numbers = mark.getAttribute('data-highlights')?.split(' ').map(Number) ?? [];
    const top = byNumber.get(numbers.at(-1) ?? 0);
    mark.removeAttribute('data-highlights');
    mark.setAttribute('class', top?.color ?? 'yellow');
    for (const number of numbers.filter((each) => !seen.has(each))) {
      seen.add(number);
      const sign = mark.ownerDocument.createElement('sup');
      sign.setAttribute('id', `${element}-h${number}`);
      const note = byNumber.get(number)?.note;
      if (note === undefined) sign.textContent = String(number);
      else {
        const link = mark.ownerDocument.createElement('a');
        link.setAttribute('href', `#${endNoteId(element, number)}`);
        link.textContent = String(number);
        sign.append(link);
      }
      (mark.closest('a') ?? mark).before(sign);
    }
  }
}

/** Lays a frame with the number of its note over each marked part of a picture that is shown. */
function drawAreas(images: readonly Element[], { element, areas }: PlannedArticle): void {
  for (const [number, own] of Map.groupBy(areas, ({ area }) => area.image)) {
    const image = number === undefined ? undefined : images[number - 1];
    if (!image?.parentNode) continue;
    const holder = image.ownerDocument.createElement('span');
    holder.setAttribute('class', 'pictured');
    image.replaceWith(holder);
    holder.append(image, ...own.map((area) => frameOf(area, element, image.ownerDocument)));
  }
}

function frameOf({ number, color, note, area }: PlannedArea, element: string, document: Document): Element {
  const frame = document.createElement(note === undefined ? 'span' : 'a');
  const percent = (share: number) => `${Math.round(share * 1e4) / 100}%`;
  frame.setAttribute('class', `area ${color}`);
  frame.setAttribute('id', `${element}-h${number}`);
  if (note !== undefined) frame.setAttribute('href', `#${endNoteId(element, number)}`);
  frame.setAttribute(
    'style',
    `left:${percent(area.x)};top:${percent(area.y)};width:${percent(area.width)};height:${percent(area.height)}`,
  );
  const sign = document.createElement('span');
  sign.textContent = String(number);
  frame.append(sign);
  return frame;
}

/** Gives the number of pictures that are left out; their words stand where they were. */
async function placePictures(root: Element, article: PlannedArticle, place: PlacePicture): Promise<number> {
  let lacking = 0;
  for (const image of [...root.querySelectorAll('img')]) {
    const [, name = ''] = /^media\/([\w-][\w.-]*)$/.exec(image.getAttribute('src') ?? '') ?? [];
    const mediaType = MEDIA_TYPES[path.extname(name).slice(1).toLowerCase()];
    const bytes = name === '' || mediaType === undefined ? undefined : await article.source.media(name);
    const address = bytes && mediaType && place({ name, mediaType, bytes }, article);
    if (address) image.setAttribute('src', address);
    else {
      lacking++;
      const text = image.ownerDocument.createElement('span');
      text.setAttribute('class', 'missing-image');
      text.textContent = image.getAttribute('alt') ?? '';
      image.replaceWith(text);
    }
  }
  return lacking;
}

/** The captured title with its marks; when a person gave another one, that first and the captured one below. */
function titleOf(root: Element, { item }: PlannedArticle, settings: PrintSettings): string {
  const captured = root.querySelector('h1[data-pressmark="title"]');
  captured?.remove();
  const labels = labelsOf(settings.labelLanguage);
  const words = captured?.textContent
    ?.normalize('NFC')
    .replace(/\d*\s+/g, ' ')
    .trim();
  const isSame = captured && squeezed(item.title) !== '' && squeezed(withoutSigns(captured)) === squeezed(item.title);
  if (isSame || (captured && item.title === '')) return `<h2 class="title">${captured.innerHTML}</h2>`;
  const shown = html`<h2 class="title">${item.title || labels.untitled}</h2>`.markup;
  return captured && words
    ? `${shown}<p class="captured-title">${html`${labels.capturedTitle}`.markup} ${captured.innerHTML}</p>`
    : shown;
}

function withoutSigns(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const sign of copy.querySelectorAll('sup')) sign.remove();
  return copy.textContent ?? '';
}

const squeezed = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

function lowerHeadings(root: Element): void {
  for (const heading of [...root.querySelectorAll('h1, h2, h3, h4, h5')]) {
    const level = Math.min(6, Number(heading.localName.charAt(1)) + (heading.localName === 'h1' ? 2 : 1));
    const lower = heading.ownerDocument.createElement(`h${level}`);
    for (const { name, value } of [...heading.attributes]) lower.setAttribute(name, value);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
}
