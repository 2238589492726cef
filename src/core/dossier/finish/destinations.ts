// Reads where the elements of the printed page came to stand: Chromium writes a named destination for each id that a link points at.
import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFObject, PDFString } from 'pdf-lib';

/** Gives the page (from 0) of each named destination. */
export function destinationsOf(document: PDFDocument): Record<string, number> {
  const pages = new Map(document.getPages().map((page, i) => [page.ref.toString(), i]));
  const found: Record<string, number> = {};
  for (const [name, destination] of namedDestinations(document)) {
    const value = document.context.lookup(destination);
    const array = value instanceof PDFDict ? value.lookup(PDFName.of('D')) : value;
    const page = array instanceof PDFArray ? pages.get(String(array.get(0))) : undefined;
    if (page !== undefined) found[name] = page;
  }
  return found;
}

/** Both ways of ISO 32000-1 §12.3.2.3: the catalogue's dictionary and the name tree. */
function namedDestinations({ catalog }: PDFDocument): [string, PDFObject][] {
  const dictionary = catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
  const found: [string, PDFObject][] = (dictionary?.entries() ?? []).map(([name, value]) => [name.decodeText(), value]);
  const tree = catalog.lookupMaybe(PDFName.of('Names'), PDFDict)?.lookupMaybe(PDFName.of('Dests'), PDFDict);
  const stack = tree ? [tree] : [];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const names = node.lookupMaybe(PDFName.of('Names'), PDFArray);
    for (let i = 0; names && i + 1 < names.size(); i += 2) {
      const name = names.lookup(i);
      if (name instanceof PDFString || name instanceof PDFHexString) found.push([name.decodeText(), names.get(i + 1)]);
    }
    const kids = node.lookupMaybe(PDFName.of('Kids'), PDFArray);
    for (let i = 0; kids && i < kids.size(); i++) stack.push(kids.lookup(i, PDFDict));
  }
  return found;
}
