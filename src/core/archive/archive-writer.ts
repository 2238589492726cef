// The one writer of an archive: captures to files, changes to journal lines, both to the catalogue, in this order.
// What a call of `commit` has returned for is on disk.
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { countCodePoints } from '../../shared/code-points.ts';
import { Failure } from '../../shared/errors.ts';
import { makeId } from '../../shared/ids.ts';
import type { Ports } from '../ports.ts';
import {
  buildCaptureFile,
  buildReadingFile,
  type CaptureRecord,
  type Reading,
  readingRecordOf,
} from './capture-file.ts';
import type { Catalogue, LoadedCapture, LoadedReading } from './catalogue.ts';
import { Clock, parseEntryId } from './clock.ts';
import { deviceId } from './device.ts';
import { sha256Hex } from './digest.ts';
import { type Change, type Entry, formatEntry, parseEntry } from './entry.ts';
import { captureFileName } from './file-name.ts';
import { type JournalLines, readJournalLines, tailDigest } from './journal-file.ts';
import { JournalWriter, type OwnLines, type WrittenFile } from './journal-writer.ts';
import type { Lock } from './lock.ts';
import { captureFolders, folderState, noteFolder } from './refresh.ts';

/** A capture to be written: its record (with ids), the original and the first reading. */
export interface NewCapture {
  readonly record: CaptureRecord;
  readonly original: { readonly name: string; readonly bytes: Uint8Array };
  readonly reading: Reading;
  readonly aliases: readonly string[];
}

/** What one commit does: captures first, then further changes. */
export interface Commit {
  readonly captures?: readonly NewCapture[];
  readonly changes?: readonly Change[];
}

export class ArchiveWriter {
  readonly #folder: string;
  readonly #catalogue: Catalogue;
  readonly #ports: Ports;
  readonly #lock: Lock;
  readonly #journal: JournalWriter;
  readonly #clock: Clock;

  private constructor(options: WriterOptions, device: string, last: WrittenFile | undefined) {
    this.#folder = options.folder;
    this.#catalogue = options.catalogue;
    this.#ports = options.ports;
    this.#lock = options.lock;
    this.#clock = new Clock(device, options.ports.now);
    this.noteLines();
    this.#journal = new JournalWriter({
      folder: path.join(options.folder, 'journal'),
      device,
      files: options.ports.files,
      newRandom: () => makeId(options.ports.randomBytes, 6),
      own: ownLines(options.catalogue),
      last,
    });
  }

  /** Begins writing under a lock already taken: removes what a kill left, and gives whole captures without a line theirs. */
  static async open(options: WriterOptions): Promise<ArchiveWriter> {
    const device = await deviceId(options.ports.places.config, options.ports.randomBytes);
    await options.ports.files.mkdir(path.join(options.folder, 'journal'), { recursive: true });
    const last = await adoptLastFile(options.folder, options.catalogue, device);
    const writer = new ArchiveWriter(options, device, last);
    for (const part of options.parts) await options.ports.files.rm(path.join(options.folder, part), { force: true });
    await writer.#listUnlisted();
    return writer;
  }

  /** Takes note of the lines that the catalogue knows, so that the next one is later than all of them. */
  noteLines(): void {
    if (this.#catalogue.lastLine) this.#clock.see(this.#catalogue.lastLine);
  }

  /** Makes an id for a document, capture, annotation or dossier. */
  newId(): string {
    return makeId(this.#ports.randomBytes);
  }

  /**
   * Writes captures and changes, and returns when all of it is on disk and in the catalogue.
   * @throws Failure `unavailable` when the disk refuses; then nothing of this commit may be reported as saved.
   */
  async commit({ captures = [], changes = [] }: Commit): Promise<void> {
    const written = await this.#writeFiles(await Promise.all(captures.map((capture) => this.#prepare(capture))));
    const adds = written.map(({ capture, file, sha256 }) =>
      captureAdded(capture.record, file, sha256, capture.aliases),
    );
    const loaded = written.map(({ capture, file }) => loadedOf(file, capture));
    await this.#append([...adds, ...changes], loaded, []);
  }

  /** Writes a new reading of a capture (`-r2`, …) in a file of its own, and its line. */
  async addReading(
    of: Pick<CaptureRecord, 'document' | 'capture' | 'digest'> & { readonly file: string },
    number: number,
    reading: Reading,
  ): Promise<void> {
    const file = of.file.replace(/\.zip$/, `-r${number}.zip`);
    const bytes = buildReadingFile(
      path.basename(file, '.zip'),
      number,
      of,
      new Date(this.#ports.now()).toISOString(),
      reading,
    );
    await this.#writeFiles([{ file, bytes }]);
    const change: Change = {
      op: 'reading.add',
      of: of.document,
      value: { capture: of.capture, reading: number, file, sha256: sha256Hex(bytes) },
    };
    await this.#append(
      [change],
      [],
      [
        {
          capture: of.capture,
          record: readingRecordOf(number, of, reading),
          characters: countCodePoints(reading.text),
        },
      ],
    );
  }

  /** Moves a document's files between `captures/` and `trash/`; a file that is not there is passed over. */
  async moveFiles(files: readonly string[], where: 'to-trash' | 'from-trash'): Promise<void> {
    for (const file of files) {
      const place = path.join(this.#folder, file);
      const inTrash = path.join(this.#folder, 'trash', path.basename(file));
      const [from, to] = where === 'to-trash' ? [place, inTrash] : [inTrash, place];
      await this.#ports.files.mkdir(path.dirname(to), { recursive: true });
      await this.#ports.files.rename(from, to).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw diskFailure(file, error);
      });
    }
  }

  /** Deletes files from the trash for good. */
  async deleteFromTrash(files: readonly string[]): Promise<void> {
    for (const file of files)
      await this.#ports.files.rm(path.join(this.#folder, 'trash', path.basename(file)), { force: true });
  }

  async close(): Promise<void> {
    await this.#journal.close();
    for (const folder of await captureFolders(this.#folder)) {
      noteFolder(this.#catalogue, folder, (await folderState(this.#folder, this.#catalogue, folder)).changed);
    }
    this.#lock.release();
  }

  async #prepare(capture: NewCapture): Promise<{ capture: NewCapture; file: string; bytes: Uint8Array }> {
    const { record } = capture;
    const name = await captureFileName({
      capturedAt: record.capturedAt,
      title: record.title,
      id: record.capture,
      ...(record.source === undefined ? {} : { source: record.source }),
    });
    const file = `captures/${record.capturedAt.slice(0, 4)}/${name}.zip`;
    return { capture, file, bytes: buildCaptureFile(name, record, capture.original, capture.reading) };
  }

  /** To temporary names, fsynced; then renamed; then the folders fsynced. */
  async #writeFiles<T extends { file: string; bytes: Uint8Array }>(
    all: readonly T[],
  ): Promise<(T & { sha256: string })[]> {
    try {
      const folders = [...new Set(all.map(({ file }) => path.dirname(path.join(this.#folder, file))))];
      for (const folder of folders) await this.#ports.files.mkdir(folder, { recursive: true });
      await Promise.all(all.map((each) => this.#writeFile(path.join(this.#folder, each.file), each.bytes)));
      for (const folder of folders) await this.#ports.files.syncFolder(folder);
      return all.map((each) => ({ ...each, sha256: sha256Hex(each.bytes) }));
    } catch (error) {
      throw error instanceof Failure ? error : diskFailure('captures', error as Error);
    }
  }

  async #writeFile(file: string, bytes: Uint8Array): Promise<void> {
    const part = path.join(path.dirname(file), `.pressmark-${makeId(this.#ports.randomBytes)}.part`);
    try {
      const handle = await this.#ports.files.open(part, 'wx');
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await this.#ports.files.rename(part, file);
    } catch (error) {
      await this.#ports.files.rm(part, { force: true }).catch(() => undefined);
      throw diskFailure(path.basename(file), error as Error);
    }
  }

  async #append(
    changes: readonly Change[],
    captures: readonly LoadedCapture[],
    readings: readonly LoadedReading[],
  ): Promise<void> {
    if (!changes.length) return;
    const lines = changes.map((change) => formatEntry(this.#clock.tick(), this.#ports.person, change));
    await this.#journal.append(lines);
    const entries = lines.map((line) => parseEntry(line.slice(0, -1)) as Entry);
    this.#catalogue.transaction(() => {
      this.#catalogue.take({ entries, captures, readings });
      const written = this.#journal.written as WrittenFile;
      this.#catalogue.setMeta('writtenFile', JSON.stringify(written));
      this.#catalogue.run(
        'insert or replace into journal_file values (?, ?, ?, ?)',
        written.name,
        written.inode,
        written.size,
        tailDigest(Buffer.from(lines.at(-1) as string)),
      );
    });
  }

  /** Writes the lines of captures that lie there whole without one. */
  async #listUnlisted(): Promise<void> {
    const rows = this.#catalogue.all<{ file: string; record: string }>(
      "select file, record from capture where line = '' and record is not null",
    );
    const changes: Change[] = [];
    for (const { file, record } of rows) {
      const bytes = await readFile(path.join(this.#folder, file));
      changes.push(captureAdded(JSON.parse(record) as CaptureRecord, file, sha256Hex(bytes), []));
    }
    await this.#append(changes, [], []);
  }
}

interface WriterOptions {
  readonly folder: string;
  readonly catalogue: Catalogue;
  readonly ports: Ports;
  readonly lock: Lock;
  /** Left-over temporary files, relative to the archive. */
  readonly parts: readonly string[];
}

function captureAdded(record: CaptureRecord, file: string, sha256: string, aliases: readonly string[]): Change {
  return {
    op: 'capture.add',
    of: record.document,
    value: {
      capture: record.capture,
      file,
      sha256,
      digest: record.digest,
      ...(record.url === undefined ? {} : { url: record.url }),
      capturedAt: record.capturedAt,
      title: record.title,
      ...(record.externalId === undefined ? {} : { externalId: record.externalId }),
      ...(aliases.length ? { aliases } : {}),
    },
  };
}

function loadedOf(file: string, { record, reading }: NewCapture): LoadedCapture {
  return { file, record, reading: readingRecordOf(1, record, reading), characters: countCodePoints(reading.text) };
}

function ownLines(catalogue: Catalogue): OwnLines {
  return {
    all: () => catalogue.all<{ line: string }>('select line from own_line order by number').map((row) => row.line),
    append: (lines) =>
      catalogue.transaction(() => {
        for (const line of lines) catalogue.run('insert into own_line(line) values (?)', line);
      }),
    clear: () => catalogue.run('delete from own_line'),
  };
}

/** The file this device wrote last. When a kill came between append and note, the whole lines that follow are taken over as ours. */
async function adoptLastFile(folder: string, catalogue: Catalogue, device: string): Promise<WrittenFile | undefined> {
  const noted = catalogue.meta('writtenFile');
  if (noted === undefined) return undefined;
  const written = JSON.parse(noted) as WrittenFile;
  if (!written.name.startsWith(`${device}-`)) return undefined;
  const read = catalogue.get<{ inode: string; size: number }>(
    'select inode, size from journal_file where name = ?',
    written.name,
  );
  if (!read || read.inode !== written.inode || read.size <= written.size) return written;
  const lines = await readLines(path.join(folder, 'journal', written.name), written.size, read.size);
  if (lines.some((line) => line.entry === undefined || parseEntryId(line.entry.id)?.device !== device)) return written;
  const adopted = { ...written, size: read.size };
  ownLines(catalogue).append(lines.map((line) => `${line.text}\n`));
  catalogue.setMeta('writtenFile', JSON.stringify(adopted));
  return adopted;
}

async function readLines(file: string, from: number, to: number): Promise<JournalLines['lines']> {
  const handle = await open(file, 'r');
  try {
    const bytes = Buffer.alloc(to - from);
    await handle.read(bytes, 0, bytes.length, from);
    return readJournalLines(bytes).lines;
  } finally {
    await handle.close();
  }
}

function diskFailure(subject: string, error: Error): Failure {
  return new Failure('unavailable', `${subject} could not be written: ${error.message}`, {
    remedy:
      'Make room on the disk or make the archive writable, then try again. Nothing that was reported as saved is lost.',
    subject,
    cause: error,
  });
}
