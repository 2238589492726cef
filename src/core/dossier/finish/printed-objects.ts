// The objects of a PDF that Chromium printed. Most are tags that nobody looks at: an object is parsed when it is asked for, and the others stay
// bytes of the file, so that a dossier of hundreds of articles takes tens of megabytes and not hundreds.

import type { PDFDict, PDFObject } from 'pdf-lib';
import { PDFContext, PDFDocument, PDFName, PDFObjectParser, PDFRef } from 'pdf-lib';

/** Where each object of a file lies, by its number: its first byte and the one after its last. 0 for what is not there. */
interface Places {
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** An object that was not parsed yet, as it stands in the file between `obj` and `endobj`. */
export interface RawObject {
  readonly number: number;
  readonly bytes: Buffer;
}

const HEADER = /^\s*\d+ \d+ obj\s*/;
const TAIL = /\s*endobj\s*$/;
/** Longer than any header and any tail. */
const MOST_AROUND = 40;

export class PrintedObjects extends Map<PDFRef, PDFObject> {
  readonly #file: Buffer;
  readonly #places: Places;
  readonly #context: PDFContext;

  constructor(file: Buffer, places: Places, context: PDFContext) {
    super();
    this.#file = file;
    this.#places = places;
    this.#context = context;
  }

  override get(ref: PDFRef): PDFObject | undefined {
    const known = super.get(ref);
    if (known || ref.generationNumber !== 0) return known;
    const raw = this.raw(ref.objectNumber);
    if (!raw) return undefined;
    const object = PDFObjectParser.forBytes(raw, this.#context).parseObject();
    this.set(ref, object);
    return object;
  }

  override set(ref: PDFRef, object: PDFObject): this {
    this.#forget(ref);
    return super.set(ref, object);
  }

  override delete(ref: PDFRef): boolean {
    const isThere = this.has(ref);
    this.#forget(ref);
    super.delete(ref);
    return isThere;
  }

  override has(ref: PDFRef): boolean {
    return super.has(ref) || (ref.generationNumber === 0 && this.raw(ref.objectNumber) !== undefined);
  }

  /** All objects; those that were not parsed are parsed by this, so only what needs all of them should ask. */
  override entries(): MapIterator<[PDFRef, PDFObject]> {
    for (const { number } of this.unparsed()) this.get(PDFRef.of(number));
    return super.entries();
  }

  /** The objects that were parsed or added. */
  parsed(): MapIterator<[PDFRef, PDFObject]> {
    return super.entries();
  }

  /** The others, by their numbers. */
  *unparsed(): Generator<RawObject> {
    for (let number = 1; number < this.#places.starts.length; number++) {
      const bytes = this.raw(number);
      if (bytes) yield { number, bytes };
    }
  }

  /** The bytes of an object that was not parsed. */
  raw(number: number): Buffer | undefined {
    const start = this.#places.starts[number] ?? 0;
    if (start === 0) return undefined;
    const end = this.#places.ends[number] as number;
    const header =
      HEADER.exec(this.#file.toString('latin1', start, Math.min(end, start + MOST_AROUND)))?.[0].length ?? 0;
    const tail = TAIL.exec(this.#file.toString('latin1', Math.max(start, end - MOST_AROUND), end))?.[0].length ?? 0;
    return this.#file.subarray(start + header, end - tail);
  }

  #forget({ objectNumber, generationNumber }: PDFRef): void {
    if (generationNumber === 0 && objectNumber < this.#places.starts.length) this.#places.starts[objectNumber] = 0;
  }
}

/** What pdf-lib keeps private: how a document is made from its objects, and where they are kept. */
const OpenDocument = PDFDocument as unknown as new (
  context: PDFContext,
  ignoreEncryption: boolean,
  updateMetadata: boolean,
) => PDFDocument;

/**
 * Opens a PDF that Chromium printed. The bytes are kept and must not be changed any more.
 * @throws Error when it has no table of its objects as Chromium writes one (ISO 32000-1 §7.5.4)
 */
export function openPrinted(pdf: Uint8Array): PDFDocument {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const { places, trailer } = readTable(file);
  const context = PDFContext.create();
  Object.assign(context, { indirectObjects: new PrintedObjects(file, places, context) });
  context.largestObjectNumber = places.starts.length - 1;
  const dict = PDFObjectParser.forBytes(trailer, context).parseObject() as PDFDict;
  const named = (name: string) => dict.get(PDFName.of(name));
  Object.assign(context.trailerInfo, { Root: named('Root'), Info: named('Info') });
  return new OpenDocument(context, false, false);
}

/** The objects of an opened print. */
export function objectsOf({ context }: PDFDocument): PrintedObjects {
  return (context as unknown as { readonly indirectObjects: PrintedObjects }).indirectObjects;
}

const ENTRY_BYTES = 20;

function readTable(file: Buffer): { places: Places; trailer: Buffer } {
  const tail = file.toString('latin1', Math.max(0, file.length - 2048));
  const tableStart = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail)?.[1] ?? Number.NaN);
  const head = /^xref\s+0 (\d+)\s*?\n/.exec(file.toString('latin1', tableStart, tableStart + MOST_AROUND));
  const trailerStart = file.lastIndexOf('trailer');
  if (!head || trailerStart < tableStart) throw new Error('the print has no table of its objects');
  const count = Number(head[1]);
  const first = tableStart + head[0].length;
  const starts = new Uint32Array(count);
  for (let number = 1; number < count; number++) {
    const entry = file.toString('latin1', first + number * ENTRY_BYTES, first + (number + 1) * ENTRY_BYTES);
    if (entry[17] === 'n') starts[number] = Number(entry.slice(0, 10));
  }
  return {
    places: { starts, ends: endsOf(starts, tableStart) },
    trailer: file.subarray(trailerStart + 'trailer'.length),
  };
}

/** An object ends where the next one in the file begins. */
function endsOf(starts: Uint32Array, tableStart: number): Uint32Array {
  const sorted = starts.toSorted();
  const ends = new Uint32Array(starts.length);
  const next = new Map<number, number>();
  for (const [i, start] of sorted.entries()) next.set(start, sorted[i + 1] ?? tableStart);
  for (const [number, start] of starts.entries()) ends[number] = next.get(start) as number;
  return ends;
}
