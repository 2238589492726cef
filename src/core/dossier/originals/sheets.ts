// The pages of an original inside a dossier: each is a page of the dossier's paper, with its head and folio, on which the original's page is set when
// the file is finished, as large as fits.
import { PAPERS } from '../../../shared/dossier.ts';
import { type Html, html } from '../html.ts';
import { labelsOf } from '../labels.ts';
import type { PlannedArticle } from '../plan.ts';
import type { PrintSettings } from '../printed-article.ts';
import type { ReadOriginal, ReadPage } from './original-plan.ts';

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
  readonly read: ReadOriginal;
  readonly sheets: readonly Sheet[];
}

/** Gives each page a sheet, upright or wide, whichever shows it larger. */
export function sheetsOf({ element }: PlannedArticle, { pages }: ReadOriginal, paper: PrintSettings['paper']): Sheet[] {
  const { widthPt, heightPt } = PAPERS[paper];
  const scaleOn = (width: number, height: number, page: ReadPage) => {
    const place = placeOnPaper(width, height);
    return Math.min(1, place.width / page.width, place.height / page.height);
  };
  return pages.map((each) => ({
    element: `${element}-p${each.page + 1}`,
    page: each.page,
    isWide: scaleOn(heightPt, widthPt, each) > scaleOn(widthPt, heightPt, each),
  }));
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
