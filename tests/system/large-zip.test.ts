// A zip beyond 4 GB: a member of 5 GB, and another after it. The zeros are a hole in the file, so that no disk is filled.
import { execFileSync } from 'node:child_process';
import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import { ZipWriter } from '../../src/core/archive/zip-writer.ts';
import { tempFolder } from '../support/temp-folder.ts';

const MEGABYTE = new Uint8Array(2 ** 20);
const LARGE = 5 * 2 ** 30;

function* zeros(): Generator<Uint8Array> {
  for (let size = 0; size < LARGE; size += MEGABYTE.length) yield MEGABYTE;
}

/** Leaves a hole where a megabyte of zeros is written. */
function sparse(handle: FileHandle): FileHandle {
  const write = handle.write.bind(handle) as (...args: unknown[]) => ReturnType<FileHandle['write']>;
  handle.write = ((bytes: Uint8Array, ...place: unknown[]) =>
    bytes.length === MEGABYTE.length && Buffer.compare(bytes, MEGABYTE) === 0
      ? Promise.resolve({ bytesWritten: bytes.length, buffer: bytes })
      : write(bytes, ...place)) as FileHandle['write'];
  return handle;
}

test('members and places beyond 4 GB are read back', async () => {
  const file = path.join(tempFolder('large-zip'), 'x.zip');
  const handle = sparse(await open(file, 'wx'));
  const zip = new ZipWriter(handle);
  await zip.add('large', zeros(), { isStored: true, isLarge: true });
  await zip.add('after', [Buffer.from('the last words')]);
  await zip.finish();
  await handle.close();
  const read = await openPromise(file, {});
  const sizes = new Map<string, number>();
  let words = '';
  for await (const entry of read.eachEntry()) {
    sizes.set(entry.fileName, entry.uncompressedSize);
    if (entry.fileName === 'after')
      words = Buffer.concat(await Array.fromAsync(await read.openReadStreamPromise(entry))).toString();
  }
  expect([...sizes]).toEqual([
    ['large', LARGE],
    ['after', 14],
  ]);
  expect(words).toBe('the last words');
  try {
    const listed = execFileSync('unzip', ['-p', file, 'after'], { encoding: 'utf8' });
    expect(listed).toBe('the last words');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    console.warn('skipped: no unzip on this machine');
  }
});
