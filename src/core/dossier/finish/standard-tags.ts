// Makes Chromium's tags those of PDF 1.7 (ISO 32000-1 §14.8.4), which readers of today and the checks of PDF/UA-1 know.
import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFObject, PDFRef, PDFString } from 'pdf-lib';

const TYPE = PDFName.of('S');
const KIDS = PDFName.of('K');
const PARENT = PDFName.of('P');
const ID = PDFName.of('ID');
const FIGURE = PDFName.of('Figure');
const ITEM = PDFName.of('LI');
const LABEL = PDFName.of('Lbl');
const BODY = PDFName.of('LBody');

/** Types of PDF 2.0 that Chromium writes, and what they are in PDF 1.7. */
const ROLES = { Em: 'Span', Strong: 'Span', Aside: 'Div', Title: 'P', Sub: 'Span', FENote: 'Note' } as const;

/** Completes the tags of a document: items have a body, a figure without a text of its own is a division, newer types have a role. */
export function standardizeTags(document: PDFDocument): void {
  const { context, catalog } = document;
  const root = catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  if (!root) return;
  root.set(PDFName.of('RoleMap'), context.obj(ROLES));
  const elements = context
    .enumerateIndirectObjects()
    .filter(
      (pair): pair is [PDFRef, PDFDict] => pair[1] instanceof PDFDict && pair[1].has(PARENT) && pair[1].has(TYPE),
    );
  for (const [ref, element] of elements) {
    const type = element.get(TYPE);
    if (type === FIGURE && !element.has(PDFName.of('Alt'))) element.set(TYPE, PDFName.of('Div'));
    if (type === ITEM) giveBody(ref, element);
  }
  renumber(
    document,
    elements.map(([, element]) => element),
  );
}

/**
 * Numbers the identifiers of elements anew: Chromium's are counted over all that its process ever made, and the same input is to give the same
 * bytes. Their order stays, so that the tree that finds them by name stays sorted.
 */
function renumber({ context }: PDFDocument, elements: readonly PDFDict[]): void {
  const names = new Map<string, PDFHexString>();
  const known = elements.flatMap((element) => textOf(element.get(ID)) ?? []).sort();
  for (const [i, name] of [...new Set(known)].entries())
    names.set(name, PDFHexString.fromText(`t${String(i + 1).padStart(8, '0')}`));
  const renamed = (value: PDFObject | undefined) => {
    const text = textOf(value);
    return text === undefined ? undefined : names.get(text);
  };
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict)) continue;
    if (object.has(TYPE)) {
      const id = renamed(object.get(ID));
      if (id) object.set(ID, id);
      renameHeaders(object.lookup(PDFName.of('A')), renamed);
    } else for (const key of ['Names', 'Limits']) renameIn(object.lookup(PDFName.of(key)), renamed);
  }
}

type Renamed = (value: PDFObject | undefined) => PDFObject | undefined;

function renameHeaders(attributes: PDFObject | undefined, renamed: Renamed): void {
  const all = attributes instanceof PDFArray ? attributes.asArray() : [attributes];
  for (const each of all) if (each instanceof PDFDict) renameIn(each.lookup(PDFName.of('Headers')), renamed);
}

function renameIn(array: PDFObject | undefined, renamed: Renamed): void {
  if (!(array instanceof PDFArray)) return;
  for (let i = 0; i < array.size(); i++) {
    const name = renamed(array.get(i));
    if (name) array.set(i, name);
  }
}

function textOf(value: PDFObject | undefined): string | undefined {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;
}

/**
 * Puts an LI over what was one, which becomes its LBody: so the content that is marked as its own stays with it. Labels move up.
 */
function giveBody(ref: PDFRef, body: PDFDict): void {
  const { context } = body;
  const parentRef = body.get(PARENT);
  const parent = context.lookup(parentRef);
  if (!(parentRef instanceof PDFRef) || !(parent instanceof PDFDict)) return;
  const kids = kidsOf(body);
  const isType = (kid: unknown, type: PDFName) => {
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

function kidsOf(element: PDFDict) {
  const kids = element.lookup(KIDS);
  if (kids instanceof PDFArray) return kids.asArray();
  const only = element.get(KIDS);
  return only === undefined ? [] : [only];
}
