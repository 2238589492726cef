// Reads a BagIt bag out of a zip that a stranger may have made: believes no name, size or digest before it has been checked.
// The zip is gone through member by member, twice: once to check every byte, once to take what is wanted.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { Failure } from '../../shared/errors.ts';
import { type Said, type SaidValue, said } from '../../shared/said.ts';

export interface BagFile {
  /** Relative to the bag, with `/`. */
  readonly name: string;
  readonly bytes: number;
  /** 64 hex digits, as the bag's manifests say and as its bytes were found to be. */
  readonly sha256: string;
}

/** The largest manifest of a bag, in bytes: some 3,000,000 files. */
const LARGEST_MANIFEST = 512 * 2 ** 20;
const LARGEST_TEXT = 2 ** 20;
const MOST_MEMBERS = 5_000_000;
const STORED = 0;
const DEFLATED = 8;

export class BagReader {
  readonly #file: string;
  readonly #zip: ZipFile;
  readonly #found = new Map<string, BagFile>();
  /** All members together, unpacked. */
  readonly totalBytes: number;

  private constructor(file: string, zip: ZipFile, totalBytes: number) {
    this.#file = file;
    this.#zip = zip;
    this.totalBytes = totalBytes;
  }

  /**
   * Opens a file and looks through its directory.
   * @throws Failure `not-found`, `damaged` when it is a zip that is not whole, `invalid` when it is none or its members are not what an export writes.
   */
  static async open(file: string): Promise<BagReader> {
    const zip = await openWhole(file);
    try {
      const totalBytes = await checkDirectory(file, zip);
      return new BagReader(file, zip, totalBytes);
    } catch (error) {
      zip.close();
      throw told(file, error);
    }
  }

  /**
   * Reads every byte and compares it with the bag's manifests; gives the payload.
   * @throws Failure `damaged` naming the first file that is not as its manifest says, `invalid` when it is no bag.
   */
  async check(onBytes: (bytes: number) => void, signal?: AbortSignal): Promise<ReadonlyMap<string, BagFile>> {
    const tags = new Map<string, string>();
    for await (const { name, bytes, content } of this.#eachMember()) {
      signal?.throwIfAborted();
      const hash = createHash('sha256');
      const kept: Uint8Array[] | undefined = /^(?:bagit\.txt|(?:tag)?manifest-sha256\.txt)$/.test(name)
        ? []
        : undefined;
      if (kept) this.#requireRoom(name, bytes, LARGEST_MANIFEST);
      for await (const chunk of content()) {
        hash.update(chunk);
        kept?.push(chunk);
        onBytes(chunk.length);
      }
      if (kept) tags.set(name, Buffer.concat(kept).toString('utf8'));
      this.#found.set(name, { name, bytes, sha256: hash.digest('hex') });
    }
    this.#requireBag(tags);
    return new Map([...this.#found].filter(([name]) => name.startsWith('data/')));
  }

  /** Gives the members for which `wanted` holds, in the order of the zip; each is read while it is at hand. */
  async *members(
    wanted: (name: string) => boolean,
  ): AsyncGenerator<BagFile & { content(): AsyncIterable<Uint8Array> }> {
    for await (const { name, content } of this.#eachMember()) {
      const known = this.#found.get(name);
      if (!known || !wanted(name)) continue;
      yield { ...known, content: () => this.#sameAgain(known, content()) };
    }
  }

  /** Gives one small file as text, unchecked. @throws Failure `too-large`, `invalid` when there is none. */
  async readText(name: string): Promise<string> {
    for await (const each of this.#eachMember()) {
      if (each.name !== name) continue;
      this.#requireRoom(name, each.bytes, LARGEST_TEXT);
      return Buffer.concat(await Array.fromAsync(each.content())).toString('utf8');
    }
    throw notOurs(this.#file);
  }

  close(): void {
    this.#zip.close();
  }

  /** The bytes once more; another program may have changed the file since it was checked. */
  async *#sameAgain(known: BagFile, content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256');
    for await (const chunk of content) {
      hash.update(chunk);
      yield chunk;
    }
    if (hash.digest('hex') !== known.sha256) throw damaged(this.#file, said`${known.name} changed while it was read`);
  }

  async *#eachMember(): AsyncGenerator<ReadableMember> {
    const zip = await openWhole(this.#file);
    const content = (entry: Entry) => contentOf(this.#file, zip, entry);
    try {
      for await (const entry of zip.eachEntry()) {
        const { fileName: name, uncompressedSize: bytes } = entry;
        if (!name.endsWith('/')) yield { name, bytes, content: () => content(entry) };
      }
    } catch (error) {
      throw told(this.#file, error);
    } finally {
      zip.close();
    }
  }

  #requireRoom(name: string, bytes: number, limit: number): void {
    if (bytes > limit)
      throw new Failure('too-large', said`${name} is ${bytes} bytes; the limit is ${limit}.`, { subject: this.#file });
  }

  #requireBag(tags: ReadonlyMap<string, string>): void {
    if (!/^BagIt-Version: 1\.0\r?\nTag-File-Character-Encoding: UTF-8\r?\n?$/.test(tags.get('bagit.txt') ?? '')) {
      throw notOurs(this.#file);
    }
    const payload = parseManifest(tags.get('manifest-sha256.txt') ?? '');
    const tagFiles = parseManifest(tags.get('tagmanifest-sha256.txt') ?? '');
    for (const [name, sha256] of [...payload, ...tagFiles]) {
      const found = this.#found.get(name);
      if (!found) throw damaged(this.#file, said`${name} is missing`);
      if (found.sha256 !== sha256) throw damaged(this.#file, said`${name} is not as its manifest says`);
    }
    for (const name of this.#found.keys()) {
      const isListed = payload.has(name) || tagFiles.has(name) || name === 'tagmanifest-sha256.txt';
      if (!isListed) throw damaged(this.#file, said`${name} is in no manifest`);
    }
  }
}

interface ReadableMember {
  readonly name: string;
  readonly bytes: number;
  content(): AsyncIterable<Uint8Array>;
}

async function* contentOf(file: string, zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  try {
    yield* await zip.openReadStreamPromise(entry);
  } catch (error) {
    throw told(file, error);
  }
}

async function openWhole(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { autoClose: false, strictFileNames: true, validateEntrySizes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined) throw told(file, error);
    if (!(await beginsAsZip(file))) throw notOurs(file);
    throw damaged(file, said`its end is missing or unreadable`, error);
  }
}

/** Every zip, also one that was cut off, begins with the signature of its first member, or of its end when it is empty. */
async function beginsAsZip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && /^PK(?:\x03\x04|\x05\x06)/.test(buffer.toString('latin1'));
  } finally {
    await handle.close();
  }
}

/** Looks at every name and size before any byte is unpacked; gives the sum of the sizes. */
async function checkDirectory(file: string, zip: ZipFile): Promise<number> {
  const bad = (entry: Entry, what: Said) =>
    new Failure('invalid', said`${file} is refused: ${JSON.stringify(entry.fileName.slice(0, 200))} ${what}.`, {
      subject: file,
    });
  const names = new Set<string>();
  const spans: { readonly from: number; readonly to: number }[] = [];
  let totalBytes = 0;
  if (zip.entryCount > MOST_MEMBERS)
    throw new Failure('too-large', said`${file} has ${zip.entryCount} members; the limit is ${MOST_MEMBERS}.`, {
      subject: file,
    });
  for await (const entry of zip.eachEntry()) {
    const folded = entry.fileName.normalize('NFC').toLowerCase();
    if (names.has(folded)) throw bad(entry, said`is in it twice`);
    names.add(folded);
    if (/[\p{Cc}\\:]/u.test(entry.fileName)) throw bad(entry, said`has a character that no file name of ours has`);
    if (entry.isEncrypted()) throw bad(entry, said`is encrypted`);
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED)
      throw bad(entry, said`is compressed in a way that is not read`);
    if (isLink(entry)) throw bad(entry, said`is a link`);
    spans.push({
      from: entry.relativeOffsetOfLocalHeader,
      to: entry.relativeOffsetOfLocalHeader + entry.compressedSize,
    });
    totalBytes += entry.uncompressedSize;
  }
  // Members that share their bytes are how small zips unpack to petabytes (D. Fifield, "A better zip bomb", 2019).
  spans.sort((a, b) => a.from - b.from);
  if (spans.some((span, index) => span.to > (spans[index + 1]?.from ?? zip.fileSize)))
    throw new Failure('invalid', said`${file} is refused: its members overlap.`, { subject: file });
  return totalBytes;
}

/** A symbolic link by the mode that zips of Unix keep in the upper half of the external attributes. */
function isLink(entry: Entry): boolean {
  return ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
}

function parseManifest(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  return new Map(
    lines.map((line): [string, string] => {
      const [, sha256 = '', name = ''] = /^([0-9a-fA-F]{64})\s+\*?(.+)$/.exec(line) ?? [];
      return [name.replace(/%(0A|0D|25)/gi, (each) => decodeURIComponent(each)), sha256.toLowerCase()];
    }),
  );
}

function notOurs(file: string): Failure {
  return new Failure('invalid', said`${file} is no archive that export-archive has written.`, {
    remedy: said`Articles of other programs come in with: pressmark import FILE`,
    subject: file,
  });
}

function damaged(file: string, what: SaidValue, cause?: unknown): Failure {
  return new Failure('damaged', said`${file} is damaged: ${what}.`, {
    remedy: said`Nothing was imported. Take another copy of the file.`,
    subject: file,
    cause,
  });
}

function told(file: string, error: unknown): unknown {
  if (error instanceof Failure) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT')
    return new Failure('not-found', said`There is no file ${file}.`, { subject: file, cause: error });
  if (code === 'EISDIR') return new Failure('invalid', said`${file} is a folder.`, { subject: file, cause: error });
  if (code !== undefined && /^E[A-Z]+$/.test(code)) {
    return new Failure('unavailable', said`${file} cannot be read: ${message}`, { subject: file, cause: error });
  }
  if ((error as Error).name === 'AbortError') return error;
  return damaged(file, message, error);
}
