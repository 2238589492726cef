// How much an archive takes on the disk, with its trash.
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fewAtOnce } from './few-at-once.ts';

/** Adds up the files of a folder and of all folders in it; a file that vanishes meanwhile is passed over. Sizes are in bytes. */
export async function sizeOfFolder(
  folder: string,
  signal?: AbortSignal,
): Promise<{ readonly files: number; readonly bytes: number }> {
  let files = 0;
  let bytes = 0;
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    signal?.throwIfAborted();
    const inside = next;
    const entries = await readdir(inside, { withFileTypes: true });
    folders.push(...entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(inside, name)));
    const sizes = await fewAtOnce(
      entries.filter((entry) => entry.isFile()),
      ({ name }) => sizeOf(path.join(inside, name)),
    );
    files += sizes.length;
    for (const size of sizes) bytes += size;
  }
  return { files, bytes };
}

async function sizeOf(file: string): Promise<number> {
  return await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
