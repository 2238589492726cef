// Completes the links that Chromium wrote: those to a highlight get their destination, and each says where it leads, for those who hear it.
import { PDFArray, PDFDict, PDFHexString, PDFName, type PDFPage, PDFRef, PDFString } from 'pdf-lib';

export interface LinkTargets {
  /** What links that begin so lead to. */
  readonly scheme: string;
  /** Gives the page and the height for what follows the scheme. */
  readonly highlightAt: (name: string) => { readonly page: PDFRef; readonly topPt: number } | undefined;
  /** Said of links within the document. */
  readonly internal: string;
}

/** Takes out the links of a page that are not tagged: they stand in what is hidden. */
export function removeHiddenLinks(page: PDFPage): void {
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
  for (let i = (annotations?.size() ?? 0) - 1; annotations && i >= 0; i--) {
    const link = annotations.lookup(i, PDFDict);
    if (link.get(PDFName.of('Subtype')) !== PDFName.of('Link') || link.has(PDFName.of('StructParent'))) continue;
    const ref = annotations.get(i);
    annotations.remove(i);
    if (ref instanceof PDFRef) page.doc.context.delete(ref);
  }
}

/** Completes the links of one page. A link to a highlight that is not there does nothing. */
export function completeLinks(page: PDFPage, { scheme, highlightAt, internal }: LinkTargets): void {
  const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
  for (let i = 0; annotations && i < annotations.size(); i++) {
    const link = annotations.lookup(i, PDFDict);
    if (link.get(PDFName.of('Subtype')) !== PDFName.of('Link')) continue;
    const address = addressOf(link);
    if (address?.startsWith(scheme)) {
      const target = highlightAt(address.slice(scheme.length));
      link.delete(PDFName.of('A'));
      if (target) link.set(PDFName.of('Dest'), link.context.obj([target.page, 'XYZ', null, target.topPt, null]));
    }
    const isWeb = address !== undefined && !address.startsWith(scheme);
    link.set(PDFName.of('Contents'), PDFHexString.fromText(isWeb ? address : internal));
  }
}

function addressOf(link: PDFDict): string | undefined {
  const address = link.lookupMaybe(PDFName.of('A'), PDFDict)?.lookup(PDFName.of('URI'));
  return address instanceof PDFString || address instanceof PDFHexString ? address.decodeText() : undefined;
}
