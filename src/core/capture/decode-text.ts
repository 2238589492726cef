// Turns the bytes of a text file into characters: byte order mark, valid UTF-8, UTF-16 by its zeros, then the likeliest legacy encoding.
// HTML declares its encoding and is decoded elsewhere (decode-html.ts).
import chardet from 'chardet';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { plausibilityOf } from './encoding-plausibility.ts';

export interface DecodedText {
  readonly text: string;
  /** The name of the encoding in the WHATWG Encoding Standard. */
  readonly encoding: string;
  /** Bytes that could not be read stand as U+FFFD. */
  readonly isDamaged: boolean;
}

/** Encodings of desktop computers that the detector does not know. */
const DESKTOP_ENCODINGS = ['ibm866', 'macintosh', 'x-mac-cyrillic'];

/** Detection looks at this much of a file, in bytes. */
const SAMPLE_BYTES = 64 * 1024;

/**
 * Decodes the bytes of a text file.
 * @throws Failure `invalid` when the bytes are no text
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = decodeMarked(bytes);
  if (marked !== undefined) return marked;
  const wide = wideEncodingOf(bytes);
  if (wide !== undefined) return decode(bytes, wide);
  if (isIso2022Jp(bytes)) return decode(bytes, 'iso-2022-jp');
  if (isBinary(bytes)) throw new Failure('invalid', said`the file is not a text: it holds binary data`);
  return decodeUtf8(bytes) ?? decode(bytes, legacyEncodingOf(bytes));
}

/** Decodes valid UTF-8, and damaged UTF-8 that is clearly nothing else; gives undefined for anything else. */
export function decodeUtf8(bytes: Uint8Array): DecodedText | undefined {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', isDamaged: false };
  } catch {
    const damaged = decode(bytes, 'utf-8');
    const replaced = damaged.text.match(/\ufffd/gu)?.length ?? 0;
    const wide = damaged.text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0;
    // Bytes of a legacy encoding hardly ever make a valid sequence of UTF-8, let alone several.
    return wide > 4 * replaced ? damaged : undefined;
  }
}

/** Guesses the encoding of bytes that are neither marked nor UTF-8. */
export function legacyEncodingOf(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const guesses = chardet.analyse(sample).map(({ name, confidence }) => ({ name: name.toLowerCase(), confidence }));
  const ranked = [...guesses, ...siblingsOf(guesses), ...DESKTOP_ENCODINGS.map((name) => ({ name, confidence: 0 }))]
    .filter(({ name }) => isKnown(name) && !name.startsWith('utf'))
    .map(({ name, confidence }) => ({ name, score: confidence / 100 + 8 * plausibilityOf(decode(sample, name).text) }))
    .sort((a, b) => b.score - a.score);
  return ranked[0]?.name ?? 'windows-1252';
}

/** ISO 8859-15 differs from Latin-1 in eight characters, œ and the euro sign among them, and is never guessed by itself. */
function siblingsOf(guesses: readonly { readonly name: string; readonly confidence: number }[]) {
  const latin = guesses.find(({ name }) => name === 'windows-1252' || name === 'iso-8859-1');
  return latin === undefined ? [] : [{ name: 'iso-8859-15', confidence: latin.confidence - 1 }];
}

function decode(bytes: Uint8Array, encoding: string): DecodedText {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, isDamaged: text.includes('\ufffd') };
}

function decodeMarked(bytes: Uint8Array): DecodedText | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return decodeUtf32(bytes, true);
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return decodeUtf32(bytes, false);
  if (a === 0xef && b === 0xbb && c === 0xbf) return decode(bytes, 'utf-8');
  if (a === 0xff && b === 0xfe) return decode(bytes, 'utf-16le');
  if (a === 0xfe && b === 0xff) return decode(bytes, 'utf-16be');
  return undefined;
}

/** UTF-32 behind its mark, which no decoder of the platform knows. */
function decodeUtf32(bytes: Uint8Array, isLittleEndian: boolean): DecodedText {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const codes: number[] = [];
  let text = '';
  for (let at = 4; at + 4 <= bytes.length; at += 4) {
    const code = view.getUint32(at, isLittleEndian);
    codes.push(code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? 0xfffd : code);
    if (codes.length === 4096) text += String.fromCodePoint(...codes.splice(0));
  }
  text += String.fromCodePoint(...codes);
  return { text, encoding: `utf-32${isLittleEndian ? 'le' : 'be'}`, isDamaged: text.includes('\ufffd') };
}

/**
 * In UTF-16 the high bytes of spaces, line ends and Latin letters are zeros, all on the same side: nearly all of them in Latin scripts, a few in
 * the others, whose bytes are no text by themselves. A text with a stray zero is neither.
 */
function wideEncodingOf(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES & ~1);
  const zeros = [0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i & 1]!++;
  const [even, odd] = zeros as [number, number];
  if (even === 0 && odd === 0) return undefined;
  const units = sample.length / 2;
  const few = units / 100;
  const many = bytes.length % 2 !== 0 || isTextButForZeros(sample) ? units / 2 : units / 10;
  if (odd > many && even <= few) return 'utf-16le';
  return even > many && odd <= few ? 'utf-16be' : undefined;
}

/** Whether bytes are valid UTF-8 with few control characters besides zeros: in UTF-16 each high byte of Cyrillic or Devanagari is one. */
function isTextButForZeros(bytes: Uint8Array): boolean {
  try {
    // The sample may end within a character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return (text.match(/[\x01-\x1f\x7f]/gu)?.length ?? 0) < text.length / 4;
  } catch {
    return false;
  }
}

/** Its characters are ASCII bytes after an escape sequence (RFC 1468), so it is valid UTF-8 too. */
function isIso2022Jp(bytes: Uint8Array): boolean {
  if (!bytes.includes(0x1b)) return false;
  const ascii = Buffer.from(bytes.subarray(0, SAMPLE_BYTES)).toString('latin1');
  return /\x1b\$[@B][!-~]/u.test(ascii) && !/[\x80-\xff]/u.test(ascii);
}

/** Control characters other than those of text: a few are accidents, many are data. */
function isBinary(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  let controls = 0;
  for (const byte of sample) if (byte < 0x20 && (byte < 0x08 || byte > 0x0d) && byte !== 0x1b) controls++;
  return controls > Math.max(8, sample.length / 20);
}

function isKnown(encoding: string): boolean {
  try {
    new TextDecoder(encoding);
    return true;
  } catch {
    return false;
  }
}
