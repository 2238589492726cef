// Reads the highlights of an annotated PDF: those that were made here by their names, new ones by the words under them. Runs in the worker.
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFPage,
  PDFRawStream,
  type PDFRef,
  PDFString,
} from 'pdf-lib';
import { readFont } from '../finish/font.ts';
import { ARTICLES, PIECE } from '../finish/metadata.ts';
import { type Box, readPageContent } from '../finish/page-content.ts';
import { textUnder } from '../finish/quads.ts';
import { PAGE_FORM } from '../originals/page-form.ts';
import { joinedLines } from './joined-lines.ts';
import { OWN_NAME, type ReadHighlight } from './read-highlight.ts';

/** Gives the highlights, and the areas that were made here, page by page. @throws Error when the bytes are no PDF that can be read */
export async function annotationsOf(pdf: Uint8Array): Promise<ReadHighlight[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false }).catch(() => undefined);
  // Editing programs name themselves as producers; the creator stays.
  if (!document?.getCreator()?.startsWith('Pressmark')) return foreign(pdf);
  const sheets = new Set(document.getPages().flatMap((page, index) => (isSheet(page) ? [index] : [])));
  const own = printedHighlights(document, sheets);
  if (sheets.size === 0) return own;
  return [...own, ...(await foreign(pdf, (page) => sheets.has(page)))].sort((a, b) => a.page - b.page);
}

async function foreign(pdf: Uint8Array, isWanted?: (page: number) => boolean): Promise<ReadHighlight[]> {
  const { originalHighlights } = await import('./original-highlights.ts');
  return originalHighlights(pdf, isWanted);
}

/** Whether a page shows one of an original. */
function isSheet(page: PDFPage): boolean {
  const forms = page.node.Resources()?.lookup(PDFName.of('XObject'));
  return forms instanceof PDFDict && forms.has(PDFName.of(PAGE_FORM));
}

function printedHighlights(document: PDFDocument, sheets: ReadonlySet<number>): ReadHighlight[] {
  const articles = articlesOf(document);
  return document.getPages().flatMap((page, index) => {
    const highlights = sheets.has(index) ? [] : highlightsOf(page);
    if (highlights.length === 0) return [];
    const glyphs = glyphsOf(page);
    const article = articles.findLast(({ firstPage }) => firstPage <= index)?.id;
    return highlights.map((dict) => readHighlight(dict, index, article, (boxes) => textUnder(glyphs, boxes)));
  });
}

/** The articles that the file says it holds, by their first pages (from 0). */
function articlesOf({ catalog }: PDFDocument): { id: string; firstPage: number }[] {
  const piece = catalog.lookup(PDFName.of('PieceInfo'));
  const own = piece instanceof PDFDict ? piece.lookup(PDFName.of(PIECE)) : undefined;
  const data = own instanceof PDFDict ? own.lookup(PDFName.of('Private')) : undefined;
  const listed = data instanceof PDFDict ? data.lookup(PDFName.of(ARTICLES)) : undefined;
  if (!(listed instanceof PDFArray)) return [];
  return Array.from({ length: Math.floor(listed.size() / 2) }, (_, i) => ({
    id: textOf(listed.lookup(2 * i)),
    firstPage: numberOf(listed.lookup(2 * i + 1)),
  }));
}

function highlightsOf(page: PDFPage): PDFDict[] {
  const annotations = page.node.lookup(PDFName.of('Annots'));
  if (!(annotations instanceof PDFArray)) return [];
  const all = Array.from({ length: annotations.size() }, (_, i) => annotations.lookup(i));
  return all.filter((each): each is PDFDict => {
    if (!(each instanceof PDFDict)) return false;
    const subtype = each.get(PDFName.of('Subtype'));
    const isOwnArea = subtype === PDFName.of('Square') && OWN_NAME.test(textOf(each.lookup(PDFName.of('NM'))));
    return subtype === PDFName.of('Highlight') || isOwnArea;
  });
}

function readHighlight(
  dict: PDFDict,
  page: number,
  article: string | undefined,
  wordsUnder: (boxes: readonly Box[]) => string,
): ReadHighlight {
  const numbers = numbersOf(dict.lookup(PDFName.of('QuadPoints')));
  const boxes = Array.from({ length: Math.floor(numbers.length / 8) }, (_, i) =>
    boxOf(numbers.slice(8 * i, 8 * i + 8)),
  );
  return {
    page,
    article,
    name: textOf(dict.lookup(PDFName.of('NM'))),
    contents: textOf(dict.lookup(PDFName.of('Contents'))).replace(/\r\n?/g, '\n'),
    author: textOf(dict.lookup(PDFName.of('T'))),
    created: textOf(dict.lookup(PDFName.of('CreationDate'))),
    modified: textOf(dict.lookup(PDFName.of('M'))),
    color: numbersOf(dict.lookup(PDFName.of('C'))),
    words: joinedLines(boxes.map((box) => wordsUnder([box]))),
  };
}

function boxOf(quad: readonly number[]): Box {
  const xs = quad.filter((_, i) => i % 2 === 0);
  const ys = quad.filter((_, i) => i % 2 === 1);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The glyphs of a page, as far as its fonts say their texts; programs that save a PDF part and recompress its content as they like. */
function glyphsOf(page: PDFPage) {
  const contents = page.node.lookup(PDFName.of('Contents'));
  const { context } = page.doc;
  const streams = contents instanceof PDFArray ? contents.asArray().map((each) => context.lookup(each)) : [contents];
  const content = Buffer.concat(
    streams.flatMap((stream) =>
      stream instanceof PDFRawStream ? [decodePDFRawStream(stream).decode(), Buffer.from('\n')] : [],
    ),
  );
  const fonts = page.node.Resources()?.lookup(PDFName.of('Font'));
  const fontNamed = (name: string) => {
    const ref = fonts instanceof PDFDict ? (fonts.get(PDFName.of(name)) as PDFRef | undefined) : undefined;
    return ref && readFont(context, ref);
  };
  return readPageContent({ content, fontNamed, codes: new Map(), slotCount: 0 }).glyphs;
}

function textOf(value: unknown): string {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';
}

function numberOf(value: unknown): number {
  return value instanceof PDFNumber ? value.asNumber() : 0;
}

function numbersOf(value: unknown): number[] {
  return value instanceof PDFArray ? Array.from({ length: value.size() }, (_, i) => numberOf(value.lookup(i))) : [];
}
