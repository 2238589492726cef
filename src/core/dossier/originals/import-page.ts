// Takes a page of an original into another PDF as a form (ISO 32000-1 §8.10): its content, and only what that needs, decrypted. No action, script or
// tag comes along.
import { PDFArray, type PDFContext, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib';
import { deflated } from '../finish/deflated.ts';
import type { Rect } from '../finish/markup.ts';
import type { PdfFile } from './pdf-file.ts';

const name = PDFName.of;

/** More objects, or bytes of streams, than the page of a paper needs. */
const MOST_OBJECTS = 100_000;
const MOST_BYTES = 2 ** 29;
const DEEPEST_TREE = 60;

/** What would point into the original's tags, pages and scripts. */
const LEFT_OUT = new Set(
  ['StructParent', 'StructParents', 'Parent', 'P', 'Pg', 'AA', 'A', 'JS', 'Metadata', 'PieceInfo'].map((key) =>
    name(key),
  ),
);

/** Copies objects of one original into a document; each only once. */
export class PageImporter {
  readonly #file: PdfFile;
  readonly #context: PDFContext;
  readonly #copies = new Map<string, PDFRef>();
  #bytes = 0;

  constructor(file: PdfFile, context: PDFContext) {
    this.#file = file;
    this.#context = context;
  }

  /**
   * Registers a page's content as a form. `view` is the part of the page that is seen.
   * @throws Error when the page or its content cannot be read
   */
  form(page: PDFRef, view: Rect): PDFRef {
    const dict = this.#file.read(page);
    if (!(dict instanceof PDFDict)) throw new Error('the page is no object of its own');
    const { stream, contents } = this.#contentOf(dict);
    const form = this.#context.obj({ Type: 'XObject', Subtype: 'Form', FormType: 1, BBox: [...view] }) as PDFDict;
    const resources = this.#inherited(dict, 'Resources');
    form.set(name('Resources'), resources instanceof PDFDict ? this.copy(resources) : this.#context.obj({}));
    const group = this.#file.get(dict, 'Group');
    if (group instanceof PDFDict) form.set(name('Group'), this.copy(group));
    for (const key of ['Filter', 'DecodeParms']) {
      const value = stream && this.#file.get(stream.dict, key);
      if (value !== undefined) form.set(name(key), this.copy(value));
    }
    if (stream === undefined) form.set(name('Filter'), name('FlateDecode'));
    form.set(name('Length'), PDFNumber.of(contents.length));
    return this.#context.register(PDFRawStream.of(form, contents));
  }

  /** A single stream is taken as it is packed; several are unpacked, since an operator may begin in one and end in the next. */
  #contentOf(page: PDFDict): { readonly stream: PDFRawStream | undefined; readonly contents: Uint8Array } {
    const found = this.#file.get(page, 'Contents');
    const streams = (found instanceof PDFArray ? found.asArray() : [found])
      .map((each) => this.#file.resolve(each))
      .filter((each) => each instanceof PDFRawStream);
    const [only] = streams;
    if (streams.length === 1 && only) return { stream: only, contents: Uint8Array.from(only.contents) };
    const parts = streams.flatMap((each) => [this.#file.unpacked(each), Buffer.from('\n')]);
    return { stream: undefined, contents: deflated(Buffer.concat(parts)) };
  }

  #inherited(page: PDFDict, key: string): PDFObject | undefined {
    let node: PDFObject | undefined = page;
    for (let i = 0; node instanceof PDFDict && i < DEEPEST_TREE; i++) {
      const value = this.#file.get(node, key);
      if (value !== undefined) return value;
      node = this.#file.get(node, 'Parent');
    }
    return undefined;
  }

  /** Gives the copy of an object, with what it refers to. @throws Error when that is more than a page needs */
  copy(object: PDFObject): PDFObject {
    if (object instanceof PDFRef) return this.#copyRef(object);
    if (object instanceof PDFArray) {
      const copied = PDFArray.withContext(this.#context);
      for (const each of object.asArray()) copied.push(this.copy(each));
      return copied;
    }
    if (object instanceof PDFDict) return this.#copyDict(object);
    if (object instanceof PDFRawStream) return this.#copyStream(object);
    return object;
  }

  /** The copy of an object that was needed; undefined for one that was not. */
  copyOf(ref: PDFRef): PDFRef | undefined {
    return this.#copies.get(ref.toString());
  }

  /** Gives what was copied. */
  copied(ref: PDFRef): PDFObject | undefined {
    return this.#context.lookup(ref);
  }

  #copyRef(ref: PDFRef): PDFObject {
    const known = this.#copies.get(ref.toString());
    if (known) return known;
    if (this.#copies.size > MOST_OBJECTS) throw new Error('the page needs too many objects');
    const found = this.#file.resolve(ref);
    const copy = this.#context.nextRef();
    this.#copies.set(ref.toString(), copy);
    this.#context.assign(copy, found === undefined || isPage(found) ? this.#context.obj(null) : this.copy(found));
    return copy;
  }

  #copyDict(dict: PDFDict): PDFDict {
    const copied = PDFDict.withContext(this.#context);
    for (const [key, value] of dict.entries()) if (!LEFT_OUT.has(key)) copied.set(key, this.copy(value));
    return copied;
  }

  #copyStream({ dict, contents }: PDFRawStream): PDFRawStream {
    this.#bytes += contents.length;
    if (this.#bytes > MOST_BYTES) throw new Error('the pages need too much memory');
    const copied = this.#copyDict(dict);
    copied.set(name('Length'), PDFNumber.of(contents.length));
    return PDFRawStream.of(copied, Uint8Array.from(contents));
  }
}

function isPage(object: PDFObject): boolean {
  if (!(object instanceof PDFDict)) return false;
  const type = object.get(name('Type'));
  return type === name('Page') || type === name('Pages') || type === name('Catalog');
}
