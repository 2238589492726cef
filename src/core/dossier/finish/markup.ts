// Writes annotations of pages: highlights on quadrilaterals that may be turned, areas, notes; each with an appearance of its own.
import {
  type PDFContext,
  type PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  type PDFRef,
  PDFString,
} from 'pdf-lib';
import type { Color } from '../../../shared/annotation.ts';
import { deflated } from './deflated.ts';
import { LINES, MARKERS, type Rgb } from './marker-colors.ts';
import { pdfDate } from './pdf-date.ts';

/** Four corners in the order that readers expect: top left, top right, bottom left, bottom right, as the text runs. */
export type Quad = readonly [number, number, number, number, number, number, number, number];

/** A rectangle of the page's own measure: left, bottom, right, top. */
export type Rect = readonly [number, number, number, number];

export interface Markup {
  readonly kind: 'highlight' | 'area' | 'note';
  readonly page: PDFRef;
  /** Unique: the annotation's id, on later pages with `.2`, `.3` … */
  readonly name: string;
  readonly color: Color;
  readonly author: string;
  readonly contents: string;
  /** ISO 8601. */
  readonly created: string;
  readonly modified: string;
  readonly subject: string;
  /** Of a highlight. */
  readonly quads?: readonly Quad[];
  /** Of an area or a note. */
  readonly rect?: Rect;
  /** Whether an area is of a picture, whose colours stay as they are, and which may be as dark as a frame. */
  readonly isOnPicture?: boolean;
}

/** Print (bit 3); a note keeps its size and its way up (bits 4 and 5), ISO 32000-1 table 165. */
const [PRINT, UPRIGHT] = [4, 4 + 8 + 16];
const LINE_PT = 0.8;
const FRAME_PT = 1.5;
/** White round the frame of a picture's part, so that it is seen on dark and in grey. */
const CASING_PT = 3;

/** Gives the annotation's dictionary and the stream of its appearance, which stands at `appearance`. */
export function markupObjects(
  context: PDFContext,
  markup: Markup,
  appearance: PDFRef,
): { readonly annotation: PDFDict; readonly appearance: PDFRawStream } {
  const { kind, quads = [], color } = markup;
  const text = (value: string) => PDFHexString.fromText(value);
  const rect = (kind === 'highlight' ? boundsOf(quads) : (markup.rect ?? [0, 0, 0, 0])).map(rounded) as unknown as Rect;
  const common = {
    Type: 'Annot',
    Rect: [...rect],
    C: [...MARKERS[color]],
    F: kind === 'note' ? UPRIGHT : PRINT,
    P: markup.page,
    NM: text(markup.name),
    T: text(markup.author),
    Contents: text(markup.contents),
    Subj: text(markup.subject),
    CreationDate: PDFString.of(pdfDate(markup.created)),
    M: PDFString.of(pdfDate(markup.modified)),
    AP: { N: appearance },
  };
  const own = {
    highlight: { Subtype: 'Highlight', QuadPoints: quads.flatMap((quad) => quad.map(rounded)), CA: 1 },
    area: { Subtype: 'Square', BS: { W: FRAME_PT }, ...(markup.isOnPicture ? {} : { IC: [...MARKERS[color]] }), CA: 1 },
    note: { Subtype: 'Text', Name: 'Comment', Open: false },
  }[kind];
  const annotation = context.obj({ ...common, ...own }) as PDFDict;
  return { annotation, appearance: appearanceOf(context, rect, drawingOf(markup, rect)) };
}

function drawingOf(markup: Markup, rect: Rect): string {
  const { kind, quads = [], color } = markup;
  const [marker, line] = [MARKERS[color], LINES[color]];
  if (kind === 'highlight') {
    // One path with the non-zero rule: where quadrilaterals overlap they are painted once.
    const areas = quads.map(([a, b, c, d, e, f, g, h]) => outline([a, b], [c, d], [g, h], [e, f]));
    return `/M gs ${paint(marker)} rg\n${areas.join('\n')}\nf\n${paint(line)} rg\n${quads.map(footOf).join('\n')}\nf`;
  }
  const [left, bottom, right, top] = rect;
  const [width, height] = [right - left, top - bottom];
  const edge = markup.isOnPicture ? CASING_PT : FRAME_PT;
  const inner = [left + edge / 2, bottom + edge / 2, width - edge, height - edge].map(rounded).join(' ');
  if (markup.isOnPicture) return `1 G ${CASING_PT} w\n${inner} re\nS\n${paint(line)} RG ${FRAME_PT} w\n${inner} re\nS`;
  const filled = `/M gs ${paint(marker)} rg ${paint(line)} RG ${FRAME_PT} w\n${inner} re\nB`;
  if (kind === 'area') return filled;
  const lines = [0.35, 0.55, 0.75].map((share) =>
    [left + 0.22 * width, bottom + share * height, 'm', right - 0.22 * width, bottom + share * height, 'l S']
      .map(word)
      .join(' '),
  );
  return `${filled}\n0.3 G 1 w\n${lines.join('\n')}`;
}

/** A line along the foot, that is still seen without colours. */
function footOf([a, b, , , e, f, g, h]: Quad): string {
  const tall = Math.hypot(a - e, b - f) || 1;
  const up = [((a - e) / tall) * LINE_PT, ((b - f) / tall) * LINE_PT] as const;
  return outline([e, f], [g, h], [g + up[0], h + up[1]], [e + up[0], f + up[1]]);
}

function outline(...points: readonly (readonly [number, number])[]): string {
  return `${points.map(([x, y], i) => `${rounded(x)} ${rounded(y)} ${i === 0 ? 'm' : 'l'}`).join(' ')} h`;
}

function appearanceOf(context: PDFContext, rect: Rect, content: string): PDFRawStream {
  const dict = context.obj({
    Type: 'XObject',
    Subtype: 'Form',
    FormType: 1,
    BBox: [...rect],
    Group: { S: 'Transparency' },
    Resources: { ExtGState: { M: { Type: 'ExtGState', BM: 'Multiply' } } },
    Filter: 'FlateDecode',
  }) as PDFDict;
  const bytes = deflated(Buffer.from(content, 'latin1'));
  dict.set(PDFName.of('Length'), PDFNumber.of(bytes.length));
  return PDFRawStream.of(dict, bytes);
}

function boundsOf(quads: readonly Quad[]): Rect {
  const xs = quads.flatMap((quad) => [quad[0], quad[2], quad[4], quad[6]]);
  const ys = quads.flatMap((quad) => [quad[1], quad[3], quad[5], quad[7]]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function paint(color: Rgb): string {
  return color.join(' ');
}

function word(value: number | string): string {
  return typeof value === 'number' ? String(rounded(value)) : value;
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
