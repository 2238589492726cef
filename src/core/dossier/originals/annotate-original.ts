// Adds annotations to an original by an incremental update: its bytes stay as they are, and what was added is read again before it is believed.
// Runs in the worker.
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFRef, PDFString } from 'pdf-lib';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import { openPdf } from '../../pdf/open-pdf.ts';
import { markupObjects } from '../finish/markup.ts';
import { ARTICLES, PIECE } from '../finish/metadata.ts';
import { pdfDate } from '../finish/pdf-date.ts';
import { appendUpdate, type ChangedObject } from './append-update.ts';
import { AS_READING } from './as-reading.ts';
import { withOriginal } from './open-original.ts';
import type { AnnotatedOriginal, OriginalPlan, PageMarkup } from './original-plan.ts';
import { highlightMarkups, lostAsNotes, noteMarkups } from './page-markups.ts';
import { PdfFile } from './pdf-file.ts';
import { placeHighlights } from './place-highlights.ts';
import { refOf } from './read-original.ts';
import { isSigned } from './signatures.ts';
import { type AddedAnnotation, tagAnnotations } from './tag-annotations.ts';

const name = PDFName.of;

/**
 * Gives the original with the annotations of a plan. Without any it is given as it is.
 * @throws Failure `invalid` when it is locked, damaged, signed without consent, or comes back otherwise than it was written
 */
export function annotateOriginal(bytes: Uint8Array, plan: OriginalPlan): Promise<AnnotatedOriginal> {
  return withOriginal(bytes, plan, async (pdf, file) => {
    const signed = isSigned(file);
    const isToBeAnnotated = plan.highlights.length + plan.notes.length > 0;
    if (signed && isToBeAnnotated && !plan.mayBeSigned) throw signedFailure(plan.name);
    const placed = await placeHighlights(pdf, plan);
    const markups = [
      ...highlightMarkups(placed, plan),
      ...(await noteMarkups(pdf, [...plan.notes, ...lostAsNotes(placed)], plan)),
    ];
    const written = markups.length === 0 ? bytes : await addMarkups(bytes, file, pdf, markups, plan, signed);
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
  });
}

function signedFailure(file: string): Failure {
  return new Failure('invalid', said`${file} is signed: annotations may make the signature invalid.`, {
    remedy: said`Export an annotated copy with --allow-signed; the original in the archive stays as it is.`,
    subject: file,
  });
}

async function addMarkups(
  original: Uint8Array,
  file: PdfFile,
  pdf: PDFDocumentProxy,
  markups: readonly PageMarkup[],
  plan: OriginalPlan,
  signed: boolean,
): Promise<Uint8Array> {
  const problems: string[] = [];
  // Where the places that the file states lead to something else, all of them are looked for and stated anew.
  for (const used of [() => file, () => new PdfFile(original, plan.password, 'search')]) {
    try {
      const own = used();
      const written = appendUpdate(own, await changesOf(own, pdf, markups, plan, signed));
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
  pdf: PDFDocumentProxy,
  markups: readonly PageMarkup[],
  plan: OriginalPlan,
  signed: boolean,
): Promise<ChangedObject[]> {
  const changes: ChangedObject[] = [];
  const added: AddedAnnotation[] = [];
  let next = file.nextNumber;
  for (const [index, own] of Map.groupBy(markups, ({ pageIndex }) => pageIndex)) {
    const { ref, dict: page, moved } = await pageAt(index, file, pdf, () => PDFRef.of(next++));
    changes.push(...moved);
    const annotations = PDFArray.withContext(file.context);
    for (const each of file.array(page, 'Annots')?.asArray() ?? []) annotations.push(each);
    for (const markup of own) {
      const [annotationRef, appearanceRef] = [PDFRef.of(next++), PDFRef.of(next++)];
      const { annotation, appearance } = markupObjects(file.context, { ...markup, page: ref }, appearanceRef);
      changes.push({ ref: annotationRef, object: annotation }, { ref: appearanceRef, object: appearance });
      annotations.push(annotationRef);
      added.push({ ref: annotationRef, dict: annotation, page: ref });
    }
    const changed = PDFDict.fromMapWithContext(new Map(page.entries()), file.context);
    changed.set(name('Annots'), annotations);
    changes.push({ ref, object: changed });
  }
  // What is certified may be annotated, but nothing else may be added to it.
  if (signed) return changes;
  const root = file.trailer.get(name('Root'));
  if (root instanceof PDFRef && file.catalog) changes.push({ ref: root, object: catalogNaming(file, plan) });
  return [...changes, ...tagAnnotations(file, added, next)];
}

/** Finds a page as pdf.js counts them. One that stands in the list of its parent becomes an object of its own. */
async function pageAt(
  index: number,
  file: PdfFile,
  pdf: PDFDocumentProxy,
  newRef: () => PDFRef,
): Promise<{ readonly ref: PDFRef; readonly dict: PDFDict; readonly moved: readonly ChangedObject[] }> {
  const known = refOf(await pdf.getPage(index + 1));
  const dict = known && file.read(known);
  if (known && dict instanceof PDFDict) return { ref: known, dict, moved: [] };
  const all = file.pages();
  const found = all.length === pdf.numPages ? all[index] : undefined;
  if (found?.ref) return { ref: found.ref, dict: found.dict, moved: [] };
  const parent = found?.place && file.read(found.place.parent);
  if (!found?.place || !(parent instanceof PDFDict)) throw new Error(`page ${index + 1} is no object of its own`);
  const ref = newRef();
  const kids = PDFArray.withContext(file.context);
  for (const [i, kid] of (file.array(parent, 'Kids')?.asArray() ?? []).entries())
    kids.push(i === found.place.index ? ref : kid);
  const changed = PDFDict.fromMapWithContext(new Map(parent.entries()), file.context);
  changed.set(name('Kids'), kids);
  return { ref, dict: found.dict, moved: [{ ref: found.place.parent, object: changed }] };
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
      const names = namesOn(own, refOf(now) ?? own.pages()[index]?.ref);
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
