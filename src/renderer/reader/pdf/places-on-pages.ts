// Where words that are shown lie on their PDF's pages, in the PDF's own measure.
import type { PageViewport } from 'pdfjs-dist';
import type { PagePart } from '../../../shared/api/annotations.ts';
import type { Piece } from '../../../shared/reading-text-map.ts';

/** Hundredths of a point are finer than any page is set. */
const PER_POINT = 100;

/** Gives the boxes of stretches of text, page by page; `viewOf` gives a page's viewport at its own size. */
export function placesOnPages(
  pieces: readonly Piece<Node>[],
  viewOf: (page: number) => PageViewport | undefined,
): PagePart[] {
  const parts = new Map<number, PagePart['boxes']>();
  for (const { node, start, end } of pieces) {
    const sheet = node.parentElement?.closest<HTMLElement>('.pdf-page');
    const page = Number(sheet?.dataset['page']);
    const view = viewOf(page);
    if (!sheet || view === undefined) continue;
    const outer = sheet.getBoundingClientRect();
    const scale = outer.width / view.width;
    const range = sheet.ownerDocument.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    const boxes = [...range.getClientRects()]
      .filter(({ width, height }) => width > 0 && height > 0)
      .map(({ left, top, right, bottom }) => {
        const corner = (x: number, y: number) =>
          view.convertToPdfPoint((x - outer.left) / scale, (y - outer.top) / scale) as [number, number];
        const [x1, y1] = corner(left, top);
        const [x2, y2] = corner(right, bottom);
        const box = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
        return box.map((value) => Math.round(value * PER_POINT) / PER_POINT) as [number, number, number, number];
      });
    parts.set(page, [...(parts.get(page) ?? []), ...boxes]);
  }
  return [...parts].map(([page, boxes]) => ({ page, boxes }));
}
