// A page of an original on the sheet of the dossier that shows it: the way from one's measure to the other's, and where destinations lead.
import { type PDFPage, PDFRef } from 'pdf-lib';
import type { Rect } from '../finish/markup.ts';
import { type Matrix, multiplied, placedRect } from './matrix.ts';
import type { ReadPage, ReadTarget } from './original-plan.ts';
import { placeOnPaper } from './sheets.ts';

export interface ShownPage {
  readonly read: ReadPage;
  /** Of the dossier, from 0. */
  readonly pageIndex: number;
  readonly sheet: PDFPage;
  /** From the page's measure to the sheet's. */
  readonly matrix: Matrix;
  /** What the page takes of the sheet, in the sheet's measure. */
  readonly frame: Rect;
}

/** The pages of one original that are shown, by their number (from 0). */
export type ShownPages = ReadonlyMap<number, ShownPage>;

/** Finds the way from the page's measure to the sheet's: turned as it is seen, as large as fits, in the middle of the width, at the head. */
export function shownPage(read: ReadPage, pageIndex: number, sheet: PDFPage): ShownPage {
  const place = placeOnPaper(sheet.getWidth(), sheet.getHeight());
  const scale = Math.min(1, place.width / read.width, place.height / read.height);
  const [width, height] = [read.width * scale, read.height * scale];
  const left = place.left + (place.width - width) / 2;
  const top = place.bottom + place.height;
  // What is seen is measured downwards.
  const matrix = multiplied([scale, 0, 0, -scale, left, top], read.transform);
  return { read, pageIndex, sheet, matrix, frame: [left, top - height, left + width, top] };
}

/** The object of a page. @throws Error when it has none of its own */
export function objectOf({ read: { object } }: ShownPage): PDFRef {
  if (object === undefined) throw new Error('it is no object of its own');
  return PDFRef.of(...object);
}

/** Where a place of the original is in the dossier; undefined when its page is not shown. */
export function shownTarget(
  target: ReadTarget | undefined,
  pages: ShownPages,
): { page: PDFRef; topPt: number } | undefined {
  const shown = target && pages.get(target.page);
  if (!shown) return undefined;
  const [left] = shown.read.view;
  const top = target.y === undefined ? shown.frame[3] : placedRect(shown.matrix, [left, target.y, left, target.y])[3];
  return { page: shown.sheet.ref, topPt: Math.round(top) };
}
