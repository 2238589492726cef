// Writes records as a packed web archive: one gzip member each, the same records always as the same bytes.
import { createHash } from 'node:crypto';
import { type WarcField, warcMember } from '../../archive/warc-member.ts';
import type { WarcRecord } from './warc-records.ts';

/** The byte of a gzip header that names the operating system, and the value for an unknown one (RFC 1952, 2.3.1). */
const SYSTEM_BYTE = 9;
const UNKNOWN_SYSTEM = 255;

/** Writes the records (WARC 1.1). */
export function writeWarc(records: readonly WarcRecord[]): Uint8Array {
  return new Uint8Array(Buffer.concat(records.map(member)));
}

function member({ type, url, date, contentType, content }: WarcRecord): Buffer {
  // An id that follows from the record keeps the same records the same bytes.
  const digest = createHash('sha256').update(`${type} ${url} ${date}\n`).update(content).digest('hex');
  const id = [8, 12, 16, 20, 32].map((end, i, ends) => digest.slice(ends[i - 1] ?? 0, end)).join('-');
  const fields: readonly WarcField[] = [
    ['WARC-Type', type],
    ['WARC-Record-ID', `<urn:uuid:${id}>`],
    ['WARC-Target-URI', url],
    ...(date === undefined ? [] : [['WARC-Date', date] as const]),
    ['Content-Type', contentType],
  ];
  const packed = warcMember(fields, content, 'latin1');
  packed[SYSTEM_BYTE] = UNKNOWN_SYSTEM;
  return packed;
}
