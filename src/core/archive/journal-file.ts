// The bytes of a journal file as lines: which are sound, which are not, and where the last whole line ends.
import { createHash } from 'node:crypto';
import type { Entry } from './entry.ts';
import { parseEntryAt } from './entry.ts';

export interface JournalLine {
  /** From 1, within what was read. */
  readonly number: number;
  /** Undefined when the line's bytes are not those that were written. */
  readonly entry: Entry | undefined;
  /** Where its bytes begin, and where its LF stands. */
  readonly from: number;
  readonly to: number;
}

export interface JournalLines {
  readonly bytes: Buffer;
  readonly lines: readonly JournalLine[];
  /** Bytes up to and including the last LF. */
  readonly wholeBytes: number;
  /** Whether bytes without an LF follow (a torn or arriving line). */
  readonly hasPartialLine: boolean;
}

const LF = 10;

/** Reads a journal's bytes (or those after a known line's end) as lines. Empty lines are passed over. */
export function readJournalLines(content: Uint8Array): JournalLines {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  const wholeBytes = bytes.lastIndexOf(LF) + 1;
  const lines: JournalLine[] = [];
  let number = 0;
  for (let from = 0; from < wholeBytes; ) {
    const end = bytes.indexOf(LF, from);
    number++;
    if (end > from) lines.push({ number, entry: parseEntryAt(bytes, from, end), from, to: end });
    from = end + 1;
  }
  return { bytes, lines, wholeBytes, hasPartialLine: wholeBytes < bytes.length };
}

/** The lines as they were written, each with its LF. */
export function textsOf({ bytes, lines }: JournalLines): string[] {
  return lines.map(({ from, to }) => bytes.toString('utf8', from, to + 1));
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
