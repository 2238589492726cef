// WARC 1.1 records (ISO 28500:2017) of captures, each a gzip member of its own, and the lines of the CDXJ index that names them.
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { isWebAddress } from '../../shared/web-address.ts';
import type { CaptureRecord } from './capture-file.ts';
import { warcFields, warcMember } from './warc-member.ts';

export interface WarcRecord {
  /** One gzip member. */
  readonly gzip: Uint8Array;
  /** What an index says of it; a record that is not replayed (request, metadata) has none. */
  readonly page?: WarcPage;
}

export interface WarcPage {
  readonly url: string;
  /** ISO 8601. */
  readonly date: string;
  readonly mime: string;
  /** HTTP status; 200 for a resource, which has none of its own. */
  readonly status: number;
  readonly digest: string;
}

/** The largest page.warc.gz that is taken apart, in bytes once unpacked. */
const LARGEST_WARC_BYTES = 2 ** 30;
const CRLF = '\r\n';

/** Makes the first record of a file. */
export function warcInfo(fields: Readonly<Record<string, string>>, date: string): WarcRecord {
  const body = Buffer.from(warcFields(Object.entries(fields)));
  return {
    gzip: record({ 'WARC-Type': 'warcinfo', 'WARC-Date': date, 'Content-Type': 'application/warc-fields' }, body),
  };
}

/** Gives the records of a capture that has an address: those it was fetched with, else its original as a `resource`, since no more is known. */
export function* warcRecords(
  capture: CaptureRecord,
  original: { readonly name: string; readonly bytes: Uint8Array },
): Generator<WarcRecord> {
  if (original.name === 'page.warc.gz') yield* recordsOf(original.bytes);
  else if (isWebAddress(capture.url)) yield resourceOf(capture, capture.url, original.bytes);
}

/**
 * Writes a capture as a WARC file of its own, gzip member by gzip member: its records, and with them what people said of it, as `metadata` of the
 * page (JSON-LD). A capture without an address of the web is named by its URN.
 */
export function captureWarc(
  capture: CaptureRecord,
  original: { readonly name: string; readonly bytes: Uint8Array },
  annotations: readonly unknown[],
  software: string,
): Uint8Array {
  const date = secondsOf(capture.capturedAt);
  const page = isWebAddress(capture.url) ? capture.url : `urn:pressmark:${capture.document}`;
  const own = original.name === 'page.warc.gz' ? [...recordsOf(original.bytes)] : [];
  const records = own.length > 0 ? own : [resourceOf(capture, page, original.bytes)];
  const head = warcInfo({ software, format: 'WARC File Format 1.1' }, date);
  const said = {
    'WARC-Type': 'metadata',
    'WARC-Target-URI': page,
    'WARC-Date': date,
    'Content-Type': 'application/ld+json',
  };
  const notes =
    annotations.length === 0 ? [] : [record(said, Buffer.from(`${JSON.stringify(annotations, null, 1)}\n`))];
  return Buffer.concat([head.gzip, ...records.map(({ gzip }) => gzip), ...notes]);
}

function resourceOf(capture: CaptureRecord, url: string, bytes: Uint8Array): WarcRecord {
  const date = secondsOf(capture.capturedAt);
  const headers = {
    'WARC-Type': 'resource',
    'WARC-Target-URI': url,
    'WARC-Date': date,
    'WARC-Payload-Digest': capture.digest,
    'Content-Type': capture.mediaType,
  };
  const page = { url, date, mime: capture.mediaType, status: 200, digest: capture.digest };
  return { gzip: record(headers, bytes, capture.capture), page };
}

/** Takes a WARC file apart; each record keeps its bytes and becomes a gzip member of its own. */
function* recordsOf(gzip: Uint8Array): Generator<WarcRecord> {
  const bytes = gunzipSync(gzip, { maxOutputLength: LARGEST_WARC_BYTES });
  let from = 0;
  while (from < bytes.length) {
    const headEnd = bytes.indexOf(CRLF + CRLF, from) + 4;
    if (headEnd < 4) return;
    const head = headersOf(bytes.toString('utf8', from, headEnd));
    const end = headEnd + Number(head.get('content-length') ?? 0);
    const page = pageOf(head, bytes.subarray(headEnd, end));
    yield { gzip: gzipSync(bytes.subarray(from, end + 4)), ...(page ? { page } : {}) };
    from = end + 4;
  }
}

function pageOf(head: ReadonlyMap<string, string>, block: Buffer): WarcPage | undefined {
  const type = head.get('warc-type');
  const url = head.get('warc-target-uri')?.replace(/^<|>$/g, '');
  if (url === undefined || (type !== 'response' && type !== 'resource' && type !== 'revisit')) return undefined;
  const end = block.indexOf(CRLF + CRLF);
  const http = type === 'resource' ? head : headersOf(block.toString('latin1', 0, end < 0 ? block.length : end));
  return {
    url,
    date: head.get('warc-date') ?? '',
    mime: type === 'revisit' ? 'warc/revisit' : (http.get('content-type')?.split(';')[0]?.trim() ?? 'unk'),
    status: type === 'resource' ? 200 : Number(http.get('')?.split(' ')[1] ?? 0),
    digest: head.get('warc-payload-digest') ?? '',
  };
}

/** Header fields by their names in lower case; the first line has the name ''. */
function headersOf(text: string): Map<string, string> {
  const [first = '', ...fields] = text.split(CRLF);
  const pairs = fields.filter(Boolean).map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
  });
  return new Map([['', first], ...pairs]);
}

function record(headers: Readonly<Record<string, string>>, block: Uint8Array, seed = headers['WARC-Type']): Uint8Array {
  const all = { ...headers, 'WARC-Record-ID': `<urn:uuid:${uuidOf(`${seed}`)}>` };
  return warcMember(Object.entries(all), block, 'utf8');
}

/** The same UUID for the same capture (RFC 9562, version 8). */
function uuidOf(seed: string): string {
  const hex = createHash('sha256').update(`warc ${seed}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** WARC dates of version 1.0 readers end at the second. */
function secondsOf(iso: string): string {
  return iso.replace(/\.\d+(?=Z$)/, '');
}

/** Writes a line of a CDXJ index, without its LF; sorted as text the lines are the index. */
export function cdxjLine(
  page: WarcPage,
  at: { readonly offset: number; readonly length: number; readonly filename: string },
): string {
  const { url, mime, status, digest } = page;
  const time = page.date.replace(/\D/g, '').slice(0, 14);
  return `${surtOf(url)} ${time} ${JSON.stringify({ url, mime, status: String(status), digest, length: String(at.length), offset: String(at.offset), filename: at.filename })}`;
}

/** The sort-friendly form of an address: `org,example)/path?query`. */
function surtOf(address: string): string {
  if (!URL.canParse(address)) return address;
  const { hostname, port, pathname, search } = new URL(address);
  const host = hostname
    .replace(/^www\d*\./, '')
    .split('.')
    .reverse()
    .join(',');
  return `${host}${port === '' ? '' : `:${port}`})${pathname}${search}`.toLowerCase();
}
