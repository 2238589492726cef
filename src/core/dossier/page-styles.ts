// Writes the style sheet that depends on the dossier: paper, running heads (a named page for each article) and folios.
import { PAPERS } from '../../shared/dossier.ts';
import { cssString } from './html.ts';
import { type ShownOriginal, sheetStyles } from './originals/sheets.ts';
import type { PlannedArticle } from './plan.ts';
import type { PrintSettings } from './printed-article.ts';

/** The column is as wide on either paper: some 75 letters of the text face. */
export const COLUMN_MM = 146;

const MM_PER_POINT = 25.4 / 72;
const LONGEST_HEAD = 70;

/** The distance from the paper's edge to the column, in points. */
export function columnStartPt(paper: PrintSettings['paper']): number {
  return (PAPERS[paper].widthPt - COLUMN_MM / MM_PER_POINT) / 2;
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

const FOOT = 'font: 400 8pt var(--margin-fonts); color: #444';

/** Writes the @page rules of a dossier or a single article. */
export function pageStyles({ name, mark, document, planned, originals }: Heads, settings: PrintSettings): string {
  const side = columnStartPt(settings.paper);
  const { widthPt, heightPt } = PAPERS[settings.paper];
  const marked = mark
    ? `@bottom-left { content: ${cssString(mark)}; font: 700 7.5pt var(--margin-fonts); color: #444 }`
    : '';
  const front = ['rights', 'synthesis', 'contents'];
  return [
    `@page { size: ${widthPt}pt ${heightPt}pt; margin: ${TOP_MM}mm ${side.toFixed(2)}pt ${FOOT_MM}mm; @bottom-center { content: counter(page); ${FOOT} } ${marked} }`,
    `@page cover { @bottom-center { content: none } @bottom-left { content: none } }`,
    ...front.map((part) => `@page ${part} { @bottom-center { content: counter(page, lower-roman) } }`),
    ...document.parts.map(
      ({ element, title }) => `${runningHead(element, name, title, 'ltr')}\n#${element} { page: ${element} }`,
    ),
    ...planned.map((article) => articlePage(name, article, originals.has(article.element), settings.paper)),
  ].join('\n');
}

function articlePage(name: string, article: PlannedArticle, hasSheets: boolean, paper: PrintSettings['paper']): string {
  const { element, item, direction } = article;
  const head = (page: string, distance?: string) =>
    runningHead(page, item.source ?? name, shortened(item.title), direction, distance);
  const sheets = hasSheets ? `\n${sheetStyles(article, paper, head)}` : '';
  return `${head(element)}\n#${element} { page: ${element} }${sheets}`;
}

/** The line above the text: `start` at the side where lines begin, `end` opposite. */
function runningHead(page: string, start: string, end: string, direction: 'ltr' | 'rtl', distance = '6mm'): string {
  const [left, right] = direction === 'ltr' ? [start, end] : [end, start];
  const style = `font: 400 7.5pt var(--margin-fonts); color: #444; vertical-align: bottom; padding-bottom: ${distance}; white-space: nowrap`;
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

function shortened(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length <= LONGEST_HEAD
    ? characters.join('')
    : `${characters
        .slice(0, LONGEST_HEAD - 1)
        .join('')
        .trimEnd()}…`;
}
