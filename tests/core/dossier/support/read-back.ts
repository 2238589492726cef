// Reads a finished PDF with pdf.js and pdf-lib: every glyph by its centre and text, and what annotations, outline and labels say. Shares no code with what wrote it.
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadGlyph {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly sizePt: number;
}

export interface ReadHighlight {
  readonly page: number;
  readonly name: string;
  readonly contents: string;
  readonly author: string;
  readonly created: string;
  readonly modified: string;
  readonly quads: readonly number[];
  readonly hasAppearance: boolean;
  readonly isInTagTree: boolean;
}

type Matrix = [number, number, number, number, number, number];

const multiply = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[1] * b[2],
  a[0] * b[1] + a[1] * b[3],
  a[2] * b[0] + a[3] * b[2],
  a[2] * b[1] + a[3] * b[3],
  a[4] * b[0] + a[5] * b[2] + b[4],
  a[4] * b[1] + a[5] * b[3] + b[5],
];

/** The glyphs of every page, as pdf.js understands the fonts. */
export async function readGlyphs(bytes: Uint8Array): Promise<ReadGlyph[][]> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pages: ReadGlyph[][] = [];
  for (let n = 1; n <= document.numPages; n++) {
    const { fnArray, argsArray } = await (await document.getPage(n)).getOperatorList();
    pages.push(glyphsOf(fnArray, argsArray));
  }
  await document.loadingTask.destroy();
  return pages;
}

function glyphsOf(operators: readonly number[], operands: readonly unknown[]): ReadGlyph[] {
  const glyphs: ReadGlyph[] = [];
  const saved: Matrix[] = [];
  let ctm: Matrix = [1, 0, 0, 1, 0, 0];
  let line: Matrix = ctm;
  let size = 0;
  let pen = 0;
  for (const [i, operator] of operators.entries()) {
    const values = operands[i] as number[];
    if (operator === OPS.save) saved.push(ctm);
    else if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) ctm = saved.pop() ?? ctm;
    else if (operator === OPS.paintFormXObjectBegin) {
      saved.push(ctm);
      const [matrix] = values as unknown as [Matrix | null];
      if (matrix) ctm = multiply([...matrix] as Matrix, ctm);
    } else if (operator === OPS.transform) ctm = multiply(values as unknown as Matrix, ctm);
    else if (operator === OPS.beginText) [line, pen] = [[1, 0, 0, 1, 0, 0], 0];
    else if (operator === OPS.setFont) size = values[1] as number;
    else if (operator === OPS.setTextMatrix)
      [line, pen] = [[...((values as unknown as Matrix[])[0] ?? line)] as Matrix, 0];
    else if (operator === OPS.moveText)
      [line, pen] = [multiply([1, 0, 0, 1, values[0] as number, values[1] as number], line), 0];
    else if (operator === OPS.showText) {
      for (const glyph of (values as unknown as ({ unicode: string; width: number } | number)[][])[0] ?? []) {
        if (typeof glyph === 'number') pen -= (glyph / 1000) * size;
        else {
          const matrix = multiply(line, ctm);
          const width = (glyph.width / 1000) * size;
          const [x, y] = [pen + width / 2, 0.35 * size];
          const point = { x: matrix[0] * x + matrix[2] * y + matrix[4], y: matrix[1] * x + matrix[3] * y + matrix[5] };
          glyphs.push({ ...point, text: glyph.unicode, sizePt: size * Math.hypot(matrix[2], matrix[3]) });
          pen += width;
        }
      }
    }
  }
  return glyphs;
}

/** The text of a page's glyphs, in the order of its content. */
export function textOf(glyphs: readonly ReadGlyph[]): string {
  return glyphs.map(({ text }) => text).join('');
}

/** The text whose centres lie under quads. */
export function textUnderQuads(glyphs: readonly ReadGlyph[], quads: readonly number[]): string {
  const boxes = Array.from({ length: quads.length / 8 }, (_, i) => quads.slice(8 * i, 8 * i + 8));
  return textOf(
    glyphs.filter(({ x, y }) =>
      boxes.some(
        ([left = 0, top = 0, right = 0, , , bottom = 0]) => x >= left && x <= right && y >= bottom && y <= top,
      ),
    ),
  );
}

/** A text's characters in order of their code, spaces and invisible marks apart: right-to-left lines stand in visual order. */
export function sortedCharacters(text: string): string {
  return [...text.normalize('NFKC').replace(/[\s\p{Cf}\u0640\u2010-]/gu, '')].sort().join('');
}

export interface ReadPdf {
  readonly document: PDFDocument;
  readonly highlights: readonly ReadHighlight[];
  readonly links: readonly PDFDict[];
}

/** Opens a PDF with pdf-lib and lists its annotations. */
export async function readAnnotations(bytes: Uint8Array): Promise<ReadPdf> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const all = document.getPages().flatMap((page, index) => {
    const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
    return Array.from({ length: annotations?.size() ?? 0 }, (_, i) => ({
      index,
      dict: annotations?.lookup(i, PDFDict) as PDFDict,
    }));
  });
  const ofKind = (kind: string) => all.filter(({ dict }) => dict.get(PDFName.of('Subtype')) === PDFName.of(kind));
  return {
    document,
    highlights: ofKind('Highlight').map(({ index, dict }) => highlightOf(dict, index)),
    links: ofKind('Link').map(({ dict }) => dict),
  };
}

function highlightOf(dict: PDFDict, page: number): ReadHighlight {
  const quads = dict.lookup(PDFName.of('QuadPoints'), PDFArray);
  return {
    page,
    name: stringOf(dict, 'NM'),
    contents: stringOf(dict, 'Contents'),
    author: stringOf(dict, 'T'),
    created: stringOf(dict, 'CreationDate'),
    modified: stringOf(dict, 'M'),
    quads: Array.from({ length: quads.size() }, (_, i) => quads.lookup(i, PDFNumber).asNumber()),
    hasAppearance: dict.lookup(PDFName.of('AP'), PDFDict).has(PDFName.of('N')),
    isInTagTree: dict.has(PDFName.of('StructParent')),
  };
}

/** A text entry of a dictionary. */
export function stringOf(dict: PDFDict, key: string): string {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFHexString || value instanceof PDFString ? value.decodeText() : '';
}
