// The postings of a term in one segment, as bytes. For each document: integer(gap << 2 | shape), where gap counts the documents
// skipped since the last one. Shape 0: once in the main field alone; 1: in the main field alone, then the frequency;
// 2: then a byte with a bit a field (at most 7 fields), then the frequency in each of these fields. Positions are not kept.
import { ByteReader, ByteWriter } from './variable-integer.ts';

const ONCE_IN_MAIN = 0;
const IN_MAIN = 1;
const IN_FIELDS = 2;

/** The postings of a term while they are made. Documents must be added in ascending order. */
export class PostingsWriter {
  readonly #bytes = new ByteWriter(8);
  #last = -1;
  /** How many pairs of document and field hold the term: what lunr's inverse document frequency counts. */
  fieldCount = 0;

  /**
   * Adds a document. `document` counts from the segment's first; frequencies are `frequencies[at]` to `frequencies[at + fields - 1]`.
   */
  add(document: number, frequencies: ArrayLike<number>, at: number, fields: number, mainField: number): void {
    let mask = 0;
    for (let field = 0; field < fields; field++) {
      if (frequencies[at + field] === 0) continue;
      mask |= 1 << field;
      this.fieldCount++;
    }
    const gap = document - this.#last - 1;
    this.#last = document;
    if (mask !== 1 << mainField) this.#addFields(gap, mask, frequencies, at, fields);
    else if (frequencies[at + mainField] === 1) this.#bytes.integer((gap << 2) | ONCE_IN_MAIN);
    else {
      this.#bytes.integer((gap << 2) | IN_MAIN);
      this.#bytes.integer(frequencies[at + mainField]!);
    }
  }

  #addFields(gap: number, mask: number, frequencies: ArrayLike<number>, at: number, fields: number): void {
    this.#bytes.integer((gap << 2) | IN_FIELDS);
    this.#bytes.integer(mask);
    for (let field = 0; field < fields; field++) if (mask & (1 << field)) this.#bytes.integer(frequencies[at + field]!);
  }

  /** Gives the encoded documents as a view, good until the next write. */
  view(): Uint8Array<ArrayBuffer> {
    return this.#bytes.view();
  }

  /** Gives the value of a term in a segment: its field count, then its documents. */
  value(): Uint8Array<ArrayBuffer> {
    const bytes = new ByteWriter(this.#bytes.length + 5);
    bytes.integer(this.fieldCount);
    bytes.bytes(this.view());
    return bytes.take();
  }
}

/** Encoded postings of documents whose numbers begin at `base`: the bytes from `start` to before `end`. */
export interface PostingsPart {
  readonly base: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** The frequencies of one document, in the order of the fields that its mask names; written anew for each. */
const frequencies = new Uint32Array(8);

/** Calls `visit` for each document of a part, in order, with a bit a field in `mask`; `frequencies` is good until it returns. */
export function eachPosting(
  part: PostingsPart,
  mainField: number,
  visit: (document: number, mask: number, frequencies: Uint32Array) => void,
): void {
  const { bytes, end } = part;
  const mainMask = 1 << mainField;
  let document = part.base - 1;
  let at = part.start;
  while (at < end) {
    let head = bytes[at++]!;
    if (head > 127) {
      head &= 127;
      for (let shift = 7, byte = 128; byte > 127; shift += 7) {
        byte = bytes[at++]!;
        head |= (byte & 127) << shift;
      }
      head >>>= 0;
    }
    document += (head >>> 2) + 1;
    const shape = head & 3;
    let mask = mainMask;
    let count = 1;
    if (shape === ONCE_IN_MAIN) {
      frequencies[0] = 1;
      count = 0;
    } else if (shape === IN_FIELDS) {
      mask = bytes[at++]!;
      count = bitsOf(mask);
    }
    for (let slot = 0; slot < count; slot++) {
      let frequency = bytes[at++]!;
      if (frequency > 127) {
        frequency &= 127;
        for (let shift = 7, byte = 128; byte > 127; shift += 7) {
          byte = bytes[at++]!;
          frequency |= (byte & 127) << shift;
        }
      }
      frequencies[slot] = frequency;
    }
    visit(document, mask, frequencies);
  }
}

function bitsOf(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Decoded postings, reused from term to term: `documents[i]` with a bit a field in `masks[i]`; frequencies stand one after the other. */
export class DecodedPostings {
  count = 0;
  documents = new Int32Array(1024);
  masks = new Uint8Array(1024);
  frequencies = new Uint32Array(2048);

  /** Decodes documents whose numbers begin at `base`. */
  decode(bytes: Uint8Array, mainField: number, base: number): void {
    this.#reserve(bytes.length);
    const { documents, masks, frequencies } = this;
    const reader = new ByteReader(bytes);
    const mainMask = 1 << mainField;
    let document = base - 1;
    let count = 0;
    let used = 0;
    while (reader.position < bytes.length) {
      const head = reader.integer();
      document += (head >>> 2) + 1;
      documents[count] = document;
      const shape = head & 3;
      let mask = mainMask;
      if (shape === ONCE_IN_MAIN) frequencies[used++] = 1;
      else if (shape === IN_MAIN) frequencies[used++] = reader.integer();
      else {
        mask = reader.integer();
        for (let rest = mask; rest !== 0; rest &= rest - 1) frequencies[used++] = reader.integer();
      }
      masks[count++] = mask;
    }
    this.count = count;
  }

  /** A byte makes at most one document and one frequency. */
  #reserve(bytes: number): void {
    if (bytes <= this.documents.length) return;
    const capacity = Math.max(bytes, this.documents.length * 2);
    this.documents = new Int32Array(capacity);
    this.masks = new Uint8Array(capacity);
    this.frequencies = new Uint32Array(capacity * 2);
  }
}
