// Reads single objects of a PDF (ISO 32000-1 §7.3) where a cross-reference table says that they stand, forgiving what readers forgive.
import {
  PDFArray,
  PDFBool,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNull,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  PDFRef,
  PDFString,
} from 'pdf-lib';

/** Deeper nesting is a trap. */
const DEEPEST = 200;

const SPACE = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) SPACE[code] = 1;
const DELIMITER = new Uint8Array(256);
for (const character of '()<>[]{}/%') DELIMITER[character.charCodeAt(0)] = 1;

const [OPEN, CLOSE, LESS, GREATER, SLASH, LEFT, RIGHT, PERCENT, BACKSLASH] = [...'()<>/[]%\\'].map((each) =>
  each.charCodeAt(0),
) as [number, number, number, number, number, number, number, number, number];

/** A reader of tokens and objects that moves through bytes. */
export class ObjectParser {
  readonly bytes: Uint8Array;
  at: number;
  readonly context: PDFContext;

  constructor(bytes: Uint8Array, at: number, context: PDFContext) {
    this.bytes = bytes;
    this.at = at;
    this.context = context;
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  skipSpace(): void {
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at] as number;
      if (byte === PERCENT) while (this.at < this.bytes.length && !isLineEnd(this.bytes[this.at])) this.at++;
      else if (SPACE[byte] === 0) return;
    }
  }

  /** Reads a word without delimiters; empty where none stands. */
  word(): string {
    this.skipSpace();
    const start = this.at;
    while (this.at < this.bytes.length && !isBorder(this.bytes[this.at])) this.at++;
    return latin1(this.bytes, start, this.at);
  }

  /** Takes a word when it comes next. */
  takes(word: string): boolean {
    const before = this.at;
    if (this.word() === word) return true;
    this.at = before;
    return false;
  }

  /** Takes an integer when one comes next. */
  integer(): number | undefined {
    const before = this.at;
    const word = this.word();
    if (/^\+?\d+$/.test(word)) return Number(word);
    this.at = before;
    return undefined;
  }

  /**
   * Reads an object; what is none counts as null, as readers take it.
   * @throws Error when it does not end, or nests too deep
   */
  object(depth = 0): PDFObject {
    if (depth > DEEPEST) throw new Error('an object nests too deep');
    this.skipSpace();
    if (this.isAtEnd) throw new Error('an object does not end');
    const byte = this.bytes[this.at] as number;
    if (byte === SLASH) return this.#name();
    if (byte === OPEN) return this.#string();
    if (byte === LEFT) return this.#array(depth);
    if (byte === LESS) return this.bytes[this.at + 1] === LESS ? this.#dict(depth) : this.#hexString();
    if (DELIMITER[byte] === 1) {
      this.at++;
      return PDFNull;
    }
    return this.#wordObject();
  }

  /** Reads what follows `N G obj`; a stream has its bytes as they stand. `lengthOf` gives what its /Length says. */
  indirectObject(lengthOf: (length: PDFObject | undefined) => number | undefined): PDFObject {
    const object = this.object();
    if (!(object instanceof PDFDict)) return object;
    const after = this.at;
    if (!this.takes('stream')) {
      this.at = after;
      return object;
    }
    if (this.bytes[this.at] === 13) this.at++;
    if (this.bytes[this.at] === 10) this.at++;
    const start = this.at;
    return PDFRawStream.of(object, this.bytes.subarray(start, this.#streamEnd(start, lengthOf(object.get(LENGTH)))));
  }

  #streamEnd(start: number, length: number | undefined): number {
    if (length !== undefined && start + length <= this.bytes.length) {
      this.at = start + length;
      if (this.takes('endstream')) return start + length;
    }
    const file = Buffer.from(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    const found = file.indexOf('endstream', start, 'latin1');
    const end = found === -1 ? file.indexOf('endobj', start, 'latin1') : found;
    if (end === -1) return this.bytes.length;
    if (this.bytes[end - 1] === 10) return this.bytes[end - 2] === 13 ? end - 2 : end - 1;
    return this.bytes[end - 1] === 13 ? end - 1 : end;
  }

  #name(): PDFName {
    const start = ++this.at;
    while (this.at < this.bytes.length && !isBorder(this.bytes[this.at])) this.at++;
    return PDFName.of(latin1(this.bytes, start, this.at));
  }

  #string(): PDFString {
    const start = ++this.at;
    let depth = 1;
    for (; this.at < this.bytes.length; this.at++) {
      const byte = this.bytes[this.at];
      if (byte === BACKSLASH) this.at++;
      else if (byte === OPEN) depth++;
      else if (byte === CLOSE && --depth === 0) return PDFString.of(latin1(this.bytes, start, this.at++));
    }
    throw new Error('a string does not end');
  }

  #hexString(): PDFHexString {
    const start = ++this.at;
    while (this.at < this.bytes.length && this.bytes[this.at] !== GREATER) this.at++;
    return PDFHexString.of(latin1(this.bytes, start, this.at++).replace(/[^0-9a-f]/gi, ''));
  }

  #array(depth: number): PDFArray {
    const array = PDFArray.withContext(this.context);
    this.at++;
    for (;;) {
      this.skipSpace();
      if (this.bytes[this.at] === RIGHT) {
        this.at++;
        return array;
      }
      array.push(this.object(depth + 1));
    }
  }

  #dict(depth: number): PDFDict {
    const entries = new Map<PDFName, PDFObject>();
    this.at += 2;
    for (;;) {
      this.skipSpace();
      const byte = this.bytes[this.at];
      if (byte === undefined) throw new Error('a dictionary does not end');
      if (byte === GREATER) {
        this.at += this.bytes[this.at + 1] === GREATER ? 2 : 1;
        return PDFDict.fromMapWithContext(entries, this.context);
      }
      if (byte !== SLASH) {
        // Something between a value and the next key: readers go on to the next key.
        this.object(depth + 1);
        continue;
      }
      const key = this.#name();
      this.skipSpace();
      entries.set(key, this.bytes[this.at] === GREATER ? PDFNull : this.object(depth + 1));
    }
  }

  #wordObject(): PDFObject {
    const word = this.word();
    if (word === 'true') return PDFBool.True;
    if (word === 'false') return PDFBool.False;
    if (!/^[+\-.\d]/.test(word)) {
      if (/^(?:endobj|endstream|stream|xref|trailer)$/.test(word)) throw new Error('an object does not end');
      return PDFNull;
    }
    if (/^\d+$/.test(word)) {
      const after = this.at;
      const generation = this.integer();
      if (generation !== undefined && this.takes('R')) return PDFRef.of(Number(word), generation);
      this.at = after;
    }
    const value = Number.parseFloat(word.replace(/^([+-])[+-]+/, '$1'));
    return PDFNumber.of(Number.isFinite(value) ? value : 0);
  }
}

const LENGTH = PDFName.of('Length');

function isLineEnd(byte: number | undefined): boolean {
  return byte === 10 || byte === 13;
}

function isBorder(byte: number | undefined): boolean {
  return byte === undefined || SPACE[byte] === 1 || DELIMITER[byte] === 1;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
