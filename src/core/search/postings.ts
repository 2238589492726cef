// The postings of a term in one segment, as bytes. For each document: integer(gap << 2 | shape), where gap counts the documents
// skipped since the last one. Shape 0: once in the main field alone; 1: in the main field alone, then the frequency;
// 2: then a byte with a bit a field (at most 7 fields), then the frequency in each of these fields. Positions are not kept.
// The value of a term is integer(field count << 1 | has skips), the skips of a long list, then its documents. Skips: how many
// bytes, then for each stretch of documents the gap from the last number of the stretch before to its own, and how many bytes it takes.
import type { DocumentSet } from './document-set.ts';
import { ByteReader, ByteWriter } from './variable-integer.ts';

const ONCE_IN_MAIN = 0;
const IN_MAIN = 1;
const IN_FIELDS = 2;

/** Documents of a stretch that may be passed over unread. */
const STRETCH = 64;
/** Shorter lists are read whole. */
const FEWEST_STRETCHES = 4;

/** The postings of a term while they are made. Documents must be added in ascending order. */
export class PostingsWriter {
  readonly #bytes = new ByteWriter(8);
  #last = -1;
  #count = 0;
  /** By stretch that is full: its last document, and where it ends. */
  #stretches: number[] | undefined;
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
    if (++this.#count % STRETCH === 0) {
      this.#stretches ??= [];
      this.#stretches.push(document, this.#bytes.length);
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

  /** Gives the value of a term in a segment. */
  value(): Uint8Array<ArrayBuffer> {
    const stretches = this.#stretches ?? [];
    const hasSkips = stretches.length >= 2 * FEWEST_STRETCHES;
    const bytes = new ByteWriter(this.#bytes.length + 5);
    bytes.integer((this.fieldCount << 1) | (hasSkips ? 1 : 0));
    if (hasSkips) {
      const skips = new ByteWriter(2 * stretches.length);
      for (let at = 0; at < stretches.length; at += 2) {
        skips.integer(stretches[at]! - (at === 0 ? -1 : stretches[at - 2]!));
        skips.integer(stretches[at + 1]! - (at === 0 ? 0 : stretches[at - 1]!));
      }
      bytes.integer(skips.length);
      bytes.bytes(skips.view());
    }
    bytes.bytes(this.view());
    return bytes.take();
  }
}

const NO_BYTES = new Uint8Array(0);
const heads = new ByteReader(NO_BYTES);

/**
 * Encoded postings of documents whose numbers begin at `base`: the bytes from `start` to before `end`.
 * One is used for many terms, one after the other, since a wildcard stands for thousands.
 */
export class PostingsPart {
  base = 0;
  bytes = NO_BYTES as Uint8Array;
  start = 0;
  end = 0;
  /** Where the skips of the part stand in `bytes`, up to `start`; the same as `start` when it has none. */
  skips = 0;
  /** Another part of the same term. */
  next: PostingsPart | undefined = undefined;

  /** Takes the value of a term, from `start` to before `end`. Gives how many pairs of document and field it has. */
  takeValue(base: number, bytes: Uint8Array, start = 0, end = bytes.length): number {
    heads.bytes = bytes;
    heads.position = start;
    const head = heads.integer();
    const size = head & 1 ? heads.integer() : 0;
    this.base = base;
    this.bytes = bytes;
    this.skips = heads.position;
    this.start = heads.position + size;
    this.end = end;
    return head >>> 1;
  }

  /** Takes documents as a writer gives them, without the head and the skips of a value. */
  takeDocuments(base: number, bytes: Uint8Array): this {
    this.base = base;
    this.bytes = bytes;
    this.skips = 0;
    this.start = 0;
    this.end = bytes.length;
    return this;
  }
}

/** Decoded postings, reused from term to term: `documents[i]` with a bit a field in `masks[i]`; frequencies stand one after the other. */
export class DecodedPostings {
  count = 0;
  documents = new Int32Array(1024);
  masks = new Uint8Array(1024);
  frequencies = new Uint32Array(2048);
  #used = 0;

  /** Decodes all documents of a part. */
  decode({ base, bytes, start, end }: PostingsPart, mainField: number): void {
    this.#begin(end - start);
    this.#decodeStretch(bytes, start, end, base - 1, mainField);
  }

  /** Decodes the documents of a part that are in a set, and some that are not. */
  decodeAmong(part: PostingsPart, mainField: number, wanted: DocumentSet): void {
    if (part.skips === part.start) {
      this.decode(part, mainField);
      return;
    }
    const { base, bytes, start, end, skips } = part;
    this.#begin(end - start);
    const reader = new ByteReader(bytes, skips);
    let last = base - 1;
    let from = start;
    while (reader.position < start) {
      const stretchEnd = last + reader.integer();
      const to = from + reader.integer();
      if (wanted.mayHaveIn(last + 1, stretchEnd)) this.#decodeStretch(bytes, from, to, last, mainField);
      last = stretchEnd;
      from = to;
    }
    this.#decodeStretch(bytes, from, end, last, mainField);
  }

  /** A byte makes at most one document and one frequency. */
  #begin(bytes: number): void {
    this.count = 0;
    this.#used = 0;
    if (bytes <= this.documents.length) return;
    const capacity = Math.max(bytes, this.documents.length * 2);
    this.documents = new Int32Array(capacity);
    this.masks = new Uint8Array(capacity);
    this.frequencies = new Uint32Array(capacity * 2);
  }

  /** The bytes are read here and not by a reader of integers, since this is where most of a search's time is spent. */
  #decodeStretch(bytes: Uint8Array, start: number, end: number, before: number, mainField: number): void {
    const { documents, masks, frequencies } = this;
    const mainMask = 1 << mainField;
    let document = before;
    let count = this.count;
    let used = this.#used;
    let at = start;
    while (at < end) {
      let head = bytes[at++]!;
      if (head > 127) {
        head &= 127;
        for (let shift = 7, byte = 128; byte > 127; shift += 7) {
          byte = bytes[at++]!;
          head |= (byte & 127) << shift;
        }
      }
      document += (head >>> 2) + 1;
      documents[count] = document;
      const shape = head & 3;
      if (shape === ONCE_IN_MAIN) {
        masks[count++] = mainMask;
        frequencies[used++] = 1;
        continue;
      }
      let mask = mainMask;
      if (shape === IN_FIELDS) mask = bytes[at++]!;
      masks[count++] = mask;
      for (let rest = mask; rest !== 0; rest &= rest - 1) {
        let frequency = bytes[at++]!;
        if (frequency > 127) {
          frequency &= 127;
          for (let shift = 7, byte = 128; byte > 127; shift += 7) {
            byte = bytes[at++]!;
            frequency |= (byte & 127) << shift;
          }
        }
        frequencies[used++] = frequency;
      }
    }
    this.count = count;
    this.#used = used;
  }
}
