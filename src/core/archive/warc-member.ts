// A record of a WARC 1.1 file (ISO 28500:2017) as a gzip member of its own, so that any tool of web archives can read and index it.
import { gzipSync } from 'node:zlib';

export type WarcField = readonly [name: string, value: string];

/** Writes a record: its fields in the order given and, last, its length; then the block. `latin1` is for values that are bytes as Node gives them. */
export function warcMember(fields: readonly WarcField[], block: Uint8Array, encoding: 'utf8' | 'latin1'): Buffer {
  const head = `WARC/1.1\r\n${warcFields([...fields, ['Content-Length', String(block.length)]])}\r\n`;
  return gzipSync(Buffer.concat([Buffer.from(head, encoding), block, Buffer.from('\r\n\r\n')]));
}

/** Writes fields as lines (application/warc-fields); a line break within a value would make another line of it. */
export function warcFields(fields: readonly WarcField[]): string {
  return fields.map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}\r\n`).join('');
}
