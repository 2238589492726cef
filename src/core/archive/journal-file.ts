// The bytes of a journal file as lines: which are sound, which are not, and where the last whole line ends.
import { createHash } from 'node:crypto';
import type { Entry } from './entry.ts';
import { parseEntry } from './entry.ts';

export interface JournalLine {
  /** From 1, within what was read. */
  readonly number: number;
  /** Undefined when the line's bytes are not those that were written. */
  readonly entry: Entry | undefined;
  /** The line without its LF. */
  readonly text: string;
}

export interface JournalLines {
  readonly lines: readonly JournalLine[];
  /** Bytes up to and including the last LF. */
  readonly wholeBytes: number;
  /** Whether bytes without an LF follow (a torn or arriving line). */
  readonly hasPartialLine: boolean;
}

const LF = 10;

/** Reads a journal's bytes (or those after a known line's end) as lines. Empty lines are passed over. */
export function readJournalLines(bytes: Uint8Array): JournalLines {
  const wholeBytes = bytes.lastIndexOf(LF) + 1;
  const lines: JournalLine[] = [];
  // A line that is not UTF-8 decodes with U+FFFD and then fails its own check sum.
  const texts = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, wholeBytes)).split('\n');
  texts.pop();
  for (const [index, text] of texts.entries()) {
    if (text !== '') lines.push({ number: index + 1, entry: parseEntry(text), text });
  }
  return { lines, wholeBytes, hasPartialLine: wholeBytes < bytes.length };
}

/** How many bytes of a journal file's end tell whether a longer file still begins with what is known. Lines are longer than this. */
export const TAIL_BYTES = 64;

/** A digest of the last bytes of a journal, given bytes that end where it ends. */
export function tailDigest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes.subarray(-TAIL_BYTES)).digest('hex').slice(0, 32);
}

/** The digest of the last bytes before `end` of an open file: whether a longer file still begins with what is known. */
export async function tailOf(
  handle: { read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }> },
  end: number,
): Promise<string> {
  const length = Math.min(TAIL_BYTES, end);
  const bytes = Buffer.alloc(length);
  await handle.read(bytes, 0, length, end - length);
  return tailDigest(bytes);
}
