// Sets the pages of originals on the sheets that wait for them, with their highlights, areas, links and what was annotated on them before. Each page
// is a form that is drawn inside the sheet's tag.
import { type PDFDict, type PDFDocument, PDFName, type PDFPage, type PDFRef } from 'pdf-lib';
import { visitOperations } from '../finish/content-stream.ts';
import type { FinishOriginal } from '../finish/job.ts';
import { type Markup, markupObjects, type Rect } from '../finish/markup.ts';
import type { OutlineEntry } from '../finish/outline.ts';
import type { Box, Figures } from '../finish/page-content.ts';
import { contentOf, writeContent } from '../finish/page-streams.ts';
import type { StructureTree } from '../finish/structure-tree.ts';
import { addLinks, addOwnMarkups } from './carried-annotations.ts';
import { PageImporter } from './import-page.ts';
import { addLayers } from './layers.ts';
import { inverse, type Matrix, multiplied, placedQuad, placedRect } from './matrix.ts';
import type { PageMarkup, PlacedHighlight, ReadEntry } from './original-plan.ts';
import { PAGE_FORM } from './page-form.ts';
import { highlightMarkups } from './page-markups.ts';
import { PdfFile } from './pdf-file.ts';
import { objectOf, type ShownPage, type ShownPages, shownPage, shownTarget } from './shown-page.ts';

const name = PDFName.of;

/** A highlight's part on a page of the dossier, as the others have them. */
export interface SheetPart {
  readonly pageIndex: number;
  readonly boxes: readonly Box[];
  readonly mcid: number | undefined;
  text: string;
}

/** An original whose pages have their sheets. */
export interface OpenedOriginal {
  /** The parts of each highlight and area of the article, by its number. */
  readonly parts: ReadonlyMap<number, readonly SheetPart[]>;
  /** Draws the pages. Call once the document's own pages are written. */
  draw(figures: Figures | undefined, tree: StructureTree | undefined): void;
  /** The entries of its own outline. */
  readonly outline: readonly OutlineEntry[];
  /** What could not be shown. */
  readonly warnings: readonly string[];
}

/** Gives an article's original its sheets. `destinations` says on which page (from 0) each element is. */
export function openOriginal(
  document: PDFDocument,
  id: string,
  original: FinishOriginal,
  destinations: Readonly<Record<string, number>>,
): OpenedOriginal {
  const { plan, bytes, sheets, read } = original;
  const shown = sheets.flatMap(({ element, page }) => {
    const [pageIndex, own] = [destinations[element], read.pages.find((each) => each.page === page)];
    return own && pageIndex !== undefined ? [shownPage(own, pageIndex, document.getPage(pageIndex))] : [];
  });
  const pages = new Map(shown.map((each) => [each.read.page, each]));
  const warnings: string[] = [];
  return {
    parts: new Map([
      ...read.highlights.map((each) => [each.highlight.number, partsOf(each, pages)] as const),
      ...read.areas.flatMap((each) => areaPart(each, original, pages)),
    ]),
    outline: outlineEntries(read.outline, pages),
    warnings,
    draw(figures, tree) {
      const file = new PdfFile(bytes, plan.password);
      const importer = new PageImporter(file, document.context);
      const drawing: Drawing = {
        document,
        file,
        importer,
        tree,
        figures,
        forRecipients: original.forRecipients,
        pages,
      };
      for (const each of shown) {
        try {
          drawSheet(each, drawing, markupsOn(each, original));
        } catch (thrown) {
          warnings.push(
            `${id}: page ${each.read.page + 1} of the original cannot be shown: ${(thrown as Error).message}`,
          );
        }
      }
      addLayers(document, file, importer);
    },
  };
}

interface Drawing {
  readonly document: PDFDocument;
  readonly file: PdfFile;
  readonly importer: PageImporter;
  readonly tree: StructureTree | undefined;
  readonly figures: Figures | undefined;
  readonly forRecipients: boolean;
  readonly pages: ShownPages;
}

function partsOf({ parts }: PlacedHighlight, pages: ShownPages): SheetPart[] {
  return parts.flatMap(({ page, quads, text }) => {
    const shown = pages.get(page);
    if (!shown) return [];
    const boxes = quads.map((quad) => boxAround(placedQuad(shown.matrix, quad)));
    return [{ pageIndex: shown.pageIndex, boxes, mcid: undefined, text }];
  });
}

function areaPart(
  { name: id, rect, pageIndex }: PageMarkup,
  { plan }: FinishOriginal,
  pages: ShownPages,
): [number, SheetPart[]][] {
  const number = plan.notes.find((note) => note.id === id)?.number;
  const shown = pages.get(pageIndex);
  if (number === undefined || !shown || !rect) return [];
  const boxes = [boxAround(cornersOf(placedRect(shown.matrix, rect)))];
  return [[number, [{ pageIndex: shown.pageIndex, boxes, mcid: undefined, text: '' }]]];
}

function cornersOf([left, bottom, right, top]: Rect): number[] {
  return [left, bottom, right, top];
}

function boxAround(points: readonly number[]): Box {
  const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** A markup on a sheet, with its number in the margin. */
type SheetMarkup = Omit<Markup, 'page'> & { readonly number: number | undefined };

function markupsOn({ read: { page }, matrix }: ShownPage, { read, plan }: FinishOriginal): SheetMarkup[] {
  const numbers = new Map<string, number | undefined>([
    ...read.highlights.map(({ highlight }) => [highlight.id, highlight.number] as const),
    ...plan.notes.map(({ id, number }) => [id, number] as const),
  ]);
  return [...highlightMarkups(read.highlights, plan), ...read.areas]
    .filter(({ pageIndex }) => pageIndex === page)
    .map(({ quads, rect, ...markup }) => ({
      ...markup,
      ...(quads ? { quads: quads.map((quad) => placedQuad(matrix, quad)) } : {}),
      ...(rect ? { rect: placedRect(matrix, rect) } : {}),
      number: numbers.get(markup.name.replace(/\.\d+$/, '')),
    }));
}

const FRAME = '0.72 G 0.4 w';

function drawSheet(shown: ShownPage, drawing: Drawing, markups: readonly SheetMarkup[]): void {
  const { document, importer, file, tree, figures, forRecipients, pages } = drawing;
  const { sheet, frame, matrix } = shown;
  const ref = objectOf(shown);
  const form = importer.form(ref, shown.read.view);
  const source = contentOf(sheet);
  const mark = tagOf(source);
  const { added, flattened } = addOwnMarkups(shown, ref, file, importer, document);
  const forms = [{ name: PAGE_FORM, form, matrix }, ...flattened];
  const drawn = forms.map((each) => `q ${each.matrix.map(written).join(' ')} cm /${each.name} Do Q`).join('\n');
  const [left, bottom, right, top] = frame;
  const border = `q ${FRAME} ${[left, bottom, right - left, top - bottom].map(written).join(' ')} re S Q`;
  const back = mark ? `q ${inverse(mark.ctm).map(written).join(' ')} cm\n${drawn}\n${border}\nQ\n` : '';
  const edits = mark ? [{ start: mark.end, end: mark.end, replacement: back }] : [];
  const numbers = markups.flatMap(({ kind, number, quads, rect }) => {
    const [first] = quads ?? [];
    if (number === undefined) return [];
    if (first) return [{ number, beside: boxAround(first) }];
    if (kind !== 'area' || !rect) return [];
    const area = boxAround(cornersOf(rect));
    return [{ number, beside: area, area }];
  });
  writeContent(sheet, source, edits, numbers, { columnEdgePt: left + BESIDE_PT, direction: 'ltr' }, figures, '');
  for (const each of forms) addForm(sheet, each.name, each.form);
  if (shown.read.hasText) tagAsText(tree?.elementOf(sheet, mark?.mcid));
  for (const markup of markups) tree?.addAnnotation(sheet, mark?.mcid, addMarkup(document, sheet, markup));
  for (const each of added) {
    sheet.node.addAnnot(each);
    tree?.addAnnotation(sheet, mark?.mcid, each);
  }
  for (const link of addLinks(shown, pages, forRecipients)) {
    sheet.node.addAnnot(link);
    tree?.addAnnotation(sheet, mark?.mcid, link, 'Link');
  }
}

/** A page whose words are known is heard by its words; one that is a picture, by what it is called. */
function tagAsText(element: PDFDict | undefined): void {
  const alternative = element?.get(name('Alt'));
  if (!element || !alternative) return;
  element.set(name('S'), name('P'));
  element.set(name('T'), alternative);
  element.delete(name('Alt'));
}

/** Numbers stand nearer to the page than they do to a column. */
const BESIDE_PT = 4;

function addMarkup(document: PDFDocument, sheet: PDFPage, markup: SheetMarkup): PDFRef {
  const appearanceRef = document.context.nextRef();
  const { annotation, appearance } = markupObjects(document.context, { ...markup, page: sheet.ref }, appearanceRef);
  document.context.assign(appearanceRef, appearance);
  const ref = document.context.register(annotation);
  sheet.node.addAnnot(ref);
  return ref;
}

function addForm(page: PDFPage, key: string, form: PDFRef): void {
  const { context } = page.doc;
  const resources = page.node.Resources() ?? (context.obj({}) as PDFDict);
  page.node.set(name('Resources'), resources);
  const known = resources.lookup(name('XObject')) as PDFDict | undefined;
  if (known) known.set(name(key), form);
  else resources.set(name('XObject'), context.obj({ [key]: form }));
}

/** Finds the tagged content of a sheet: its id, where it ends in the stream, and the transformation there. */
function tagOf(content: Uint8Array): { readonly mcid: number; readonly end: number; readonly ctm: Matrix } | undefined {
  let ctm: Matrix = [1, 0, 0, 1, 0, 0];
  const kept: Matrix[] = [];
  const open: (number | undefined)[] = [];
  let found: { mcid: number; end: number; ctm: Matrix } | undefined;
  visitOperations(content, ({ operator, operands, start }) => {
    if (operator === 'q') kept.push(ctm);
    else if (operator === 'Q') ctm = kept.pop() ?? ctm;
    else if (operator === 'cm') ctm = multiplied(ctm, operands as unknown as Matrix);
    else if (operator === 'BDC') open.push(mcidIn(operands));
    else if (operator === 'BMC') open.push(undefined);
    else if (operator === 'EMC') {
      const mcid = open.pop();
      if (mcid !== undefined) found = { mcid, end: start, ctm };
    }
  });
  return found;
}

function mcidIn(operands: readonly unknown[]): number | undefined {
  const at = operands.findIndex((each) => (each as { name?: string }).name === 'MCID');
  const value = at === -1 ? undefined : operands[at + 1];
  return typeof value === 'number' ? value : undefined;
}

function written(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}

/** An entry whose place is not shown gives way to those under it. */
function outlineEntries(entries: readonly ReadEntry[], pages: ShownPages): OutlineEntry[] {
  return entries.flatMap(({ title, target, children: own }) => {
    const children = outlineEntries(own, pages);
    const place = shownTarget(target, pages);
    const page = place?.page ?? children[0]?.page;
    if (page === undefined || title === '') return children;
    return [{ title, page, children, isOpen: false, ...(place ? { topPt: place.topPt } : {}) }];
  });
}
