// One journal line: a change that a person or an import made, as JSON with its own check sum (ARCHIVE.md, rule 2).
// Writing and reading lines only; what a change means is in apply-entries.ts.
import { crc32 } from 'node:zlib';
import { isFields } from '../../shared/fields.ts';
import type { EntryId } from './clock.ts';
import { isEntryId } from './clock.ts';

export const OPERATIONS = [
  'document.put',
  'document.remove',
  'document.restore',
  'document.purge',
  'capture.add',
  'reading.add',
  'reading.choose',
  'tag.add',
  'tag.remove',
  'collection.add',
  'collection.remove',
  'annotation.put',
  'annotation.remove',
  'dossier.put',
  'dossier.remove',
  'collection.put',
  'search.put',
  'search.remove',
  'setting.put',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** A change before it has an id: what is done, to which subject. */
export interface Change {
  readonly op: Operation;
  readonly of: string;
  readonly value?: Readonly<Record<string, unknown>>;
}

export interface Entry {
  /** The version of the line's form; another than LINE_VERSION is kept and not understood. */
  readonly v: number;
  readonly id: EntryId;
  readonly by: string;
  /** One of OPERATIONS, or a word of a later version, which is kept and not understood. */
  readonly op: string;
  readonly of: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** The value as the line has it. */
  readonly valueText: string;
  /** The line's check sum: of two lines with one id it tells which is the greater. */
  readonly sum: string;
}

/** The form of lines that this program writes and understands. */
export const LINE_VERSION = 1;

/** Writes a line, with its LF: keys in the order v, id, by, op, of, value, sum; `value` is left out where there is none. */
export function formatEntry(id: EntryId, by: string, change: Change): string {
  const { op, of, value } = change;
  const whole = JSON.stringify({ v: LINE_VERSION, id, by, op, of, ...(value === undefined ? {} : { value }) });
  const body = whole.slice(0, -1);
  return `${body},"sum":"${checkSum(body)}"}\n`;
}

/** What follows the bytes that are summed: `,"sum":"` and 8 hex digits, `"}`. */
const SUM_BYTES = 18;
const VALUE = ',"value":';

/** Reads a line (without its LF); undefined when its bytes are not those that were written. */
export function parseEntry(line: Uint8Array | string): Entry | undefined {
  const bytes = typeof line === 'string' ? Buffer.from(line) : line;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return parseEntryAt(buffer, 0, buffer.length);
}

/** Reads the line that stands between two places of a file's bytes. */
export function parseEntryAt(file: Buffer, from: number, to: number): Entry | undefined {
  const end = to - SUM_BYTES;
  if (end < from + 2) return undefined;
  const sum = hex(crc32(file.subarray(from, end)));
  if (file.toString('latin1', end, to) !== `,"sum":"${sum}"}`) return undefined;
  return parseBody(file.toString('utf8', from, end), sum);
}

/** The value stands last and is most of a long line: it is parsed when it is asked for. A quote inside a text is escaped, so what is found is the key. */
function parseBody(body: string, sum: string): Entry | undefined {
  const at = body.indexOf(VALUE);
  try {
    const { v, id, by, op, of } = JSON.parse(`${at < 0 ? body : body.slice(0, at)}}`) as Entry;
    if (typeof id !== 'string' || !isEntryId(id)) return undefined;
    return new LineEntry(
      Number(v),
      id,
      String(by ?? ''),
      String(op),
      String(of),
      at < 0 ? '{}' : body.slice(at + VALUE.length),
      sum,
    );
  } catch {
    return undefined;
  }
}

class LineEntry implements Entry {
  readonly v: number;
  readonly id: EntryId;
  readonly by: string;
  readonly op: string;
  readonly of: string;
  readonly valueText: string;
  readonly sum: string;
  #value: Entry['value'] | undefined;

  constructor(v: number, id: EntryId, by: string, op: string, of: string, valueText: string, sum: string) {
    this.v = v;
    this.id = id;
    this.by = by;
    this.op = op;
    this.of = of;
    this.valueText = valueText;
    this.sum = sum;
  }

  get value(): Entry['value'] {
    this.#value ??= objectOf(this.valueText);
    return this.#value;
  }
}

function objectOf(text: string): Entry['value'] {
  try {
    const value = JSON.parse(text) as unknown;
    return isFields(value) ? value : {};
  } catch {
    // The sum fits, so somebody wrote it so: another program, which put further keys behind the value.
    return {};
  }
}

/** CRC-32 (as in zlib) of the UTF-8 bytes, 8 hex digits. */
function checkSum(text: string): string {
  return hex(crc32(text));
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(sum: number): string {
  return `${HEX[sum >>> 24]}${HEX[(sum >>> 16) & 255]}${HEX[(sum >>> 8) & 255]}${HEX[sum & 255]}`;
}
