// Writes Highlight annotations (ISO 32000-1 §12.5.6.10) with an appearance of their own, so that every reader and printer shows the same.
import { type PDFContext, PDFHexString, PDFName, PDFNumber, PDFRawStream, type PDFRef, PDFString } from 'pdf-lib';
import type { Color } from '../../../shared/annotation.ts';
import { deflated } from './deflated.ts';
import { LINES, MARKERS } from './marker-colors.ts';
import type { Box } from './page-content.ts';
import { around } from './quads.ts';

const LINE_PT = 0.8;
/** Print (bit 3), ISO 32000-1 table 165. */
const PRINT_FLAG = 4;

export interface HighlightPart {
  readonly page: PDFRef;
  readonly boxes: readonly Box[];
  /** Unique: the annotation's id, on later pages with `.2`, `.3` … */
  readonly name: string;
  readonly color: Color;
  readonly author: string;
  /** The note, else the quote. */
  readonly contents: string;
  /** ISO 8601. */
  readonly created: string;
  readonly modified: string;
  /** What this kind of annotation is called, in the dossier's language. */
  readonly subject: string;
}

/** Registers the annotation for one page's part of a highlight. */
export function addHighlight(context: PDFContext, part: HighlightPart): PDFRef {
  const bounds = part.boxes.reduce(around).map(rounded);
  const text = (value: string) => PDFHexString.fromText(value);
  return context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Highlight',
      Rect: bounds,
      QuadPoints: part.boxes.flatMap(quadPoints).map(rounded),
      C: [...MARKERS[part.color]],
      CA: 1,
      F: PRINT_FLAG,
      P: part.page,
      NM: text(part.name),
      T: text(part.author),
      Contents: text(part.contents),
      Subj: text(part.subject),
      CreationDate: PDFString.of(pdfDate(part.created)),
      M: PDFString.of(pdfDate(part.modified)),
      AP: { N: addAppearance(context, part, bounds) },
    }),
  );
}

/** Top left, top right, bottom left, bottom right: the order that readers expect, not that of the standard's figure. */
function quadPoints([left, bottom, right, top]: Box): number[] {
  return [left, top, right, top, left, bottom, right, bottom];
}

function addAppearance(context: PDFContext, { boxes, color }: HighlightPart, bounds: number[]): PDFRef {
  const [marker, line] = [MARKERS[color], LINES[color]];
  // One path with the non-zero rule: where boxes overlap they are painted once.
  const areas = boxes.map(([left, bottom, right, top]) => rectangle(left, bottom, right - left, top - bottom));
  const lines = boxes.map(([left, bottom, right]) => rectangle(left, bottom, right - left, LINE_PT));
  const content = `/M gs ${marker.join(' ')} rg\n${areas.join('\n')}\nf\n${line.join(' ')} rg\n${lines.join('\n')}\nf`;
  const dict = context.obj({
    Type: 'XObject',
    Subtype: 'Form',
    FormType: 1,
    BBox: bounds,
    Group: { S: 'Transparency' },
    Resources: { ExtGState: { M: { Type: 'ExtGState', BM: 'Multiply' } } },
    Filter: 'FlateDecode',
  });
  const bytes = deflated(Buffer.from(content, 'latin1'));
  dict.set(PDFName.of('Length'), PDFNumber.of(bytes.length));
  return context.register(PDFRawStream.of(dict, bytes));
}

function rectangle(...numbers: readonly number[]): string {
  return `${numbers.map(rounded).join(' ')} re`;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Writes a moment as a PDF date in UTC (ISO 32000-1 §7.9.4); what is no moment becomes the epoch's. */
export function pdfDate(iso: string): string {
  const time = Date.parse(iso);
  const digits = new Date(Number.isNaN(time) ? 0 : time).toISOString().replace(/\D/g, '').slice(0, 14);
  return `D:${digits}Z`;
}
