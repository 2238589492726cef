// Attaches files to the PDF (ISO 32000-1 §7.11.4): what a program needs to take the dossier up again.
import { type PDFDocument, PDFHexString, PDFName, PDFNumber, PDFRawStream, PDFString } from 'pdf-lib';
import { deflated } from './deflated.ts';
import { pdfDate } from './pdf-date.ts';

export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

/** Attaches files, in the order of their names as readers list them. `date` is ISO 8601. */
export function attach({ context, catalog }: PDFDocument, files: readonly Attachment[], date: string): void {
  if (files.length === 0) return;
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const specifications = sorted.map(({ name, mediaType, description, bytes }) => {
    const dict = context.obj({
      Type: 'EmbeddedFile',
      Subtype: PDFName.of(mediaType),
      Filter: 'FlateDecode',
      Params: { Size: bytes.length, CreationDate: PDFString.of(pdfDate(date)), ModDate: PDFString.of(pdfDate(date)) },
    });
    const contents = deflated(bytes);
    dict.set(PDFName.of('Length'), PDFNumber.of(contents.length));
    const file = context.register(PDFRawStream.of(dict, contents));
    return context.register(
      context.obj({
        Type: 'Filespec',
        F: PDFHexString.fromText(name),
        UF: PDFHexString.fromText(name),
        Desc: PDFHexString.fromText(description),
        AFRelationship: 'Supplement',
        EF: { F: file, UF: file },
      }),
    );
  });
  const names = sorted.flatMap(({ name }, i) => [PDFHexString.fromText(name), specifications[i] as never]);
  catalog.set(PDFName.of('Names'), context.obj({ EmbeddedFiles: { Names: names } }));
  catalog.set(PDFName.of('AF'), context.obj(specifications));
}
