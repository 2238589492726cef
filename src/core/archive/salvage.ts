// Finds a member in a damaged zip by its digest, without the directory at the zip's end: by the headers that stand before each member.
import { inflateRawSync } from 'node:zlib';
import { digestOf } from './digest.ts';

/** PKWARE APPNOTE 6.3.10, section 4.3.7: the local file header. */
const HEADER = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
const HEADER_BYTES = 30;

/** Gives the bytes whose digest is the one wanted, with their name inside the bag; undefined when they are damaged too. */
export function salvageByDigest(zip: Buffer, digest: string): { name: string; bytes: Uint8Array } | undefined {
  for (let at = zip.indexOf(HEADER); at >= 0; at = zip.indexOf(HEADER, at + 1)) {
    if (at + HEADER_BYTES > zip.length) return undefined;
    const method = zip.readUInt16LE(at + 8);
    const packed = zip.readUInt32LE(at + 18);
    const size = zip.readUInt32LE(at + 22);
    const nameEnd = at + HEADER_BYTES + zip.readUInt16LE(at + 26);
    const begin = nameEnd + zip.readUInt16LE(at + 28);
    const content = zip.subarray(begin, begin + packed);
    const bytes = method === 0 ? content : inflated(content, size);
    if (!bytes || digestOf(bytes) !== digest) continue;
    const whole = zip.subarray(at + HEADER_BYTES, nameEnd).toString('utf8');
    return { name: whole.slice(whole.lastIndexOf('/') + 1), bytes };
  }
  return undefined;
}

function inflated(content: Uint8Array, size: number): Uint8Array | undefined {
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, size) });
  } catch {
    return undefined;
  }
}
