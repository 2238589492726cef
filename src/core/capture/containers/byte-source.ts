// The bytes of a container, piece by piece, from its file or from memory.
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { Container } from '../captured.ts';

const PIECE_BYTES = 1 << 18;

/** Gives the bytes in pieces. */
export async function* piecesOf({ path, bytes }: Container): AsyncGenerator<Uint8Array> {
  if (bytes !== undefined) yield bytes;
  else if (path !== undefined) yield* createReadStream(path, { highWaterMark: PIECE_BYTES });
}

/** Gives the first bytes. */
export async function beginningOf({ path, bytes }: Container, length: number): Promise<Uint8Array> {
  if (bytes !== undefined || path === undefined) return bytes?.subarray(0, length) ?? new Uint8Array();
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return new Uint8Array(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/**
 * Reads a container whole.
 * @throws Failure `too-large` over the limit, in bytes
 */
export async function wholeOf(container: Container, limitBytes: number): Promise<Uint8Array> {
  const { path, bytes, name } = container;
  const size = bytes?.length ?? (path === undefined ? 0 : (await stat(path)).size);
  if (size > limitBytes) {
    const limit = limitBytes / 2 ** 20;
    throw new Failure(
      'too-large',
      said`${name}: the file is larger than ${limit} MB, the most that is read of its kind`,
      {
        subject: name,
      },
    );
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(container)) pieces.push(piece);
  return pieces.length === 1 ? (pieces[0] as Uint8Array) : new Uint8Array(Buffer.concat(pieces));
}
