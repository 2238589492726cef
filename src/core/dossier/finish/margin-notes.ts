// Shows notes in the margin of the page that their passage begins on, one below the other, each as near to its line as there is room.
import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFPage, PDFRef } from 'pdf-lib';
import type { GalleyNote, Piece } from './galley.ts';
import type { FinishPlan } from './job.ts';
import { baseLine } from './margin-numbers.ts';
import type { Box } from './page-content.ts';
import type { StructureTree } from './structure-tree.ts';

export interface MarginNote {
  readonly note: GalleyNote;
  /** The first stretch of the passage on the page. */
  readonly beside: Box;
  /** The marked content of that stretch. */
  readonly mcid: number | undefined;
}

/** Between the column and the notes; as page-styles.ts leaves room for it. */
const FROM_COLUMN_PT = 11;
const BETWEEN_PT = 5;
/** From the top of a note to its first base line. */
const FIRST_BASE_LINE_PT = 7.6;

/**
 * Shows notes on a page and moves their tags and links there.
 * @returns the content to be added to the page
 */
export function showMarginNotes(
  page: PDFPage,
  notes: readonly MarginNote[],
  column: FinishPlan['column'],
  direction: 'ltr' | 'rtl',
  tree: StructureTree | undefined,
): string {
  const inOrder = notes.toSorted((a, b) => b.beside[3] - a.beside[3]);
  const tops = topsOf(inOrder, page.getHeight() - column.topPt, column.footPt);
  return inOrder
    .map(({ note, mcid }, i) => {
      const [left, , right, top] = note.box;
      const x =
        direction === 'ltr'
          ? page.getWidth() - column.endPt + FROM_COLUMN_PT - left
          : column.endPt - FROM_COLUMN_PT - right;
      const y = (tops[i] as number) - top;
      addFonts(page, note);
      moveLinks(page, note, x, y, tree);
      const moved =
        note.root === undefined ? undefined : tree?.moveNote(note.page, page, note.root, marksOf(note), mcid);
      return shown(note.pieces, moved, x, y);
    })
    .join('');
}

/** The top of each note: at its line, below the note before it, and with room for all that follow above the page's foot. */
function topsOf(notes: readonly MarginNote[], highest: number, lowest: number): number[] {
  const heights = notes.map(({ note: { box } }) => box[3] - box[1]);
  const tops: number[] = [];
  for (const [i, { beside }] of notes.entries()) {
    const wanted = Math.min(highest, baseLine(beside) + FIRST_BASE_LINE_PT);
    const below = i === 0 ? highest : (tops[i - 1] as number) - (heights[i - 1] as number) - BETWEEN_PT;
    tops.push(Math.min(wanted, below));
  }
  let floor = lowest;
  for (let i = notes.length - 1; i >= 0; i--) {
    tops[i] = Math.max(tops[i] as number, floor + (heights[i] as number));
    floor = (tops[i] as number) + BETWEEN_PT;
  }
  return tops;
}

function marksOf({ pieces }: GalleyNote): number[] {
  return [...new Set(pieces.flatMap(({ mark }) => mark?.mcid ?? []))];
}

/**
 * Writes pieces, moved by x and y: what is only drawn first, then the texts, each mark once (ISO 32000-1 §14.7.4.2).
 */
function shown(pieces: readonly Piece[], moved: ReadonlyMap<number, number> | undefined, x: number, y: number): string {
  const markOf = ({ mark }: Piece) => (mark && moved?.has(mark.mcid) ? mark : undefined);
  const drawn = pieces.filter((piece) => !markOf(piece)).map((piece) => placed(piece, x, y));
  const texts = [...Map.groupBy(pieces, (piece) => markOf(piece)?.mcid)].flatMap(([mcid, own]) => {
    const { tag } = (own[0] as Piece).mark ?? {};
    if (mcid === undefined || tag === undefined) return [];
    return [`/${tag} <</MCID ${moved?.get(mcid)}>> BDC\n${own.map((piece) => placed(piece, x, y)).join('')}EMC\n`];
  });
  return `${drawn.length > 0 ? `/Artifact BMC\n${drawn.join('')}EMC\n` : ''}${texts.join('')}`;
}

function placed({ matrix, colours, bytes }: Piece, x: number, y: number): string {
  const [a, b, c, d, e, f] = matrix;
  const place = [a, b, c, d, e + x, f + y].map((number) => String(Math.round(number * 1e4) / 1e4)).join(' ');
  return `q ${place} cm ${colours}\n${bytes}\nQ\n`;
}

/** Chromium names a font by its object, on every page alike. */
function addFonts(page: PDFPage, { page: from, fonts }: GalleyNote): void {
  const source = from.node.Resources()?.lookupMaybe(PDFName.of('Font'), PDFDict);
  const resources = page.node.Resources();
  const known = resources?.lookupMaybe(PDFName.of('Font'), PDFDict) ?? page.doc.context.obj({});
  resources?.set(PDFName.of('Font'), known);
  for (const name of fonts) {
    const font = source?.get(PDFName.of(name));
    if (font) known.set(PDFName.of(name), font);
  }
}

function moveLinks(
  page: PDFPage,
  { page: from, box }: GalleyNote,
  x: number,
  y: number,
  tree: StructureTree | undefined,
): void {
  const annotations = from.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
  // Not by pdf-lib's addAnnot, which takes the content apart.
  const own = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray) ?? page.doc.context.obj([]);
  for (let i = (annotations?.size() ?? 0) - 1; annotations && i >= 0; i--) {
    const link = annotations.lookup(i, PDFDict);
    const rect = link.lookup(PDFName.of('Rect'), PDFArray).asRectangle();
    const ref = annotations.get(i);
    const middle = [rect.x + rect.width / 2, rect.y + rect.height / 2] as const;
    const isInside = middle[0] >= box[0] && middle[0] <= box[2] && middle[1] >= box[1] && middle[1] <= box[3];
    if (!isInside || !(ref instanceof PDFRef)) continue;
    const moved = [rect.x + x, rect.y + y, rect.x + rect.width + x, rect.y + rect.height + y];
    link.set(
      PDFName.of('Rect'),
      page.doc.context.obj(moved.map((each) => PDFNumber.of(Math.round(each * 1000) / 1000))),
    );
    annotations.remove(i);
    own.push(ref);
    tree?.moveLink(link, page);
  }
  if (own.size() > 0) page.node.set(PDFName.of('Annots'), own);
}
