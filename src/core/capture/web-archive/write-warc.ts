// Writes records as a packed web archive: one gzip member each, the same records always as the same bytes.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
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
  const head = [
    'WARC/1.1',
    `WARC-Type: ${type}`,
    `WARC-Record-ID: <urn:uuid:${id}>`,
    `WARC-Target-URI: ${url}`,
    ...(date === undefined ? [] : [`WARC-Date: ${date}`]),
    `Content-Type: ${contentType}`,
    `Content-Length: ${content.length}`,
  ];
  const packed = gzipSync(
    Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), content, Buffer.from('\r\n\r\n')]),
  );
  packed[SYSTEM_BYTE] = UNKNOWN_SYSTEM;
  return packed;
}
