// Reads a recorded HTTP response (RFC 9112): its status, type, and body without transfer and content encodings.
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import type { WarcRecord } from './warc-records.ts';

export interface RecordedResponse {
  readonly status: number;
  /** In lower case, without parameters. */
  readonly mediaType: string;
  readonly charset: string | undefined;
  readonly location: string | undefined;
  readonly body: Uint8Array;
}

/** A body that unpacks to more is a trap, in bytes. */
const LARGEST_BODY = 32 * 1024 * 1024;

/** Reads the response in a record; undefined when it is none or its body cannot be had. */
export function responseIn(record: WarcRecord): RecordedResponse | undefined {
  const { type, contentType, content } = record;
  if (type === 'resource' && !contentType.startsWith('application/http'))
    return { status: 200, ...mediaTypeOf(contentType), location: undefined, body: content };
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const head = headOf(bytes);
  if (head === undefined) return undefined;
  const { status, headers, end } = head;
  try {
    const body = decodeContent(decodeChunked(bytes.subarray(end), headers), headers.get('content-encoding'));
    return { status, ...mediaTypeOf(headers.get('content-type') ?? ''), location: headers.get('location'), body };
  } catch {
    return undefined;
  }
}

function mediaTypeOf(contentType: string): { readonly mediaType: string; readonly charset: string | undefined } {
  return {
    mediaType: (contentType.split(';')[0] ?? '').trim().toLowerCase(),
    charset: /charset\s*=\s*["']?([\w.:-]+)/iu.exec(contentType)?.[1],
  };
}

function headOf(
  bytes: Buffer,
): { readonly status: number; readonly headers: Map<string, string>; readonly end: number } | undefined {
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})/u.exec(bytes.toString('latin1', 0, 32))?.[1];
  if (status === undefined) return undefined;
  const ends = [bytes.indexOf('\r\n\r\n'), bytes.indexOf('\n\n')].map((at, i) =>
    at === -1 ? -1 : at + (i === 0 ? 4 : 2),
  );
  const end = Math.min(...ends.map((each) => (each === -1 ? bytes.length : each)));
  const headers = new Map<string, string>();
  for (const line of bytes.toString('latin1', 0, end).split(/\r?\n/u).slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { status: Number(status), headers, end };
}

/** Joins chunks (RFC 9112, 7.1). A body that says it is chunked and is not stays as it is: recorders unchunk without saying so. */
function decodeChunked(body: Buffer, headers: Map<string, string>): Buffer {
  if (!/chunked/iu.test(headers.get('transfer-encoding') ?? '')) return body;
  const chunks: Buffer[] = [];
  let at = 0;
  while (at < body.length) {
    const lineEnd = body.indexOf(0x0a, at);
    const size = /^\s*([\da-f]{1,8})\s*(?:;.*)?\r?$/iu.exec(
      body.toString('latin1', at, Math.min(lineEnd, at + 200)),
    )?.[1];
    if (lineEnd === -1 || size === undefined) return chunks.length === 0 ? body : Buffer.concat(chunks);
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    chunks.push(body.subarray(lineEnd + 1, lineEnd + 1 + length));
    at = lineEnd + 1 + length;
    while (body[at] === 0x0d || body[at] === 0x0a) at++;
  }
  return Buffer.concat(chunks);
}

/** Undoes content encodings, the last first; bytes that are not what is said are taken as they are. */
function decodeContent(body: Buffer, encodings: string | undefined): Uint8Array {
  const options = { maxOutputLength: LARGEST_BODY };
  let bytes = body;
  for (const encoding of (encodings ?? '').toLowerCase().split(',').reverse()) {
    const name = encoding.trim();
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
    if ((name === 'gzip' || name === 'x-gzip') && isGzip) bytes = gunzipSync(bytes, options);
    else if (name === 'deflate') bytes = inflated(bytes, options);
    else if (name === 'br') bytes = unlessPlain(bytes, () => brotliDecompressSync(bytes, options));
    else if (name === 'zstd') bytes = unlessPlain(bytes, () => zstdDecompressSync(bytes, options));
  }
  return bytes;
}

/** `deflate` is zlib by the standard and raw deflate by some servers. */
function inflated(bytes: Buffer, options: { readonly maxOutputLength: number }): Buffer {
  const isZlib = ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;
  return isZlib ? inflateSync(bytes, options) : unlessPlain(bytes, () => inflateRawSync(bytes, options));
}

function unlessPlain(bytes: Buffer, decode: () => Buffer): Buffer {
  try {
    return decode();
  } catch (error) {
    if (/^\s*</u.test(bytes.toString('latin1', 0, 64))) return bytes;
    throw error;
  }
}
