// Saves a finished print: objects in compressed streams, the untouched ones as the bytes that they were (ISO 32000-1 §7.5.7 and §7.5.8).
import { type PDFDocument, type PDFObject, PDFStream } from 'pdf-lib';
import { deflated } from './deflated.ts';
import { objectsOf } from './printed-objects.ts';

/** Objects in one stream: what a reader takes apart to find one of them. */
const MOST_IN_STREAM = 100;

/** Where an object is found: a place in the file, or a stream and its number there. */
type Entry = readonly [type: 0 | 1 | 2, place: number, index: number];

/** Writes a document that was opened by `openPrinted`. */
export function savePrinted(document: PDFDocument): Uint8Array<ArrayBuffer> {
  const { context } = document;
  const entries: Entry[] = [[0, 0, 65535]];
  const written: Uint8Array[] = [];
  let length = 0;
  let pending: { number: number; bytes: Uint8Array }[] = [];
  let next = context.largestObjectNumber + 1;
  write(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
  for (const { number, bytes, isStream } of objectsInOrder(document)) {
    if (isStream) writeObject(number, bytes);
    else if (pending.push({ number, bytes }) === MOST_IN_STREAM) writePending();
  }
  writePending();
  writeTable();
  return joined(written, length);

  function write(...parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      written.push(part);
      length += part.length;
    }
  }

  function writeObject(number: number, ...parts: readonly Uint8Array[]): void {
    entries[number] = [1, length, 0];
    write(Buffer.from(`${number} 0 obj\n`), ...parts, Buffer.from('\nendobj\n'));
  }

  function writePending(): void {
    if (pending.length === 0) return;
    const number = next++;
    let at = 0;
    const places = pending.map((each, index) => {
      entries[each.number] = [2, number, index];
      const place = `${each.number} ${at}`;
      at += each.bytes.length + 1;
      return place;
    });
    const head = Buffer.from(`${places.join(' ')}\n`);
    const content = deflated(Buffer.concat([head, ...pending.flatMap(({ bytes }) => [bytes, SPACE])]));
    const dict = `<</Type/ObjStm/N ${pending.length}/First ${head.length}/Filter/FlateDecode/Length ${content.length}>>`;
    writeObject(number, Buffer.from(`${dict}\nstream\n`), content, Buffer.from('\nendstream'));
    pending = [];
  }

  function writeTable(): void {
    const number = next++;
    const start = length;
    entries[number] = [1, start, 0];
    const size = number + 1;
    const table = Buffer.alloc(size * ENTRY_BYTES);
    for (let n = 0; n < size; n++) {
      const [type, place, index] = entries[n] ?? [0, 0, 65535];
      table.writeUInt8(type, n * ENTRY_BYTES);
      table.writeUInt32BE(place, n * ENTRY_BYTES + 1);
      table.writeUInt16BE(index, n * ENTRY_BYTES + 5);
    }
    const content = deflated(table);
    const { Root, Info, ID } = context.trailerInfo;
    const known = [Root && `/Root ${Root}`, Info && `/Info ${Info}`, ID && `/ID ${ID}`].filter(Boolean).join('');
    const dict = `<</Type/XRef/Size ${size}/W[1 4 2]${known}/Filter/FlateDecode/Length ${content.length}>>`;
    writeObject(number, Buffer.from(`${dict}\nstream\n`), content, Buffer.from('\nendstream'));
    write(Buffer.from(`startxref\n${start}\n%%EOF\n`));
  }
}

const ENTRY_BYTES = 7;
/** Only a stream ends so (§7.3.8). */
const STREAM_END = 'endstream';
const SPACE = Buffer.from('\n');

interface Written {
  readonly number: number;
  readonly bytes: Uint8Array;
  readonly isStream: boolean;
}

/** All objects by their numbers, so that the same document gives the same bytes. */
function* objectsInOrder(document: PDFDocument): Generator<Written> {
  const objects = objectsOf(document);
  const parsed = new Map([...objects.parsed()].map(([ref, object]) => [ref.objectNumber, object]));
  for (let number = 1; number <= document.context.largestObjectNumber; number++) {
    const object = parsed.get(number);
    const raw = object ? undefined : objects.raw(number);
    if (object) yield { number, bytes: bytesOf(object), isStream: object instanceof PDFStream };
    else if (raw)
      yield {
        number,
        bytes: raw,
        isStream: raw.toString('latin1', Math.max(0, raw.length - STREAM_END.length)) === STREAM_END,
      };
  }
}

function bytesOf(object: PDFObject): Uint8Array {
  const bytes = new Uint8Array(object.sizeInBytes());
  object.copyBytesInto(bytes, 0);
  return bytes;
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
