// Checks a PDF against what a machine can check of PDF/UA-1 (ISO 14289-1), by the numbers of the rules of veraPDF's profile. There is no validator in
// npm or Debian. Rules about forms, media, optional content and encryption only ask that there are none.
import { inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from 'pdf-lib';
import {
  type Name,
  type Operand,
  type Text,
  visitOperations,
} from '../../../../src/core/dossier/finish/content-stream.ts';
import { readToUnicode } from '../../../../src/core/dossier/finish/to-unicode.ts';

const STANDARD = new Set(
  'Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'.split(
    ' ',
  ),
);

interface Element {
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly type: string;
  readonly parent: Element | undefined;
  readonly kids: Element[];
}

/** Gives a line for each rule that does not hold, with where. */
export async function pdfUaFailures(bytes: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const failures: string[] = [];
  const check = (rule: string, holds: boolean, where = '') => {
    if (!holds) failures.push(`${rule} ${where}`.trim());
  };
  checkFile(document, bytes, check);
  const elements = readElements(document, check);
  checkElements(elements, check);
  checkTables(elements, check);
  checkAnnotations(document, elements, check);
  checkContent(document, check);
  return failures;
}

type Check = (rule: string, holds: boolean, where?: string) => void;

const textOf = (value: PDFObject | undefined): string | undefined =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;
const nameOf = (value: PDFObject | undefined): string | undefined =>
  value instanceof PDFName ? value.decodeText() : undefined;
const dictIn = (dict: PDFDict | undefined, key: string): PDFDict | undefined => {
  const value = dict?.lookup(PDFName.of(key));
  return value instanceof PDFDict ? value : undefined;
};
const isTrue = (value: PDFObject | undefined): boolean => value instanceof PDFBool && value.asBoolean();

function checkFile({ catalog, context }: PDFDocument, bytes: Uint8Array, check: Check): void {
  const header = Buffer.from(bytes.subarray(0, 10)).toString('latin1');
  check('6.1-1', /^%PDF-1\.[0-7](?:\r\n|\r|\n)[^\r\n]/.test(header), JSON.stringify(header));
  const marks = dictIn(catalog, 'MarkInfo');
  check('6.2-1', isTrue(marks?.lookup(PDFName.of('Marked'))));
  check('7.1-4', !isTrue(marks?.lookup(PDFName.of('Suspects'))));
  check('7.1-10', isTrue(dictIn(catalog, 'ViewerPreferences')?.lookup(PDFName.of('DisplayDocTitle'))));
  check('7.1-11', dictIn(catalog, 'StructTreeRoot') !== undefined);
  check('7.2-34', /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(textOf(catalog.lookup(PDFName.of('Lang'))) ?? ''));
  check('7.10-1', !catalog.has(PDFName.of('OCProperties')));
  check('7.15-1', !catalog.has(PDFName.of('AcroForm')));
  check('7.16-1', context.trailerInfo.Encrypt === undefined);
  const stream = catalog.lookup(PDFName.of('Metadata'));
  check('7.1-8', stream instanceof PDFRawStream);
  const xmp = stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('utf8') : '';
  check('5-1', /<pdfuaid:part>1<\/pdfuaid:part>/.test(xmp));
  check('5-3', /xmlns:pdfuaid="http:\/\/www\.aiim\.org\/pdfua\/ns\/id\/"/.test(xmp));
  check('7.1-9', /<dc:title>.*<rdf:li[^>]*>[^<]+<\/rdf:li>/s.test(xmp));
  for (const [, object] of context.enumerateIndirectObjects())
    if (object instanceof PDFDict && object.has(PDFName.of('EF')))
      check(
        '7.11-1',
        [object.get(PDFName.of('F')), object.get(PDFName.of('UF'))].every((each) => textOf(each)),
      );
}

function kidsOf(dict: PDFDict): PDFObject[] {
  const kids = dict.lookup(PDFName.of('K'));
  if (kids instanceof PDFArray) return kids.asArray();
  const only = dict.get(PDFName.of('K'));
  return only === undefined ? [] : [only];
}

function readElements({ catalog, context }: PDFDocument, check: Check): Element[] {
  const root = dictIn(catalog, 'StructTreeRoot') as PDFDict;
  const roles = dictIn(root, 'RoleMap');
  for (const [name, role] of roles?.entries() ?? []) {
    check('7.1-7', !STANDARD.has(name.decodeText()), name.decodeText());
    check('7.1-5', STANDARD.has(nameOf(role) ?? ''), name.decodeText());
  }
  const all: Element[] = [];
  const visit = (ref: PDFRef, parent: Element | undefined, parentRef: PDFObject | undefined) => {
    const dict = context.lookup(ref, PDFDict);
    const own = nameOf(dict.get(PDFName.of('S'))) ?? '';
    const type = STANDARD.has(own) ? own : (nameOf(roles?.get(PDFName.of(own))) ?? own);
    check('7.1-5', STANDARD.has(type), own);
    check('7.1-12', dict.get(PDFName.of('P')) === parentRef, type);
    const element: Element = { ref, dict, type, parent, kids: [] };
    all.push(element);
    parent?.kids.push(element);
    for (const kid of kidsOf(dict)) {
      const target = kid instanceof PDFRef ? context.lookup(kid) : undefined;
      if (kid instanceof PDFRef && target instanceof PDFDict && target.has(PDFName.of('S'))) visit(kid, element, ref);
    }
  };
  for (const kid of kidsOf(root)) visit(kid as PDFRef, undefined, catalog.get(PDFName.of('StructTreeRoot')));
  return all;
}

/** The parent and the kids as the rules see them: NonStruct is looked through. */
const parentType = ({ parent }: Element): string =>
  parent === undefined ? '' : parent.type === 'NonStruct' ? parentType(parent) : parent.type;
const kidTypes = ({ kids }: Element): string[] =>
  kids.flatMap((kid) => (kid.type === 'NonStruct' ? kidTypes(kid) : [kid.type]));

const PARENTS: Readonly<Record<string, readonly string[]>> = {
  TR: ['Table', 'THead', 'TBody', 'TFoot'],
  THead: ['Table'],
  TBody: ['Table'],
  TFoot: ['Table'],
  TH: ['TR'],
  TD: ['TR'],
  LI: ['L'],
  LBody: ['LI'],
  TOCI: ['TOC'],
};
const KIDS: Readonly<Record<string, readonly string[]>> = {
  Table: ['TR', 'THead', 'TBody', 'TFoot', 'Caption'],
  TR: ['TH', 'TD'],
  THead: ['TR'],
  TBody: ['TR'],
  TFoot: ['TR'],
  L: ['L', 'LI', 'Caption'],
  LI: ['Lbl', 'LBody'],
  TOC: ['TOC', 'TOCI', 'Caption'],
};

function checkElements(elements: readonly Element[], check: Check): void {
  let level = 0;
  const notes = new Set<string>();
  for (const element of elements) {
    const { dict, type } = element;
    const parents = PARENTS[type];
    if (parents) check('7.2 parent', parents.includes(parentType(element)), `${type} in ${parentType(element)}`);
    const kids = KIDS[type];
    if (kids) for (const kid of kidTypes(element)) check('7.2 kids', kids.includes(kid), `${kid} in ${type}`);
    const said = [dict.lookup(PDFName.of('Alt')), dict.lookup(PDFName.of('ActualText'))].some((each) => textOf(each));
    if (type === 'Figure') check('7.3-1', said, element.ref.toString());
    if (type === 'Formula') check('7.7-1', said, element.ref.toString());
    check('7.4.4-3', type !== 'H');
    const heading = /^H([1-6])$/.exec(type);
    if (heading) {
      check('7.4.2-1', Number(heading[1]) <= level + 1, `H${heading[1]} after H${level}`);
      level = Number(heading[1]);
    }
    if (type === 'Note') {
      const id = textOf(dict.lookup(PDFName.of('ID'))) ?? '';
      check('7.9-1', id !== '');
      check('7.9-2', !notes.has(id));
      notes.add(id);
    }
    const language = dict.lookup(PDFName.of('Lang'));
    if (language !== undefined)
      check('7.2-29', /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(textOf(language) ?? ''), textOf(language));
  }
}

function attribute({ dict }: Element, name: string): PDFObject | undefined {
  const attributes = dict.lookup(PDFName.of('A'));
  const all = attributes instanceof PDFArray ? attributes.asArray() : [attributes];
  for (const each of all) {
    const found = each instanceof PDFRef ? dict.context.lookup(each) : each;
    if (found instanceof PDFDict && found.has(PDFName.of(name))) return found.lookup(PDFName.of(name));
  }
  return undefined;
}

function within(element: Element, types: readonly string[]): Element[] {
  return element.kids.flatMap((kid) =>
    types.includes(kid.type) ? [kid] : kid.type === 'Table' ? [] : within(kid, types),
  );
}

function checkTables(elements: readonly Element[], check: Check): void {
  for (const table of elements.filter(({ type }) => type === 'Table')) {
    const kids = kidTypes(table);
    const count = (type: string) => kids.filter((each) => each === type).length;
    check('7.2-11', count('THead') <= 1);
    check('7.2-12', count('TFoot') <= 1);
    check('7.2-13', count('TFoot') === 0 || count('TBody') > 0);
    check('7.2-14', count('THead') === 0 || count('TBody') > 0);
    check(
      '7.2-16',
      kids.slice(1, -1).every((kid) => kid !== 'Caption'),
    );
    check('7.2-39', count('Caption') <= 1);
    const rows = within(table, ['TR']).map((row) => within(row, ['TH', 'TD']));
    checkGrid(rows, table, check);
    const heads = rows.flat().filter(({ type }) => type === 'TH');
    check(
      '7.5-1',
      heads.every((head) => attribute(head, 'Scope') !== undefined),
      table.ref.toString(),
    );
  }
}

/** 7.2-15, 7.2-41 to 43: spans neither overlap nor leave rows of different lengths. */
function checkGrid(rows: readonly Element[][], table: Element, check: Check): void {
  const taken = new Set<string>();
  const spanOf = (cell: Element, name: string) => {
    const value = attribute(cell, name);
    return value instanceof PDFNumber ? value.asNumber() : 1;
  };
  for (const [y, row] of rows.entries()) {
    let x = 0;
    for (const cell of row) {
      while (taken.has(`${x} ${y}`)) x++;
      for (let dy = 0; dy < spanOf(cell, 'RowSpan'); dy++)
        for (let dx = 0; dx < spanOf(cell, 'ColSpan'); dx++) {
          check('7.2-15', !taken.has(`${x + dx} ${y + dy}`), table.ref.toString());
          taken.add(`${x + dx} ${y + dy}`);
        }
    }
  }
  const widths = rows.map((_, y) => [...taken].filter((place) => place.endsWith(` ${y}`)).length);
  check('7.2-42', new Set(widths).size <= 1, `${table.ref} ${widths.join(' ')}`);
  check(
    '7.2-41',
    [...taken].every((place) => Number(place.split(' ')[1]) < rows.length),
    table.ref.toString(),
  );
}

function parentTree(tree: PDFDict | undefined): Map<number, PDFObject> {
  const found = new Map<number, PDFObject>();
  const nums = tree?.lookup(PDFName.of('Nums'));
  if (nums instanceof PDFArray)
    for (let i = 0; i + 1 < nums.size(); i += 2) found.set(nums.lookup(i, PDFNumber).asNumber(), nums.get(i + 1));
  const kids = tree?.lookup(PDFName.of('Kids'));
  if (kids instanceof PDFArray)
    for (let i = 0; i < kids.size(); i++)
      for (const [key, value] of parentTree(kids.lookup(i, PDFDict))) found.set(key, value);
  return found;
}

function checkAnnotations(document: PDFDocument, elements: readonly Element[], check: Check): void {
  const tree = parentTree(dictIn(dictIn(document.catalog, 'StructTreeRoot'), 'ParentTree'));
  const byRef = new Map(elements.map((element) => [element.ref, element]));
  for (const [n, page] of document.getPages().entries()) {
    const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
    check('7.18.3-1', !annotations?.size() || nameOf(page.node.get(PDFName.of('Tabs'))) === 'S', `page ${n + 1}`);
    for (let i = 0; annotations && i < annotations.size(); i++) {
      const dict = annotations.lookup(i, PDFDict);
      const subtype = nameOf(dict.get(PDFName.of('Subtype'))) ?? '';
      const key = dict.lookup(PDFName.of('StructParent'));
      const holder = key instanceof PDFNumber ? byRef.get(tree.get(key.asNumber()) as PDFRef) : undefined;
      const where = `page ${n + 1} ${subtype}`;
      check('7.18.2-1', ['Link', 'Highlight', 'Square'].includes(subtype), where);
      check(
        subtype === 'Link' ? '7.18.5-1' : '7.18.1-1',
        holder?.type === (subtype === 'Link' ? 'Link' : 'Annot'),
        where,
      );
      check('7.18.1-2', Boolean(textOf(dict.lookup(PDFName.of('Contents')))), where);
      const refers = holder && kidsOf(holder.dict).some((kid) => isReferenceTo(kid, annotations.get(i), page.ref));
      check('7.18 OBJR', refers === true, where);
    }
  }
}

function isReferenceTo(kid: PDFObject, annotation: PDFObject, page: PDFRef): boolean {
  if (!(kid instanceof PDFDict) || kid.get(PDFName.of('Obj')) !== annotation) return false;
  const own = kid.get(PDFName.of('Pg'));
  return own === undefined || own === page;
}

const PAINTING = new Set('Tj TJ f F f* S s B B* b b* Do sh'.split(' '));

function checkContent(document: PDFDocument, check: Check): void {
  const { context, catalog } = document;
  const tree = parentTree(dictIn(dictIn(catalog, 'StructTreeRoot'), 'ParentTree'));
  const used = new Map<PDFDict, Set<number>>();
  for (const [n, page] of document.getPages().entries()) {
    const key = page.node.lookup(PDFName.of('StructParents'));
    const marked = key instanceof PDFNumber ? context.lookup(tree.get(key.asNumber()) as PDFRef) : undefined;
    const fonts = dictIn(page.node.Resources(), 'Font');
    const seen = new Set<number>();
    const stack: ('artifact' | 'tagged' | 'other')[] = [];
    let font: PDFDict | undefined;
    visitOperations(contentOf(document, n), ({ operator, operands }) => {
      if (operator === 'BMC' || operator === 'BDC') {
        const tag = (operands[0] as Name).name;
        const mcid = after(operands, 'MCID');
        if (tag === 'Artifact') check('7.1-1', !stack.includes('tagged'), `page ${n + 1}`);
        if (mcid !== undefined) {
          check('7.1-2', !stack.includes('artifact'), `page ${n + 1}`);
          check('mark once', !seen.has(mcid as number), `page ${n + 1} ${mcid}`);
          seen.add(mcid as number);
          const element = marked instanceof PDFArray ? marked.get(mcid as number) : undefined;
          check(
            'mark in the tree',
            element instanceof PDFRef && context.lookup(element) !== undefined,
            `page ${n + 1} ${mcid}`,
          );
        }
        stack.push(tag === 'Artifact' ? 'artifact' : mcid === undefined ? 'other' : 'tagged');
      } else if (operator === 'EMC') stack.pop();
      else if (operator === 'Tf') font = dictIn(fonts, (operands[0] as Name).name);
      if (PAINTING.has(operator))
        check('7.1-3', stack.includes('artifact') || stack.includes('tagged'), `page ${n + 1} ${operator}`);
      if ((operator === 'Tj' || operator === 'TJ') && font) addCodes(font, operands, used);
    });
    check('7.1-3', stack.length === 0, `page ${n + 1} unbalanced`);
  }
  for (const [font, codes] of used) checkFont(font, codes, check);
  for (const [ref, object] of context.enumerateIndirectObjects())
    if (object instanceof PDFRawStream && nameOf(object.dict.get(PDFName.of('Subtype'))) === 'Form')
      check('7.20-1', !object.dict.has(PDFName.of('Ref')), ref.toString());
}

function after(operands: readonly Operand[], key: string): Operand | undefined {
  const at = operands.findIndex((operand) => typeof operand === 'object' && 'name' in operand && operand.name === key);
  return at < 0 ? undefined : operands[at + 1];
}

function contentOf(document: PDFDocument, n: number): Uint8Array {
  const contents = document.getPage(n).node.lookup(PDFName.of('Contents'));
  const streams =
    contents instanceof PDFArray ? contents.asArray().map((each) => document.context.lookup(each)) : [contents];
  return Buffer.concat(
    streams.flatMap((stream) =>
      stream instanceof PDFRawStream ? [decodePDFRawStream(stream).decode(), Buffer.from('\n')] : [],
    ),
  );
}

function addCodes(font: PDFDict, operands: readonly Operand[], used: Map<PDFDict, Set<number>>): void {
  const codes = used.get(font) ?? new Set<number>();
  used.set(font, codes);
  const isWide = font.has(PDFName.of('DescendantFonts'));
  for (const operand of operands) {
    if (typeof operand !== 'object' || !('bytes' in operand)) continue;
    const { bytes } = operand as Text;
    for (let i = 0; i < bytes.length; i += isWide ? 2 : 1)
      codes.add(isWide ? ((bytes[i] as number) << 8) | (bytes[i + 1] as number) : (bytes[i] as number));
  }
}

function checkFont(font: PDFDict, codes: ReadonlySet<number>, check: Check): void {
  const name = nameOf(font.get(PDFName.of('BaseFont'))) ?? nameOf(font.get(PDFName.of('Subtype'))) ?? '';
  const unicode = font.lookup(PDFName.of('ToUnicode'));
  check('7.21.7-1', unicode instanceof PDFRawStream, name);
  const texts =
    unicode instanceof PDFRawStream ? readToUnicode(decodePDFRawStream(unicode).decode()) : new Map<number, string>();
  for (const code of codes) {
    check('7.21.7-1', texts.has(code), `${name} ${code}`);
    check('7.21.7-2', !/[\0\ufeff\ufffe]/.test(texts.get(code) ?? ''), `${name} ${code}`);
  }
  const descendants = font.lookup(PDFName.of('DescendantFonts'));
  if (!(descendants instanceof PDFArray)) {
    check('7.21.4.1-1', nameOf(font.get(PDFName.of('Subtype'))) === 'Type3', name);
    return;
  }
  check('7.21.3.3-1', nameOf(font.get(PDFName.of('Encoding'))) === 'Identity-H', name);
  const descendant = descendants.lookup(0, PDFDict);
  const descriptor = dictIn(descendant, 'FontDescriptor');
  const file = descriptor?.lookup(PDFName.of('FontFile2'));
  check('7.21.4.1-1', file instanceof PDFRawStream, name);
  check('7.21.4.2-2', !descriptor?.has(PDFName.of('CIDSet')), name);
  check('7.21.3.2-1', descendant.has(PDFName.of('CIDToGIDMap')), name);
  if (file instanceof PDFRawStream) checkGlyphs(name, descendant, inflateSync(file.contents), codes, check);
}

function checkGlyphs(name: string, font: PDFDict, program: Buffer, codes: ReadonlySet<number>, check: Check): void {
  const map = font.lookup(PDFName.of('CIDToGIDMap'));
  const mapped = map instanceof PDFRawStream ? decodePDFRawStream(map).decode() : undefined;
  const glyphOf = (code: number) =>
    mapped ? ((mapped[2 * code] as number) << 8) | (mapped[2 * code + 1] as number) : code;
  const widths = readWidths(font.lookupMaybe(PDFName.of('W'), PDFArray));
  const usual = font.lookupMaybe(PDFName.of('DW'), PDFNumber)?.asNumber() ?? 1000;
  const { count, advance } = readProgram(program);
  for (const code of codes) {
    const glyph = glyphOf(code);
    check('7.21.8-1', glyph !== 0, `${name} ${code}`);
    check('7.21.4.1-2', glyph < count, `${name} ${code}`);
    check(
      '7.21.5-1',
      Math.abs((widths.get(code) ?? usual) - advance(glyph)) <= 1,
      `${name} ${code} ${widths.get(code)} ${advance(glyph)}`,
    );
  }
}

function readWidths(array: PDFArray | undefined): Map<number, number> {
  const widths = new Map<number, number>();
  for (let i = 0; array && i + 1 < array.size(); ) {
    const first = array.lookup(i, PDFNumber).asNumber();
    const list = array.lookup(i + 1);
    if (list instanceof PDFArray) {
      for (let n = 0; n < list.size(); n++) widths.set(first + n, list.lookup(n, PDFNumber).asNumber());
      i += 2;
    } else {
      for (let n = first; n <= (list as PDFNumber).asNumber(); n++)
        widths.set(n, array.lookup(i + 2, PDFNumber).asNumber());
      i += 3;
    }
  }
  return widths;
}

/** The number of glyphs of a TrueType program, and each one's advance in thousandths of an em. */
function readProgram(program: Buffer): { count: number; advance: (glyph: number) => number } {
  const tables = new Map<string, number>();
  for (let i = 0; i < program.readUInt16BE(4); i++)
    tables.set(program.toString('latin1', 12 + 16 * i, 16 + 16 * i), program.readUInt32BE(20 + 16 * i));
  const at = (table: string) => tables.get(table) as number;
  const em = program.readUInt16BE(at('head') + 18);
  const metrics = program.readUInt16BE(at('hhea') + 34);
  return {
    count: program.readUInt16BE(at('maxp') + 4),
    advance: (glyph) => (program.readUInt16BE(at('hmtx') + 4 * Math.min(glyph, metrics - 1)) * 1000) / em,
  };
}
