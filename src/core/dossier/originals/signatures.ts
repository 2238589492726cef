// Finds out whether a PDF is signed: what is added to it may then make the signature invalid.
import { PDFArray, PDFDict, PDFName, type PDFObject } from 'pdf-lib';
import type { PdfFile } from './pdf-file.ts';

/** More fields than a form has, and deeper. */
const [MOST_FIELDS, DEEPEST] = [20_000, 20];

/** Tells whether a signature field has been signed, or the file's author has certified it (ISO 32000-1 §12.7.4.5, §12.8.4). */
export function isSigned(file: PdfFile): boolean {
  const { catalog } = file;
  if (catalog === undefined) return false;
  const permissions = file.dict(catalog, 'Perms');
  if (permissions && (file.dict(permissions, 'DocMDP') || file.dict(permissions, 'UR3'))) return true;
  const form = file.dict(catalog, 'AcroForm');
  const fields = form && file.array(form, 'Fields');
  let seen = 0;
  const isSignedField = (object: PDFObject | undefined, depth: number, inherited: PDFObject | undefined): boolean => {
    const field = file.resolve(object);
    if (!(field instanceof PDFDict) || depth > DEEPEST || ++seen > MOST_FIELDS) return false;
    const type = file.get(field, 'FT') ?? inherited;
    if (type === PDFName.of('Sig') && file.dict(field, 'V')?.has(PDFName.of('ByteRange')) === true) return true;
    const kids = file.get(field, 'Kids');
    return kids instanceof PDFArray && kids.asArray().some((kid) => isSignedField(kid, depth + 1, type));
  };
  return fields?.asArray().some((field) => isSignedField(field, 0, undefined)) ?? false;
}
