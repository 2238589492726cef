// Sorted terms with their values, front-coded into blocks: integer(units shared with the term before), integer(units that follow),
// those units, integer(length of the value), the value. Units are UTF-16 units, and terms are ordered by them, as JavaScript compares.
import { ByteReader, ByteWriter } from './variable-integer.ts';

/** Three of them share a page of the database; larger ones leave more of it empty and take longer to look through. */
const BLOCK_BYTES = 2600;

/** Writes one block of ascending terms. */
export class BlockWriter {
  readonly #bytes = new ByteWriter(BLOCK_BYTES + 1024);
  #previous = '';
  #first: string | undefined;

  /** Adds a term above all before it. */
  add(term: string, value: Uint8Array): void {
    const shared = this.#first === undefined ? 0 : sharedUnits(this.#previous, term);
    this.#first ??= term;
    this.#bytes.integer(shared);
    this.#bytes.integer(term.length - shared);
    for (let unit = shared; unit < term.length; unit++) this.#bytes.integer(term.charCodeAt(unit));
    this.#bytes.integer(value.length);
    this.#bytes.bytes(value);
    this.#previous = term;
  }

  /** Whether another entry of about this size would pass the block's size; an empty block takes anything. */
  isFullFor(term: string, value: Uint8Array): boolean {
    return this.#first !== undefined && this.#bytes.length + value.length + 2 * term.length + 6 > BLOCK_BYTES;
  }

  get isEmpty(): boolean {
    return this.#first === undefined;
  }

  /** Gives the block with its first term, and begins an empty one. */
  take(): { readonly first: string; readonly bytes: Uint8Array<ArrayBuffer> } {
    const block = { first: this.#first ?? '', bytes: this.#bytes.take() };
    this.#bytes.clear();
    this.#first = undefined;
    this.#previous = '';
    return block;
  }
}

function sharedUnits(one: string, other: string): number {
  const limit = Math.min(one.length, other.length);
  let shared = 0;
  while (shared < limit && one.charCodeAt(shared) === other.charCodeAt(shared)) shared++;
  return shared;
}

/** Reads the entries of a block in order. After `next()` the fields tell of the present entry. */
export class BlockReader {
  readonly #reader: ByteReader;
  /** The units of the present term; only the first `length` count. */
  units: Uint16Array = new Uint16Array(64);
  length = 0;
  /** How many units the present term shares with the one before. */
  shared = 0;
  /** Where the present value stands in `bytes`. */
  valueStart = 0;
  valueEnd = 0;

  constructor(bytes: Uint8Array) {
    this.#reader = new ByteReader(bytes);
  }

  /** Begins to read another block. */
  begin(bytes: Uint8Array): void {
    this.#reader.bytes = bytes;
    this.#reader.position = 0;
  }

  /** Goes to the next entry; false at the end. */
  next(): boolean {
    const reader = this.#reader;
    if (reader.position >= reader.bytes.length) return false;
    this.shared = reader.integer();
    const rest = reader.integer();
    this.length = this.shared + rest;
    if (this.length > this.units.length) this.#grow();
    for (let unit = this.shared; unit < this.length; unit++) this.units[unit] = reader.integer();
    const size = reader.integer();
    this.valueStart = reader.position;
    reader.position += size;
    this.valueEnd = reader.position;
    return true;
  }

  get bytes(): Uint8Array {
    return this.#reader.bytes;
  }

  get term(): string {
    if (this.length < 4096)
      return String.fromCharCode.apply(null, this.units.subarray(0, this.length) as unknown as number[]);
    let term = '';
    for (let unit = 0; unit < this.length; unit++) term += String.fromCharCode(this.units[unit]!);
    return term;
  }

  /** The value as a view of the block. */
  get value(): Uint8Array {
    return this.#reader.bytes.subarray(this.valueStart, this.valueEnd);
  }

  #grow(): void {
    const grown = new Uint16Array(this.length * 2);
    grown.set(this.units);
    this.units = grown;
  }
}

/** Where a value stands in a block. */
export interface ValuePlace {
  readonly start: number;
  readonly end: number;
}

/** Entries between two landmarks of a block. */
const LANDMARK_DISTANCE = 16;

/** In most blocks no more terms are ever looked for, and landmarks take longer to make than a block to look through. */
const FINDS_WITHOUT_LANDMARKS = 3;

/** A block that is asked for its terms again and again: then it has every sixteenth at hand, and finds one without reading all before it. */
export class SearchableBlock {
  readonly bytes: Uint8Array;
  #finds = 0;
  #landmarks: readonly { readonly term: string; readonly value: ValuePlace }[] | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Finds the value of a term. */
  find(term: string): ValuePlace | undefined {
    if (this.#finds++ < FINDS_WITHOUT_LANDMARKS) return findAfter(this.bytes, 0, 0, term);
    this.#landmarks ??= landmarksOf(this.bytes);
    let low = 0;
    let high = this.#landmarks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#landmarks[middle]!.term <= term) low = middle + 1;
      else high = middle;
    }
    const landmark = this.#landmarks[low - 1];
    if (landmark === undefined) return undefined;
    if (landmark.term === term) return landmark.value;
    return findAfter(this.bytes, landmark.value.end, sharedUnits(landmark.term, term), term);
  }
}

function landmarksOf(bytes: Uint8Array): { term: string; value: ValuePlace }[] {
  const landmarks: { term: string; value: ValuePlace }[] = [];
  const reader = new BlockReader(bytes);
  for (let entry = 0; reader.next(); entry++) {
    if (entry % LANDMARK_DISTANCE === 0)
      landmarks.push({ term: reader.term, value: { start: reader.valueStart, end: reader.valueEnd } });
  }
  return landmarks;
}

/**
 * Finds a term among the entries from a place on, the entry before being lower and sharing `matched` units with it.
 * Units are compared where they stand: most entries are passed over unread.
 */
function findAfter(bytes: Uint8Array, from: number, matched: number, term: string): ValuePlace | undefined {
  const reader = new ByteReader(bytes, from);
  let common = matched;
  while (reader.position < bytes.length) {
    const shared = reader.integer();
    let rest = reader.integer();
    // What shares less with the entry before is above the term, what shares more is lower too.
    if (shared < common) return undefined;
    let isEqual = shared === common;
    for (; isEqual && rest > 0; rest--) {
      const unit = reader.integer();
      isEqual = common < term.length && unit === term.charCodeAt(common);
      if (isEqual) common++;
      else if (common === term.length || unit > term.charCodeAt(common)) return undefined;
    }
    let at = reader.position;
    while (rest > 0) if (bytes[at++]! < 128) rest--;
    reader.position = at;
    const size = reader.integer();
    if (isEqual && common === term.length) return { start: reader.position, end: reader.position + size };
    reader.position += size;
  }
  return undefined;
}

/** Fewer terms are looked for one by one, without reading the entries between them. */
const FEW_TERMS = 4;

/** Calls `visit` with the place of each of the ascending terms `terms[from]` to before `terms[to]` that a block holds, and its value's. */
export function findEachInBlock(
  block: SearchableBlock,
  terms: readonly string[],
  from: number,
  to: number,
  visit: (place: number, start: number, end: number) => void,
): void {
  if (to - from <= FEW_TERMS) {
    for (let place = from; place < to; place++) {
      const value = block.find(terms[place]!);
      if (value !== undefined) visit(place, value.start, value.end);
    }
    return;
  }
  const reader = new BlockReader(block.bytes);
  let hasEntry = reader.next();
  for (let place = from; place < to; place++) {
    const term = terms[place]!;
    let comparison = hasEntry ? compareWithTerm(reader, term) : 1;
    while (hasEntry && comparison < 0) {
      hasEntry = reader.next();
      if (hasEntry) comparison = compareWithTerm(reader, term);
    }
    if (!hasEntry) return;
    if (comparison === 0) visit(place, reader.valueStart, reader.valueEnd);
  }
}

function compareWithTerm(reader: BlockReader, term: string): number {
  const shorter = Math.min(reader.length, term.length);
  for (let unit = 0; unit < shorter; unit++) {
    const difference = reader.units[unit]! - term.charCodeAt(unit);
    if (difference !== 0) return difference;
  }
  return reader.length - term.length;
}
