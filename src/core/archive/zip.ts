// Zip files: written so that the same members give the same bytes, read without believing what they claim.
import { crc32, deflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { Failure } from '../../shared/errors.ts';

export interface ZipMember {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Stored as it is; for bytes that are compressed already. */
  readonly stored?: boolean;
}

/** Flags, versions and times of every member (APPNOTE 6.3.10, 4.4): names in UTF-8, format 2.0, 1980-01-01 00:00 in local time as it wants it. */
const UTF8_NAMES = 0x0800;
const FORMAT = 20;
const FIRST_DATE = 0x0021;
const METHOD = { stored: 0, deflated: 8 };
/** Sizes and places are 32 bits wide; a capture never comes near. */
const MOST_BYTES = 0xffffffff;

/**
 * Writes members in the given order; the same members give the same bytes, by the same version of zlib.
 * @throws Failure `too-large` over 4 GB
 */
export function writeZip(members: readonly ZipMember[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const deflated = member.stored ? undefined : deflateRawSync(member.bytes, { level: 6 });
    const data = deflated ?? member.bytes;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(FORMAT, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(deflated ? METHOD.deflated : METHOD.stored, 4);
    common.writeUInt16LE(FIRST_DATE, 8);
    common.writeUInt32LE(crc32(member.bytes), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(member.bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([signature('PK\x03\x04'), common, name]);
    directory.push(
      Buffer.concat([signature('PK\x01\x02'), uint16(FORMAT), common, Buffer.alloc(10), uint32(at), name]),
    );
    parts.push(local, data);
    at += local.length + data.length;
    if (at > MOST_BYTES) throw new Failure('too-large', 'A capture cannot be larger than 4 GB.');
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = uint16(members.length);
  const end = [signature('PK\x05\x06'), uint32(0), count, count, uint32(size), uint32(at), uint16(0)];
  return new Uint8Array(Buffer.concat([...parts, ...directory, ...end]));
}

function signature(letters: string): Buffer {
  return Buffer.from(letters, 'latin1');
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
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
  const file = await openZip(zip);
  try {
    const members = new Map<string, Uint8Array>();
    for await (const entry of file.eachEntry()) {
      if (entry.fileName.endsWith('/') || options.wanted?.(entry.fileName) === false) continue;
      members.set(entry.fileName, await readMember(file, entry, options.maxMemberBytes ?? 2 ** 30));
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

function damaged(cause: Error): Failure {
  return new Failure('damaged', `The zip file cannot be read whole: ${cause.message}`, { cause });
}

async function readMember(file: ZipFile, entry: Entry, maxBytes: number): Promise<Uint8Array> {
  if (entry.uncompressedSize > maxBytes) {
    throw new Failure('too-large', `${entry.fileName} is ${entry.uncompressedSize} bytes; the limit is ${maxBytes}.`);
  }
  const stream = await file.openReadStreamPromise(entry);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  const bytes = new Uint8Array(Buffer.concat(chunks));
  if (crc32(bytes) !== entry.crc32) throw damaged(new Error(`${entry.fileName} has a wrong check sum`));
  return bytes;
}
