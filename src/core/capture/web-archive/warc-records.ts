// Reads the records of a web archive, WARC (ISO 28500) or ARC, packed or not, one after the other. A claimed length is never believed
// before its bytes are there; after damage the next record is looked for.
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import { type UnpackedPiece, unpackMembers } from './gzip-members.ts';

export interface WarcRecord {
  /** `response`, `resource`, `revisit` and so on; `response` in ARC. */
  readonly type: string;
  readonly url: string;
  /** ISO 8601. */
  readonly date: string | undefined;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** A record whose content is larger is passed over, in bytes. */
const LARGEST_CONTENT = 64 * 1024 * 1024;
const LARGEST_HEAD = 64 * 1024;
/** An archive that unpacks to more than this is a trap, in bytes. */
const MOST_UNPACKED = 16 * 1024 ** 3;

/** Records with content: the others are of no use here. */
const KEPT: ReadonlySet<string> = new Set(['response', 'resource']);

/**
 * Gives the records that hold pages and resources.
 * @throws Failure `invalid` at the end when something could not be read, or when it is no web archive; `too-large`
 */
export async function* readWarcRecords(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<WarcRecord> {
  const reader = new RecordReader(await plainPieces(pieces));
  for (let record = await reader.next(); record !== undefined; record = await reader.next()) {
    if (KEPT.has(record.type)) yield record;
  }
  if (!reader.hasAny) throw new Failure('invalid', said`the file is no web archive`);
  if (reader.isDamaged) throw new Failure('invalid', said`the web archive is damaged; what could be read was`);
}

/** Unpacks what is packed, once or twice. */
async function plainPieces(pieces: AsyncIterable<Uint8Array>): Promise<AsyncGenerator<UnpackedPiece>> {
  const outer = await peeked(pieces);
  if (!isPacked(outer.first)) return plain(outer.all);
  const inner = await peeked(unpackMembers(outer.all));
  if (!isPacked(inner.first?.bytes)) return inner.all;
  return unpackMembers(
    (async function* () {
      for await (const { bytes } of inner.all) yield bytes;
    })(),
  );
}

function isPacked(bytes: Uint8Array | undefined): boolean {
  return bytes?.[0] === 0x1f && bytes[1] === 0x8b;
}

/** Looks at the first value of a series, which still has it. */
async function peeked<T>(
  values: AsyncIterable<T>,
): Promise<{ readonly first: T | undefined; readonly all: AsyncGenerator<T> }> {
  const iterator = values[Symbol.asyncIterator]();
  const first = await iterator.next();
  const all = (async function* () {
    for (let next = first; !next.done; next = await iterator.next()) yield next.value;
  })();
  return { first: first.done ? undefined : first.value, all };
}

async function* plain(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<UnpackedPiece> {
  for await (const bytes of pieces) yield { bytes, isStart: false, isAfterDamage: false };
}

const WARC_LINE = /^WARC\/\d\.\d{1,2}\s*$/u;
const ARC_LINE = /^(\S+:\S+) (\S+) (\d{14}|\d{8}|0) (\S+) (?:.* )?(\d{1,15})\s*$/u;

class RecordReader {
  readonly #pieces: AsyncGenerator<UnpackedPiece>;
  #held: Buffer = Buffer.alloc(0);
  #next: UnpackedPiece | undefined;
  #unpacked = 0;
  #isOver = false;
  hasAny = false;
  isDamaged = false;

  constructor(pieces: AsyncGenerator<UnpackedPiece>) {
    this.#pieces = pieces;
  }

  /** Gives the next record that is whole; undefined at the end. */
  async next(): Promise<WarcRecord | undefined> {
    for (;;) {
      const line = await this.#line();
      if (line === undefined) return undefined;
      if (line.trim() === '') continue;
      const arc = ARC_LINE.exec(line);
      if (WARC_LINE.test(line)) {
        const record = await this.#warcRecord();
        if (record !== undefined) return record;
      } else if (arc !== null) {
        const record = await this.#arcRecord(arc);
        if (record !== undefined) return record;
      } else if (this.hasAny || this.#unpacked > LARGEST_HEAD) this.isDamaged = true;
      else if (!/^[\x20-\x7e\t]*$/u.test(line)) this.isDamaged = true;
    }
  }

  async #warcRecord(): Promise<WarcRecord | undefined> {
    const headers = new Map<string, string>();
    let size = 0;
    for (let line = await this.#line(); line !== undefined && line.trim() !== ''; line = await this.#line()) {
      const field = /^([\w-]+)\s*:\s*(.*)$/u.exec(line.trim());
      if (field !== null) headers.set((field[1] as string).toLowerCase(), (field[2] as string).trim());
      size += line.length;
      if (size > LARGEST_HEAD) break;
    }
    const length = headers.get('content-length');
    if (length === undefined || !/^\d{1,15}$/u.test(length)) {
      // Without a length the record ends where the next begins.
      this.isDamaged = true;
      return undefined;
    }
    this.hasAny = true;
    const content = await this.#content(Number(length), headers.get('warc-type') ?? '');
    if (content === undefined) return undefined;
    return {
      type: headers.get('warc-type')?.toLowerCase() ?? '',
      url: (headers.get('warc-target-uri') ?? '').replace(/^<|>$/gu, '').replaceAll(' ', '%20'),
      date: headers.get('warc-date'),
      contentType: headers.get('content-type')?.toLowerCase() ?? '',
      content,
    };
  }

  async #arcRecord([, url, , date, mediaType, length]: RegExpExecArray): Promise<WarcRecord | undefined> {
    this.hasAny = true;
    const isAbout = (url as string).startsWith('filedesc:');
    const content = await this.#content(Number(length), isAbout ? 'warcinfo' : 'response');
    if (content === undefined || isAbout) return undefined;
    const isHttp = /^HTTP\/\d/u.test(Buffer.from(content.subarray(0, 8)).toString('latin1'));
    return {
      type: isHttp ? 'response' : 'resource',
      url: url as string,
      date: date === undefined ? undefined : isoOf(date),
      contentType: isHttp ? 'application/http' : (mediaType as string),
      content,
    };
  }

  /** Reads or passes over the content; undefined when it is not kept, or the archive ends or is torn within it. */
  async #content(length: number, type: string): Promise<Uint8Array | undefined> {
    const isKept = KEPT.has(type.toLowerCase()) && length <= LARGEST_CONTENT;
    const parts: Uint8Array[] = [];
    let missing = length;
    while (missing > 0) {
      if (this.#held.length === 0 && !(await this.#read(false))) {
        this.isDamaged = true;
        return undefined;
      }
      const part = this.#held.subarray(0, missing);
      this.#held = this.#held.subarray(part.length);
      missing -= part.length;
      // What the archive gave last may be shared with its next pieces.
      if (isKept) parts.push(part);
    }
    return isKept ? Buffer.concat(parts) : undefined;
  }

  /** Reads a line, without its end; a longer one than any header is given in parts. */
  async #line(): Promise<string | undefined> {
    for (;;) {
      const end = this.#held.indexOf(0x0a);
      if (end !== -1 || this.#held.length > LARGEST_HEAD) {
        const stop = end === -1 ? this.#held.length : end;
        const line = this.#held.toString('latin1', 0, Math.min(stop, LARGEST_HEAD));
        this.#held = this.#held.subarray(stop + 1);
        return line.replace(/\r$/u, '');
      }
      if (await this.#read(true)) continue;
      if (this.#held.length === 0) return undefined;
      const line = this.#held.toString('latin1');
      this.#held = Buffer.alloc(0);
      return line;
    }
  }

  /** Takes the next piece; between records one that follows damage is noted, within one it ends the record. */
  async #read(isBetween: boolean): Promise<boolean> {
    if (this.#isOver) return false;
    let piece = this.#next;
    this.#next = undefined;
    if (piece === undefined) {
      const { value, done } = await this.#pieces.next();
      if (done) {
        this.#isOver = true;
        return false;
      }
      piece = value;
    }
    if (piece.isAfterDamage) {
      this.isDamaged = true;
      if (!isBetween) {
        this.#next = { ...piece, isAfterDamage: false };
        return false;
      }
    }
    this.#unpacked += piece.bytes.length;
    if (this.#unpacked > MOST_UNPACKED)
      throw new Failure('too-large', said`the web archive unpacks to more than ${MOST_UNPACKED / 1024 ** 3} GB`);
    this.#held =
      this.#held.length === 0
        ? Buffer.from(piece.bytes.buffer, piece.bytes.byteOffset, piece.bytes.byteLength)
        : Buffer.concat([this.#held, piece.bytes]);
    return true;
  }
}

function isoOf(date: string): string | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?$/u.exec(date);
  if (found === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = found;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}
