// Writes an incremental update (ISO 32000-1 §7.5.6): changed and new objects, their places, and a trailer behind the file as it is.
import { createHash } from 'node:crypto';
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRawStream,
  type PDFRef,
  PDFString,
} from 'pdf-lib';
import type { Encryption } from './encryption.ts';
import { hexString, type PdfFile } from './pdf-file.ts';

export interface ChangedObject {
  readonly ref: PDFRef;
  readonly object: PDFObject;
}

const name = PDFName.of;

/**
 * Gives the whole new file, which begins with the original's bytes. Where the file's own places are wrong, the update states all of them, so that the
 * new file is sounder than the old one. The same changes give the same bytes.
 */
export function appendUpdate(file: PdfFile, changes: readonly ChangedObject[]): Uint8Array {
  const parts: Uint8Array[] = [file.original];
  let length = file.original.length;
  const add = (bytes: Uint8Array) => {
    parts.push(bytes);
    length += bytes.length;
  };
  const last = file.original.at(-1);
  if (last !== 10 && last !== 13) add(latin1('\n'));
  const offsets = new Map<number, { readonly offset: number; readonly generation: number }>();
  const digest = createHash('sha256');
  for (const { ref, object } of changes) {
    offsets.set(ref.objectNumber, { offset: length - file.skipped, generation: ref.generationNumber });
    const written = file.encryption ? encrypted(object, file.encryption, ref, file.context) : object;
    const body = Buffer.concat([
      latin1(`${ref.objectNumber} ${ref.generationNumber} obj\n`),
      bytesOf(written),
      latin1('\nendobj\n'),
    ]);
    digest.update(body);
    add(body);
  }
  const all = file.isStated ? offsets : completed(file, offsets);
  const trailer = trailerOf(file, digest.digest().subarray(0, 16));
  const start = length - file.skipped;
  add(
    file.hasStream
      ? stream(file, all, trailer, start)
      : table(all, trailer, Math.max(file.nextNumber, ...numbersOf(changes))),
  );
  add(latin1(`startxref\n${start}\n%%EOF\n`));
  return new Uint8Array(Buffer.concat(parts, length));
}

type Entry =
  | { readonly offset: number; readonly generation: number }
  | { readonly within: number; readonly index: number };

/** What a table has room for; no reference leads to an object with a higher one. */
const HIGHEST_GENERATION = 65_535;

/** All places of a file whose own are wrong. */
function completed(file: PdfFile, changed: ReadonlyMap<number, Entry>): Map<number, Entry> {
  const possible = [...file.places].filter(
    ([, place]) => !('generation' in place) || place.generation <= HIGHEST_GENERATION,
  );
  return new Map([...possible, ...changed]);
}

function numbersOf(changes: readonly ChangedObject[]): number[] {
  return changes.map(({ ref }) => ref.objectNumber + 1);
}

/** What the trailer keeps; what it says of the newest section is written anew. */
function trailerOf(file: PdfFile, digest: Buffer): PDFDict {
  const trailer = PDFDict.withContext(file.context);
  for (const key of ['Root', 'Info', 'Encrypt']) {
    const value = file.trailer.get(name(key));
    if (value !== undefined) trailer.set(name(key), value);
  }
  const ids = file.resolve(file.trailer.get(name('ID')));
  // The first identifier is a part of the key of encrypted files.
  if (ids instanceof PDFArray && ids.size() > 0) {
    const kept = PDFArray.withContext(file.context);
    kept.push(ids.get(0));
    kept.push(hexString(digest));
    trailer.set(name('ID'), kept);
  }
  if (file.start !== undefined) trailer.set(name('Prev'), PDFNumber.of(file.start));
  return trailer;
}

function table(entries: ReadonlyMap<number, Entry>, trailer: PDFDict, size: number): Uint8Array {
  const lines = ['xref'];
  // A table that is complete begins with the head of the list of free entries.
  if (!trailer.has(name('Prev'))) lines.push('0 1', '0000000000 65535 f ');
  for (const run of runsOf(entries)) {
    lines.push(`${run[0]?.[0]} ${run.length}`);
    for (const [, entry] of run)
      lines.push(
        'offset' in entry ? `${digits(entry.offset, 10)} ${digits(entry.generation, 5)} n ` : '0000000000 00000 f ',
      );
  }
  trailer.set(name('Size'), PDFNumber.of(size));
  return Buffer.concat([latin1(`${lines.join('\n')}\ntrailer\n`), bytesOf(trailer), latin1('\n')]);
}

/** The stream is listed in itself. */
function stream(file: PdfFile, entries: ReadonlyMap<number, Entry>, trailer: PDFDict, start: number): Uint8Array {
  const number = Math.max(file.nextNumber, ...[...entries.keys()].map((each) => each + 1));
  const all = new Map<number, Entry>([...entries, [number, { offset: start, generation: 0 }]]);
  const runs = runsOf(all);
  const fields = Buffer.alloc(7 * all.size);
  for (const [i, [, entry]] of runs.flat().entries()) {
    const isPlain = 'offset' in entry;
    fields.writeUInt8(isPlain ? 1 : 2, 7 * i);
    fields.writeUInt32BE(isPlain ? entry.offset : entry.within, 7 * i + 1);
    fields.writeUInt16BE(isPlain ? entry.generation : entry.index, 7 * i + 5);
  }
  const dict = PDFDict.withContext(file.context);
  const { context } = file;
  dict.set(name('Type'), name('XRef'));
  dict.set(name('W'), context.obj([1, 4, 2]));
  dict.set(name('Index'), context.obj(runs.flatMap((run) => [run[0]?.[0] ?? 0, run.length])));
  dict.set(name('Size'), PDFNumber.of(number + 1));
  dict.set(name('Length'), PDFNumber.of(fields.length));
  for (const [key, value] of trailer.entries()) dict.set(key, value);
  return Buffer.concat([latin1(`${number} 0 obj\n`), bytesOf(PDFRawStream.of(dict, fields)), latin1('\nendobj\n')]);
}

/** Entries in the order of their numbers, those that follow one another together. */
function runsOf(entries: ReadonlyMap<number, Entry>): [number, Entry][][] {
  const runs: [number, Entry][][] = [];
  for (const each of [...entries].filter(([number]) => number > 0).sort(([a], [b]) => a - b)) {
    const run = runs.at(-1);
    if (run && run.at(-1)?.[0] === each[0] - 1) run.push(each);
    else runs.push([each]);
  }
  return runs;
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}

function encrypted(object: PDFObject, encryption: Encryption, ref: PDFRef, context: PDFContext): PDFObject {
  const { objectNumber, generationNumber } = ref;
  if (object instanceof PDFString || object instanceof PDFHexString)
    return hexString(encryption.encryptString(object.asBytes(), objectNumber, generationNumber));
  if (object instanceof PDFArray) {
    const copy = PDFArray.withContext(context);
    for (const each of object.asArray()) copy.push(encrypted(each, encryption, ref, context));
    return copy;
  }
  if (object instanceof PDFDict) {
    const entries = object.entries().map(([key, value]) => [key, encrypted(value, encryption, ref, context)] as const);
    return PDFDict.fromMapWithContext(new Map(entries), context);
  }
  if (!(object instanceof PDFRawStream)) return object;
  const dict = encrypted(object.dict, encryption, ref, context) as PDFDict;
  const contents = encryption.encryptStream(object.contents, objectNumber, generationNumber);
  dict.set(name('Length'), PDFNumber.of(contents.length));
  return PDFRawStream.of(dict, contents);
}

function bytesOf(object: PDFObject): Uint8Array {
  const bytes = new Uint8Array(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return bytes;
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}
