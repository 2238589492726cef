// One journal line: a change that a person or an import made, as JSON with its own check sum (ARCHIVE.md, rule 2).
// Writing and reading lines only; what a change means is in apply-entries.ts.
import { crc32 } from 'node:zlib';
import type { EntryId } from './clock.ts';
import { parseEntryId } from './clock.ts';

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

/** Reads a line (without its LF); undefined when its bytes are not those that were written. */
export function parseEntry(line: string): Entry | undefined {
  const match = /^(\{.*),"sum":"([0-9a-f]{8})"\}$/s.exec(line);
  if (!match || checkSum(match[1] as string) !== match[2]) return undefined;
  try {
    const { v, id, by, op, of, value } = JSON.parse(`${match[1]}}`) as Entry;
    if (typeof id !== 'string' || !parseEntryId(id)) return undefined;
    return { v: Number(v), id, by: String(by ?? ''), op: String(op), of: String(of), value: value ?? {} };
  } catch {
    return undefined;
  }
}

/** CRC-32 (as in zlib) of the UTF-8 bytes, 8 hex digits. */
function checkSum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0');
}
