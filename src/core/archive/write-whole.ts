// Writes a file whole or not at all: to a temporary name beside it, flushed, then renamed. What stood there before stays until then.
import { realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Said, said } from '../../shared/said.ts';
import type { FileLayer } from '../ports.ts';
import { diskFailure } from './disk-errors.ts';

/** @throws Failure `unavailable` when the disk refuses; then the file is as it was and no temporary one is left. */
export async function writeWhole(
  files: FileLayer,
  file: string,
  bytes: Uint8Array,
  temporary: string,
  remedy?: Said,
): Promise<void> {
  const part = path.join(path.dirname(file), temporary);
  try {
    const handle = await files.open(part, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await files.rename(part, file);
  } catch (error) {
    await files.rm(part, { force: true }).catch(() => undefined);
    throw diskFailure(file, path.basename(file), error as Error, remedy);
  }
}

const CHOSEN_REMEDY = said`Choose another place, or make room there. A file that stood there is as it was.`;

/** Writes what a person asked for to a place of their choice: a link is followed, and what is no ordinary file (a pipe, a device) is written to as it is. */
export async function writeChosen(files: FileLayer, chosen: string, bytes: Uint8Array, random: string): Promise<void> {
  const file = await realpath(chosen).catch(() => chosen);
  const there = await stat(file).catch(() => undefined);
  if (there && !there.isFile()) {
    await writeFile(file, bytes).catch((error) => {
      throw diskFailure(chosen, chosen, error as Error, CHOSEN_REMEDY);
    });
    return;
  }
  await writeWhole(files, file, bytes, `.pressmark-${random}.part`, CHOSEN_REMEDY);
  await files.syncFolder(path.dirname(file)).catch(() => undefined);
}
