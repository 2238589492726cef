// How the terms of a document in the tail, and the terms that a surface form stands for, are kept as bytes.
import type { AnalysedDocument } from './indexable-document.ts';
import { ByteReader, ByteWriter } from './variable-integer.ts';

/** Encodes the terms of a form: 0 when the form is its only term; else their number and one, then for each the units shared with the form, the count of those that follow, and these. */
export function encodeFormTerms(form: string, terms: readonly string[]): Uint8Array<ArrayBuffer> {
  const bytes = new ByteWriter(8);
  if (terms.length === 1 && terms[0] === form) {
    bytes.integer(0);
    return bytes.take();
  }
  bytes.integer(terms.length + 1);
  for (const term of terms) {
    let shared = 0;
    while (shared < form.length && shared < term.length && form.charCodeAt(shared) === term.charCodeAt(shared))
      shared++;
    bytes.integer(shared);
    writeText(bytes, term.slice(shared));
  }
  return bytes.take();
}

/** Decodes what encodeFormTerms made, from where the reader stands. */
export function decodeFormTerms(form: string, reader: ByteReader): readonly string[] {
  const terms: string[] = [];
  eachFormTerm(form, reader, (term) => terms.push(term));
  return terms;
}

/** Calls `visit` for each term of what encodeFormTerms made, from where the reader stands. */
export function eachFormTerm(form: string, reader: ByteReader, visit: (term: string) => void): void {
  const count = reader.integer();
  if (count === 0) visit(form);
  for (let rest = count; rest > 1; rest--) visit(form.slice(0, reader.integer()) + readText(reader));
}

/** Encodes a document as the tail keeps it: its language, its title, its lengths, its terms with their frequencies, its forms. */
export function encodeDocument(document: AnalysedDocument): Uint8Array<ArrayBuffer> {
  const bytes = new ByteWriter(4096);
  writeText(bytes, document.language);
  writeText(bytes, document.titleKey);
  for (const length of document.lengths) bytes.integer(length);
  bytes.integer(document.terms.size);
  for (const term of document.terms.keys()) writeText(bytes, term);
  for (const frequency of document.frequencies) bytes.integer(frequency);
  bytes.integer(document.forms.size);
  for (const [form, terms] of document.forms) {
    writeText(bytes, form);
    bytes.bytes(encodeFormTerms(form, terms));
  }
  return bytes.take();
}

/** Decodes what encodeDocument made. */
export function decodeDocument(id: string, stored: Uint8Array, fieldCount: number): AnalysedDocument {
  const reader = new ByteReader(stored);
  const language = readText(reader);
  const titleKey = readText(reader);
  const lengths = Array.from({ length: fieldCount }, () => reader.integer());
  const termCount = reader.integer();
  const terms = new Map<string, number>();
  for (let slot = 0; slot < termCount; slot++) terms.set(readText(reader), slot);
  const frequencies = Array.from({ length: termCount * fieldCount }, () => reader.integer());
  const forms = new Map<string, readonly string[]>();
  for (let rest = reader.integer(); rest > 0; rest--) {
    const form = readText(reader);
    forms.set(form, decodeFormTerms(form, reader));
  }
  return { id, language, titleKey, lengths, terms, frequencies, forms };
}

/** Writes a text: how many UTF-16 units, then each. */
export function writeText(bytes: ByteWriter, text: string): void {
  bytes.integer(text.length);
  for (let unit = 0; unit < text.length; unit++) bytes.integer(text.charCodeAt(unit));
}

/** Reads what writeText wrote. */
export function readText(reader: ByteReader): string {
  let text = '';
  for (let rest = reader.integer(); rest > 0; rest--) text += String.fromCharCode(reader.integer());
  return text;
}

/** Encodes which documents have a title: the gaps between their places in the segment, which ascend. */
export function encodeTitled(places: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new ByteWriter(4);
  let last = -1;
  for (const place of places) {
    bytes.integer(place - last - 1);
    last = place;
  }
  return bytes.take();
}

/** Decodes what encodeTitled made, from `start` to before `end`. */
export function decodeTitled(bytes: Uint8Array, start: number, end: number): number[] {
  const reader = new ByteReader(bytes, start);
  const places: number[] = [];
  for (let last = -1; reader.position < end; places.push(last)) last += reader.integer() + 1;
  return places;
}
