// Finds where the objects of a PDF stand (ISO 32000-1 §7.5.4–7.5.8): tables, streams and both, back through every update; where they are wrong,
// by looking through the whole file.
import { brotliDecompressSync, constants, inflateSync } from 'node:zlib';
import { decodePDFRawStream, PDFArray, type PDFContext, PDFDict, PDFName, PDFNumber, PDFRawStream } from 'pdf-lib';
import { ObjectParser } from './object-parser.ts';

/** Where an object stands: at an offset (from the file's header), or in an object stream. */
export type Place =
  | { readonly offset: number; readonly generation: number }
  | { readonly within: number; readonly index: number };

export interface CrossReference {
  readonly places: Map<number, Place>;
  readonly trailer: PDFDict;
  /** The kind of the newest section. */
  readonly isStream: boolean;
  /** What `startxref` says; undefined when the places were looked for. */
  readonly start: number | undefined;
}

/** More objects than the largest file has. */
const MOST_OBJECTS = 8_400_000;
const MOST_SECTIONS = 10_000;
/** An unpacked stream of places or objects is not larger. */
const LARGEST_UNPACKED = 2 ** 28;

/** Reads the places as the file states them. `bytes` begin with the header. @throws Error when they are wrong */
export function readCrossReference(bytes: Uint8Array, context: PDFContext): CrossReference {
  const start = startOf(bytes);
  const places = new Map<number, Place | undefined>();
  const seen = new Set<number>();
  const waiting = [start];
  let trailer: PDFDict | undefined;
  let isStream = false;
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    if (seen.size > MOST_SECTIONS) throw new Error('it has too many cross-reference sections');
    const parser = new ObjectParser(bytes, next, context);
    const isTable = parser.takes('xref');
    const dict = isTable ? readTable(parser, places) : readStream(streamAt(parser), places);
    if (trailer === undefined) {
      trailer = dict;
      isStream = !isTable;
    }
    const [hybrid, before] = [numberOf(dict, 'XRefStm'), numberOf(dict, 'Prev')];
    // A hybrid file's stream comes before older sections.
    if (before !== undefined) waiting.unshift(before);
    if (isTable && hybrid !== undefined) waiting.unshift(hybrid);
  }
  if (trailer === undefined) throw new Error('it has no trailer');
  const there = [...places].filter((each): each is [number, Place] => each[1] !== undefined);
  return { places: new Map(there), trailer, isStream, start };
}

function startOf(bytes: Uint8Array): number {
  const tail = Buffer.from(
    bytes.buffer,
    bytes.byteOffset + Math.max(0, bytes.length - 2048),
    Math.min(2048, bytes.length),
  );
  const [, offset] = /^.*startxref\s+(\d+)/s.exec(tail.toString('latin1')) ?? [];
  const start = Number(offset);
  if (offset === undefined || start <= 0 || start >= bytes.length)
    throw new Error('it does not say where its objects are');
  return start;
}

function readTable(parser: ObjectParser, places: Map<number, Place | undefined>): PDFDict {
  while (!parser.takes('trailer')) {
    const [first, count] = [parser.integer(), parser.integer()];
    if (first === undefined || count === undefined || first + count > MOST_OBJECTS)
      throw new Error('its cross-reference table is damaged');
    for (let number = first; number < first + count; number++) {
      const [offset, generation, kind] = [parser.integer(), parser.integer(), parser.word()];
      if (offset === undefined || generation === undefined || (kind !== 'n' && kind !== 'f'))
        throw new Error('its cross-reference table is damaged');
      if (!places.has(number)) places.set(number, kind === 'n' ? { offset, generation } : undefined);
    }
  }
  const trailer = parser.object();
  if (!(trailer instanceof PDFDict)) throw new Error('its trailer is damaged');
  return trailer;
}

function streamAt(parser: ObjectParser): PDFRawStream {
  if (parser.integer() === undefined || parser.integer() === undefined || !parser.takes('obj'))
    throw new Error('its cross-reference section is not where it should be');
  const stream = parser.indirectObject((length) => (length instanceof PDFNumber ? length.asNumber() : undefined));
  if (!(stream instanceof PDFRawStream) || stream.dict.get(PDFName.of('Type')) !== PDFName.of('XRef'))
    throw new Error('its cross-reference section is not where it should be');
  return stream;
}

function readStream({ dict, contents }: PDFRawStream, places: Map<number, Place | undefined>): PDFDict {
  const bytes = unpacked(PDFRawStream.of(dict, contents));
  const widths = numbersOf(dict, 'W');
  const [kindWidth = 0, secondWidth = 0, thirdWidth = 0] = widths;
  const step = kindWidth + secondWidth + thirdWidth;
  if (step <= 0 || widths.some((width) => width < 0 || width > 8))
    throw new Error('its cross-reference stream is damaged');
  const index = numbersOf(dict, 'Index');
  const ranges = index.length >= 2 ? index : [0, numberOf(dict, 'Size') ?? 0];
  let at = 0;
  const field = (width: number) => {
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 256 + (bytes[at++] ?? 0);
    return value;
  };
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    const [first = 0, count = 0] = ranges.slice(i, i + 2);
    for (let number = first; number < first + count && at + step <= bytes.length; number++) {
      const kind = kindWidth === 0 ? 1 : field(kindWidth);
      const [second, third] = [field(secondWidth), field(thirdWidth)];
      if (places.has(number) || number > MOST_OBJECTS) continue;
      if (kind === 1) places.set(number, { offset: second, generation: third });
      else places.set(number, kind === 2 ? { within: second, index: third } : undefined);
    }
  }
  return dict;
}

/**
 * Looks through the whole file for objects; of several with one number the last counts, as readers take it. Encrypted object streams are asked for
 * by `numbersWithin`, once the trailer is known.
 * @throws Error when there is no catalogue
 */
export function searchObjects(
  bytes: Uint8Array,
  context: PDFContext,
): {
  readonly places: Map<number, Place>;
  readonly trailers: readonly PDFDict[];
  readonly objectStreams: readonly number[];
} {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const places = new Map<number, Place>();
  const trailers: PDFDict[] = [];
  const objectStreams: number[] = [];
  for (const match of text.matchAll(/(?<![\d.])(\d{1,10})\s+(\d{1,20})\s+obj(?![a-z])|\btrailer\b/g)) {
    const [all, number, generation] = match;
    if (number === undefined) {
      const found = tried(() => new ObjectParser(bytes, match.index + all.length, context).object());
      if (found instanceof PDFDict) trailers.push(found);
      continue;
    }
    if (Number(number) > MOST_OBJECTS) continue;
    places.set(Number(number), { offset: match.index, generation: Number(generation) });
    const head = text.slice(match.index + all.length, match.index + all.length + 400);
    if (/\/Type\s*\/ObjStm/.test(head)) objectStreams.push(Number(number));
    if (/\/Type\s*\/XRef\b/.test(head)) {
      const found = tried(() => new ObjectParser(bytes, match.index + all.length, context).object());
      if (found instanceof PDFDict) trailers.push(found);
    }
  }
  return { places, trailers, objectStreams };
}

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/**
 * Unpacks a stream's bytes. @throws Error for a filter that is not known, and for what unpacks to more than 256 MB
 */
export function unpacked(stream: PDFRawStream, resolve: (object: unknown) => unknown = (object) => object): Uint8Array {
  const { dict, contents } = stream;
  const filter = resolve(dict.get(PDFName.of('Filter')));
  const only = filter instanceof PDFArray && filter.size() === 1 ? resolve(filter.get(0)) : filter;
  if (only === undefined || (filter instanceof PDFArray && filter.size() === 0)) return contents;
  const isBrotli = only === PDFName.of('BrotliDecode');
  if (!isBrotli && only !== PDFName.of('FlateDecode') && only !== PDFName.of('Fl'))
    return decodePDFRawStream(stream).decode();
  const parameters = resolve(dict.get(PDFName.of('DecodeParms')));
  const own = parameters instanceof PDFArray ? resolve(parameters.get(0)) : parameters;
  const bytes = isBrotli ? brotliDecompressSync(contents, { maxOutputLength: LARGEST_UNPACKED }) : inflated(stream);
  return own instanceof PDFDict ? withoutPredictor(bytes, own) : bytes;
}

/** A stream whose end is damaged gives what comes before it. */
function inflated(stream: PDFRawStream): Uint8Array {
  try {
    return inflateSync(stream.contents, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: LARGEST_UNPACKED });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw thrown;
    return decodePDFRawStream(stream).decode();
  }
}

/** The predictors of PNG (ISO 32000-1 §7.4.4.4), with which streams of places are packed. */
function withoutPredictor(bytes: Uint8Array, parameters: PDFDict): Uint8Array {
  if ((numberOf(parameters, 'Predictor') ?? 1) < 10) return bytes;
  const colors = numberOf(parameters, 'Colors') ?? 1;
  const bits = numberOf(parameters, 'BitsPerComponent') ?? 8;
  const width = Math.ceil((colors * bits * (numberOf(parameters, 'Columns') ?? 1)) / 8);
  const pixel = Math.max(1, (colors * bits) >> 3);
  const rows = Math.ceil(bytes.length / (width + 1));
  const out = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const kind = bytes[row * (width + 1)];
    for (let i = 0; i < width; i++) {
      const raw = bytes[row * (width + 1) + 1 + i] ?? 0;
      const at = row * width + i;
      const left = i >= pixel ? (out[at - pixel] as number) : 0;
      const up = row > 0 ? (out[at - width] as number) : 0;
      const corner = row > 0 && i >= pixel ? (out[at - width - pixel] as number) : 0;
      const guess =
        kind === 1 ? left : kind === 2 ? up : kind === 3 ? (left + up) >> 1 : kind === 4 ? paeth(left, up, corner) : 0;
      out[at] = raw + guess;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** A number of a dictionary that stands in it directly. */
export function numberOf(dict: PDFDict, name: string): number | undefined {
  const value = dict.get(PDFName.of(name));
  return value instanceof PDFNumber ? value.asNumber() : undefined;
}

function numbersOf(dict: PDFDict, name: string): number[] {
  const value = dict.get(PDFName.of(name));
  return value instanceof PDFArray
    ? value.asArray().flatMap((each) => (each instanceof PDFNumber ? [each.asNumber()] : []))
    : [];
}
