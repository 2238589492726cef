// Writes what was fetched as a WARC 1.1 file (ISO 28500:2017).
import { createHash, randomUUID } from 'node:crypto';
import { warcFields, warcMember } from '../archive/warc-member.ts';
import type { Exchange, HeaderLine } from './exchange.ts';

export interface WarcContents {
  readonly software: string;
  /** Name of the file, as it stands in its first record. */
  readonly fileName: string;
  readonly exchanges: readonly Exchange[];
  /** Facts of the capture, written as a `metadata` record of the page (application/warc-fields). */
  readonly metadata: readonly HeaderLine[];
  /** The address of the page. */
  readonly page: string;
  /** The document that an engine made of the page (HTML), written as a `conversion` of it. */
  readonly rendered?: string;
  /** When the file is made, in milliseconds since 1970. */
  readonly at: number;
}

/** Gives the file: `warcinfo`, then `response` and `request` of each exchange in order, then `conversion`, then `metadata`. */
export function writeWarc({ software, fileName, exchanges, metadata, page, rendered, at }: WarcContents): Uint8Array {
  const info = [
    ['software', software],
    ['format', 'WARC File Format 1.1'],
    ['conformsTo', 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/'],
  ] as const;
  const parts = [
    record({
      type: 'warcinfo',
      at,
      mediaType: 'application/warc-fields',
      fields: [['WARC-Filename', fileName]],
      block: fieldsBlock(info),
    }),
    ...exchanges.flatMap(recordsOf),
    ...(rendered === undefined ? [] : [conversionOf(page, rendered, at)]),
    record({
      type: 'metadata',
      at,
      mediaType: 'application/warc-fields',
      fields: [['WARC-Target-URI', page]],
      block: fieldsBlock(metadata),
    }),
  ];
  return new Uint8Array(Buffer.concat(parts));
}

function recordsOf(exchange: Exchange): Buffer[] {
  const { url, at, ip, request, response } = exchange;
  const responseId = recordId();
  const place = [['WARC-Target-URI', url] as const, ...(ip === undefined ? [] : [['WARC-IP-Address', ip] as const])];
  return [
    record({
      type: 'response',
      id: responseId,
      at,
      mediaType: 'application/http; msgtype=response',
      fields: [...place, ['WARC-Payload-Digest', digest(response.body)]],
      block: Buffer.concat([
        head(
          response.line,
          response.headers.map((line) => asStored(line, response.body)),
        ),
        response.body,
      ]),
    }),
    record({
      type: 'request',
      at,
      mediaType: 'application/http; msgtype=request',
      fields: [...place, ['WARC-Concurrent-To', responseId]],
      block: head(request.line, request.headers),
    }),
  ];
}

/** What a page became when its scripts had run (6.9 of the standard: another form of a record's content). */
function conversionOf(page: string, html: string, at: number): Buffer {
  const fields = [['WARC-Target-URI', page]] as const;
  return record({ type: 'conversion', at, mediaType: 'text/html; charset=utf-8', fields, block: Buffer.from(html) });
}

/** The body is stored without its transfer coding: what says otherwise is kept under another name, as web archives do. */
function asStored([name, value]: HeaderLine, body: Uint8Array): HeaderLine {
  const isUntrue =
    /^transfer-encoding$/i.test(name) || (/^content-length$/i.test(name) && Number(value) !== body.length);
  return isUntrue ? [`X-Archive-Orig-${name}`, value] : [name, value];
}

interface WarcRecord {
  readonly type: 'warcinfo' | 'response' | 'request' | 'conversion' | 'metadata';
  readonly id?: string;
  readonly at: number;
  readonly mediaType: string;
  readonly fields: readonly HeaderLine[];
  readonly block: Uint8Array;
}

function record({ type, id, at, mediaType, fields, block }: WarcRecord): Buffer {
  return warcMember(
    [
      ['WARC-Type', type],
      ['WARC-Record-ID', id ?? recordId()],
      ['WARC-Date', new Date(at).toISOString()],
      ...fields,
      ['WARC-Block-Digest', digest(block)],
      ['Content-Type', mediaType],
    ],
    block,
    'latin1',
  );
}

/** The head of an exchange. Values are bytes as Node gives them (latin1). */
function head(first: string, lines: readonly HeaderLine[]): Buffer {
  return Buffer.from(`${first}\r\n${warcFields(lines)}\r\n`, 'latin1');
}

function fieldsBlock(lines: readonly HeaderLine[]): Buffer {
  return Buffer.from(warcFields(lines));
}

function recordId(): string {
  return `<urn:uuid:${randomUUID()}>`;
}

function digest(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
