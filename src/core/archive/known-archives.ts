// Which archive lay in a folder, noted in this person's state folder: an emptied sync folder or an unplugged disk is then not taken for a new place.
import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface KnownArchive {
  readonly id: string;
  readonly folder: string;
  /** How many captures it had when it was last noted. */
  readonly captures: number;
}

/** A short name for a place on this computer, the same however it is reached. */
export async function placeOf(folder: string): Promise<string> {
  const real = await realpath(folder).catch(() => path.resolve(folder));
  return createHash('sha256').update(real).digest('hex').slice(0, 12);
}

/** Gives what lay in a folder when it was last opened, if that was noted. */
export async function knownArchive(stateFolder: string, folder: string): Promise<KnownArchive | undefined> {
  try {
    const known = JSON.parse(await readFile(fileOf(stateFolder, await placeOf(folder)), 'utf8')) as KnownArchive;
    return typeof known.id === 'string' && typeof known.captures === 'number' ? known : undefined;
  } catch {
    return undefined;
  }
}

/** Notes what lies in a folder, when that is new or the captures have become clearly more. It only serves a warning: a state folder that cannot be written is no reason to stop. */
export async function noteArchive(stateFolder: string, archive: KnownArchive): Promise<void> {
  const known = await knownArchive(stateFolder, archive.folder);
  if (known?.id === archive.id && archive.captures <= known.captures * 1.05) return;
  const file = fileOf(stateFolder, await placeOf(archive.folder));
  await mkdir(path.dirname(file), { recursive: true }).catch(() => undefined);
  await writeFile(file, `${JSON.stringify(archive)}\n`).catch(() => undefined);
}

function fileOf(stateFolder: string, place: string): string {
  return path.join(stateFolder, 'archives', `${place}.json`);
}
