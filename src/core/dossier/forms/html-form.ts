// A dossier as one HTML file that opens anywhere, reads well on a telephone and needs no script and no network.
/// <reference lib="dom" />
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { articleSection, HIGHLIGHT_LINK } from '../article-section.ts';
import { dossierBody } from '../dossier-document.ts';
import { type Html, html } from '../html.ts';
import { labelsOf } from '../labels.ts';
import { MEDIA_TYPES } from '../page-files.ts';
import { LOGO } from '../parts/cover.ts';
import type { PlannedArticle } from '../plan.ts';
import type { DossierToPrint, PrintSettings } from '../printed-article.ts';
import { markedReading } from './marked-reading.ts';

/** Nothing is loaded and nothing runs, whatever an article's markup may say. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** Pictures with more bytes than this in all are left out, and the program says so. */
export interface HtmlSettings {
  readonly resources: string;
  readonly mostPictureBytes: number;
}

/** Writes a dossier, or one article when it has no parts. */
export async function writeHtml(
  dossier: DossierToPrint,
  articles: readonly PlannedArticle[],
  settings: PrintSettings,
  { resources, mostPictureBytes }: HtmlSettings,
): Promise<{ html: string; warnings: string[] }> {
  const warnings: string[] = [];
  const pictures = { left: mostPictureBytes };
  const sections: Html[] = [];
  for (const article of articles) {
    const { section, lacking, isUnmarked } = await filledSection(article, settings, pictures);
    sections.push(section);
    if (lacking > 0) warnings.push(`${article.item.id}: ${lacking} pictures are left out`);
    if (isUnmarked)
      warnings.push(
        `${article.item.id}: the text of the copy is not the stored reading text; its highlights are not marked`,
      );
  }
  const isAlone = dossier.parts.size === 0;
  const written = isAlone
    ? sections.map(({ markup }) => markup).join('')
    : dossierBody(dossier, articles, sections, settings).body.markup;
  const body = onScreen(written, dossier.logo);
  const style = await readFile(path.join(resources, 'dossier-page.css'), 'utf8');
  const page = html`<!doctype html>
<html lang="${settings.labelLanguage}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="Pressmark ${settings.programVersion}">
<title>${dossier.name}</title>
<style>
${{ markup: style }}</style>
</head>
<body><main>${{ markup: body }}</main></body>
</html>
`;
  return { html: page.markup, warnings };
}

/** Page numbers mean nothing here; links lead to the articles and to the marks. */
function onScreen(written: string, logo: string | undefined): string {
  return written
    .replace(/<span class="folio"[^>]*><\/span>/g, '')
    .replace(/\(→\)/g, '')
    .replaceAll(`href="${HIGHLIGHT_LINK}`, 'href="#')
    .replace(/href="#(a\d+)\/(\d+)"/g, 'href="#$1-h$2"')
    .replace(`src="${LOGO}"`, () => `src="${logo ?? ''}"`);
}

async function filledSection(
  article: PlannedArticle,
  settings: PrintSettings,
  pictures: { left: number },
): Promise<{ section: Html; lacking: number; isUnmarked: boolean }> {
  const { root, marked } = markedReading(article, settings.edition === 'recipient');
  decorateMarks(root, article);
  const lacking = await inlinePictures(root, article, pictures);
  const title = titleOf(root, article, settings);
  lowerHeadings(root);
  const section = articleSection(article, settings)
    .markup.replace('<h2 class="title"></h2>', () => title)
    .replace('<div class="reading"></div>', () => `<div class="reading">${root.innerHTML}</div>`);
  return { section: { markup: section }, lacking, isUnmarked: marked.size < article.highlights.length };
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
        link.setAttribute('href', `#${element}-n${number}`);
        link.textContent = String(number);
        sign.append(link);
      }
      mark.before(sign);
    }
  }
}

async function inlinePictures(root: Element, { source }: PlannedArticle, pictures: { left: number }): Promise<number> {
  let lacking = 0;
  for (const image of [...root.querySelectorAll('img')]) {
    const [, name = ''] = /^media\/([\w-][\w.-]*)$/.exec(image.getAttribute('src') ?? '') ?? [];
    const mediaType = MEDIA_TYPES[path.extname(name).slice(1).toLowerCase()];
    const bytes = name === '' || mediaType === undefined ? undefined : await source.media(name);
    if (bytes && bytes.length <= pictures.left) {
      pictures.left -= bytes.length;
      image.setAttribute('src', `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`);
    } else {
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
