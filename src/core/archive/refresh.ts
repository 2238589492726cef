// Brings the catalogue up to date with the files: journal lines that were added by anyone, captures that have arrived.
// Reads only what has changed since it last looked; changes nothing in the archive.
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { countCodePoints } from '../../shared/code-points.ts';
import { Failure } from '../../shared/errors.ts';
import { type Belief, isSetAside } from './belief.ts';
import { readCaptureFile, readReadingFile } from './capture-file.ts';
import type { Catalogue, LoadedCapture, LoadedReading } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { readJournalLines, tailOf } from './journal-file.ts';

/** A temporary file of ours among the captures: left by a kill, removed by the next writer. */
export const PART_FILE = /^\.pressmark-[a-z0-9]+\.part$/;

const LOAD_BATCH = 256;

/** Takes in everything new, quickly and without a write when nothing is. Gives the left-over temporary files it saw, relative to the archive. */
export async function refresh(archive: string, catalogue: Catalogue, belief: Belief): Promise<string[]> {
  await refreshJournals(archive, catalogue, belief);
  await loadAbsent(archive, catalogue);
  return scanFolders(archive, catalogue);
}

interface JournalNews {
  readonly name: string;
  readonly inode: string;
  readonly size: number;
  readonly tail: string;
  readonly entries: readonly Entry[];
}

async function refreshJournals(archive: string, catalogue: Catalogue, belief: Belief): Promise<void> {
  const folder = path.join(archive, 'journal');
  for (const name of await journalNames(folder)) {
    const news = await readNews(folder, name, catalogue);
    if (!news) continue;
    const [future, believed] = partition(news.entries, ({ id }) => isSetAside(id, belief));
    catalogue.transaction(() => {
      if (believed.length) catalogue.take({ entries: believed });
      for (const entry of future)
        catalogue.run('insert or ignore into future_line values (?, ?)', JSON.stringify(entry), name);
      catalogue.run('insert or replace into journal_file values (?, ?, ?, ?)', name, news.inode, news.size, news.tail);
    });
  }
  takeDueLines(catalogue, belief);
}

/** Every `*.jsonl` of the folder is a journal, whatever a sync program called it. */
export async function journalNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => name.endsWith('.jsonl')).sort();
}

async function readNews(folder: string, name: string, catalogue: Catalogue): Promise<JournalNews | undefined> {
  const file = path.join(folder, name);
  const { ino, size } = await stat(file);
  const inode = String(ino);
  const known = catalogue.get<{ inode: string; size: number; tail: string }>(
    'select inode, size, tail from journal_file where name = ?',
    name,
  );
  if (known && known.inode === inode && known.size === size) return undefined;
  const handle = await open(file, 'r');
  try {
    let from = 0;
    if (known && size > known.size && (await tailOf(handle, known.size)) === known.tail) from = known.size;
    const bytes = Buffer.alloc(size - from);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
    const { lines, wholeBytes } = readJournalLines(bytes.subarray(0, bytesRead));
    if (known && from > 0 && wholeBytes === 0) return undefined;
    const end = from + wholeBytes;
    const entries = lines.flatMap((line) => (line.entry ? [line.entry] : []));
    return { name, inode, size: end, tail: await tailOf(handle, end), entries };
  } finally {
    await handle.close();
  }
}

/** Lines that were from the future and no longer are. */
function takeDueLines(catalogue: Catalogue, belief: Belief): void {
  const kept = catalogue
    .all<{ line: string }>('select line from future_line')
    .map(({ line }) => ({ line, entry: JSON.parse(line) as Entry }));
  const due = kept.filter(({ entry }) => !isSetAside(entry.id, belief));
  if (!due.length) return;
  catalogue.transaction(() => {
    catalogue.take({ entries: due.map(({ entry }) => entry) });
    for (const { line } of due) catalogue.run('delete from future_line where line = ?', line);
  });
}

/** Reads captures and readings that are known by a line and had not arrived. */
async function loadAbsent(archive: string, catalogue: Catalogue): Promise<void> {
  const captures = catalogue.all<{ file: string }>('select file from capture where is_here = 0');
  await inBatches(captures, async (batch) => {
    const loaded = await Promise.all(batch.map(({ file }) => loadCapture(archive, file)));
    const here = loaded.filter((each) => each !== undefined);
    if (here.length) catalogue.transaction(() => catalogue.take({ captures: here }));
  });
  const readings = catalogue.all<{ capture: string; number: number; file: string }>(
    'select capture, number, file from reading where characters is null',
  );
  await inBatches(readings, async (batch) => {
    const loaded = await Promise.all(batch.map((row) => loadReading(archive, row)));
    const here = loaded.filter((each) => each !== undefined);
    if (here.length) catalogue.transaction(() => catalogue.take({ readings: here }));
  });
}

async function loadCapture(archive: string, file: string): Promise<LoadedCapture | undefined> {
  try {
    const { record, reading, text } = await readCaptureFile(await locate(archive, file));
    return { file, record, reading, characters: countCodePoints(text) };
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
    return { capture: row.capture, record, characters: countCodePoints(text) };
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

/** Looks through the capture folders that have changed for whole captures that no line names yet: they are shown all the same. */
async function scanFolders(archive: string, catalogue: Catalogue): Promise<string[]> {
  const parts: string[] = [];
  for (const folder of await captureFolders(archive)) {
    const { changed, isNew } = await folderState(archive, catalogue, folder);
    if (!isNew) continue;
    const known = new Set(
      catalogue.all<{ file: string }>('select file from capture union select file from reading').map((row) => row.file),
    );
    const files = (await readdir(path.join(archive, folder))).map((name) => `${folder}/${name}`);
    const found = files.filter((file) => PART_FILE.test(path.basename(file)));
    const unknown = files.filter((file) => file.endsWith('.zip') && !known.has(file));
    const loaded = (await Promise.all(unknown.map((file) => loadCapture(archive, file)))).filter(
      (each) => each !== undefined,
    );
    if (loaded.length) catalogue.transaction(() => catalogue.take({ captures: loaded }));
    parts.push(...found);
    if (!found.length && loaded.length === unknown.length) noteFolder(catalogue, folder, changed);
  }
  return parts;
}

/** Notes that a folder of captures holds nothing unknown as it stands. */
export function noteFolder(catalogue: Catalogue, folder: string, changed: string): void {
  catalogue.run('insert or replace into folder values (?, ?)', folder, changed);
}

export async function folderState(
  archive: string,
  catalogue: Catalogue,
  folder: string,
): Promise<{ changed: string; isNew: boolean }> {
  const { mtimeNs } = await stat(path.join(archive, folder), { bigint: true });
  const changed = String(mtimeNs);
  return {
    changed,
    isNew: catalogue.get<{ changed: string }>('select changed from folder where path = ?', folder)?.changed !== changed,
  };
}

/** The folders that hold captures (`captures/2024`, …), relative to the archive. */
export async function captureFolders(archive: string): Promise<string[]> {
  const years = await readdir(path.join(archive, 'captures'), { withFileTypes: true }).catch(() => []);
  return years
    .filter((entry) => entry.isDirectory())
    .map((entry) => `captures/${entry.name}`)
    .sort();
}

async function inBatches<T>(all: readonly T[], each: (batch: readonly T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += LOAD_BATCH) await each(all.slice(from, from + LOAD_BATCH));
}

function partition<T>(all: readonly T[], is: (value: T) => boolean): [T[], T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const value of all) (is(value) ? yes : no).push(value);
  return [yes, no];
}
