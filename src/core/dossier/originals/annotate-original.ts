// Adds annotations to an original by an incremental update: its bytes stay as they are, and what was added is read again before it is believed.
// Runs in the worker.
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFRef, PDFString } from 'pdf-lib';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import { openPdf } from '../../pdf/open-pdf.ts';
import { pdfDate } from '../finish/highlight-annotation.ts';
import { ARTICLES, PIECE } from '../finish/metadata.ts';
import { appendUpdate, type ChangedObject } from './append-update.ts';
import { AS_READING } from './as-reading.ts';
import { type Markup, markupObjects, type Rect } from './markup.ts';
import type { AnnotatedOriginal, OriginalNote, OriginalPlan, OriginalShape } from './original-plan.ts';
import { PdfFile, PdfTrouble } from './pdf-file.ts';
import { type PlacedHighlight, placeHighlights, refOf } from './read-original.ts';
import { isSigned } from './signatures.ts';

const name = PDFName.of;

/**
 * Gives the original with the annotations of a plan. Without any it is given as it is.
 * @throws Failure `invalid` when it is locked, damaged, signed without consent, or comes back otherwise than it was written
 */
export async function annotateOriginal(bytes: Uint8Array, plan: OriginalPlan): Promise<AnnotatedOriginal> {
  const pdf = await openPdf(bytes, plan.name, plan.password === '' ? undefined : plan.password);
  try {
    const file = openedFile(bytes, plan);
    const signed = isSigned(file);
    const isToBeAnnotated = plan.highlights.length + plan.notes.length > 0;
    if (signed && isToBeAnnotated && !plan.mayBeSigned) throw signedFailure(plan.name);
    const placed = await placeHighlights(pdf, plan);
    const markups = [...highlightMarkups(placed, plan), ...(await noteMarkups(pdf, plan))];
    const pages = new PageRefs(pdf);
    const written = markups.length === 0 ? bytes : await addMarkups(bytes, file, pages, markups, plan, signed);
    return {
      bytes: written,
      pages: pdf.numPages,
      placed: new Set(markups.filter(({ kind }) => kind !== 'note').map(({ name: own }) => own.replace(/\.\d+$/, '')))
        .size,
      unmatched: [
        ...placed.filter(({ isExact }) => !isExact).map(({ highlight }) => highlight.id),
        ...plan.notes.filter(({ quote, area }) => quote !== undefined && area === undefined).map(({ id }) => id),
      ],
      warnings:
        signed && isToBeAnnotated
          ? [`${plan.name} is signed: this copy is annotated, its signature may no longer be valid`]
          : [],
    };
  } catch (thrown) {
    throw failureOf(thrown, plan);
  } finally {
    await pdf.loadingTask.destroy().catch(() => undefined);
  }
}

/**
 * Tells what an original looks like.
 * @throws Failure `invalid` when it is locked or damaged
 */
export async function shapeOf(bytes: Uint8Array, plan: OriginalPlan): Promise<OriginalShape> {
  const pdf = await openPdf(bytes, plan.name, plan.password === '' ? undefined : plan.password);
  try {
    const file = openedFile(bytes, plan);
    const pages: { width: number; height: number }[] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const { width, height } = (await pdf.getPage(number)).getViewport({ scale: 1 });
      pages.push({ width, height });
    }
    return { pages, isSigned: isSigned(file) };
  } catch (thrown) {
    throw failureOf(thrown, plan);
  } finally {
    await pdf.loadingTask.destroy().catch(() => undefined);
  }
}

/** What pdf.js throws for a damaged file is a failure of the file's. */
function failureOf(thrown: unknown, { name: file }: OriginalPlan): Failure {
  if (thrown instanceof Failure) return thrown;
  return new Failure('invalid', said`${file}: the PDF is damaged: ${(thrown as Error).message}`, {
    remedy: AS_READING,
    subject: file,
    cause: thrown,
  });
}

function openedFile(bytes: Uint8Array, { name: file, password }: OriginalPlan): PdfFile {
  try {
    return new PdfFile(bytes, password);
  } catch (cause) {
    if (!(cause instanceof PdfTrouble)) throw cause;
    throw new Failure('invalid', said`${file}: the PDF cannot be annotated: ${cause.message}`, {
      remedy: cause.kind === 'locked' ? said`Give its password with --password.` : AS_READING,
      subject: file,
      cause,
    });
  }
}

function signedFailure(file: string): Failure {
  return new Failure('invalid', said`${file} is signed: annotations may make the signature invalid.`, {
    remedy: said`Export an annotated copy with --allow-signed; the original in the archive stays as it is.`,
    subject: file,
  });
}

/** A markup and the page that it is on, from 0. */
export type PageMarkup = Omit<Markup, 'page'> & { readonly pageIndex: number };

export function highlightMarkups(placed: readonly PlacedHighlight[], { labels }: OriginalPlan): PageMarkup[] {
  return placed.flatMap(({ highlight, parts }) =>
    parts.map(({ page, quads }, i) => ({
      ...highlight,
      kind: 'highlight' as const,
      pageIndex: page,
      name: i === 0 ? highlight.id : `${highlight.id}.${i + 1}`,
      contents: highlight.note ?? highlight.quote,
      subject: labels.highlight,
      quads,
    })),
  );
}

/** The side of a note's sign, and its distance from the page's corner and from the next one, in points. */
const [NOTE_PT, CORNER_PT, STEP_PT] = [18, 12, 24];

/** Areas stand where they were marked; notes on the whole document, and those whose words were lost, at the head of the first page. */
export async function noteMarkups(pdf: PDFDocumentProxy, { notes, labels }: OriginalPlan): Promise<PageMarkup[]> {
  const markups: PageMarkup[] = [];
  let row = 0;
  for (const note of notes) {
    if (note.area?.image !== undefined) continue;
    const pageIndex = (note.area?.page ?? 1) - 1;
    if (pageIndex >= pdf.numPages) continue;
    const view = (await pdf.getPage(pageIndex + 1)).getViewport({ scale: 1 });
    const corner = (x: number, y: number) => view.convertToPdfPoint(x, y) as [number, number];
    const { area } = note;
    const [a, b] = area
      ? [
          corner(area.x * view.width, area.y * view.height),
          corner((area.x + area.width) * view.width, (area.y + area.height) * view.height),
        ]
      : [
          corner(CORNER_PT, CORNER_PT + row * STEP_PT),
          corner(CORNER_PT + NOTE_PT, CORNER_PT + row++ * STEP_PT + NOTE_PT),
        ];
    markups.push({
      ...note,
      kind: area ? 'area' : 'note',
      pageIndex,
      name: note.id,
      contents: contentsOf(note),
      modified: note.created,
      subject: area ? labels.area : labels.note,
      rect: [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])] as Rect,
    });
  }
  return markups;
}

function contentsOf({ note = '', quote }: OriginalNote): string {
  return quote === undefined ? note : `“${quote}”${note === '' ? '' : `\n${note}`}`;
}

/** The objects of pages, asked for once. */
class PageRefs {
  readonly #pdf: PDFDocumentProxy;

  constructor(pdf: PDFDocumentProxy) {
    this.#pdf = pdf;
  }

  async of(index: number): Promise<PDFRef | undefined> {
    return refOf(await this.#pdf.getPage(index + 1));
  }
}

async function addMarkups(
  original: Uint8Array,
  file: PdfFile,
  pages: PageRefs,
  markups: readonly PageMarkup[],
  plan: OriginalPlan,
  signed: boolean,
): Promise<Uint8Array> {
  const problems: string[] = [];
  // Where the places that the file states lead to something else, all of them are looked for and stated anew.
  for (const used of [() => file, () => new PdfFile(original, plan.password, 'search')]) {
    try {
      const own = used();
      const written = appendUpdate(own, await changesOf(own, pages, markups, plan, signed));
      const problem = await differenceIn(original, written, markups, plan);
      if (problem === undefined) return written;
      problems.push(problem);
    } catch (thrown) {
      problems.push((thrown as Error).message);
    }
  }
  throw new Failure('invalid', said`${plan.name}: the PDF cannot be annotated soundly: ${problems.join('; ')}`, {
    remedy: AS_READING,
    subject: plan.name,
  });
}

async function changesOf(
  file: PdfFile,
  pages: PageRefs,
  markups: readonly PageMarkup[],
  plan: OriginalPlan,
  signed: boolean,
): Promise<ChangedObject[]> {
  const changes: ChangedObject[] = [];
  let next = file.nextNumber;
  for (const [index, own] of Map.groupBy(markups, ({ pageIndex }) => pageIndex)) {
    const ref = await pages.of(index);
    const page = ref && file.read(ref);
    if (ref === undefined || !(page instanceof PDFDict)) throw new Error(`page ${index + 1} is no object of its own`);
    const annotations = PDFArray.withContext(file.context);
    for (const each of file.array(page, 'Annots')?.asArray() ?? []) annotations.push(each);
    for (const markup of own) {
      const [annotationRef, appearanceRef] = [PDFRef.of(next++), PDFRef.of(next++)];
      const { annotation, appearance } = markupObjects(file.context, { ...markup, page: ref }, appearanceRef);
      changes.push({ ref: annotationRef, object: annotation }, { ref: appearanceRef, object: appearance });
      annotations.push(annotationRef);
    }
    const changed = PDFDict.fromMapWithContext(new Map(page.entries()), file.context);
    changed.set(name('Annots'), annotations);
    changes.push({ ref, object: changed });
  }
  // What is certified may be annotated, but nothing else may be added to it.
  const root = file.trailer.get(name('Root'));
  if (!signed && root instanceof PDFRef && file.catalog) changes.push({ ref: root, object: catalogNaming(file, plan) });
  return changes;
}

/** The catalogue says which document this is, so that the file is known when it comes back. */
function catalogNaming(file: PdfFile, { id, date }: OriginalPlan): PDFDict {
  const catalog = file.catalog as PDFDict;
  const changed = PDFDict.fromMapWithContext(new Map(catalog.entries()), file.context);
  const pieces = PDFDict.fromMapWithContext(new Map(file.dict(catalog, 'PieceInfo')?.entries() ?? []), file.context);
  const own = { LastModified: PDFString.of(pdfDate(date)), Private: { [ARTICLES]: [PDFHexString.fromText(id), 0] } };
  pieces.set(name(PIECE), file.context.obj(own as never));
  changed.set(name('PieceInfo'), pieces);
  return changed;
}

/** Reads the new file again, with our reader and with pdf.js; gives what is not as it should be. */
async function differenceIn(
  original: Uint8Array,
  written: Uint8Array,
  markups: readonly PageMarkup[],
  { name: file, password }: OriginalPlan,
): Promise<string | undefined> {
  if (!Buffer.from(written.buffer, written.byteOffset, original.length).equals(original))
    return 'the original is not whole';
  const own = new PdfFile(written, password);
  if (!own.isStated) return 'its objects are not found where they are said to be';
  const given = password === '' ? undefined : password;
  const [before, after] = [await openPdf(original, file, given), await openPdf(written, file, given)];
  try {
    if (before.numPages !== after.numPages) return `it has ${after.numPages} pages instead of ${before.numPages}`;
    for (const [index, added] of Map.groupBy(markups, ({ pageIndex }) => pageIndex)) {
      const [old, now] = [await before.getPage(index + 1), await after.getPage(index + 1)];
      if ((await wordsOf(old)) !== (await wordsOf(now))) return `the words of page ${index + 1} are others`;
      const [had, has] = [await old.getAnnotations(), await now.getAnnotations()];
      // What is in a file may have the same name twice, or be hidden by pdf.js; ours must all be there.
      if (has.length < had.length) return `annotations of page ${index + 1} are gone`;
      const contents = new Set(has.map((each) => (each as { contentsObj?: { str?: string } }).contentsObj?.str));
      const names = namesOn(own, refOf(now));
      const lost = added.find((each) => !names.has(each.name) || !contents.has(each.contents));
      if (lost) return `the annotation ${lost.name} does not come back`;
    }
    return undefined;
  } finally {
    await Promise.allSettled([before.loadingTask.destroy(), after.loadingTask.destroy()]);
  }
}

async function wordsOf(page: Awaited<ReturnType<PDFDocumentProxy['getPage']>>): Promise<string> {
  const { items } = await page.getTextContent();
  return items.map((item) => ('str' in item ? item.str : '')).join('\n');
}

function namesOn(file: PdfFile, ref: PDFRef | undefined): Set<string> {
  const page = ref && file.read(ref);
  const annotations = page instanceof PDFDict ? file.array(page, 'Annots')?.asArray() : undefined;
  const names = (annotations ?? []).flatMap((each) => {
    const dict = file.resolve(each);
    const own = dict instanceof PDFDict ? file.get(dict, 'NM') : undefined;
    return own instanceof PDFHexString || own instanceof PDFString ? [own.decodeText()] : [];
  });
  return new Set(names);
}
