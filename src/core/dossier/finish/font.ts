// What a page's text needs to know of a font: widths, heights, the text of each code. It can give codes of its own to glyphs whose text depends on their place.
import { inflateSync } from 'node:zlib';
import { PDFArray, type PDFContext, PDFDict, PDFName, PDFNumber, PDFRawStream, type PDFRef } from 'pdf-lib';
import { readToUnicode } from './to-unicode.ts';

export interface Font {
  readonly ref: PDFRef;
  readonly bytesPerCode: 1 | 2;
  /** Ems above (positive) and below (negative) the base line. */
  readonly ascent: number;
  readonly descent: number;
  /** In ems. */
  widthOf(code: number): number;
  textOf(code: number): string | undefined;
  /** Gives a code for the same glyph that stands for another text. Undefined when the font cannot take more codes. */
  recode(code: number, text: string): number | undefined;
  /** New codes, with the glyph's old one and the text they stand for. */
  readonly added: ReadonlyMap<number, { readonly glyph: number; readonly text: string }>;
}

/** Reads a font of a printed PDF: composite TrueType with two-byte codes, or Type 3 with one. */
export function readFont(context: PDFContext, ref: PDFRef): Font {
  const dict = context.lookup(ref, PDFDict);
  const toUnicode = dict.lookup(PDFName.of('ToUnicode'));
  const texts = toUnicode instanceof PDFRawStream ? readToUnicode(decoded(toUnicode)) : new Map<number, string>();
  const descendant = dict.lookupMaybe(PDFName.of('DescendantFonts'), PDFArray)?.lookup(0, PDFDict);
  return descendant ? compositeFont(ref, descendant, texts) : simpleFont(ref, dict, texts);
}

function decoded(stream: PDFRawStream): Uint8Array {
  return stream.dict.has(PDFName.of('Filter')) ? inflateSync(stream.contents) : stream.contents;
}

const numberAt = (dict: PDFDict | undefined, key: string, otherwise: number): number =>
  dict?.lookupMaybe(PDFName.of(key), PDFNumber)?.asNumber() ?? otherwise;

function compositeFont(ref: PDFRef, descendant: PDFDict, texts: Map<number, string>): Font {
  const widths = readWidths(descendant.lookupMaybe(PDFName.of('W'), PDFArray));
  const usual = numberAt(descendant, 'DW', 1000);
  const descriptor = descendant.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict);
  const added = new Map<number, { glyph: number; text: string }>();
  const codes = new Map<string, number>();
  let next = Math.max(0, ...widths.keys(), ...texts.keys()) + 1;
  return {
    ref,
    bytesPerCode: 2,
    ascent: numberAt(descriptor, 'Ascent', 800) / 1000,
    descent: numberAt(descriptor, 'Descent', -200) / 1000,
    widthOf: (code) => (widths.get(added.get(code)?.glyph ?? code) ?? usual) / 1000,
    textOf: (code) => added.get(code)?.text ?? texts.get(code),
    recode(code, text) {
      const glyph = added.get(code)?.glyph ?? code;
      const key = `${glyph} ${text}`;
      const known = codes.get(key);
      if (known !== undefined || next > 0xffff) return known;
      codes.set(key, next);
      added.set(next, { glyph, text });
      return next++;
    },
    added,
  };
}

/** Widths of a composite font (ISO 32000-1 §9.7.4.3): `c [w1 w2 …]` and `first last w`. */
function readWidths(array: PDFArray | undefined): Map<number, number> {
  const widths = new Map<number, number>();
  for (let i = 0; array && i + 1 < array.size(); ) {
    const first = array.lookup(i, PDFNumber).asNumber();
    const second = array.lookup(i + 1);
    if (second instanceof PDFArray) {
      for (let n = 0; n < second.size(); n++) widths.set(first + n, second.lookup(n, PDFNumber).asNumber());
      i += 2;
    } else {
      const width = array.lookup(i + 2, PDFNumber).asNumber();
      for (let code = first; code <= (second as PDFNumber).asNumber(); code++) widths.set(code, width);
      i += 3;
    }
  }
  return widths;
}

function simpleFont(ref: PDFRef, dict: PDFDict, texts: Map<number, string>): Font {
  const widths = dict.lookupMaybe(PDFName.of('Widths'), PDFArray);
  const first = numberAt(dict, 'FirstChar', 0);
  const matrix = dict.lookupMaybe(PDFName.of('FontMatrix'), PDFArray);
  const scale = matrix ? matrix.lookup(0, PDFNumber).asNumber() : 0.001;
  return {
    ref,
    bytesPerCode: 1,
    ascent: 0.8,
    descent: -0.2,
    widthOf: (code) => (widths?.lookupMaybe(code - first, PDFNumber)?.asNumber() ?? 0) * scale,
    textOf: (code) => texts.get(code),
    recode: () => undefined,
    added: new Map(),
  };
}
