// The pages of an original inside a dossier: each is a page of the dossier's paper, with its head and folio, on which the original's page is set when
// the file is finished, as large as fits.
import { PAPERS } from '../../../shared/dossier.ts';
import { type Html, html } from '../html.ts';
import { labelsOf } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { PrintSettings } from '../printed-article.ts';
import type { OriginalShape } from './original-plan.ts';

const POINTS_PER_MM = 72 / 25.4;
/** Between the paper's edges and the page that is shown. */
export const SHEET_MARGINS_MM = { top: 15, side: 9, foot: 15 } as const;

/** A page of the dossier that shows a page of an original. */
export interface Sheet {
  readonly element: string;
  /** Of the original, from 0. */
  readonly page: number;
  readonly isWide: boolean;
}

/** An original that is shown by its pages. */
export interface ShownOriginal {
  readonly bytes: Uint8Array;
  readonly sheets: readonly Sheet[];
}

/** More pages than an article in a paper has; of a book, those with highlights are shown. */
const MOST_SHEETS = 200;

/** Plans the sheets of an original: all its pages, of a very long one the first and those in `annotated` (from 0). */
export function sheetsOf(
  { element }: PlannedArticle,
  { pages }: OriginalShape,
  annotated: ReadonlySet<number>,
  paper: PrintSettings['paper'],
): Sheet[] {
  const { widthPt, heightPt } = PAPERS[paper];
  const scaleOn = (width: number, height: number, size: { width: number; height: number }) => {
    const place = placeOnPaper(width, height);
    return Math.min(1, place.width / size.width, place.height / size.height);
  };
  const all = pages.map((size, page) => ({
    element: `${element}-p${page + 1}`,
    page,
    isWide: scaleOn(heightPt, widthPt, size) > scaleOn(widthPt, heightPt, size),
  }));
  return all.length <= MOST_SHEETS
    ? all
    : all.filter(({ page }) => page === 0 || annotated.has(page)).slice(0, MOST_SHEETS);
}

/** The part of a paper that a page may take, in points from its lower left. */
export function placeOnPaper(paperWidth: number, paperHeight: number) {
  const { top, side, foot } = SHEET_MARGINS_MM;
  const [left, bottom] = [side * POINTS_PER_MM, foot * POINTS_PER_MM];
  return { left, bottom, width: paperWidth - 2 * left, height: paperHeight - bottom - top * POINTS_PER_MM };
}

/** Writes the sheets: a mark on each, which is found when the file is finished. */
export function sheetsSection(
  { item }: PlannedArticle,
  { sheets }: ShownOriginal,
  { labelLanguage }: PrintSettings,
): Html[] {
  const labels = labelsOf(labelLanguage);
  const name = item.title || labels.untitled;
  return sheets.map(
    ({ element, page, isWide }) =>
      html`<section class="${isWide ? 'sheet wide' : 'sheet'}" id="${element}" lang="${labelLanguage}"><svg role="img" aria-label="${labels.original}: ${name} (${page + 1})" width="20" height="20" viewBox="0 0 20 20"><rect width="20" height="20" fill="#fff"/></svg></section>`,
  );
}

/** Writes the rules of the sheets' pages. `head` gives the running head of a named page, `distance` from the page that is shown. */
export function sheetStyles(
  { element }: PlannedArticle,
  paper: PrintSettings['paper'],
  head: (page: string, distance: string) => string,
): string {
  const { widthPt, heightPt } = PAPERS[paper];
  const { top, side, foot } = SHEET_MARGINS_MM;
  const rules = (name: string, width: number, height: number) =>
    `@page ${element}-${name} { size: ${width}pt ${height}pt; margin: ${top}mm ${side}mm ${foot}mm }\n${head(`${element}-${name}`, '3mm')}`;
  return `${rules('sheet', widthPt, heightPt)}
${rules('wide', heightPt, widthPt)}
#${element} .sheet { page: ${element}-sheet; break-before: page }
#${element} .sheet.wide { page: ${element}-wide }`;
}
