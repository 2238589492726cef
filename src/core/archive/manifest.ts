// pressmark.json, the file that makes a folder an archive: written once when the archive is made, read at each opening.
import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { Ports } from '../ports.ts';
import { knownArchive } from './known-archives.ts';
import { README_TXT } from './readme-text.ts';

/** `pressmark.json`, the first file of an archive. */
export interface Manifest {
  readonly format: 'pressmark-archive';
  readonly version: number;
  readonly id: string;
  readonly created: string;
}

/** The file's name; a folder that holds one is an archive. */
export const MANIFEST_FILE = 'pressmark.json';

/** The newest format that this program reads and writes. */
export const FORMAT_VERSION = 1;

/**
 * Makes an empty archive in a folder that is not there yet or is empty; `as` when it is to be one that was elsewhere.
 * @throws Failure `invalid` when the folder holds something, or when an archive lay there before and `anew` is not given; `unavailable` when it cannot be written.
 */
export async function initArchive(
  folder: string,
  ports: Ports,
  { anew = false, as }: { readonly anew?: boolean; readonly as?: Manifest } = {},
): Promise<Manifest> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw folderFailure(folder, error);
  });
  if (names?.includes(MANIFEST_FILE))
    throw new Failure('invalid', said`${folder} is an archive already.`, { subject: folder });
  if (names?.some((name) => !name.startsWith('.'))) {
    throw new Failure('invalid', said`${folder} is not empty.`, {
      remedy: said`Choose an empty folder or a new name.`,
      subject: folder,
    });
  }
  const known = names && !anew ? await knownArchive(ports.places.state, folder) : undefined;
  if (known)
    throw new Failure(
      'invalid',
      said`An archive of ${known.captures} captures was in ${folder}, and the folder is empty now.`,
      {
        remedy: said`${BRING_BACK} For a new archive in this place all the same: pressmark init --anew`,
        subject: folder,
      },
    );
  const manifest: Manifest = as ?? {
    format: 'pressmark-archive',
    version: FORMAT_VERSION,
    id: newUuid(ports),
    created: new Date(ports.now()).toISOString(),
  };
  try {
    for (const each of ['captures', 'journal', 'trash']) await mkdir(path.join(folder, each), { recursive: true });
    await writeOnce(path.join(folder, 'README.txt'), README_TXT);
    await writeOnce(path.join(folder, MANIFEST_FILE), `${JSON.stringify(manifest)}\n`);
    await ports.files.syncFolder(folder);
  } catch (error) {
    throw folderFailure(folder, error as Error);
  }
  return manifest;
}

/** What to do when files of an archive have vanished. */
export const BRING_BACK = said`Nothing was changed. Look whether its disk is connected, and in the trash or the earlier versions of the program that syncs it.`;

/** Reads what a folder is. @throws Failure `not-found`, `damaged`, `newer-format`, `unavailable`. */
export async function readManifest(folder: string, stateFolder: string): Promise<Manifest> {
  const file = path.join(folder, MANIFEST_FILE);
  const text = await readFile(file, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw await noArchive(folder, stateFolder);
    throw folderFailure(folder, error);
  });
  return checkManifest(text, folder);
}

/**
 * Reads the text of a `pressmark.json`; `where` is what the messages name.
 * @throws Failure `damaged`, `newer-format`
 */
export function checkManifest(text: string, where: string): Manifest {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text) as Manifest;
    if (manifest.format !== 'pressmark-archive' || !/^[0-9a-f-]{36}$/.test(manifest.id))
      throw new Error('not the manifest of an archive');
  } catch (error) {
    throw new Failure('damaged', said`pressmark.json in ${where} cannot be read: ${(error as Error).message}.`, {
      subject: 'pressmark.json',
      cause: error,
    });
  }
  if (!(manifest.version <= FORMAT_VERSION)) {
    throw new Failure(
      'newer-format',
      said`This archive has format ${manifest.version}; this program knows formats up to ${FORMAT_VERSION}.`,
      { remedy: said`Install a newer version of Pressmark.`, subject: where },
    );
  }
  return manifest;
}

/** Why a folder is no archive: one that was there has vanished, one is still arriving, or there never was one. */
async function noArchive(folder: string, stateFolder: string): Promise<Failure> {
  const known = await knownArchive(stateFolder, folder);
  const names = await readdir(folder).catch(() => [] as string[]);
  if (known)
    return new Failure(
      'not-found',
      said`The archive of ${known.captures} captures that was in ${folder} is not there.`,
      {
        remedy: BRING_BACK,
        subject: folder,
      },
    );
  if (names.includes('captures') || names.includes('journal'))
    return new Failure('not-found', said`${folder} holds parts of an archive, but not its pressmark.json.`, {
      remedy: said`If a sync program carries it, wait until it has arrived; else copy pressmark.json from where the archive came.`,
      subject: folder,
    });
  return new Failure('not-found', said`There is no archive in ${folder}.`, {
    remedy: said`Make one with: pressmark init --archive "${folder}"`,
    subject: folder,
  });
}

async function writeOnce(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function folderFailure(folder: string, error: Error): Failure {
  return new Failure('unavailable', said`${folder} cannot be used: ${error.message}`, {
    remedy: said`Check the folder’s rights and the room on its disk.`,
    subject: folder,
    cause: error,
  });
}

/** Makes an id of an archive: RFC 9562, version 4. */
export function newUuid(ports: Ports): string {
  const bytes = ports.randomBytes(16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
