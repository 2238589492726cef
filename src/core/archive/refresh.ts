// Brings the catalogue up to date with the files: journal lines that were added by anyone, then the captures (captures-here.ts).
// Reads only what has changed since it last looked; changes nothing in the archive.
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Belief, isSetAside } from './belief.ts';
import { lookForCaptures } from './captures-here.ts';
import type { Catalogue } from './catalogue.ts';
import type { Entry } from './entry.ts';
import { readJournalLines, tailOf } from './journal-file.ts';

/** Takes in everything new, quickly and without a write when nothing is. Gives the left-over temporary files it saw, relative to the archive. */
export async function refresh(archive: string, catalogue: Catalogue, belief: Belief): Promise<string[]> {
  await refreshJournals(archive, catalogue, belief);
  return lookForCaptures(archive, catalogue, belief.nowMs);
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
  const touched = catalogue.leftBehind();
  for (const name of await journalNames(folder)) {
    const news = await readNews(folder, name, catalogue);
    if (!news) continue;
    const [future, believed] = partition(news.entries, ({ id }) => isSetAside(id, belief));
    catalogue.transaction(() => {
      if (believed.length) catalogue.noteBehind();
      catalogue.apply(believed, touched);
      for (const entry of future)
        catalogue.run('insert or ignore into future_line values (?, ?)', setAsideText(entry), name);
      catalogue.run('insert or replace into journal_file values (?, ?, ?, ?)', name, news.inode, news.size, news.tail);
    });
  }
  // Once for all files: a document is touched by many of them.
  if (touched.documents.size + touched.annotations.size) catalogue.transaction(() => catalogue.derive(touched));
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

/** A line set aside is kept as it will be read when its time has come. */
function setAsideText({ v, id, by, op, of, value, valueText, sum }: Entry): string {
  return JSON.stringify({ v, id, by, op, of, value, valueText, sum });
}

function partition<T>(all: readonly T[], is: (value: T) => boolean): [T[], T[]] {
  const yes: T[] = [];
  const no: T[] = [];
  for (const value of all) (is(value) ? yes : no).push(value);
  return [yes, no];
}
