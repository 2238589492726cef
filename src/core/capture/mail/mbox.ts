// Parts an mbox (RFC 4155) into its messages, a piece of the file at a time.
import type { Container, ItemPart } from '../captured.ts';
import { piecesOf } from '../containers/byte-source.ts';

/** A message that is larger is cut, in bytes. */
const LARGEST_MESSAGE = 64 * 1024 * 1024;
const MARK = Buffer.from('\nFrom ');
/** `From ana@example.org Wed Feb 18 07:32:00 2026`: the year ends the line, or a zone does. */
const FROM_LINE = /^From \S+.*\b(?:19|20)\d\d\b/u;

/** Gives the messages in order, by their numbers from 1. */
export async function* readMbox(container: Container): AsyncGenerator<ItemPart> {
  let number = 0;
  let held = Buffer.alloc(0);
  for await (const piece of piecesOf(container)) {
    held = Buffer.concat([held, piece]);
    for (let at = nextMessage(held); at !== undefined; at = nextMessage(held)) {
      const part = messageOf(held.subarray(0, at), number + 1);
      held = held.subarray(at);
      if (part !== undefined) {
        number++;
        yield part;
      }
    }
    if (held.length > LARGEST_MESSAGE) held = held.subarray(0, LARGEST_MESSAGE);
  }
  const last = messageOf(held, number + 1);
  if (last !== undefined) yield last;
}

/** Where the second message in these bytes begins; undefined while it has not been met. */
function nextMessage(bytes: Buffer): number | undefined {
  for (let at = bytes.indexOf(MARK); at !== -1; at = bytes.indexOf(MARK, at + 1)) {
    const start = at + 1;
    const lineEnd = bytes.indexOf(0x0a, start);
    if (lineEnd === -1) return undefined;
    if (FROM_LINE.test(bytes.toString('latin1', start, Math.min(lineEnd, start + 300)))) return start;
  }
  return undefined;
}

/** The message without its separator; lines that were quoted because they looked like one are as they were. */
function messageOf(bytes: Buffer, number: number): ItemPart | undefined {
  const first = bytes.indexOf(0x0a);
  const isSeparated = /^\s*From /u.test(bytes.toString('latin1', 0, 64));
  const message = bytes.subarray(isSeparated ? (first === -1 ? bytes.length : first + 1) : 0);
  if (message.every((byte) => byte === 0x0a || byte === 0x0d || byte === 0x20)) return undefined;
  const text = message.toString('latin1').replace(/^>(>*From )/gmu, '$1');
  return { name: String(number), bytes: Uint8Array.from(Buffer.from(text, 'latin1')), format: 'eml' };
}
