// Writes the document outline (ISO 32000-1 §12.3.3). Whatever outline there was is no longer pointed at.
import {
  type PDFContext,
  type PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFRef,
} from 'pdf-lib';

export interface OutlineEntry {
  readonly title: string;
  readonly page: PDFRef;
  /** The place on the page that is scrolled to the top, in points; undefined for the top. */
  readonly topPt?: number;
  readonly children: readonly OutlineEntry[];
  readonly isOpen: boolean;
}

/** Replaces the document's outline and shows it on opening. */
export function writeOutline(document: PDFDocument, entries: readonly OutlineEntry[]): void {
  const { context, catalog } = document;
  const root = context.obj({ Type: 'Outlines' });
  const rootRef = context.register(root);
  addLevel(context, entries, rootRef, root);
  root.set(PDFName.of('Count'), PDFNumber.of(countShown(entries)));
  catalog.set(PDFName.of('Outlines'), rootRef);
  catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}

function addLevel(context: PDFContext, entries: readonly OutlineEntry[], parentRef: PDFRef, parent: PDFDict): void {
  const refs = entries.map(() => context.nextRef());
  for (const [i, entry] of entries.entries()) {
    const item = context.obj({
      Title: PDFHexString.fromText(entry.title),
      Parent: parentRef,
      Dest: [entry.page, 'XYZ', null, entry.topPt ?? null, null],
    });
    const [previous, next] = [refs[i - 1], refs[i + 1]];
    if (previous) item.set(PDFName.of('Prev'), previous);
    if (next) item.set(PDFName.of('Next'), next);
    if (entry.children.length > 0) {
      addLevel(context, entry.children, refs[i] as PDFRef, item);
      const count = countShown(entry.children);
      item.set(PDFName.of('Count'), PDFNumber.of(entry.isOpen ? count : -count));
    }
    context.assign(refs[i] as PDFRef, item);
  }
  const [first, last] = [refs[0], refs.at(-1)];
  if (first && last) {
    parent.set(PDFName.of('First'), first);
    parent.set(PDFName.of('Last'), last);
  }
}

/** Entries that are seen when their parent is open. */
function countShown(entries: readonly OutlineEntry[]): number {
  return entries.reduce((sum, entry) => sum + 1 + (entry.isOpen ? countShown(entry.children) : 0), 0);
}
