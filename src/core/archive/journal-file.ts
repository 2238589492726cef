// The bytes of a journal file as lines: which are sound, which are not, and where the last whole line ends.
import { createHash } from 'node:crypto';
import type { Entry } from './entry.ts';
import { parseEntryAt } from './entry.ts';

export interface JournalLine {
  /** From 1, within what was read. */
  readonly number: number;
  /** Undefined when the line's bytes are not those that were written. */
  readonly entry: Entry | undefined;
  /** The line without its LF; made when it is asked for. */
  readonly text: string;
}

class LineOfFile implements JournalLine {
  readonly number: number;
  readonly entry: Entry | undefined;
  readonly #file: Buffer;
  readonly #from: number;
  readonly #to: number;

  constructor(number: number, file: Buffer, from: number, to: number) {
    this.number = number;
    this.entry = parseEntryAt(file, from, to);
    this.#file = file;
    this.#from = from;
    this.#to = to;
  }

  get text(): string {
    return this.#file.toString('utf8', this.#from, this.#to);
  }
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
export function readJournalLines(content: Uint8Array): JournalLines {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
  const wholeBytes = bytes.lastIndexOf(LF) + 1;
  const lines: JournalLine[] = [];
  let number = 0;
  for (let from = 0; from < wholeBytes; ) {
    const end = bytes.indexOf(LF, from);
    number++;
    if (end > from) lines.push(new LineOfFile(number, bytes, from, end));
    from = end + 1;
  }
  return { lines, wholeBytes, hasPartialLine: wholeBytes < bytes.length };
}

/** The lines as they were written, each with its LF. */
export function textsOf({ lines }: JournalLines): string[] {
  return lines.map(({ text }) => `${text}\n`);
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
