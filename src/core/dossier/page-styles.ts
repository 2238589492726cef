// Writes the style sheet that depends on the dossier: paper, running heads (a named page for each article) and folios.
import { PAPERS } from '../../shared/dossier.ts';
import type { FinishPlan } from './finish/job.ts';
import { cssString } from './html.ts';
import { type ShownOriginal, sheetStyles } from './originals/sheets.ts';
import { GALLEY } from './parts/galley.ts';
import type { PlannedArticle } from './plan.ts';
import type { PrintSettings } from './printed-article.ts';

/** The column is as wide on either paper: some 75 letters of the text face. */
export const COLUMN_MM = 146;

const MM_PER_POINT = 25.4 / 72;
const LONGEST_HEAD = 70;

/** Of the paper beside the column, the share on the side where lines begin when notes stand on the other. */
const START_SHARE = 0.375;

/** The distance from the paper's edge to the column, on the side where lines begin, in points. */
export function columnStartPt({ paper, notes }: PrintSettings): number {
  return (PAPERS[paper].widthPt - COLUMN_MM / MM_PER_POINT) * (notes === 'end' ? 0.5 : START_SHARE);
}

/** What finishing needs to know of the page: where the column begins and ends, and the top and the foot of the text, in points from the paper's edges. */
export function columnOf(settings: PrintSettings): FinishPlan['column'] {
  const startPt = columnStartPt(settings);
  return {
    startPt,
    endPt: PAPERS[settings.paper].widthPt - startPt - COLUMN_MM / MM_PER_POINT,
    topPt: TOP_MM / MM_PER_POINT,
    footPt: FOOT_MM / MM_PER_POINT,
  };
}

const TOP_MM = 25;
const FOOT_MM = 24;

/** The height of the text on a page, in CSS pixels. */
export function textHeightPx(paper: PrintSettings['paper']): number {
  return ((PAPERS[paper].heightPt - (TOP_MM + FOOT_MM) / MM_PER_POINT) * 96) / 72;
}

/** What the margins say: the dossier's name and mark, and its articles. */
export interface Heads {
  readonly name: string;
  readonly mark?: string | undefined;
  readonly document: { readonly parts: readonly { readonly element: string; readonly title: string }[] };
  readonly planned: readonly PlannedArticle[];
  /** What is shown by its own pages, by element. */
  readonly originals: ReadonlyMap<string, ShownOriginal>;
}

const FOOT = 'font: 400 8pt/1.35 var(--margin-fonts); color: #444';

/** Writes the @page rules of a dossier or a single article. */
export function pageStyles({ name, mark, document, planned, originals }: Heads, settings: PrintSettings): string {
  const { startPt, endPt } = columnOf(settings);
  const { widthPt, heightPt } = PAPERS[settings.paper];
  const marked = mark ? `@bottom-left ${markBox(mark)}` : '';
  const front = ['rights', 'synthesis', 'contents'];
  return [
    `@page { size: ${widthPt}pt ${heightPt}pt; margin: ${TOP_MM}mm ${endPt.toFixed(2)}pt ${FOOT_MM}mm ${startPt.toFixed(2)}pt; @bottom-center { content: counter(page); ${FOOT} } ${marked} }`,
    `@page ${GALLEY} { margin: 10mm; @bottom-center { content: none } @bottom-left { content: none } }`,
    `@page cover { @bottom-center { content: none } @bottom-left { content: none } }\n.cover { block-size: ${(heightPt - (TOP_MM + FOOT_MM) / MM_PER_POINT).toFixed(2)}pt }`,
    ...front.map((part) => `@page ${part} { @bottom-center { content: counter(page, lower-roman) } }`),
    ...document.parts.map(
      ({ element, title }) => `${runningHead(element, name, title, 'ltr')}\n#${element} { page: ${element} }`,
    ),
    ...planned.map((article) => articlePage(name, mark, article, originals.has(article.element), settings)),
  ].join('\n');
}

function markBox(mark: string): string {
  return `{ content: ${cssString(mark)}; font: 700 7.5pt/1.35 var(--margin-fonts); color: #444 }`;
}

/** A page of an article in a right-to-left script is the mirror image of the others. */
function articlePage(
  name: string,
  mark: string | undefined,
  article: PlannedArticle,
  hasSheets: boolean,
  settings: PrintSettings,
): string {
  const { element, item, direction } = article;
  const { startPt, endPt } = columnOf(settings);
  const head = (page: string, distance?: string) =>
    runningHead(page, item.source ?? name, shortened(item.title), direction, distance);
  const markAtStart = mark ? ` @bottom-left { content: none } @bottom-right ${markBox(mark)}` : '';
  const mirrored =
    direction === 'ltr'
      ? ''
      : `\n@page ${element} { margin-left: ${endPt.toFixed(2)}pt; margin-right: ${startPt.toFixed(2)}pt;${markAtStart} }`;
  const sheets = hasSheets ? `\n${sheetStyles(article, settings.paper, head)}` : '';
  return `${head(element)}${mirrored}\n#${element}, #${element} + .facsimile { page: ${element} }${sheets}`;
}

/** The line above the text: `start` at the side where lines begin, `end` opposite. */
function runningHead(page: string, start: string, end: string, direction: 'ltr' | 'rtl', distance = '6mm'): string {
  const [left, right] = direction === 'ltr' ? [start, end] : [end, start];
  const style = `font: 400 7.5pt/1.35 var(--margin-fonts); color: #444; vertical-align: bottom; padding-bottom: ${distance}; white-space: nowrap`;
  const box = (place: string, text: string) =>
    `@${place} { content: ${cssString(`\u2068${shortened(text)}\u2069`)}; ${style} }`;
  return `@page ${page} { ${box('top-left', left)} ${box('top-right', right)} }`;
}

/** Texts that stand in the margins: their fonts must be loaded before printing. */
export function marginTexts({ name, mark, document, planned }: Omit<Heads, 'originals'>): string {
  const texts = planned.flatMap(({ item }) => [item.source ?? '', shortened(item.title)]);
  const own = [name, mark ?? '', ...document.parts.map(({ title }) => title), '0123456789ivxlc…\u2068\u2069'];
  return [...new Set([...own, ...texts].join(''))].join('');
}

/** Cuts a text that is too long, between two words where there are any. */
function shortened(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  if (characters.length <= LONGEST_HEAD) return characters.join('');
  const fitting = characters.slice(0, LONGEST_HEAD);
  const lastSpace = fitting.lastIndexOf(' ');
  const kept = lastSpace > LONGEST_HEAD / 2 ? fitting.slice(0, lastSpace) : fitting.slice(0, -1);
  return `${kept.join('').replace(/[\s\p{Ps}\p{Pi}\p{Pd},;:·]+$/u, '')}…`;
}
