// Keeps the layers of originals (ISO 32000-1 §8.11) as they were: what was hidden stays hidden.
import { PDFArray, type PDFDict, type PDFDocument, PDFName, PDFRef } from 'pdf-lib';
import type { PageImporter } from './import-page.ts';
import type { PdfFile } from './pdf-file.ts';

const name = PDFName.of;

/** Lists the layers that came along in the document's catalogue, and which of them are off. */
export function addLayers({ context, catalog }: PDFDocument, file: PdfFile, importer: PageImporter): void {
  const properties = file.catalog && file.dict(file.catalog, 'OCProperties');
  const usual = properties && file.dict(properties, 'D');
  const refs = (array: PDFArray | undefined) => (array?.asArray() ?? []).filter((each) => each instanceof PDFRef);
  const copied = refs(properties && file.array(properties, 'OCGs')).flatMap((ref) => {
    const copy = importer.copyOf(ref);
    return copy ? [{ ref, copy }] : [];
  });
  if (copied.length === 0) return;
  const isListed = (key: string, ref: PDFRef) =>
    refs(usual && file.array(usual, key)).some((each) => each.objectNumber === ref.objectNumber);
  const isAllOff = usual !== undefined && file.get(usual, 'BaseState') === name('OFF');
  const off = copied.filter(({ ref }) => isListed('OFF', ref) || (isAllOff && !isListed('ON', ref)));
  const own = catalog.lookup(name('OCProperties')) as PDFDict | undefined;
  if (!own) catalog.set(name('OCProperties'), context.obj({ OCGs: [], D: { Order: [], OFF: [] } }));
  const all = catalog.lookup(name('OCProperties')) as PDFDict;
  const list = (dict: PDFDict, key: string) => dict.lookup(name(key), PDFArray);
  for (const { copy } of copied) list(all, 'OCGs').push(copy);
  for (const { copy } of off) list(all.lookup(name('D')) as PDFDict, 'OFF').push(copy);
}
