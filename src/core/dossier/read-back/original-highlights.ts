// The highlights on pages that were not printed here: an original that was exported with annotations, or its pages in a dossier. What stands under
// them is read with pdf.js, since such pages have fonts of any kind.
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { openPdf } from '../../pdf/open-pdf.ts';
import { readPageGlyphs } from '../../pdf/page-glyphs.ts';
import type { Quad } from '../finish/markup.ts';
import { ARTICLES, PIECE } from '../finish/metadata.ts';
import { linesUnderQuads } from '../originals/page-words.ts';
import { PdfFile } from '../originals/pdf-file.ts';
import { joinedLines } from './joined-lines.ts';
import { OWN_NAME, type ReadHighlight } from './read-highlight.ts';

const name = PDFName.of;

/**
 * Gives the highlights, and the areas that were made here, of the pages that `isWanted` takes (from 0).
 * @throws Error when the file cannot be read
 */
export async function originalHighlights(
  bytes: Uint8Array,
  isWanted: (page: number) => boolean = () => true,
): Promise<ReadHighlight[]> {
  const file = new PdfFile(bytes, '');
  const articles = articlesOf(file);
  const found: ReadHighlight[] = [];
  let pdf: PDFDocumentProxy | undefined;
  try {
    for (const [page, { dict }] of file.pages().entries()) {
      const marks = isWanted(page) ? marksOn(dict, file) : [];
      if (marks.length === 0) continue;
      pdf ??= await openPdf(bytes, 'file', undefined);
      const glyphs = await readPageGlyphs(await pdf.getPage(page + 1));
      const article = articles.findLast(({ firstPage }) => firstPage <= page)?.id;
      for (const mark of marks) {
        const quads = quadsOf(numbersOf(file.get(mark, 'QuadPoints'), file));
        found.push({ ...said(mark, file), page, article, words: joinedLines(linesUnderQuads(glyphs, quads)) });
      }
    }
  } finally {
    await pdf?.loadingTask.destroy().catch(() => undefined);
  }
  return found;
}

function marksOn(page: PDFDict, file: PdfFile): PDFDict[] {
  const all = file.array(page, 'Annots')?.asArray() ?? [];
  return all.flatMap((each) => {
    const dict = file.resolve(each);
    if (!(dict instanceof PDFDict)) return [];
    const subtype = file.get(dict, 'Subtype');
    const isOwnArea = subtype === name('Square') && OWN_NAME.test(textOf(file.get(dict, 'NM')));
    return subtype === name('Highlight') || isOwnArea ? [dict] : [];
  });
}

function said(mark: PDFDict, file: PdfFile): Omit<ReadHighlight, 'page' | 'article' | 'words'> {
  const text = (key: string) => textOf(file.get(mark, key));
  return {
    name: text('NM'),
    contents: text('Contents').replace(/\r\n?/g, '\n'),
    author: text('T'),
    created: text('CreationDate'),
    modified: text('M'),
    color: numbersOf(file.get(mark, 'C'), file),
  };
}

/** The articles that the file says it holds, by their first pages (from 0). */
function articlesOf(file: PdfFile): { id: string; firstPage: number }[] {
  const pieces = file.catalog && file.dict(file.catalog, 'PieceInfo');
  const own = pieces && file.dict(pieces, PIECE);
  const data = own && file.dict(own, 'Private');
  const listed = (data && file.array(data, ARTICLES))?.asArray().map((each) => file.resolve(each)) ?? [];
  return Array.from({ length: Math.floor(listed.length / 2) }, (_, i) => {
    const [id, firstPage] = listed.slice(2 * i);
    return { id: textOf(id), firstPage: firstPage instanceof PDFNumber ? firstPage.asNumber() : 0 };
  });
}

/** Quadrilaterals as readers take them, whatever the order of their corners: rectangles. */
function quadsOf(numbers: readonly number[]): Quad[] {
  return Array.from({ length: Math.floor(numbers.length / 8) }, (_, i) => {
    const quad = numbers.slice(8 * i, 8 * i + 8);
    const [xs, ys] = [quad.filter((_each, n) => n % 2 === 0), quad.filter((_each, n) => n % 2 === 1)];
    const [left, right, foot, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    return [left, top, right, top, left, foot, right, foot];
  });
}

function numbersOf(value: unknown, file: PdfFile): number[] {
  if (!(value instanceof PDFArray)) return [];
  return value.asArray().map((each) => {
    const number = file.resolve(each);
    return number instanceof PDFNumber ? number.asNumber() : 0;
  });
}

function textOf(value: unknown): string {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';
}
