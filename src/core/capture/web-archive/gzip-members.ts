// Unpacks gzip a member at a time (RFC 1952, 2.2): each record of a web archive is one, so that damage in one leaves the others sound.
import { Readable } from 'node:stream';
import { crc32, createGunzip, inflateRawSync } from 'node:zlib';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';

/** Unpacked bytes; `isStart` where a member begins, `isAfterDamage` where something before could not be read. */
export interface UnpackedPiece {
  readonly bytes: Uint8Array;
  readonly isStart: boolean;
  readonly isAfterDamage: boolean;
}

/** Members up to this packed size are unpacked at once, in bytes; larger ones stream, and damage ends them. */
const LARGEST_MEMBER = 8 * 1024 * 1024;
/** A member that unpacks to more is a trap, in bytes. */
const LARGEST_UNPACKED = 96 * 1024 * 1024;
const FIRST_TRY = 64 * 1024;
const MAGIC = Buffer.from([0x1f, 0x8b, 0x08]);

/**
 * Unpacks the members of a gzip file; damaged ones are passed over.
 * @throws Failure `invalid` when the file ends within a member, `too-large` for one that unpacks to too much
 */
export async function* unpackMembers(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<UnpackedPiece> {
  const source = new Window(pieces);
  let isAfterDamage = false;
  for (;;) {
    await source.fill(FIRST_TRY);
    if (source.bytes.length === 0) break;
    const start = source.bytes.indexOf(MAGIC);
    if (start !== 0) {
      isAfterDamage = true;
      if (start === -1 && source.isOver) break;
      source.drop(start === -1 ? Math.max(1, source.bytes.length - 2) : start);
      continue;
    }
    const member = await unpackOne(source);
    if (member === 'larger') {
      yield* streamed(source);
      return;
    }
    if (member === 'damaged' || member === 'wrong') {
      isAfterDamage = true;
      if (member === 'damaged') source.drop(MAGIC.length);
      continue;
    }
    yield { bytes: member, isStart: true, isAfterDamage };
    isAfterDamage = false;
  }
  if (isAfterDamage) throw new Failure('invalid', said`the archive is damaged at its end`);
}

/** Unpacks the member that the window begins with, and drops it from there; `wrong` when its check sum does not hold. */
async function unpackOne(source: Window): Promise<Uint8Array | 'larger' | 'damaged' | 'wrong'> {
  for (let size = FIRST_TRY; ; size *= 2) {
    await source.fill(size);
    const head = headerLength(source.bytes);
    if (head === undefined) return 'damaged';
    try {
      const { buffer, engine } = inflateRawSync(source.bytes.subarray(head), {
        info: true,
        maxOutputLength: LARGEST_UNPACKED,
      }) as unknown as { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
      // After the data come a check sum and a length, four bytes each.
      const end = head + engine.bytesWritten;
      await source.fill(end + 8);
      const isSound = source.bytes.length >= end + 8 && source.bytes.readUInt32LE(end) === crc32(buffer);
      source.drop(end + 8);
      return isSound ? buffer : 'wrong';
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ERR_BUFFER_TOO_LARGE')
        throw new Failure('too-large', said`a record unpacks to more than ${LARGEST_UNPACKED / 2 ** 20} MB`);
      if (code !== 'Z_BUF_ERROR') return 'damaged';
      if (source.isOver && source.bytes.length <= size) return 'damaged';
      if (size >= LARGEST_MEMBER) return 'larger';
    }
  }
}

async function* streamed(source: Window): AsyncGenerator<UnpackedPiece> {
  let isStart = true;
  try {
    for await (const bytes of Readable.from(source.rest(), { objectMode: false }).pipe(createGunzip())) {
      yield { bytes: bytes as Buffer, isStart, isAfterDamage: false };
      isStart = false;
    }
  } catch (cause) {
    throw new Failure('invalid', said`the archive is damaged`, { cause });
  }
}

/** The length of a gzip header with its optional fields; undefined when there is none. */
function headerLength(bytes: Buffer): number | undefined {
  const flags = bytes[3];
  if (flags === undefined || (flags & 0xe0) !== 0) return undefined;
  let at = 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const flag of [8, 16]) if (flags & flag) at = bytes.indexOf(0, at) + 1 || bytes.length;
  if (flags & 2) at += 2;
  return at < bytes.length ? at : undefined;
}

/** What has been read of a source and not used yet. */
class Window {
  bytes: Buffer = Buffer.alloc(0);
  isOver = false;
  readonly #pieces: AsyncIterator<Uint8Array>;

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Reads until so many bytes are there, or the source is over. */
  async fill(size: number): Promise<void> {
    const more: Uint8Array[] = [this.bytes];
    let length = this.bytes.length;
    while (length < size && !this.isOver) {
      const { value, done } = await this.#pieces.next();
      if (done) this.isOver = true;
      else {
        more.push(value);
        length += value.length;
      }
    }
    if (more.length > 1) this.bytes = Buffer.concat(more);
  }

  drop(length: number): void {
    this.bytes = this.bytes.subarray(length);
  }

  async *rest(): AsyncGenerator<Uint8Array> {
    yield this.bytes;
    for (let next = await this.#pieces.next(); !next.done; next = await this.#pieces.next()) yield next.value;
  }
}
