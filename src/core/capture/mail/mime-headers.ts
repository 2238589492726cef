// Reads the headers of MIME: folded lines, encoded words (RFC 2047), parameters with their continuations (RFC 2231).
import { decodeText } from '../decode-text.ts';

/** Values by lower-case names; the first of several wins, as mail programs show it. */
export type MimeHeaders = ReadonlyMap<string, string>;

/** More is no header of a message, in bytes. */
const LARGEST_HEAD = 1 << 20;

/** Reads the headers and tells where they end, in bytes. What is no header begins the body. */
export function readHeaders(entity: Buffer): { readonly headers: MimeHeaders; readonly end: number } {
  const headers = new Map<string, string>();
  const limit = Math.min(entity.length, LARGEST_HEAD);
  let at = 0;
  let name: string | undefined;
  while (at < limit) {
    const found = entity.indexOf(0x0a, at);
    const lineEnd = found === -1 ? entity.length : found;
    const line = lineOf(entity.subarray(at, lineEnd));
    if (line === '') return { headers, end: Math.min(lineEnd + 1, entity.length) };
    const field = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/su.exec(line);
    if (/^[ \t]/u.test(line) && name !== undefined) headers.set(name, `${headers.get(name)}\n${line.trim()}`);
    else if (field !== null) {
      const own = (field[1] as string).toLowerCase();
      name = headers.has(own) ? `${own} again` : own;
      headers.set(name, (field[2] as string).trim());
    } else if (at === 0 && /^>?From /u.test(line)) name = undefined;
    else return { headers, end: at };
    at = lineEnd + 1;
  }
  // What has no end by then is no head of a message, and nothing follows it.
  return { headers, end: entity.length };
}

function lineOf(bytes: Buffer): string {
  const line = bytes.at(-1) === 0x0d ? bytes.subarray(0, -1) : bytes;
  if (line.every((byte) => byte < 0x80)) return line.toString('latin1');
  try {
    return decodeText(line).text;
  } catch {
    return line.toString('latin1');
  }
}

const ENCODED_WORD = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?\n]*)\?=/giu;

/** Reads encoded words; those that follow one another in one charset are joined first, since senders cut characters in two. */
export function decodeWords(value: string): string {
  const runs = value.replace(/(\?=)\s+(?==\?[^?\s]+\?[bq]\?)/giu, '$1');
  let charset = '';
  let waiting: Buffer[] = [];
  let end = 0;
  let out = '';
  const flush = () => {
    if (waiting.length > 0) out += decodeAs(Buffer.concat(waiting), charset);
    waiting = [];
  };
  for (const word of runs.matchAll(ENCODED_WORD)) {
    const [whole, own, encoding, data] = word as unknown as [string, string, string, string];
    if (word.index !== end || own.toLowerCase() !== charset) {
      flush();
      out += runs.slice(end, word.index);
      charset = own.toLowerCase();
    }
    waiting.push(encoding.toLowerCase() === 'b' ? Buffer.from(data, 'base64') : decodeQ(data));
    end = word.index + whole.length;
  }
  flush();
  return out + runs.slice(end);
}

function decodeQ(data: string): Buffer {
  const bytes = data
    .replaceAll('_', ' ')
    .replace(/=([\da-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

/** Decodes bytes by the name of a charset, or by what they look like when it is not known. */
export function decodeAs(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset.trim()).decode(bytes);
  } catch {
    try {
      return decodeText(bytes).text;
    } catch {
      return Buffer.from(bytes).toString('latin1');
    }
  }
}

/** Gives a parameter of a header such as Content-Type; undefined when it has none. */
export function parameterOf(header: string, name: string): string | undefined {
  const parts: { readonly index: number; readonly value: string; readonly isCoded: boolean }[] = [];
  for (const [, own, index, star, quoted, plain] of header.matchAll(
    /;\s*([\w!#$%&'+.^`|~-]+?)(?:\*(\d{1,3}))?(\*)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/gsu,
  )) {
    if (own?.toLowerCase() !== name) continue;
    const value = quoted?.replace(/\\(.)/gsu, '$1') ?? plain ?? '';
    if (index === undefined && star === undefined) return decodeWords(value.replaceAll('\n', ''));
    parts.push({ index: Number(index ?? 0), value, isCoded: star !== undefined });
  }
  if (parts.length === 0) return undefined;
  parts.sort((a, b) => a.index - b.index);
  const charset = /^([^']*)'[^']*'/u.exec(parts[0]?.value ?? '')?.[1];
  const bytes = parts.map(({ value, isCoded }, i) => {
    const own = i === 0 && charset !== undefined ? value.replace(/^[^']*'[^']*'/u, '') : value;
    return isCoded ? decodeQ(own.replaceAll('_', '=5F').replaceAll('%', '=')) : Buffer.from(own, 'latin1');
  });
  return decodeAs(Buffer.concat(bytes), charset || 'utf-8');
}
