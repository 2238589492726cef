// A page of an original on the sheet of the dossier that shows it: the way from one's measure to the other's, and where destinations lead.
import type { PDFPage } from 'pdf-lib';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { Rect } from './markup.ts';
import { type Matrix, multiplied, placedRect } from './matrix.ts';
import { placeOnPaper } from './sheets.ts';

/** A page of the original, and where it stands in the dossier. */
export interface ShownPage {
  readonly sheet: PDFPage;
  /** From the page's measure to the sheet's. */
  readonly matrix: Matrix;
  /** Of the original, from 0. */
  readonly page: number;
  /** Of the dossier, from 0. */
  readonly pageIndex: number;
  readonly view: Rect;
  readonly proxy: PDFPageProxy;
  /** What the page takes of the sheet, in the sheet's measure. */
  readonly frame: Rect;
}

/** Finds the way from the page's measure to the sheet's: turned as it is seen, as large as fits, in the middle of the width, at the head. */
export function shownPage(proxy: PDFPageProxy, page: number, pageIndex: number, sheet: PDFPage): ShownPage {
  const seen = proxy.getViewport({ scale: 1 });
  const place = placeOnPaper(sheet.getWidth(), sheet.getHeight());
  const scale = Math.min(1, place.width / seen.width, place.height / seen.height);
  const [width, height] = [seen.width * scale, seen.height * scale];
  const left = place.left + (place.width - width) / 2;
  const top = place.bottom + place.height;
  // What pdf.js sees grows downwards.
  const onSheet: Matrix = [scale, 0, 0, -scale, left, top];
  const matrix = multiplied(onSheet, seen.transform as unknown as Matrix);
  const frame: Rect = [left, top - height, left + width, top];
  return { page, pageIndex, sheet, matrix, view: proxy.view as unknown as Rect, proxy, frame };
}

/** Where a destination of the original is in the dossier. */
export async function targetOf(
  pdf: PDFDocumentProxy,
  dest: unknown,
  byPage: ReadonlyMap<number, ShownPage>,
): Promise<{ readonly shown: ShownPage; readonly topPt: number } | undefined> {
  try {
    const explicit = typeof dest === 'string' ? await pdf.getDestination(dest) : (dest as readonly unknown[] | null);
    const [target, kind, , y] = (explicit ?? []) as readonly unknown[];
    const index = typeof target === 'number' ? target : await pdf.getPageIndex(target as never);
    const shown = byPage.get(index);
    if (!shown) return undefined;
    const isPoint = (kind as { name?: string } | undefined)?.name === 'XYZ' && typeof y === 'number';
    const topPt = isPoint ? placedRect(shown.matrix, [shown.view[0], y, shown.view[0], y])[3] : shown.frame[3];
    return { shown, topPt: Math.round(topPt) };
  } catch {
    return undefined;
  }
}
