// What this device has written lately, kept in the catalogue: lines that a sync program takes away again are then written anew.
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Catalogue } from './catalogue.ts';
import { parseEntryId } from './clock.ts';
import { type JournalLine, readJournalLines, tailDigest } from './journal-file.ts';

/** A journal file of this device as it left it. */
export interface WrittenFile {
  readonly name: string;
  readonly inode: string;
  readonly size: number;
  /** The digest of its last bytes. */
  readonly tail: string;
}

/** How many of the newest files keep their lines here: 16 MB at most. */
export const KEPT_FILES = 4;

/** Where the writer of a journal keeps what it needs to write lines again. */
export interface OwnLines {
  /** The files written lately, the present one last. */
  files(): readonly WrittenFile[];
  /** The lines of a file, each with its LF, in order. */
  linesOf(name: string): readonly string[];
  /** Notes at once that `lines` stand at the end of `file` and that the files named in `forget` count no longer. */
  note(change: {
    readonly file?: WrittenFile;
    readonly lines: readonly string[];
    readonly forget: readonly string[];
  }): void;
}

/** Keeps them in the catalogue's tables. */
export function ownLinesOf(catalogue: Catalogue): OwnLines {
  return {
    files: () => catalogue.all<WrittenFile>('select name, inode, size, tail from own_file order by number'),
    linesOf: (name) =>
      catalogue
        .all<{ line: string }>('select line from own_line where file = ? order by number', name)
        .map(({ line }) => line),
    note: ({ file, lines, forget }) =>
      catalogue.transaction(() => {
        const old = catalogue
          .all<{ name: string }>(
            'select name from own_file where name <> ? order by number desc limit -1 offset ?',
            file?.name ?? '',
            KEPT_FILES - 1,
          )
          .map(({ name }) => name);
        for (const name of [...forget, ...old]) {
          catalogue.run('delete from own_file where name = ?', name);
          catalogue.run('delete from own_line where file = ?', name);
        }
        if (!file) return;
        catalogue.run(
          `insert into own_file(name, inode, size, tail) values (?, ?, ?, ?)
           on conflict(name) do update set inode = excluded.inode, size = excluded.size, tail = excluded.tail`,
          file.name,
          file.inode,
          file.size,
          file.tail,
        );
        for (const line of lines) catalogue.run('insert into own_line(file, line) values (?, ?)', file.name, line);
      }),
  };
}

/** When a kill came between an append and its note, takes the whole lines that follow over as ours; anything else is left for the writer to find changed. */
export async function adoptUnnoted(folder: string, catalogue: Catalogue, device: string): Promise<void> {
  const own = ownLinesOf(catalogue);
  const written = own.files().at(-1);
  if (!written?.name.startsWith(`${device}-`)) return;
  const read = catalogue.get<{ inode: string; size: number }>(
    'select inode, size from journal_file where name = ?',
    written.name,
  );
  if (!read || read.inode !== written.inode || read.size <= written.size) return;
  const lines = await readLines(path.join(folder, 'journal', written.name), written.size, read.size);
  if (lines.some(({ entry }) => entry === undefined || parseEntryId(entry.id)?.device !== device)) return;
  const texts = lines.map(({ text }) => `${text}\n`);
  own.note({
    file: { ...written, size: read.size, tail: tailDigest(Buffer.from(texts.at(-1) as string)) },
    lines: texts,
    forget: [],
  });
}

async function readLines(file: string, from: number, to: number): Promise<readonly JournalLine[]> {
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.alloc(to - from);
    await handle.read(bytes, 0, bytes.length, from);
    return readJournalLines(bytes).lines;
  } finally {
    await handle.close();
  }
}
