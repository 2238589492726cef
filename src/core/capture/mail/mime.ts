// Parses MIME (RFC 2045, 2046): a tree of parts with their headers and decoded bytes. Mail and saved pages (MHTML) are both made of it.
// It takes what is damaged as far as it can be read, and no more of it than the limits allow.
import { decodeWords, type MimeHeaders, parameterOf, readHeaders } from './mime-headers.ts';

export interface MimePart {
  readonly headers: MimeHeaders;
  /** In lower case: `text/html`. */
  readonly mediaType: string;
  readonly charset: string | undefined;
  /** The bytes without their transfer encoding; empty for what has children. */
  readonly body: Uint8Array;
  readonly children: readonly MimePart[];
}

/** Parts within parts, and parts in all; honest messages have some five, saved pages some hundreds. */
const DEEPEST = 20;
const MOST_PARTS = 5000;

/** Parses a message. */
export function parseMime(bytes: Uint8Array): MimePart {
  let count = 0;
  return parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, 'text/plain');

  function parse(entity: Buffer, depth: number, usual: string): MimePart {
    count++;
    const { headers, end } = readHeaders(entity);
    const contentType = headers.get('content-type') ?? usual;
    const mediaType = (/^\s*([\w.+-]+\/[\w.+-]+)/u.exec(contentType)?.[1] ?? usual).toLowerCase();
    const own = { headers, mediaType, charset: parameterOf(contentType, 'charset') };
    const raw = entity.subarray(end);
    const canNest = depth < DEEPEST && count < MOST_PARTS;
    const boundary = mediaType.startsWith('multipart/') ? parameterOf(contentType, 'boundary') : undefined;
    if (canNest && boundary !== undefined) {
      const within = split(decodeTransfer(raw, headers), boundary);
      const inner = mediaType === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
      const children: MimePart[] = [];
      for (const each of within) if (count < MOST_PARTS) children.push(parse(each, depth + 1, inner));
      if (children.length > 0) return { ...own, body: new Uint8Array(), children };
    }
    // A multipart whose boundary is nowhere is shown as it stands.
    if (mediaType.startsWith('multipart/'))
      return { ...own, mediaType: 'text/plain', body: decodeTransfer(raw, headers), children: [] };
    if (canNest && mediaType === 'message/rfc822')
      return {
        ...own,
        body: new Uint8Array(),
        children: [parse(decodeTransfer(raw, headers), depth + 1, 'text/plain')],
      };
    return { ...own, body: decodeTransfer(raw, headers), children: [] };
  }
}

/** All parts that have no parts of their own, in order; those of messages within the message are left out unless asked for. */
export function* leavesOf(part: MimePart): Generator<MimePart> {
  if (part.children.length === 0) yield part;
  for (const child of part.children) yield* leavesOf(child);
}

/** A header's text, with its encoded words read. */
export function headerText(part: MimePart, name: string): string | undefined {
  const value = part.headers.get(name);
  const text = value === undefined ? '' : decodeWords(value).replace(/\s+/gu, ' ').trim();
  return text === '' ? undefined : text;
}

/** Parts the body of a multipart at its boundary lines (RFC 2046, 5.1.1); one that is never closed goes to the end. */
function split(body: Buffer, boundary: string): Buffer[] {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Buffer[] = [];
  let start = -1;
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== 0x0a) continue;
    const after = at + mark.length;
    const isClosing = body[after] === 0x2d && body[after + 1] === 0x2d;
    const lineEnd = body.indexOf(0x0a, after);
    // Another boundary may begin with this one's letters.
    const rest = body.toString('latin1', isClosing ? after + 2 : after, lineEnd === -1 ? body.length : lineEnd);
    if (rest.trim() !== '') continue;
    if (start !== -1) parts.push(body.subarray(start, withoutLineEnd(body, at)));
    start = isClosing || lineEnd === -1 ? -1 : lineEnd + 1;
    if (isClosing) break;
  }
  if (start !== -1) parts.push(body.subarray(start));
  return parts;
}

/** The line end before a boundary belongs to the boundary. */
function withoutLineEnd(body: Buffer, at: number): number {
  if (body[at - 1] !== 0x0a) return at;
  return body[at - 2] === 0x0d ? at - 2 : at - 1;
}

function decodeTransfer(raw: Buffer, headers: MimeHeaders): Buffer {
  const encoding = headers.get('content-transfer-encoding')?.trim().toLowerCase();
  if (encoding === 'base64') return Buffer.from(raw.toString('latin1'), 'base64');
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(raw) : raw;
}

/** RFC 2045, 6.7; an equals sign that begins no code stands for itself. */
export function decodeQuotedPrintable(raw: Uint8Array): Buffer {
  const out = Buffer.alloc(raw.length);
  let length = 0;
  for (let i = 0; i < raw.length; i++) {
    const byte = raw[i] as number;
    if (byte !== 0x3d) {
      out[length++] = byte;
      continue;
    }
    const softEnd = endOfSoftBreak(raw, i + 1);
    const code = hexAt(raw, i + 1);
    if (softEnd !== undefined) i = softEnd;
    else if (code !== undefined) {
      out[length++] = code;
      i += 2;
    } else out[length++] = byte;
  }
  return out.subarray(0, length);
}

function endOfSoftBreak(raw: Uint8Array, start: number): number | undefined {
  let at = start;
  while (raw[at] === 0x20 || raw[at] === 0x09) at++;
  if (raw[at] === 0x0d && raw[at + 1] === 0x0a) return at + 1;
  return raw[at] === 0x0a || at >= raw.length ? at : undefined;
}

function hexAt(raw: Uint8Array, at: number): number | undefined {
  const code = String.fromCharCode(raw[at] ?? 0, raw[at + 1] ?? 0);
  return /^[\da-f]{2}$/iu.test(code) ? Number.parseInt(code, 16) : undefined;
}
