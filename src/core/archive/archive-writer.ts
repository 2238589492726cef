// The one writer of an archive: captures to files, changes to journal lines, both to the catalogue, in this order.
// What a call of `commit` has returned for is on disk.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { makeId } from '../../shared/ids.ts';
import type { Ports } from '../ports.ts';
import {
  buildCaptureFile,
  buildReadingFile,
  type CaptureMember,
  type CaptureRecord,
  type Reading,
  readingRecordOf,
} from './capture-file.ts';
import { folderState, isNoted, noteFolder } from './captures-here.ts';
import type { Catalogue, LoadedCapture, LoadedReading } from './catalogue.ts';
import { Clock, type EntryId, isFromFuture } from './clock.ts';
import { deviceId } from './device.ts';
import { sha256Hex } from './digest.ts';
import { diskFailure } from './disk-errors.ts';
import { type Change, type Entry, formatEntry, parseEntry } from './entry.ts';
import { fewAtOnce } from './few-at-once.ts';
import { captureFileName } from './file-name.ts';
import { JournalWriter } from './journal-writer.ts';
import type { Lock } from './lock.ts';
import { adoptUnnoted, ownLinesOf } from './own-lines.ts';
import { factsOfText } from './text-facts.ts';
import { writeWhole } from './write-whole.ts';

/** A capture to be written: its record (with ids), the original and the first reading. */
export interface NewCapture {
  readonly record: CaptureRecord;
  readonly original: CaptureMember;
  readonly reading: Reading;
  /** The page as it looked (`facsimile.png`). */
  readonly facsimile?: CaptureMember;
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
  /** The folders as they were after the files of a commit were written. */
  readonly #written = new Map<string, string>();
  #committing = 0;
  #appending = 0;

  private constructor(options: WriterOptions, device: string) {
    this.#folder = options.folder;
    this.#catalogue = options.catalogue;
    this.#ports = options.ports;
    this.#lock = options.lock;
    this.#clock = new Clock(device, options.ports.now);
    this.#journal = new JournalWriter({
      folder: path.join(options.folder, 'journal'),
      device,
      files: options.ports.files,
      newRandom: () => makeId(options.ports.randomBytes, 6),
      own: ownLinesOf(options.catalogue),
    });
  }

  /** Begins writing under a lock already taken: removes what a kill left, and gives whole captures without a line theirs. */
  static async open(options: WriterOptions): Promise<ArchiveWriter> {
    const device = await deviceId(options.ports.places.config, options.ports.randomBytes);
    await options.ports.files.mkdir(path.join(options.folder, 'journal'), { recursive: true });
    await adoptUnnoted(options.folder, options.catalogue, device);
    const writer = new ArchiveWriter(options, device);
    for (const part of options.parts) await options.ports.files.rm(path.join(options.folder, part), { force: true });
    await writer.heal();
    await writer.#listUnlisted();
    return writer;
  }

  /** Writes again what a sync program has taken away of this device's own lines. */
  heal(): Promise<void> {
    return this.#journal.heal();
  }

  /** Makes an id for a document, capture, annotation or dossier. */
  newId(): string {
    return makeId(this.#ports.randomBytes);
  }

  /**
   * Writes captures and changes, and returns when all of it is on disk and in the catalogue.
   * @throws Failure `unavailable` when the disk refuses; then nothing of this commit may be reported as saved.
   */
  async commit(commit: Commit): Promise<void> {
    this.#committing++;
    try {
      await this.#commit(commit);
      // A kill before this leaves whole captures without a line, which are then looked for.
      if (this.#committing === 1)
        for (const [folder, state] of this.#written) noteFolder(this.#catalogue, folder, state);
    } finally {
      this.#committing--;
      this.#written.clear();
    }
  }

  async #commit({ captures = [], changes = [] }: Commit): Promise<void> {
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
          facts: factsOfText(reading.text, reading.blocks),
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
        if (error.code !== 'ENOENT') throw diskFailure(file, file, error);
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
    return {
      capture,
      file,
      bytes: buildCaptureFile(name, record, capture.original, capture.reading, capture.facsimile),
    };
  }

  /** To temporary names, fsynced; then renamed; then the folders fsynced. */
  async #writeFiles<T extends { file: string; bytes: Uint8Array }>(
    all: readonly T[],
  ): Promise<(T & { sha256: string })[]> {
    try {
      const folders = [...new Set(all.map(({ file }) => path.dirname(path.join(this.#folder, file))))];
      const noted = await this.#notedFolders(all.map(({ file }) => path.dirname(file)));
      for (const folder of folders) await this.#ports.files.mkdir(folder, { recursive: true });
      await fewAtOnce(all, ({ file, bytes }) =>
        writeWhole(
          this.#ports.files,
          path.join(this.#folder, file),
          bytes,
          `.pressmark-${makeId(this.#ports.randomBytes)}.part`,
        ),
      );
      for (const folder of folders) await this.#ports.files.syncFolder(folder);
      for (const folder of noted) this.#written.set(folder, await folderState(this.#folder, folder));
      return all.map((each) => ({ ...each, sha256: sha256Hex(each.bytes) }));
    } catch (error) {
      throw diskFailure('captures', 'captures', error as Error);
    }
  }

  /** The folders that are as they were looked through, or not there yet: with what we write there they need not be looked through again. */
  async #notedFolders(folders: readonly string[]): Promise<string[]> {
    const noted: string[] = [];
    for (const folder of new Set(folders)) {
      const state = await folderState(this.#folder, folder);
      if (state === 'gone' || isNoted(this.#catalogue, folder, state)) noted.push(folder);
    }
    return noted;
  }

  async #append(
    changes: readonly Change[],
    captures: readonly LoadedCapture[],
    readings: readonly LoadedReading[],
  ): Promise<void> {
    if (!changes.length) return;
    const lines = changes.map((change) => formatEntry(this.#nextId(change.of), this.#ports.person, change));
    this.#appending++;
    try {
      await this.#journal.append(lines);
      const entries = lines.map((line) => parseEntry(line.slice(0, -1)) as Entry);
      this.#catalogue.transaction(() => {
        this.#catalogue.take({ entries, captures, readings });
        // The journal counts as read only where nobody else's lines are in it that the catalogue has not taken in.
        if (this.#appending === 1) this.#noteJournal();
      });
    } finally {
      this.#appending--;
    }
  }

  #noteJournal(): void {
    const { written } = this.#journal;
    if (!written) return;
    const { name, inode, size, tail } = written;
    this.#catalogue.run('insert or replace into journal_file values (?, ?, ?, ?)', name, inode, size, tail);
  }

  /**
   * An id that comes after everything known here. Where lines of this computer lie far ahead (its clock is or was wrong), only after those of the
   * same subject: a change then takes effect here, and others do not have to wait for it longer than for what it changes.
   */
  #nextId(subject: string): EntryId {
    const last = this.#catalogue.lastLine;
    if (last === undefined) return this.#clock.tick();
    this.#clock.see(last);
    return isFromFuture(last, this.#ports.now())
      ? this.#clock.tick(this.#catalogue.lastLineOf(subject))
      : this.#clock.tick();
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
  return {
    file,
    record,
    reading: readingRecordOf(1, record, reading),
    facts: factsOfText(reading.text, reading.blocks),
  };
}
