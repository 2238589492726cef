// Writes a zip file that may be larger than memory and than 4 GB, member by member as they come (PKWARE APPNOTE 6.3.10).
// In memory are the lines of its directory. Sizes and check sums stand before each member: nothing has to be guessed while it is read.
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

export type ZipContent = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

export interface ZipMemberOptions {
  /** Stored as it is; for bytes that are compressed already. */
  readonly isStored?: boolean;
  /** It may be larger than 4 GB. */
  readonly isLarge?: boolean;
}

interface Entry {
  readonly name: Uint8Array;
  readonly method: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
  /** Whether its header has room for sizes of 64 bits. */
  readonly isLarge: boolean;
}

/** Bytes that are gathered before they are written. */
const FLUSH_BYTES = 2 ** 20;
const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;
/** Bytes that are never more than 4 GB once they are deflated. */
const MOST_SMALL = MOST_32 - 2 ** 24;
/** Names are UTF-8 (general purpose bit 11). */
const UTF8_NAMES = 0x0800;
/** 1980-01-01, the first day that the format can tell, 00:00. */
const DOS_DATE = 0x0021;
/** An ordinary file, `-rw-r--r--`, made under Unix. */
const UNIX_FILE = 0o100644;
const MADE_BY_UNIX = 3 << 8;

export class ZipWriter {
  readonly #handle: FileHandle;
  readonly #entries: Entry[] = [];
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
    const head = localHeader({ name: bytes, method: 0, crc: 0, compressed: 0, size: 0, offset, isLarge }).length;
    const output = new Output(this.#handle, offset + head);
    if (isStored) await output.take(counted());
    else await pipeline(counted(), createDeflateRaw(), (chunks) => output.take(chunks));
    const compressed = output.end - offset - head;
    const entry: Entry = { name: bytes, method: isStored ? 0 : 8, crc, compressed, size, offset, isLarge };
    await output.finish(localHeader(entry), offset);
    this.#entries.push(entry);
    this.#size = output.end;
  }

  /** Writes the directory; gives the size of the zip in bytes. */
  async finish(): Promise<number> {
    const begin = this.#size;
    const output = new Output(this.#handle, begin);
    for (const entry of this.#entries) await output.put(directoryLine(entry));
    await output.put(endOf(this.#entries.length, begin, output.end - begin));
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

/** 4.3.7; with the sizes in an extra field (4.5.3) where the member may be large. */
function localHeader({ name, method, crc, compressed, size, isLarge }: Entry): Uint8Array {
  const header = Buffer.alloc(30 + name.length + (isLarge ? 20 : 0));
  header.writeUInt32LE(0x04034b50, 0);
  writeCommon(header, 4, method, isLarge);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(isLarge ? MOST_32 : compressed, 18);
  header.writeUInt32LE(isLarge ? MOST_32 : size, 22);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(isLarge ? 20 : 0, 28);
  header.set(name, 30);
  if (isLarge) header.set(wideField([size, compressed]), 30 + name.length);
  return header;
}

/** 4.3.12; what does not fit into 32 bits stands in an extra field. */
function directoryLine({ name, method, crc, compressed, size, offset }: Entry): Uint8Array {
  const wide = [size, compressed, offset].filter((value) => value >= MOST_32);
  const extra = wide.length ? wideField(wide) : new Uint8Array();
  const line = Buffer.alloc(46 + name.length + extra.length);
  line.writeUInt32LE(0x02014b50, 0);
  line.writeUInt16LE(MADE_BY_UNIX | versionOf(wide.length > 0), 4);
  writeCommon(line, 6, method, wide.length > 0);
  line.writeUInt32LE(crc, 16);
  line.writeUInt32LE(Math.min(compressed, MOST_32), 20);
  line.writeUInt32LE(Math.min(size, MOST_32), 24);
  line.writeUInt16LE(name.length, 28);
  line.writeUInt16LE(extra.length, 30);
  line.writeUInt32LE(UNIX_FILE * 2 ** 16, 38);
  line.writeUInt32LE(Math.min(offset, MOST_32), 42);
  line.set(name, 46);
  line.set(extra, 46 + name.length);
  return line;
}

/** 4.3.16, after 4.3.14 and 4.3.15 where the numbers do not fit. */
function endOf(count: number, offset: number, size: number): Uint8Array {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, MOST_16), 8);
  end.writeUInt16LE(Math.min(count, MOST_16), 10);
  end.writeUInt32LE(Math.min(size, MOST_32), 12);
  end.writeUInt32LE(Math.min(offset, MOST_32), 16);
  if (count < MOST_16 && size < MOST_32 && offset < MOST_32) return end;
  const wide = Buffer.alloc(56 + 20);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(44n, 4);
  wide.writeUInt16LE(MADE_BY_UNIX | versionOf(true), 12);
  wide.writeUInt16LE(versionOf(true), 14);
  for (const [index, value] of [count, count, size, offset].entries())
    wide.writeBigUInt64LE(BigInt(value), 24 + 8 * index);
  wide.writeUInt32LE(0x07064b50, 56);
  wide.writeBigUInt64LE(BigInt(offset + size), 64);
  wide.writeUInt32LE(1, 72);
  return Buffer.concat([wide, end]);
}

/** Version needed, flags, method, time and date, which stand in both kinds of header. */
function writeCommon(header: Buffer, at: number, method: number, isWide: boolean): void {
  header.writeUInt16LE(versionOf(isWide), at);
  header.writeUInt16LE(UTF8_NAMES, at + 2);
  header.writeUInt16LE(method, at + 4);
  header.writeUInt16LE(0, at + 6);
  header.writeUInt16LE(DOS_DATE, at + 8);
}

/** 4.5.3: the zip64 extended information, values of 64 bits in the order of the fields that they stand for. */
function wideField(values: readonly number[]): Uint8Array {
  const field = Buffer.alloc(4 + 8 * values.length);
  field.writeUInt16LE(0x0001, 0);
  field.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) field.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  return field;
}

/** 4.4.3.2: 2.0 for deflate, 4.5 for zip64. */
function versionOf(isWide: boolean): number {
  return isWide ? 45 : 20;
}
