// Writes one article's section: the header block, the empty places that the page's script fills with title and text, and the notes.
import { type Html, html } from './html.ts';
import { formatCount, formatDate, type Labels, labelsOf, languageName } from './labels.ts';
import { markdown, webLinks } from './markdown.ts';
import { type ShownOriginal, sheetsSection } from './originals/sheets.ts';
import type { PlannedArea, PlannedArticle, PlannedHighlight, PlannedNote } from './plan.ts';
import type { LabelLanguage, PrintedArticle, PrintSettings } from './printed-article.ts';

/** The scheme of links that the finishing step turns into jumps to a highlight: `pressmark-highlight:ELEMENT/NUMBER`. */
export const HIGHLIGHT_LINK = 'pressmark-highlight:';

/** The id of the end note of a highlight; ids of what stands in an article begin with its element. */
export function endNoteId(element: string, number: number): string {
  return `note-${element}-${number}`;
}

/** Longer quotes are shortened in the notes; the annotation itself always covers all of the passage. */
const LONGEST_QUOTE = 280;

/** Writes the section of an article, without title and text. One that stands alone has its title as the first heading. */
export function articleSection(
  article: PlannedArticle,
  settings: PrintSettings,
  isAlone = false,
  original?: ShownOriginal,
): Html {
  const { element, direction, item } = article;
  const language = settings.labelLanguage;
  const lang = item.language ?? 'und';
  const named = original && (item.title || labelsOf(language).untitled);
  const title = isAlone ? html`<h1 class="title">${named}</h1>` : html`<h2 class="title">${named}</h2>`;
  return html`<article class="item" id="${element}" lang="${lang}" dir="${direction}">
<header>
<p class="kicker">${kicker(article, language)}</p>
${title}
${byline(article, language)}
<dl class="record" lang="${language}" dir="${direction}">${recordRows(article, language).map(row)}</dl>
</header>
${original === undefined && html`<div class="reading"></div>`}
${notesSection(article, language, isAlone, original !== undefined)}
${original && sheetsSection(article, original, settings)}</article>
`;
}

function kicker({ item }: PlannedArticle, language: LabelLanguage): Html[] {
  const labels = labelsOf(language);
  const parts = [item.source, item.section, item.page && `${labels.page} ${item.page}`, item.edition];
  return joined(parts);
}

/** Joins what is there by middle dots, each part with a direction of its own. */
export function joined(parts: readonly (string | undefined)[]): Html[] {
  const present = parts.filter((part) => part !== undefined && part !== '');
  return present.map((part, i) => html`${i > 0 && ' · '}<bdi>${part}</bdi>`);
}

function byline({ item }: PlannedArticle, language: LabelLanguage): Html | undefined {
  const parts = joined([item.author?.join(', '), item.place, item.published && formatDate(item.published, language)]);
  return parts.length === 0 ? undefined : html`<p class="byline">${parts}</p>`;
}

export type Row = readonly [label: string, value: Html | string | undefined];

function recordRows(article: PlannedArticle, language: LabelLanguage): Row[] {
  const { item, source } = article;
  const labels = labelsOf(language);
  const rows: Row[] = [
    [labels.modified, item.modified && formatDate(item.modified, language)],
    [labels.language, item.language && languageName(item.language, language)],
    [labels.length, lengthOf(source, language, labels)],
    [labels.address, item.url === undefined ? undefined : link(item.url)],
    [labels.captured, formatDate(item.capturedAt, language)],
    [labels.archiveId, html`<bdi class="code">${item.id}</bdi>`],
    [labels.digest, html`<bdi class="code">${item.digest.replace(/^sha256:/, '')}</bdi>`],
    [labels.rights, item.rights],
  ];
  return rows.filter(([, value]) => value !== undefined && value !== '');
}

/** Writes a term and its value. */
export function row([label, value]: Row): Html {
  return html`<div><dt>${label}</dt><dd>${typeof value === 'string' ? html`<bdi>${value}</bdi>` : value}</dd></div>`;
}

/** Writes an address as a link that shows it; what is not a web address is shown only. */
export function link(address: string): Html {
  if (!/^https?:/i.test(address)) return html`<bdi class="code">${address}</bdi>`;
  return html`<a class="address" dir="ltr" href="${address}">${address}</a>`;
}

/** Words of the text's body, or characters in scripts that do not part words with spaces. */
function lengthOf({ item, readingText }: PrintedArticle, language: LabelLanguage, labels: Labels): string {
  const body = readingText.slice(readingText.indexOf('\n') + 1);
  if (/^(zh|ja|yue|th|km|lo|my)(-|$)/i.test(item.language ?? '')) {
    const characters = body.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    return `${formatCount(characters, language)} ${labels.characters}`;
  }
  const words = body.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_-]*/gu)?.length ?? 0;
  return `${formatCount(words, language)} ${labels.words}`;
}

function notesSection(
  article: PlannedArticle,
  language: LabelLanguage,
  isAlone: boolean,
  hasPages: boolean,
): Html | undefined {
  const labels = labelsOf(language);
  const noted = article.highlights.filter(({ note }) => note !== undefined);
  // What is drawn, and says nothing, needs no line here.
  const areas = article.areas.filter((area) => area.note !== undefined || !isDrawn(area, hasPages));
  if (noted.length + areas.length + article.notes.length === 0) return undefined;
  return html`<section class="notes" lang="${language}" dir="${article.direction}">
${isAlone ? html`<h2>${labels.annotations}</h2>` : html`<h3>${labels.annotations}</h3>`}
<ol>${noted.map((highlight) => placedNote(highlight, article, language))}${areas.map((area) => areaNote(area, article, language, hasPages))}${article.notes.map((note) => unplacedNote(note, article, language))}</ol>
</section>`;
}

/** Whether an area is drawn where it was marked: on a picture of a text, or on a page of an original that is shown by its pages. */
export function isDrawn({ area }: PlannedArea, hasPages: boolean): boolean {
  return (area.page !== undefined) === hasPages;
}

function areaNote(area: PlannedArea, { element }: PlannedArticle, language: LabelLanguage, hasPages: boolean): Html {
  const number = isDrawn(area, hasPages)
    ? html`<a class="number" href="${HIGHLIGHT_LINK}${element}/${area.number}">${area.number}</a>`
    : html`<span class="number">–</span>`;
  return html`<li class="${area.color}" id="${endNoteId(element, area.number)}">${number}<p class="state">${areaName(area, labelsOf(language))}</p>${noteText(area, language)}</li>`;
}

/** Says which picture or page an area is of. */
export function areaName({ area: { page, image } }: PlannedArea, labels: Labels): string {
  const where = page === undefined ? `${labels.picture} ${image ?? 1}` : `${labels.page} ${page}`;
  return `${labels.area} (${where})`;
}

function placedNote(highlight: PlannedHighlight, article: PlannedArticle, language: LabelLanguage): Html {
  const target = `${HIGHLIGHT_LINK}${article.element}/${highlight.number}`;
  return html`<li class="${highlight.color}" id="${endNoteId(article.element, highlight.number)}"><a class="number" href="${target}">${highlight.number}</a>${quotation(highlight.quote, article)}${noteText(highlight, language)}</li>`;
}

function unplacedNote(note: PlannedNote, article: PlannedArticle, language: LabelLanguage): Html {
  const labels = labelsOf(language);
  const heading = note.quote === undefined ? labels.onTheArticle : labels.lost;
  return html`<li class="${note.color}"><span class="number">–</span><p class="state">${heading}</p>${note.quote !== undefined && quotation(note.quote, article)}${noteText(note, language)}</li>`;
}

function quotation(quote: string, { item, direction }: PlannedArticle): Html {
  return html`<blockquote lang="${item.language ?? 'und'}" dir="${direction}">${shortenedQuote(quote.replace(/\s+/g, ' '))}</blockquote>`;
}

/** Gives the beginning and the end of a long quote. */
export function shortenedQuote(text: string): string {
  const characters = [...text];
  if (characters.length <= LONGEST_QUOTE) return text;
  return `${characters.slice(0, LONGEST_QUOTE - 80).join('')} […] ${characters.slice(-72).join('')}`;
}

/** Writes a note and, unless it says itself whose it is, its author and day. */
export function noteText({ note, author, created }: PlannedNote, language: LabelLanguage, isSigned = true): Html {
  const text = (note ?? '').trim();
  return html`${text !== '' && html`<div class="note" dir="auto">${markdown(text, webLinks)}</div>`}${isSigned && html`<p class="signed">${joined([author, formatDate(created.slice(0, 10), language)])}</p>`}`;
}
