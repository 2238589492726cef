// What this device has written lately, kept in the catalogue: lines that a sync program takes away again are then written anew.
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Catalogue } from './catalogue.ts';
import { parseEntryId } from './clock.ts';
import { type JournalLines, readJournalLines, tailDigest, textsOf } from './journal-file.ts';

/** A journal file of this device as it left it. */
export interface WrittenFile {
  readonly name: string;
  readonly inode: string;
  readonly size: number;
  /** The digest of its last bytes. */
  readonly tail: string;
}

/** A file that somebody else has changed: what of our lines it still holds stays guarded, but nothing is appended to it. */
export interface ChangedFile {
  readonly name: string;
  /** The file as it is now; undefined when it is gone. */
  readonly now: WrittenFile | undefined;
  /** Our lines that it no longer holds. */
  readonly missing: readonly string[];
}

/** The newest files keep their lines here, as many as these limits allow. */
const KEPT = { files: 64, bytes: 2 ** 24 };

/** Where the writer of a journal keeps what it needs to write lines again. */
export interface OwnLines {
  /** The files written lately, the newest last. One that is closed takes no more lines. */
  files(): readonly (WrittenFile & { readonly isClosed: boolean })[];
  /** The lines of a file, each with its LF, in order. */
  linesOf(name: string): readonly string[];
  /** Notes at once that `lines` stand at the end of `file`, and what others have done to files. */
  note(change: {
    readonly file?: WrittenFile;
    readonly lines?: readonly string[];
    readonly changed?: readonly ChangedFile[];
  }): void;
}

/** Keeps them in the catalogue's tables. */
export function ownLinesOf(catalogue: Catalogue): OwnLines {
  const linesOf = (name: string) =>
    catalogue
      .all<{ line: string }>('select line from own_line where file = ? order by number', name)
      .map(({ line }) => line);
  const forget = (name: string) => {
    catalogue.run('delete from own_file where name = ?', name);
    catalogue.run('delete from own_line where file = ?', name);
  };
  const put = ({ name, inode, size, tail }: WrittenFile, isClosed: boolean) =>
    catalogue.run(
      `insert into own_file(name, inode, size, tail, closed) values (?, ?, ?, ?, ?)
       on conflict(name) do update set inode = excluded.inode, size = excluded.size, tail = excluded.tail, closed = excluded.closed`,
      name,
      inode,
      size,
      tail,
      Number(isClosed),
    );
  const trim = () => {
    let bytes = 0;
    const newestFirst = catalogue.all<WrittenFile>('select name, size from own_file order by number desc');
    for (const [index, { name, size }] of newestFirst.entries()) {
      bytes += size;
      if (index > 0 && (index >= KEPT.files || bytes > KEPT.bytes)) forget(name);
    }
  };
  return {
    files: () =>
      catalogue
        .all<WrittenFile & { closed: number }>('select name, inode, size, tail, closed from own_file order by number')
        .map(({ closed, ...file }) => ({ ...file, isClosed: closed !== 0 })),
    linesOf,
    note: ({ file, lines = [], changed = [] }) =>
      catalogue.transaction(() => {
        for (const { name, now, missing } of changed) {
          if (!now || missing.length === linesOf(name).length) forget(name);
          else {
            put(now, true);
            for (const line of missing) catalogue.run('delete from own_line where file = ? and line = ?', name, line);
          }
        }
        if (!file) return;
        put(file, false);
        for (const line of lines) catalogue.run('insert into own_line(file, line) values (?, ?)', file.name, line);
        const isNewFile = file.size === Buffer.byteLength(lines.join(''));
        if (isNewFile) trim();
      }),
  };
}

/** When a kill came between an append and its note, takes the whole lines that follow over as ours; anything else is left for the writer to find changed. */
export async function adoptUnnoted(folder: string, catalogue: Catalogue, device: string): Promise<void> {
  const own = ownLinesOf(catalogue);
  const written = own.files().at(-1);
  if (!written || written.isClosed || !written.name.startsWith(`${device}-`)) return;
  const read = catalogue.get<{ inode: string; size: number }>(
    'select inode, size from journal_file where name = ?',
    written.name,
  );
  if (!read || read.inode !== written.inode || read.size <= written.size) return;
  const added = await readLines(path.join(folder, 'journal', written.name), written.size, read.size);
  if (added.lines.some(({ entry }) => entry === undefined || parseEntryId(entry.id)?.device !== device)) return;
  const texts = textsOf(added);
  own.note({
    file: { ...written, size: read.size, tail: tailDigest(Buffer.from(texts.at(-1) as string)) },
    lines: texts,
  });
}

async function readLines(file: string, from: number, to: number): Promise<JournalLines> {
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.alloc(to - from);
    await handle.read(bytes, 0, bytes.length, from);
    return readJournalLines(bytes);
  } finally {
    await handle.close();
  }
}
