// Makes Chromium's tags those of PDF 1.7 (ISO 32000-1 §14.8.4), which readers of today and the checks of PDF/UA-1 know.
import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFRef } from 'pdf-lib';
import { objectsOf, type PrintedObjects } from './printed-objects.ts';

const TYPE = PDFName.of('S');
const KIDS = PDFName.of('K');
const PARENT = PDFName.of('P');
const FIGURE = PDFName.of('Figure');
const ITEM = PDFName.of('LI');
const LIST = PDFName.of('L');
const CAPTION = PDFName.of('Caption');
const LABEL = PDFName.of('Lbl');
const BODY = PDFName.of('LBody');

/** Types of PDF 2.0 that Chromium writes, and what they are in PDF 1.7. */
const ROLES = { Em: 'Span', Strong: 'Span', Aside: 'Div', Title: 'P', Sub: 'Span', FENote: 'Note' } as const;

/** Completes the tags of a document: items have a body, lists have items, a figure without a text of its own is a division, newer types have a role. */
export function standardizeTags(document: PDFDocument): void {
  const { context, catalog } = document;
  const root = catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  if (!root) return;
  root.set(PDFName.of('RoleMap'), context.obj(ROLES));
  const objects = objectsOf(document);
  for (const ref of elementsToChange(objects)) {
    const element = context.lookup(ref, PDFDict);
    const type = element.get(TYPE);
    if (type === FIGURE && !element.has(PDFName.of('Alt'))) element.set(TYPE, PDFName.of('Div'));
    if (type === ITEM) giveBody(ref, element, objects);
    if (type === LIST) wrapStrays(ref, element);
  }
}

/** Elements of the types that are changed. Those that were not parsed are known by how Chromium begins them. */
function elementsToChange(objects: PrintedObjects): PDFRef[] {
  const known = [...objects.parsed()].flatMap(([ref, object]) =>
    object instanceof PDFDict && object.has(PARENT) && [FIGURE, ITEM, LIST].includes(object.get(TYPE) as PDFName)
      ? [ref]
      : [],
  );
  const others = [...objects.unparsed()].flatMap(({ number, bytes }) =>
    ['LI', 'Figure', 'L'].includes(typeIn(bytes)) ? [PDFRef.of(number)] : [],
  );
  return [...known, ...others].sort((a, b) => a.objectNumber - b.objectNumber);
}

/** The type of an element in the bytes of an object that was not parsed; empty for what is no element. */
function typeIn(bytes: Buffer): string {
  return /^<<\/Type \/StructElem\s+\/S \/(\w+)/.exec(bytes.toString('latin1', 0, 48))?.[1] ?? '';
}

/**
 * Numbers the identifiers of elements anew, in the bytes of a print that is not opened yet: Chromium's are counted over all that its process
 * ever made, and the same input is to give the same bytes. Their order stays, so that the tree that finds them by name stays sorted.
 */
export function renumberIdentifiers(pdf: Uint8Array): void {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const places: { at: number; digits: string }[] = [];
  for (let at = file.indexOf(IDENTIFIER); at >= 0; at = file.indexOf(IDENTIFIER, at + 1)) {
    const digits = /^\d+(?=\))/.exec(file.toString('latin1', at + IDENTIFIER.length, at + IDENTIFIER.length + 20))?.[0];
    if (digits) places.push({ at: at + IDENTIFIER.length, digits });
  }
  const names = [...new Set(places.map(({ digits }) => digits))].sort();
  const numbers = new Map(names.map((digits, i) => [digits, String(i + 1).padStart(digits.length, '0')]));
  for (const { at, digits } of places) file.write(numbers.get(digits) as string, at, 'latin1');
}

/** How Chromium begins the name of an element that others point at; a text that is printed stands in a stream. */
const IDENTIFIER = '(node';

/**
 * Puts an LI over what was one, which becomes its LBody: so the content that is marked as its own stays with it. Labels move up.
 */
function giveBody(ref: PDFRef, body: PDFDict, objects: PrintedObjects): void {
  const { context } = body;
  const parentRef = body.get(PARENT);
  const parent = context.lookup(parentRef);
  if (!(parentRef instanceof PDFRef) || !(parent instanceof PDFDict)) return;
  const kids = kidsOf(body);
  const isType = (kid: unknown, type: PDFName) => {
    const bytes = kid instanceof PDFRef ? objects.raw(kid.objectNumber) : undefined;
    if (bytes) return `/${typeIn(bytes)}` === type.toString();
    const element = kid instanceof PDFRef ? context.lookup(kid) : undefined;
    return element instanceof PDFDict && element.get(TYPE) === type;
  };
  if (kids.some((kid) => isType(kid, BODY))) return;
  const labels = kids.filter((kid) => isType(kid, LABEL));
  const item = context.register(context.obj({ Type: 'StructElem', S: 'LI', P: parentRef, K: [...labels, ref] }));
  for (const label of labels) context.lookup(label, PDFDict).set(PARENT, item);
  if (labels.length > 0) body.set(KIDS, context.obj(kids.filter((kid) => !labels.includes(kid))));
  body.set(TYPE, BODY);
  body.set(PARENT, item);
  const own = parent.lookup(KIDS);
  if (own instanceof PDFArray) {
    for (let i = 0; i < own.size(); i++) if (own.get(i) === ref) own.set(i, item);
  } else parent.set(KIDS, item);
}

/** What stands in a list and is no item becomes one. */
function wrapStrays(ref: PDFRef, list: PDFDict): void {
  const { context } = list;
  const kids = kidsOf(list).map((kid) => {
    const element = kid instanceof PDFRef ? context.lookup(kid) : undefined;
    if (!(kid instanceof PDFRef) || !(element instanceof PDFDict) || !element.has(TYPE)) return kid;
    if ([LIST, ITEM, CAPTION].includes(element.get(TYPE) as PDFName)) return kid;
    const item = context.nextRef();
    const body = context.register(context.obj({ Type: 'StructElem', S: 'LBody', P: item, K: [kid] }));
    context.assign(item, context.obj({ Type: 'StructElem', S: 'LI', P: ref, K: [body] }));
    element.set(PARENT, body);
    return item;
  });
  list.set(KIDS, context.obj(kids));
}

function kidsOf(element: PDFDict) {
  const kids = element.lookup(KIDS);
  if (kids instanceof PDFArray) return kids.asArray();
  const only = element.get(KIDS);
  return only === undefined ? [] : [only];
}
