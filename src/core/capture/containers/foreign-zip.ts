// Opens zips of strangers (EPUB, DOCX, WACZ): nothing is written to disk, names are only compared, and what unpacks to too much is refused.
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { Container } from '../captured.ts';

export interface ForeignZip {
  /** The names of its files in order, without those that lead out of it. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /**
   * Reads a file.
   * @throws Failure `invalid` when it is damaged or not there, `too-large` over the limit in bytes
   */
  read(name: string, limitBytes: number): Promise<Uint8Array>;
  /** Reads a file piece by piece; its size is the reader's concern. */
  stream(name: string): AsyncGenerator<Uint8Array>;
  close(): void;
}

const MOST_ENTRIES = 100_000;
/** What is read of one zip in all, in bytes, but for what is streamed. */
const MOST_UNPACKED = 384 * 1024 * 1024;

/** @throws Failure `invalid` when it is no whole zip */
export async function openForeignZip({ name: zipName, path, bytes }: Container): Promise<ForeignZip> {
  const invalid = (cause: unknown) =>
    new Failure('invalid', said`${zipName}: the file is no whole zip (${(cause as Error).message})`, {
      subject: zipName,
      cause,
    });
  const entries = new Map<string, Entry>();
  let left = MOST_UNPACKED;
  let zip: ZipFile;
  try {
    // Names are decoded here: yauzl gives up a whole zip for one that leads out of it.
    const options = { autoClose: false, decodeStrings: false };
    zip = path === undefined ? await fromBufferPromise(asBuffer(bytes), options) : await openPromise(path, options);
  } catch (cause) {
    throw invalid(cause);
  }
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= MOST_ENTRIES) throw new Error('it has too many entries');
      const name = Buffer.from(entry.fileNameRaw).toString('utf8').replaceAll('\\', '/');
      if (isInside(name) && !name.endsWith('/') && !entries.has(name)) entries.set(name, entry);
    }
  } catch (cause) {
    zip.close();
    throw invalid(cause);
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    async read(name, limitBytes) {
      const entry = entries.get(name);
      if (entry === undefined) throw new Failure('invalid', said`${zipName}: ${name} is missing`, { subject: zipName });
      const limit = Math.min(limitBytes, left);
      if (entry.uncompressedSize > limit) throw tooLarge(zipName, name, limit);
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const part of streamOf(entry)) {
        size += part.length;
        if (size > limit) throw tooLarge(zipName, name, limit);
        parts.push(part);
      }
      left -= size;
      return new Uint8Array(Buffer.concat(parts));
    },
    async *stream(name) {
      const entry = entries.get(name);
      if (entry === undefined) throw new Failure('invalid', said`${zipName}: ${name} is missing`, { subject: zipName });
      yield* streamOf(entry);
    },
    close: () => zip.close(),
  };

  async function* streamOf(entry: Entry): AsyncGenerator<Uint8Array> {
    try {
      if (entry.isEncrypted()) throw new Error('it is encrypted');
      for await (const part of await zip.openReadStreamPromise(entry)) yield part as Uint8Array;
    } catch (cause) {
      throw new Failure(
        'invalid',
        said`${zipName}: ${Buffer.from(entry.fileNameRaw).toString('utf8')} cannot be unpacked (${(cause as Error).message})`,
        {
          subject: zipName,
          cause,
        },
      );
    }
  }
}

function asBuffer(bytes: Uint8Array = new Uint8Array()): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isInside(name: string): boolean {
  return !/^(?:[/\\]|[a-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\0/iu.test(name);
}

function tooLarge(zipName: string, name: string, limit: number): Failure {
  return new Failure('too-large', said`${zipName}: ${name} unpacks to more than ${Math.round(limit / 2 ** 20)} MB`, {
    subject: zipName,
  });
}
