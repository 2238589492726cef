// What a segment says of its documents besides their terms: the language of each and how long its fields are. Each lies by itself and in
// numbers of as few bytes as the largest needs, so that all of it is read by copying.
import { readText, writeText } from './stored-terms.ts';
import { ByteReader, ByteWriter } from './variable-integer.ts';

/** In place of a language: the document was gone when the segment was written. Analyses know far fewer languages. */
export const GONE = 255;

/** By the bytes that a number takes; none when all are zero. In the byte order of the machine, whose cache the index is. */
const ARRAYS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array };

type Width = 0 | keyof typeof ARRAYS;

/** What is written, by document number. */
export interface DocumentTable {
  readonly codes: readonly string[];
  /** The place of its language in `codes`. */
  readonly languageOf: Uint8Array;
  /** Lengths, by field first. */
  readonly lengths: readonly Uint32Array[];
}

/** What is read of a segment's documents, the first of which is at 0. */
export interface SegmentDocuments {
  readonly codes: readonly string[];
  /** How many documents have each of `codes`. */
  readonly countByCode: readonly number[];
  /** By document: the place of its language in `codes`, or `GONE`. */
  readonly languages: Uint8Array;
  /** By field: the lengths by document, undefined when all are zero. */
  readonly lengths: readonly (Uint8Array | Uint16Array | Uint32Array | undefined)[];
}

/**
 * Encodes the documents from `first` on: the number of languages, of each its code and how many documents have it; a byte a document for
 * its language; for each field the bytes a length takes and the lengths.
 */
export function encodeDocuments(
  state: DocumentTable,
  first: number,
  count: number,
  isThere: (number: number) => boolean,
): Uint8Array {
  const languages = Uint8Array.from({ length: count }, (_, place) =>
    isThere(first + place) ? state.languageOf[first + place]! : GONE,
  );
  const countByCode = state.codes.map(() => 0);
  for (const code of languages) if (code !== GONE) countByCode[code]!++;
  const bytes = new ByteWriter(count * 4);
  bytes.integer(state.codes.length);
  state.codes.forEach((code, place) => {
    writeText(bytes, code);
    bytes.integer(countByCode[place]!);
  });
  bytes.bytes(languages);
  for (const all of state.lengths) {
    const lengths = all.slice(first, first + count).map((length, place) => (languages[place] === GONE ? 0 : length));
    const width = widthFor(lengths);
    bytes.integer(width);
    if (width !== 0) bytes.bytes(new Uint8Array(ARRAYS[width].from(lengths).buffer));
  }
  return bytes.take();
}

/** Decodes what encodeDocuments made of `count` documents. @throws RangeError when the bytes were spoilt */
export function decodeDocuments(bytes: Uint8Array, count: number, fieldCount: number): SegmentDocuments {
  const reader = new ByteReader(bytes);
  const codes: string[] = [];
  const countByCode: number[] = [];
  for (let rest = reader.integer(); rest > 0; rest--) {
    codes.push(readText(reader));
    countByCode.push(reader.integer());
  }
  const take = (length: number) => {
    const taken = bytes.slice(reader.position, reader.position + length);
    reader.position += length;
    return taken;
  };
  const languages = take(count);
  const lengths = Array.from({ length: fieldCount }, () => {
    const width = reader.integer() as Width;
    if (width === 0) return undefined;
    if (!(width in ARRAYS)) throw new RangeError(`lengths of ${width} bytes`);
    return new ARRAYS[width](take(count * width).buffer);
  });
  return { codes, countByCode, languages, lengths };
}

function widthFor(lengths: Uint32Array): Width {
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  if (longest === 0) return 0;
  return longest < 2 ** 8 ? 1 : longest < 2 ** 16 ? 2 : 4;
}
