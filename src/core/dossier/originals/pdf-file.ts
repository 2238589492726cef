// A PDF of any program, read object by object: nothing but what is asked for is read, so that damage elsewhere does no harm.
// What is read is decrypted.
import {
  PDFArray,
  PDFContext,
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
import {
  type CrossReference,
  numberOf,
  type Place,
  readCrossReference,
  searchObjects,
  unpacked,
} from './cross-reference.ts';
import { type Encryption, openEncryption } from './encryption.ts';
import { ObjectParser } from './object-parser.ts';

/** Why a PDF cannot be opened. */
export class PdfTrouble extends Error {
  readonly kind: 'locked' | 'damaged';

  constructor(kind: PdfTrouble['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

const name = PDFName.of;

/** References that lead to references go no further. */
const LONGEST_CHAIN = 32;

/** A page; one that is no object of its own stands among its parent's kids. */
export interface FoundPage {
  readonly ref: PDFRef | undefined;
  readonly dict: PDFDict;
  readonly place: { readonly parent: PDFRef; readonly index: number } | undefined;
}

/** A deeper tree of pages is a trap. */
const DEEPEST_TREE = 200;

export class PdfFile {
  readonly context = PDFContext.create();
  readonly original: Uint8Array;
  /** From its header on. */
  readonly bytes: Uint8Array;
  /** How many bytes stand before the header. */
  readonly skipped: number;
  readonly #objects = new Map<number, PDFObject>();
  readonly #streams = new Map<number, ReadonlyMap<number, PDFObject>>();
  readonly #password: string;
  readonly #reading = new Set<number>();
  #reference: CrossReference;
  encryption: Encryption | undefined;

  /**
   * Opens a PDF. `original` stays as it is. Its objects are looked for where it states them to be, or through the whole file.
   * @throws PdfTrouble when its objects cannot be found, or when the password does not open it
   */
  constructor(original: Uint8Array, password: string, places: 'stated' | 'search' = 'stated') {
    this.original = original;
    this.#password = password;
    const head = Buffer.from(original.buffer, original.byteOffset, Math.min(original.length, 1024));
    this.skipped = Math.max(0, head.indexOf('%PDF-', 0, 'latin1'));
    this.bytes = original.subarray(this.skipped);
    this.#reference = (places === 'stated' ? this.#stated() : undefined) ?? this.#searched();
    if (this.encryption === undefined) this.#unlock();
    // What is stated may turn out wrong only when it is followed.
    if (this.isStated && !this.#hasPages()) this.#reference = this.#searched();
    if (!this.#hasPages()) throw new PdfTrouble('damaged', 'it has no catalogue of pages');
  }

  get trailer(): PDFDict {
    return this.#reference.trailer;
  }

  get places(): ReadonlyMap<number, Place> {
    return this.#reference.places;
  }

  /** Where the newest section of places stands, in bytes from the header; undefined when the file's own are wrong. */
  get start(): number | undefined {
    return this.#reference.start;
  }

  get isStated(): boolean {
    return this.start !== undefined;
  }

  /** Whether its places are stated in a stream; for wrong ones, whether they must be. */
  get hasStream(): boolean {
    return this.#reference.isStream;
  }

  get catalog(): PDFDict | undefined {
    const root = this.resolve(this.trailer.get(name('Root')));
    return root instanceof PDFDict ? root : undefined;
  }

  /** The lowest number that no object has. */
  get nextNumber(): number {
    const highest = Math.max(0, ...boundsOf(this.places.keys()));
    return Math.max(highest + 1, Math.min(numberOf(this.trailer, 'Size') ?? 0, highest + 100_000));
  }

  /** Gives the pages in order. */
  pages(): FoundPage[] {
    const found: FoundPage[] = [];
    const seen = new Set<number>();
    const visit = (object: PDFObject | undefined, place: FoundPage['place'], depth: number): void => {
      const dict = this.resolve(object);
      if (!(dict instanceof PDFDict) || depth > DEEPEST_TREE) return;
      const ref = object instanceof PDFRef ? object : undefined;
      if (ref !== undefined && seen.has(ref.objectNumber)) return;
      if (ref !== undefined) seen.add(ref.objectNumber);
      const kids = this.array(dict, 'Kids')?.asArray();
      if (kids) for (const [i, kid] of kids.entries()) visit(kid, ref && { parent: ref, index: i }, depth + 1);
      else found.push({ ref, dict, place });
    };
    if (this.catalog) visit(this.catalog.get(name('Pages')), undefined, 0);
    return found;
  }

  /** Follows references; what is not there is undefined. */
  resolve(object: PDFObject | undefined): PDFObject | undefined {
    let found = object;
    for (let i = 0; found instanceof PDFRef && i < LONGEST_CHAIN; i++) found = this.read(found);
    return found === PDFNull || found instanceof PDFRef ? undefined : found;
  }

  /** Gives the value of a dictionary's key. */
  get(dict: PDFDict, key: string): PDFObject | undefined {
    return this.resolve(dict.get(name(key)));
  }

  dict(dict: PDFDict, key: string): PDFDict | undefined {
    const value = this.get(dict, key);
    return value instanceof PDFDict ? value : undefined;
  }

  array(dict: PDFDict, key: string): PDFArray | undefined {
    const value = this.get(dict, key);
    return value instanceof PDFArray ? value : undefined;
  }

  number(dict: PDFDict, key: string): number | undefined {
    const value = this.get(dict, key);
    return value instanceof PDFNumber ? value.asNumber() : undefined;
  }

  /** Gives a stream's bytes, unpacked. @throws Error when that cannot be done */
  unpacked(stream: PDFRawStream): Uint8Array {
    return unpacked(stream, (object) => this.resolve(object as PDFObject | undefined));
  }

  /** Reads an object; one that is not there or damaged is undefined. */
  read(ref: PDFRef): PDFObject | undefined {
    const known = this.#objects.get(ref.objectNumber);
    if (known !== undefined) return known;
    const place = this.places.get(ref.objectNumber);
    if (place === undefined || this.#reading.has(ref.objectNumber)) return undefined;
    this.#reading.add(ref.objectNumber);
    try {
      const found =
        'within' in place ? this.#readWithin(place.within, ref.objectNumber) : this.#readAt(place.offset, ref);
      if (found !== undefined) this.#objects.set(ref.objectNumber, found);
      return found;
    } catch {
      return undefined;
    } finally {
      this.#reading.delete(ref.objectNumber);
    }
  }

  #readAt(offset: number, ref: PDFRef): PDFObject | undefined {
    const parser = new ObjectParser(this.bytes, offset, this.context);
    const [number, generation] = [parser.integer(), parser.integer()];
    if (number !== ref.objectNumber || generation === undefined || !parser.takes('obj')) {
      if (!this.isStated) return undefined;
      // One wrong place makes all of them doubtful.
      this.#reference = this.#searched();
      this.#reading.delete(ref.objectNumber);
      return this.read(ref);
    }
    const object = parser.indirectObject((length) => {
      const value = this.resolve(length);
      return value instanceof PDFNumber ? value.asNumber() : undefined;
    });
    return this.encryption === undefined || this.#isEncryptionDict(ref)
      ? object
      : decrypted(object, this.encryption, number, generation);
  }

  #isEncryptionDict(ref: PDFRef): boolean {
    const dict = this.trailer.get(name('Encrypt'));
    return dict instanceof PDFRef && dict.objectNumber === ref.objectNumber;
  }

  #readWithin(stream: number, number: number): PDFObject | undefined {
    return this.#objectsWithin(stream).get(number);
  }

  /** The objects of an object stream with their numbers (§7.5.7). */
  #objectsWithin(number: number): ReadonlyMap<number, PDFObject> {
    const known = this.#streams.get(number);
    if (known !== undefined) return known;
    const found = new Map<number, PDFObject>();
    this.#streams.set(number, found);
    const stream = this.resolve(PDFRef.of(number));
    if (!(stream instanceof PDFRawStream)) return found;
    const bytes = this.unpacked(stream);
    const [count, first] = [this.number(stream.dict, 'N') ?? 0, this.number(stream.dict, 'First') ?? 0];
    const heads = new ObjectParser(bytes, 0, this.context);
    for (let i = 0; i < count; i++) {
      const [own, offset] = [heads.integer(), heads.integer()];
      if (own === undefined || offset === undefined) break;
      try {
        found.set(own, new ObjectParser(bytes, first + offset, this.context).object());
      } catch {
        // The others are read.
      }
    }
    return found;
  }

  #stated(): CrossReference | undefined {
    try {
      return readCrossReference(this.bytes, this.context);
    } catch {
      return undefined;
    }
  }

  /** Looks for all objects; afterwards what was read before is forgotten. */
  #searched(): CrossReference {
    const { places, trailers, objectStreams } = searchObjects(this.bytes, this.context);
    this.#objects.clear();
    this.#streams.clear();
    const candidates = trailers.toReversed();
    const encrypted = candidates.find((dict) => dict.has(name('Encrypt')));
    const trailer = PDFDict.withContext(this.context);
    for (const key of ['Encrypt', 'ID', 'Info', 'Root']) {
      const value = (
        key === 'Encrypt' || key === 'ID'
          ? (encrypted ?? candidates.find((dict) => dict.has(name(key))))
          : candidates.find((dict) => dict.has(name(key)))
      )?.get(name(key));
      if (value !== undefined) trailer.set(name(key), value);
    }
    this.#reference = { places, trailer, isStream: false, start: undefined };
    this.encryption = undefined;
    this.#unlock();
    for (const number of objectStreams)
      for (const [i, own] of [...this.#tryObjectsWithin(number).keys()].entries())
        if (!places.has(own)) places.set(own, { within: number, index: i });
    if (!this.#hasPages()) this.#findCatalog(trailer, candidates);
    return { places, trailer, isStream: [...places.values()].some((place) => 'within' in place), start: undefined };
  }

  #tryObjectsWithin(number: number): ReadonlyMap<number, PDFObject> {
    try {
      return this.#objectsWithin(number);
    } catch {
      return new Map();
    }
  }

  #findCatalog(trailer: PDFDict, candidates: readonly PDFDict[]): void {
    const roots = candidates.flatMap((dict) => dict.get(name('Root')) ?? []);
    const all = [...this.places.entries()].map(([number, place]) =>
      PDFRef.of(number, 'offset' in place ? place.generation : 0),
    );
    const catalogs = all.filter((ref) => {
      const object = this.resolve(ref);
      return object instanceof PDFDict && object.get(name('Type')) === name('Catalog');
    });
    for (const root of [...roots, ...catalogs.toReversed()]) {
      trailer.set(name('Root'), root);
      if (this.#hasPages()) return;
    }
  }

  #hasPages(): boolean {
    const { catalog } = this;
    return catalog !== undefined && this.dict(catalog, 'Pages') !== undefined;
  }

  #unlock(): void {
    const dict = this.resolve(this.trailer.get(name('Encrypt')));
    if (!(dict instanceof PDFDict)) return;
    const ids = this.resolve(this.trailer.get(name('ID')));
    const first = ids instanceof PDFArray && ids.size() > 0 ? this.resolve(ids.get(0)) : undefined;
    const id = first instanceof PDFString || first instanceof PDFHexString ? first.asBytes() : new Uint8Array();
    let opened: Encryption | undefined;
    try {
      opened = openEncryption(dict, id, this.#password, (object) => this.resolve(object));
    } catch (cause) {
      throw new PdfTrouble('locked', (cause as Error).message);
    }
    if (opened === undefined) throw new PdfTrouble('locked', 'it is locked with a password');
    this.encryption = opened;
    this.#objects.clear();
    this.#streams.clear();
  }
}

function boundsOf(numbers: Iterable<number>): [number] {
  let highest = 0;
  for (const number of numbers) if (number > highest) highest = number;
  return [highest];
}

function decrypted(object: PDFObject, encryption: Encryption, number: number, generation: number): PDFObject {
  if (object instanceof PDFString || object instanceof PDFHexString)
    return hexString(encryption.decryptString(object.asBytes(), number, generation));
  if (object instanceof PDFArray) {
    for (let i = 0; i < object.size(); i++) object.set(i, decrypted(object.get(i), encryption, number, generation));
    return object;
  }
  if (object instanceof PDFDict) {
    // The words of a signature are never encrypted.
    const isSignature = object.has(name('ByteRange'));
    for (const [key, value] of object.entries())
      if (!(isSignature && key === name('Contents'))) object.set(key, decrypted(value, encryption, number, generation));
    return object;
  }
  if (!(object instanceof PDFRawStream)) return object;
  const type = object.dict.get(name('Type'));
  if (type === name('XRef')) return object;
  decrypted(object.dict, encryption, number, generation);
  if (type === name('Metadata') && !encryption.encryptsMetadata) return object;
  const contents = encryption.decryptStream(object.contents, number, generation, cryptFilterOf(object.dict));
  return PDFRawStream.of(object.dict, contents);
}

/** The name of a stream's own crypt filter (§7.4.10); it comes first. */
function cryptFilterOf(dict: PDFDict): string | undefined {
  const first = (value: PDFObject | undefined) => (value instanceof PDFArray ? value.get(0) : value);
  if (first(dict.get(name('Filter'))) !== name('Crypt')) return undefined;
  const parameters = first(dict.get(name('DecodeParms')));
  const named = parameters instanceof PDFDict ? parameters.get(name('Name')) : undefined;
  return named instanceof PDFName ? named.decodeText() : 'Identity';
}

/** Makes a string of bytes. */
export function hexString(bytes: Uint8Array): PDFHexString {
  return PDFHexString.of(Buffer.from(bytes).toString('hex').toUpperCase());
}
