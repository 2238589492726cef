// What was annotated on an original before: comments and marks stay annotations, what is filled in or stamped becomes a part of the picture, links
// lead where they led. Nothing that could run comes along.
import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  type PDFRef,
  PDFString,
} from 'pdf-lib';
import { addressForRecipients } from '../../../shared/recipient-address.ts';
import { deflated } from '../finish/deflated.ts';
import type { Rect } from '../finish/markup.ts';
import type { PageImporter } from './import-page.ts';
import { type Matrix, multiplied, placedPoints, placedRect } from './matrix.ts';
import type { PdfFile } from './pdf-file.ts';
import { type ShownPage, type ShownPages, shownTarget } from './shown-page.ts';

const name = PDFName.of;

/** Marks and comments that people make (ISO 32000-1 table 170). */
const MARKUPS = new Set(
  [
    'Text',
    'FreeText',
    'Line',
    'Square',
    'Circle',
    'Polygon',
    'PolyLine',
    'Highlight',
    'Underline',
    'Squiggly',
    'StrikeOut',
    'Caret',
    'Ink',
    'Stamp',
  ].map((each) => name(each)),
);
const LEFT_OUT = new Set(['Popup', 'Link', 'TrapNet', 'PrinterMark'].map((each) => name(each)));
/** Kept as they are. */
const WORDS = [
  'Contents',
  'T',
  'Subj',
  'M',
  'CreationDate',
  'NM',
  'C',
  'IC',
  'CA',
  'F',
  'Name',
  'LE',
  'Sy',
  'Open',
  'DA',
  'DS',
  'Q',
  'IT',
];
/** Places on the page: lists of x and y. */
const POINTS = ['QuadPoints', 'L', 'Vertices', 'CL'];
/** Hidden (bit 2) and not viewed (bit 6). */
const UNSEEN = 2 + 32;

/** More than people put on a page. */
const MOST = 3000;

/** Gives the annotations that come along, and what is drawn instead of the others. */
export function addOwnMarkups(
  page: ShownPage,
  ref: PDFRef,
  file: PdfFile,
  importer: PageImporter,
  document: PDFDocument,
): { readonly added: PDFRef[]; readonly flattened: { name: string; form: PDFRef; matrix: Matrix }[] } {
  const dict = file.read(ref);
  const all = dict instanceof PDFDict ? (file.array(dict, 'Annots')?.asArray() ?? []) : [];
  const added: PDFRef[] = [];
  const flattened: { name: string; form: PDFRef; matrix: Matrix }[] = [];
  for (const each of all.slice(0, MOST)) {
    const annotation = file.resolve(each);
    if (!(annotation instanceof PDFDict)) continue;
    const subtype = file.get(annotation, 'Subtype');
    if (!(subtype instanceof PDFName) || LEFT_OUT.has(subtype)) continue;
    if (((file.number(annotation, 'F') ?? 0) & UNSEEN) !== 0) continue;
    const appearance = appearanceOf(annotation, file, importer);
    if (MARKUPS.has(subtype)) added.push(carried(annotation, subtype, appearance, page, file, importer, document));
    else if (appearance)
      flattened.push({
        name: `PmDrawn${flattened.length}`,
        form: appearance.form,
        matrix: multiplied(page.matrix, appearance.matrix),
      });
  }
  return { added, flattened };
}

function carried(
  annotation: PDFDict,
  subtype: PDFName,
  appearance: Appearance | undefined,
  { sheet, matrix }: ShownPage,
  file: PdfFile,
  importer: PageImporter,
  { context }: PDFDocument,
): PDFRef {
  const rect = placedRect(matrix, rectOf(annotation, file));
  const copy = context.obj({ Type: 'Annot', Subtype: subtype, P: sheet.ref, Rect: rect.map(rounded) }) as PDFDict;
  for (const key of WORDS) {
    const value = file.get(annotation, key);
    if (value !== undefined && !(value instanceof PDFRawStream)) copy.set(name(key), importer.copy(value));
  }
  for (const key of POINTS) {
    const points = file.array(annotation, key);
    if (points) copy.set(name(key), context.obj(placedPoints(matrix, numbersIn(points, file)).map(rounded)));
  }
  const strokes = file.array(annotation, 'InkList');
  if (strokes) {
    const lists = strokes.asArray().map((each) => {
      const stroke = file.resolve(each);
      return stroke instanceof PDFArray ? placedPoints(matrix, numbersIn(stroke, file)).map(rounded) : [];
    });
    copy.set(name('InkList'), context.obj(lists));
  }
  if (appearance) copy.set(name('AP'), context.obj({ N: wrapped(appearance, rect, matrix, context) }));
  return context.register(copy);
}

interface Appearance {
  readonly form: PDFRef;
  /** From the form's measure to the page's: its box comes to stand on the annotation's rectangle (§12.5.5, algorithm 8.1). */
  readonly matrix: Matrix;
}

function appearanceOf(annotation: PDFDict, file: PdfFile, importer: PageImporter): Appearance | undefined {
  const appearances = file.dict(annotation, 'AP');
  if (!appearances) return undefined;
  let ref = appearances.get(name('N'));
  let stream = file.resolve(ref);
  if (stream instanceof PDFDict) {
    const state = file.get(annotation, 'AS');
    ref = state instanceof PDFName ? stream.get(state) : undefined;
    stream = file.resolve(ref);
  }
  if (!(stream instanceof PDFRawStream) || ref === undefined) return undefined;
  const box = numbersIn(file.array(stream.dict, 'BBox'), file);
  if (box.length < 4) return undefined;
  const own = numbersIn(file.array(stream.dict, 'Matrix'), file);
  const inner = (own.length === 6 ? own : [1, 0, 0, 1, 0, 0]) as unknown as Matrix;
  const from = placedRect(inner, normal(box));
  const to = rectOf(annotation, file);
  const [x, y] = [(to[2] - to[0]) / (from[2] - from[0] || 1), (to[3] - to[1]) / (from[3] - from[1] || 1)];
  const form = importer.copy(ref) as PDFRef;
  giveResources(form, file, importer);
  return { form, matrix: [x, 0, 0, y, to[0] - from[0] * x, to[1] - from[1] * y] };
}

/** The look of a field may do without resources of its own: then it has the form's (§12.7.3.3). */
function giveResources(form: PDFRef, file: PdfFile, importer: PageImporter): void {
  const stream = importer.copied(form);
  const fields = file.catalog && file.dict(file.catalog, 'AcroForm');
  const usual = fields && file.dict(fields, 'DR');
  if (stream instanceof PDFRawStream && usual && !stream.dict.has(name('Resources')))
    stream.dict.set(name('Resources'), importer.copy(usual));
}

/** An appearance that has the sheet's measure, however the page is turned. */
function wrapped({ form, matrix }: Appearance, rect: Rect, page: Matrix, context: PDFDocument['context']): PDFRef {
  const content = deflated(Buffer.from(`q ${multiplied(page, matrix).map(rounded6).join(' ')} cm /F Do Q`, 'latin1'));
  const dict = context.obj({
    Type: 'XObject',
    Subtype: 'Form',
    FormType: 1,
    BBox: rect.map(rounded),
    Resources: { XObject: { F: form } },
    Filter: 'FlateDecode',
    Length: content.length,
  }) as PDFDict;
  return context.register(PDFRawStream.of(dict, content));
}

/** Gives the links of a page: to addresses, and to places of the original that are in the dossier. */
export function addLinks({ read, matrix, sheet }: ShownPage, pages: ShownPages, forRecipients: boolean): PDFRef[] {
  const { context } = sheet.doc;
  return read.links.flatMap(({ rect, address: stated, target }) => {
    const address = stated !== undefined && forRecipients ? addressForRecipients(stated) : stated;
    const place = shownTarget(target, pages);
    const isWeb = address !== undefined && /^(?:https?|mailto):/i.test(address);
    if (!isWeb && !place) return [];
    const link = context.obj({
      Type: 'Annot',
      Subtype: 'Link',
      Rect: placedRect(matrix, normal(rect)).map(rounded),
      Border: [0, 0, 0],
      P: sheet.ref,
      F: 4,
    }) as PDFDict;
    if (isWeb) link.set(name('A'), context.obj({ S: 'URI', URI: PDFString.of(escapedAddress(address)) }));
    else if (place) link.set(name('Dest'), context.obj([place.page, 'XYZ', null, place.topPt, null]));
    return [context.register(link)];
  });
}

/** Addresses are ASCII; brackets and backslashes would end the string. */
function escapedAddress(address: string): string {
  return encodeURI(address)
    .replaceAll('%25', '%')
    .replace(/[()\\]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
}

function rectOf(annotation: PDFDict, file: PdfFile): Rect {
  return normal(numbersIn(file.array(annotation, 'Rect'), file));
}

function normal([a = 0, b = 0, c = 0, d = 0]: readonly number[]): Rect {
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

function numbersIn(array: PDFArray | undefined, file: PdfFile): number[] {
  return (array?.asArray() ?? []).map((each: PDFObject) => {
    const value = file.resolve(each);
    return value instanceof PDFNumber ? value.asNumber() : 0;
  });
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function rounded6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
