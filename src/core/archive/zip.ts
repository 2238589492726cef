// Zip files: written so that the same members give the same bytes, read without believing what they claim.
import { close, fstat, open, read } from 'node:fs';
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { readPlainZip } from './plain-zip.ts';
import { directoryLine, endOfZip, localHeader, METHOD, MOST_32, type ZipEntry } from './zip-format.ts';

/** Files and members up to so many bytes are read in one go. */
const SMALL_BYTES = 2 ** 18;
/** Larger members of a small zip are unpacked by a stream, so that nothing else waits for them. */
const MOST_UNPACKED_AT_ONCE = 2 ** 20;

/** Level 6 makes pages a seventeenth smaller and takes half as long again, a seventh of an import. */
const DEFLATE_LEVEL = 4;

export interface ZipMember {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Stored as it is; for bytes that are compressed already. */
  readonly stored?: boolean;
}

/**
 * Writes members in the given order; the same members give the same bytes, by the same version of zlib.
 * @throws Failure `too-large` over 4 GB
 */
export function writeZip(members: readonly ZipMember[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const entries: ZipEntry[] = [];
  let at = 0;
  for (const { name, bytes, stored } of members) {
    const data = stored ? bytes : deflateRawSync(bytes, { level: DEFLATE_LEVEL });
    const entry = {
      name: Buffer.from(name),
      method: stored ? METHOD.stored : METHOD.deflated,
      crc: crc32(bytes),
      compressed: data.length,
      size: bytes.length,
      offset: at,
      isLarge: false,
      isUnixFile: false,
    };
    const header = localHeader(entry);
    entries.push(entry);
    parts.push(header, data);
    at += header.length + data.length;
    // Sizes and places are 32 bits wide; a capture never comes near.
    if (at > MOST_32) throw new Failure('too-large', said`A capture cannot be larger than 4 GB.`);
  }
  const directory = Buffer.concat(entries.map(directoryLine));
  return new Uint8Array(Buffer.concat([...parts, directory, endOfZip(entries.length, at, directory.length)]));
}

export interface ReadZipOptions {
  /** Members for which this holds are read; all when absent. */
  readonly wanted?: (name: string) => boolean;
  /** The largest member that is unpacked, in bytes. */
  readonly maxMemberBytes?: number;
}

/**
 * Reads members of a zip, given as bytes or as a path.
 * @throws Failure `damaged` when it is no whole zip or a member's check sum is wrong, `too-large` over `maxMemberBytes`.
 */
export async function readZip(
  zip: Uint8Array | string,
  options: ReadZipOptions = {},
): Promise<Map<string, Uint8Array>> {
  const small = typeof zip === 'string' ? await readSmall(zip) : zip;
  const maxBytes = options.maxMemberBytes ?? 2 ** 30;
  if (small !== undefined && small.length <= SMALL_BYTES) {
    const members = readPlainZip(small, options.wanted ?? (() => true), Math.min(maxBytes, MOST_UNPACKED_AT_ONCE));
    if (members !== undefined) return members;
  }
  const file = await openZip(small ?? zip);
  try {
    const members = new Map<string, Uint8Array>();
    for await (const entry of file.eachEntry()) {
      if (entry.fileName.endsWith('/') || options.wanted?.(entry.fileName) === false) continue;
      members.set(entry.fileName, await readMember(file, entry, maxBytes));
    }
    return members;
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw damaged(error as Error);
  } finally {
    file.close();
  }
}

/** Reads one member, or undefined when the zip has none of that name. */
export async function readZipMember(zip: Uint8Array | string, name: string): Promise<Uint8Array | undefined> {
  return (await readZip(zip, { wanted: (each) => each === name })).get(name);
}

async function openZip(zip: Uint8Array | string): Promise<ZipFile> {
  const options = { autoClose: false };
  try {
    if (typeof zip === 'string') return await openPromise(zip, options);
    return await fromBufferPromise(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength), options);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code ? error : damaged(error as Error);
  }
}

/** Reads a small file in one go, which is much quicker than a read for each entry; undefined for a large one. */
function readSmall(file: string): Promise<Uint8Array | undefined> {
  // Thousands of captures are read for one question: file handles of `fs/promises` would take half as long again.
  return new Promise((resolve, reject) => {
    open(file, (error, descriptor) => {
      if (error) return reject(error);
      const end = (failure: Error | null, bytes?: Uint8Array) =>
        close(descriptor, (late) => ((failure ?? late) ? reject(failure ?? late) : resolve(bytes)));
      fstat(descriptor, (failure, stats) => {
        if (failure || stats.size > SMALL_BYTES) return end(failure);
        const bytes = Buffer.allocUnsafeSlow(stats.size);
        read(descriptor, bytes, (late, count) => end(late, count === bytes.length ? bytes : undefined));
      });
    });
  });
}

function damaged(cause: Error): Failure {
  return new Failure('damaged', said`The zip file cannot be read whole: ${cause.message}`, { cause });
}

async function readMember(file: ZipFile, entry: Entry, maxBytes: number): Promise<Uint8Array> {
  if (entry.uncompressedSize > maxBytes) {
    throw new Failure(
      'too-large',
      said`${entry.fileName} is ${entry.uncompressedSize} bytes; the limit is ${maxBytes}.`,
    );
  }
  const isInflated = entry.compressionMethod === METHOD.deflated && entry.uncompressedSize <= SMALL_BYTES;
  const stream = await file.openReadStreamPromise(entry, isInflated ? { decodeFileData: false } : {});
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  const read = new Uint8Array(Buffer.concat(chunks));
  // What is small is unpacked here: a stream for it takes longer than the unpacking.
  const bytes = isInflated ? new Uint8Array(inflateRawSync(read, { maxOutputLength: SMALL_BYTES })) : read;
  if (crc32(bytes) !== entry.crc32) throw damaged(new Error(`${entry.fileName} has a wrong check sum`));
  return bytes;
}
