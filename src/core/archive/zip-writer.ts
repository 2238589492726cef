// Writes a zip file that may be larger than memory and than 4 GB, member by member as they come (PKWARE APPNOTE 6.3.10).
// In memory are the lines of its directory. Sizes and check sums stand before each member: nothing has to be guessed while it is read.
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { directoryLine, endOfZip, localHeader, METHOD, MOST_32, type ZipEntry } from './zip-format.ts';

export type ZipContent = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export interface ZipMemberOptions {
  /** Stored as it is; for bytes that are compressed already. */
  readonly isStored?: boolean;
  /** It may be larger than 4 GB. */
  readonly isLarge?: boolean;
}

/** Bytes that are gathered before they are written. */
const FLUSH_BYTES = 2 ** 20;
/** Bytes that are never more than 4 GB once they are deflated. */
const MOST_SMALL = MOST_32 - 2 ** 24;
export class ZipWriter {
  readonly #handle: FileHandle;
  readonly #entries: ZipEntry[] = [];
  #size = 0;

  /** Begins a zip in a file that is open for writing, and empty. */
  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Adds a member. A second one may be added when the first is done. */
  async add(
    name: string,
    content: ZipContent,
    { isStored = false, isLarge = false }: ZipMemberOptions = {},
  ): Promise<void> {
    const bytes = Buffer.from(name);
    const offset = this.#size;
    let crc = 0;
    let size = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const chunk of content) {
        crc = crc32(chunk, crc);
        size += chunk.length;
        if (size > MOST_SMALL && !isLarge) throw new RangeError(`${name} is larger than 4 GB`);
        yield chunk;
      }
    }
    const begun = {
      name: bytes,
      method: isStored ? METHOD.stored : METHOD.deflated,
      offset,
      isLarge,
      isUnixFile: true,
    };
    const head = localHeader({ ...begun, crc: 0, compressed: 0, size: 0 }).length;
    const output = new Output(this.#handle, offset + head);
    if (isStored) await output.take(counted());
    else await pipeline(counted(), createDeflateRaw(), (chunks) => output.take(chunks));
    const compressed = output.end - offset - head;
    const entry: ZipEntry = { ...begun, crc, compressed, size };
    await output.finish(localHeader(entry), offset);
    this.#entries.push(entry);
    this.#size = output.end;
  }

  /** Writes the directory; gives the size of the zip in bytes. */
  async finish(): Promise<number> {
    const begin = this.#size;
    const output = new Output(this.#handle, begin);
    for (const entry of this.#entries) await output.put(directoryLine(entry));
    await output.put(endOfZip(this.#entries.length, begin, output.end - begin));
    await output.flush();
    this.#size = output.end;
    return this.#size;
  }
}

/** Gathers bytes and writes them at their place. */
class Output {
  readonly #handle: FileHandle;
  #chunks: Uint8Array[] = [];
  #gathered = 0;
  /** Where the next flush begins. */
  #position: number;
  readonly #begin: number;

  constructor(handle: FileHandle, position: number) {
    this.#handle = handle;
    this.#begin = position;
    this.#position = position;
  }

  /** Where what has been put ends. */
  get end(): number {
    return this.#position + this.#gathered;
  }

  async take(chunks: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const chunk of chunks) await this.put(chunk);
  }

  async put(chunk: Uint8Array): Promise<void> {
    this.#chunks.push(chunk);
    this.#gathered += chunk.length;
    if (this.#gathered >= FLUSH_BYTES) await this.flush();
  }

  async flush(): Promise<void> {
    const bytes = Buffer.concat(this.#chunks);
    await this.#write(bytes, this.#position);
    this.#position += bytes.length;
    this.#chunks = [];
    this.#gathered = 0;
  }

  /** Writes the rest, and the header that belongs before all of it: in one write where nothing has been written yet. */
  async finish(header: Uint8Array, at: number): Promise<void> {
    if (this.#position === this.#begin) {
      const bytes = Buffer.concat([header, ...this.#chunks]);
      this.#chunks = [];
      await this.#write(bytes, at);
      this.#position = at + bytes.length;
      this.#gathered = 0;
      return;
    }
    await this.flush();
    await this.#write(header, at);
  }

  async #write(bytes: Uint8Array, at: number): Promise<void> {
    let written = 0;
    while (written < bytes.length) {
      const { bytesWritten } = await this.#handle.write(bytes, written, bytes.length - written, at + written);
      written += bytesWritten;
    }
  }
}
