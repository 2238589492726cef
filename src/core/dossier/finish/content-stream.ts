// Reads the operators of a PDF content stream (ISO 32000-1 §7.8.2) in order, with their places in the bytes, and rewrites stretches of them. Inline images are not expected: Chromium writes none.

export type Operand = number | Name | Text | '<<' | '>>' | '[' | ']';

export interface Name {
  readonly name: string;
}

/** A string operand, with the place of its first byte and the place after its last. */
export interface Text {
  readonly bytes: Uint8Array;
  readonly isHex: boolean;
  readonly start: number;
  readonly end: number;
}

export interface Operation {
  readonly operator: string;
  readonly operands: readonly Operand[];
  /** Where the first operand (or the operator, when it has none) begins, and where the operator ends. */
  readonly start: number;
  readonly end: number;
}

export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** Calls `visit` for every operation of a content stream. */
export function visitOperations(bytes: Uint8Array, visit: (operation: Operation) => void): void {
  let operands: Operand[] = [];
  let first = -1;
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (isSpace(byte)) {
      at++;
      continue;
    }
    const start = at;
    if (byte === PERCENT) {
      at = skipComment(bytes, at);
      continue;
    }
    if (first < 0) first = start;
    const two = byte === bytes[at + 1];
    if (byte === SLASH) {
      at = endOfWord(bytes, at + 1);
      operands.push({ name: latin(bytes, start + 1, at) });
    } else if ((byte === LESS || byte === GREATER) && two) {
      at += 2;
      operands.push(byte === LESS ? '<<' : '>>');
    } else if (byte === LESS) {
      at = bytes.indexOf(GREATER, at) + 1 || bytes.length;
      operands.push({ bytes: fromHex(bytes, start + 1, at - 1), isHex: true, start, end: at });
    } else if (byte === PAREN) {
      at = endOfLiteral(bytes, at);
      operands.push({ bytes: fromLiteral(bytes.subarray(start + 1, at - 1)), isHex: false, start, end: at });
    } else if (byte === OPEN || byte === CLOSE) {
      at++;
      operands.push(byte === OPEN ? '[' : ']');
    } else {
      at = Math.max(endOfWord(bytes, at), at + 1);
      const number = isNumberStart(byte) ? Number(latin(bytes, start, at)) : Number.NaN;
      if (!Number.isNaN(number)) operands.push(number);
      else {
        visit({ operator: latin(bytes, start, at), operands, start: first, end: at });
        operands = [];
        first = -1;
      }
    }
  }
}

/** Gives the bytes with edits applied; edits must not overlap. */
export function applyEdits(bytes: Uint8Array, edits: readonly Edit[]): Buffer {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, replacement } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    parts.push(bytes.subarray(at, start), Buffer.from(replacement, 'latin1'));
    at = end;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}

const PERCENT = 0x25;
const PAREN = 0x28;
const SLASH = 0x2f;
const LESS = 0x3c;
const BACKSLASH = 0x5c;
const GREATER = 0x3e;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** 1 for white space, 2 for delimiters (§7.2.2). */
const KIND = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) KIND[byte] = 1;
for (const byte of Buffer.from('()<>[]{}/%')) KIND[byte] = 2;

const isSpace = (byte: number): boolean => KIND[byte] === 1;

/** Digits, signs and the point. */
function isNumberStart(byte: number): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2e || byte === 0x2b;
}

function endOfWord(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && KIND[bytes[at] as number] === 0) at++;
  return at;
}

function skipComment(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
  return at;
}

function endOfLiteral(bytes: Uint8Array, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const byte = bytes[at++];
    if (byte === BACKSLASH) at++;
    else if (byte === PAREN) depth++;
    else if (byte === 0x29) depth--;
  } while (depth > 0 && at < bytes.length);
  return at;
}

/** Resolves the escapes of a literal string (§7.3.4.2). */
function fromLiteral(bytes: Uint8Array): Uint8Array {
  if (!bytes.includes(BACKSLASH)) return bytes;
  const text = latin(bytes, 0, bytes.length).replace(/\\([0-7]{1,3}|\r\n|[\s\S])/g, (_, escaped: string) => {
    if (/^[0-7]/.test(escaped)) return String.fromCharCode(Number.parseInt(escaped, 8) & 0xff);
    return ESCAPES[escaped] ?? escaped;
  });
  return Buffer.from(text, 'latin1');
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '\n': '',
  '\r': '',
  '\r\n': '',
};

function latin(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}

/** White space between the digits is left out, and a last digit alone counts as if a zero followed (§7.3.4.3). */
function fromHex(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const values = new Uint8Array((end - start + 1) >> 1);
  let digits = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (isSpace(byte)) continue;
    const digit = byte <= 0x39 ? byte - 0x30 : (byte | 0x20) - 0x57;
    values[digits >> 1] = (values[digits >> 1] as number) | (digits % 2 === 0 ? digit << 4 : digit);
    digits++;
  }
  return values.subarray(0, (digits + 1) >> 1);
}
