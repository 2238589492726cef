// Takes content streams out of pages and puts rewritten ones back, and writes the codes that were added to fonts.
import { inflateSync } from 'node:zlib';
import { PDFArray, type PDFContext, PDFDict, PDFName, PDFNumber, type PDFPage, PDFRawStream, PDFRef } from 'pdf-lib';
import { applyEdits, type Edit } from './content-stream.ts';
import { deflated } from './deflated.ts';
import type { Font } from './font.ts';
import { FIGURES_FONT, type Margin, type MarginNumber, marginNumbers } from './margin-numbers.ts';
import type { Figures } from './page-content.ts';
import { writeBfChars } from './to-unicode.ts';

/** Gives a page's content, decompressed. Chromium writes one stream a page, compressed with Flate. */
export function contentOf(page: PDFPage): Uint8Array {
  const streams = page.node.lookup(PDFName.of('Contents'));
  if (!(streams instanceof PDFRawStream)) throw new Error('a printed page has not one content stream');
  return bytesOf(streams);
}

function bytesOf(stream: PDFRawStream): Uint8Array {
  return stream.dict.has(PDFName.of('Filter')) ? inflateSync(stream.contents) : stream.contents;
}

function compressed(dict: PDFDict, bytes: Uint8Array): PDFRawStream {
  const contents = deflated(bytes);
  dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'));
  dict.set(PDFName.of('Length'), PDFNumber.of(contents.length));
  return PDFRawStream.of(dict, contents);
}

/** Writes a page's content with edits applied and the margin's numbers and notes added, and gives it. */
export function writeContent(
  page: PDFPage,
  source: Uint8Array,
  edits: readonly Edit[],
  numbers: readonly MarginNumber[],
  margin: Margin,
  figures: Figures | undefined,
  notes: string,
): Uint8Array {
  const counted = figures && numbers.length > 0 ? marginNumbers(numbers, margin, figures) : '';
  const added = counted + notes;
  const stream = page.node.lookup(PDFName.of('Contents')) as PDFRawStream;
  const edited = applyEdits(source, edits);
  const bytes = added === '' ? edited : Buffer.concat([Buffer.from('q\n'), edited, Buffer.from(`\nQ\n${added}`)]);
  page.doc.context.assign(page.node.get(PDFName.of('Contents')) as PDFRef, compressed(stream.dict, bytes));
  if (counted !== '' && figures) addFont(page, figures.font.ref);
  return bytes;
}

function addFont(page: PDFPage, font: PDFRef): void {
  const resources = page.node.Resources();
  const fonts = resources?.lookupMaybe(PDFName.of('Font'), PDFDict);
  if (fonts) fonts.set(PDFName.of(FIGURES_FONT), font);
  else resources?.set(PDFName.of('Font'), page.doc.context.obj({ [FIGURES_FONT]: font }));
}

/** Writes the codes that fonts were given: their texts, widths and glyphs. */
export function writeAddedCodes(context: PDFContext, fonts: Iterable<Font>): void {
  for (const font of fonts) {
    if (font.added.size === 0) continue;
    const dict = context.lookup(font.ref, PDFDict);
    const descendant = dict.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict);
    extendToUnicode(context, dict, font);
    const widths = descendant.lookupMaybe(PDFName.of('W'), PDFArray) ?? (context.obj([]) as PDFArray);
    descendant.set(PDFName.of('W'), widths);
    for (const code of font.added.keys()) {
      widths.push(PDFNumber.of(code));
      widths.push(context.obj([Math.round(font.widthOf(code) * 1e6) / 1000]));
    }
    descendant.set(PDFName.of('CIDToGIDMap'), context.register(glyphMap(context, font)));
  }
}

function extendToUnicode(context: PDFContext, dict: PDFDict, font: Font): void {
  const ref = dict.get(PDFName.of('ToUnicode'));
  const stream = dict.lookup(PDFName.of('ToUnicode'));
  if (!(ref instanceof PDFRef) || !(stream instanceof PDFRawStream)) return;
  const entries = writeBfChars([...font.added].map(([code, { text }]) => [code, text] as const));
  const text = Buffer.from(bytesOf(stream))
    .toString('latin1')
    .replace(/endcmap/, () => `${entries}\nendcmap`);
  context.assign(ref, compressed(stream.dict, Buffer.from(text, 'latin1')));
}

/** Maps each code to its glyph (ISO 32000-1 table 117): itself, except for the added ones. */
function glyphMap(context: PDFContext, font: Font): PDFRawStream {
  const map = Buffer.alloc(2 * (Math.max(...font.added.keys()) + 1));
  for (let code = 0; 2 * code < map.length; code++) map.writeUInt16BE(font.added.get(code)?.glyph ?? code, 2 * code);
  return compressed(context.obj({}), map);
}
