// Which captures are here: those that have arrived are read, those that have vanished are noted. A missing file never removes a document.

import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import { readCaptureFile, readReadingFile } from './capture-file.ts';
import type { Catalogue, LoadedCapture, LoadedReading } from './catalogue.ts';
import { fewAtOnce } from './few-at-once.ts';
import { factsOfText } from './text-facts.ts';

/** A temporary file of ours among the captures: left by a kill, removed by the next writer. */
export const PART_FILE = /^\.pressmark-[a-z0-9]+\.part$/;

const LOAD_BATCH = 256;

/** Looks through the folders of captures that have changed since the last look; gives the left-over temporary files it saw, relative to the archive. */
export async function lookForCaptures(archive: string, catalogue: Catalogue, nowMs: number): Promise<string[]> {
  const listing = listingOf(archive);
  const parts: string[] = [];
  const noted = catalogue.all<{ path: string }>('select path from folder').map((row) => row.path);
  for (const folder of new Set([...(await captureFolders(archive)), ...noted])) {
    const changed = await folderState(archive, folder);
    if (isNoted(catalogue, folder, changed)) continue;
    const names = await listing(folder);
    await noteVanished(catalogue, folder, names, () => listing('trash'));
    const found = [...names].filter((name) => PART_FILE.test(name));
    const isSettled = await loadUnlisted(archive, catalogue, folder, names);
    parts.push(...found.map((name) => `${folder}/${name}`));
    if (!found.length && isSettled) noteFolder(catalogue, folder, changed);
  }
  await loadAbsent(archive, catalogue, listing, nowMs);
  return parts;
}

type Listing = (folder: string) => Promise<ReadonlySet<string>>;

/** Reads each folder once; one that is not there is empty. */
function listingOf(archive: string): Listing {
  const read = new Map<string, Promise<ReadonlySet<string>>>();
  return (folder) => {
    const names =
      read.get(folder) ??
      readdir(path.join(archive, folder)).then(
        (all) => new Set(all),
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return new Set<string>();
          throw error;
        },
      );
    read.set(folder, names);
    return names;
  };
}

/** The files of a folder that the catalogue knows; paths begin with it and `/`, after which `0` is the next character. */
function knownFiles(catalogue: Catalogue, folder: string): { file: string; is_here: number }[] {
  return catalogue.all(
    `select file, is_here from capture where file > ?1 || '/' and file < ?1 || '0'
     union select file, is_here from reading where file > ?1 || '/' and file < ?1 || '0'`,
    folder,
  );
}

/** Notes which files were here and are not, neither in their place nor in the trash. */
async function noteVanished(
  catalogue: Catalogue,
  folder: string,
  names: ReadonlySet<string>,
  trash: () => Promise<ReadonlySet<string>>,
): Promise<void> {
  const gone = knownFiles(catalogue, folder).filter((row) => row.is_here && !names.has(path.basename(row.file)));
  if (!gone.length) return;
  const inTrash = await trash();
  catalogue.transaction(() => {
    for (const { file } of gone) {
      if (inTrash.has(path.basename(file))) continue;
      catalogue.run('update capture set is_here = 0 where file = ?', file);
      catalogue.run('update reading set is_here = 0 where file = ?', file);
    }
  });
}

/** Reads whole captures that no line names yet: they are shown all the same. Tells whether every unknown zip was one. */
async function loadUnlisted(
  archive: string,
  catalogue: Catalogue,
  folder: string,
  names: ReadonlySet<string>,
): Promise<boolean> {
  const known = new Set(knownFiles(catalogue, folder).map(({ file }) => file));
  const unknown = [...names]
    .map((name) => `${folder}/${name}`)
    .filter((file) => file.endsWith('.zip') && !known.has(file));
  let read = 0;
  await inBatches(unknown, async (batch) => {
    const loaded = await fewAtOnce(batch, (file) => loadCapture(archive, file));
    const here = loaded.filter((each) => each !== undefined);
    if (here.length) catalogue.transaction(() => catalogue.take({ captures: here }));
    read += here.length;
  });
  return read === unknown.length;
}

/** Reads captures and readings that a line names and that were not here, where their file is there now. */
async function loadAbsent(archive: string, catalogue: Catalogue, listing: Listing, nowMs: number): Promise<void> {
  const isThere = async (file: string) =>
    (await listing(path.posix.dirname(file))).has(path.posix.basename(file)) ||
    (await listing('trash')).has(path.posix.basename(file));
  const captures = await filterAsync(
    catalogue.all<{ file: string }>('select file from capture where is_here = 0'),
    ({ file }) => isThere(file),
  );
  await inBatches(captures, async (batch) => {
    const loaded = await fewAtOnce(batch, ({ file }) => loadCapture(archive, file));
    catalogue.transaction(() => {
      const here = loaded.filter((each) => each !== undefined);
      if (here.length) catalogue.take({ captures: here });
      for (const [n, { file }] of batch.entries()) noteArrival(catalogue, file, loaded[n] !== undefined, nowMs);
    });
  });
  const readings = await filterAsync(
    catalogue.all<{ capture: string; number: number; file: string }>(
      'select capture, number, file from reading where is_here = 0 and file not in (select file from capture)',
    ),
    ({ file }) => isThere(file),
  );
  await inBatches(readings, async (batch) => {
    const loaded = await fewAtOnce(batch, (row) => loadReading(archive, row));
    catalogue.transaction(() => {
      const here = loaded.filter((each) => each !== undefined);
      if (here.length) catalogue.take({ readings: here });
      for (const [n, { file }] of batch.entries()) noteArrival(catalogue, file, loaded[n] !== undefined, nowMs);
    });
  });
}

/** Keeps since when a file is there and does not open: it is arriving, and damaged when that lasts. */
function noteArrival(catalogue: Catalogue, file: string, isWhole: boolean, nowMs: number): void {
  if (isWhole) catalogue.run('delete from arriving where file = ?', file);
  else catalogue.run('insert or ignore into arriving values (?, ?)', file, nowMs);
}

async function loadCapture(archive: string, file: string): Promise<LoadedCapture | undefined> {
  try {
    const { record, reading, text } = await readCaptureFile(await locate(archive, file));
    return { file, record, reading, facts: factsOfText(text, reading.blocks) };
  } catch (error) {
    return absentOrThrow(error);
  }
}

async function loadReading(
  archive: string,
  row: { capture: string; number: number; file: string },
): Promise<LoadedReading | undefined> {
  try {
    const { record, text } = await readReadingFile(await locate(archive, row.file), row.number);
    return { capture: row.capture, record, facts: factsOfText(text, record.blocks) };
  } catch (error) {
    return absentOrThrow(error);
  }
}

/** A file that is not there or does not open yet is "still arriving"; anything else is told. */
function absentOrThrow(error: unknown): undefined {
  if (error instanceof Failure && error.code === 'damaged') return undefined;
  if (['ENOENT', 'EACCES', 'EBUSY', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
  throw error;
}

/** The absolute path of a capture's file: where its line says, or in the trash. */
export async function locate(archive: string, file: string): Promise<string> {
  const there = path.join(archive, file);
  if (await stat(there).catch(() => undefined)) return there;
  const inTrash = path.join(archive, 'trash', path.basename(file));
  return (await stat(inTrash).catch(() => undefined)) ? inTrash : there;
}

/** Notes that a folder of captures holds what the catalogue says, as it stands. */
export function noteFolder(catalogue: Catalogue, folder: string, changed: string): void {
  catalogue.run('insert or replace into folder values (?, ?)', folder, changed);
}

/** Whether a folder is as it was when it was looked through. */
export function isNoted(catalogue: Catalogue, folder: string, changed: string): boolean {
  return catalogue.get<{ changed: string }>('select changed from folder where path = ?', folder)?.changed === changed;
}

/** What changes when a file comes into a folder or leaves it; `gone` when the folder itself is not there. */
export async function folderState(archive: string, folder: string): Promise<string> {
  const found = await stat(path.join(archive, folder), { bigint: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found ? String(found.mtimeNs) : 'gone';
}

/** The folders that hold captures (`captures/2024`, …), relative to the archive. */
export async function captureFolders(archive: string): Promise<string[]> {
  const years = await readdir(path.join(archive, 'captures'), { withFileTypes: true }).catch(() => []);
  return years
    .filter((entry) => entry.isDirectory())
    .map((entry) => `captures/${entry.name}`)
    .sort();
}

async function filterAsync<T>(all: readonly T[], is: (value: T) => Promise<boolean>): Promise<T[]> {
  const kept: T[] = [];
  for (const value of all) if (await is(value)) kept.push(value);
  return kept;
}

async function inBatches<T>(all: readonly T[], each: (batch: readonly T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += LOAD_BATCH) await each(all.slice(from, from + LOAD_BATCH));
}
