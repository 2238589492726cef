// Sets the pages of originals on the sheets that wait for them, with their highlights, areas, links and what was annotated on them before. Each page
// is a form that is drawn inside the sheet's tag.
import { type PDFDict, type PDFDocument, PDFName, type PDFPage, type PDFRef } from 'pdf-lib';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { openPdf } from '../../pdf/open-pdf.ts';
import { visitOperations } from '../finish/content-stream.ts';
import type { FinishArticle } from '../finish/job.ts';
import type { OutlineEntry } from '../finish/outline.ts';
import type { Box, Figures } from '../finish/page-content.ts';
import { contentOf, writeContent } from '../finish/page-streams.ts';
import { openStructureTree, type StructureTree } from '../finish/structure-tree.ts';
import { noteMarkups, type PageMarkup } from './annotate-original.ts';
import { addLinks, addOwnMarkups } from './carried-annotations.ts';
import { PageImporter } from './import-page.ts';
import { addLayers } from './layers.ts';
import { type Markup, markupObjects } from './markup.ts';
import { inverse, type Matrix, multiplied, placedQuad, placedRect } from './matrix.ts';
import { PAGE_FORM } from './page-form.ts';
import { PdfFile } from './pdf-file.ts';
import { type PlacedHighlight, placeHighlights, refOf } from './read-original.ts';
import { type ShownPage, shownPage, targetOf } from './shown-page.ts';

const name = PDFName.of;

/** A highlight's part on a page of the dossier, as the others have them. */
export interface SheetPart {
  readonly pageIndex: number;
  readonly boxes: readonly Box[];
  readonly mcid: number | undefined;
  text: string;
}

/** An original that is opened and whose highlights have their places. */
export interface OpenedOriginal {
  /** The parts of each highlight of the article, by its number. */
  readonly parts: ReadonlyMap<number, readonly SheetPart[]>;
  /** Draws the pages. Call once the document's own pages are written. */
  draw(figures: Figures | undefined): Promise<void>;
  /** The entries of its own outline. */
  readonly outline: readonly OutlineEntry[];
  /** What could not be shown. */
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** Opens the original of an article. `destinations` says on which page (from 0) each element is. */
export async function openOriginal(
  document: PDFDocument,
  { id, original }: FinishArticle,
  destinations: Readonly<Record<string, number>>,
): Promise<OpenedOriginal | undefined> {
  if (!original) return undefined;
  const { plan, bytes, sheets } = original;
  const pdf = await openPdf(bytes, plan.name, plan.password === '' ? undefined : plan.password);
  const shown: ShownPage[] = [];
  for (const { element, page } of sheets) {
    const pageIndex = destinations[element];
    const proxy = pageIndex === undefined ? undefined : await pdf.getPage(page + 1).catch(() => undefined);
    if (proxy && pageIndex !== undefined) shown.push(shownPage(proxy, page, pageIndex, document.getPage(pageIndex)));
  }
  const byPage = new Map(shown.map((each) => [each.page, each]));
  const placed = await placeHighlights(pdf, plan);
  const notes = (await noteMarkups(pdf, plan)).filter(({ kind }) => kind === 'area');
  const warnings: string[] = [];
  return {
    parts: new Map(placed.map((each) => [each.highlight.number, partsOf(each, byPage)])),
    outline: await outlineOf(pdf, byPage),
    warnings,
    async draw(figures) {
      const file = new PdfFile(bytes, plan.password);
      const drawing: Drawing = {
        document,
        file,
        importer: new PageImporter(file, document.context),
        tree: openStructureTree(document),
        figures,
        original,
      };
      for (const each of shown) {
        try {
          await drawSheet(each, drawing, pdf, byPage, markupsOn(each, placed, notes, plan.labels.highlight));
        } catch (thrown) {
          warnings.push(`${id}: page ${each.page + 1} of the original cannot be shown: ${(thrown as Error).message}`);
        }
      }
      addLayers(document, file, drawing.importer);
      drawing.tree?.close();
    },
    async close() {
      await pdf.loadingTask.destroy().catch(() => undefined);
    },
  };
}

interface Drawing {
  readonly document: PDFDocument;
  readonly file: PdfFile;
  readonly importer: PageImporter;
  readonly tree: StructureTree | undefined;
  readonly figures: Figures | undefined;
  readonly original: NonNullable<FinishArticle['original']>;
}

function partsOf({ parts }: PlacedHighlight, byPage: ReadonlyMap<number, ShownPage>): SheetPart[] {
  return parts.flatMap(({ page, quads, text }) => {
    const shown = byPage.get(page);
    if (!shown) return [];
    const boxes = quads.map((quad) => boxAround(placedQuad(shown.matrix, quad)));
    return [{ pageIndex: shown.pageIndex, boxes, mcid: undefined, text }];
  });
}

function boxAround(points: readonly number[]): Box {
  const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** A markup on a sheet, with its number in the margin. */
type SheetMarkup = Omit<Markup, 'page'> & { readonly number: number | undefined };

function markupsOn(
  { page, matrix }: ShownPage,
  placed: readonly PlacedHighlight[],
  notes: readonly PageMarkup[],
  subject: string,
): SheetMarkup[] {
  const highlights = placed.flatMap(({ highlight, parts }) =>
    parts.flatMap((part, i) =>
      part.page === page
        ? [
            {
              ...highlight,
              kind: 'highlight' as const,
              name: i === 0 ? highlight.id : `${highlight.id}.${i + 1}`,
              contents: highlight.note ?? highlight.quote,
              subject,
              quads: part.quads.map((quad) => placedQuad(matrix, quad)),
            },
          ]
        : [],
    ),
  );
  const areas = notes.flatMap((note) =>
    note.pageIndex === page && note.rect ? [{ ...note, number: undefined, rect: placedRect(matrix, note.rect) }] : [],
  );
  return [...highlights, ...areas];
}

const FRAME = '0.72 G 0.4 w';

async function drawSheet(
  shown: ShownPage,
  drawing: Drawing,
  pdf: PDFDocumentProxy,
  byPage: ReadonlyMap<number, ShownPage>,
  markups: readonly SheetMarkup[],
): Promise<void> {
  const { document, importer, file, tree, figures, original } = drawing;
  const { sheet, proxy, frame, matrix } = shown;
  const ref = refOf(proxy);
  if (ref === undefined) throw new Error('it is no object of its own');
  const form = importer.form(ref, shown.view);
  const source = contentOf(sheet);
  const mark = tagOf(source);
  const { added, flattened } = addOwnMarkups(shown, ref, file, importer, document);
  const forms = [{ name: PAGE_FORM, form, matrix }, ...flattened];
  const drawn = forms.map((each) => `q ${each.matrix.map(written).join(' ')} cm /${each.name} Do Q`).join('\n');
  const [left, bottom, right, top] = frame;
  const border = `q ${FRAME} ${[left, bottom, right - left, top - bottom].map(written).join(' ')} re S Q`;
  const back = mark ? `q ${inverse(mark.ctm).map(written).join(' ')} cm\n${drawn}\n${border}\nQ\n` : '';
  const edits = mark ? [{ start: mark.end, end: mark.end, replacement: back }] : [];
  const numbers = markups.flatMap(({ number, quads }) => {
    const [first] = quads ?? [];
    return number === undefined || first === undefined ? [] : [{ number, beside: boxAround(first) }];
  });
  writeContent(sheet, source, edits, numbers, { columnStartPt: left + BESIDE_PT, direction: 'ltr' }, figures);
  for (const each of forms) addForm(sheet, each.name, each.form);
  for (const markup of markups) tree?.addAnnotation(sheet, mark?.mcid, addMarkup(document, sheet, markup));
  for (const each of added) {
    sheet.node.addAnnot(each);
    tree?.addAnnotation(sheet, mark?.mcid, each);
  }
  const links = await addLinks(shown, pdf, byPage, original.forRecipients);
  for (const link of links) {
    sheet.node.addAnnot(link);
    tree?.addAnnotation(sheet, mark?.mcid, link, 'Link');
  }
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

/** More entries than a paper's contents, and deeper. */
const [MOST_ENTRIES, DEEPEST] = [1000, 8];

async function outlineOf(pdf: PDFDocumentProxy, byPage: ReadonlyMap<number, ShownPage>): Promise<OutlineEntry[]> {
  let count = 0;
  const read = async (
    items: Awaited<ReturnType<PDFDocumentProxy['getOutline']>>,
    depth: number,
  ): Promise<OutlineEntry[]> => {
    const entries: OutlineEntry[] = [];
    for (const { title, dest, items: own } of items ?? []) {
      if (depth > DEEPEST || ++count > MOST_ENTRIES) break;
      const children = await read(own, depth + 1);
      const target = await targetOf(pdf, dest, byPage);
      const page = target?.shown.sheet.ref ?? children[0]?.page;
      if (page === undefined || title.trim() === '') entries.push(...children);
      else
        entries.push({
          title: title.trim(),
          page,
          children,
          isOpen: false,
          ...(target ? { topPt: target.topPt } : {}),
        });
    }
    return entries;
  };
  return read(await pdf.getOutline().catch(() => []), 0);
}
