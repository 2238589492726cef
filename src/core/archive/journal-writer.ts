// Appends to this device's journal: nothing is reported as saved before its line is on disk (append, then fdatasync).
// Guards against a file changed under us by a sync program, a clone or a restore: then a new file is begun and our own lines written again.
import type { FileHandle } from 'node:fs/promises';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import type { FileLayer } from '../ports.ts';
import { readJournalLines } from './journal-file.ts';

/** Files are closed at this size and the next number begun, so that sync programs re-read little. */
export const ROLL_BYTES = 4 * 2 ** 20;

/** The journal file this device wrote last, as it left it; kept in the catalogue. */
export interface WrittenFile {
  readonly name: string;
  readonly inode: string;
  readonly size: number;
}

/** Where the writer keeps what it needs to write lines again; the catalogue in the product. */
export interface OwnLines {
  /** The lines of the present file, each with its LF, in order. */
  all(): Iterable<string>;
  append(lines: readonly string[]): void;
  clear(): void;
}

export class JournalWriter {
  readonly #folder: string;
  readonly #device: string;
  readonly #files: FileLayer;
  readonly #newRandom: () => string;
  readonly #own: OwnLines;
  #file: WrittenFile | undefined;
  #handle: FileHandle | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: {
    readonly folder: string;
    readonly device: string;
    readonly files: FileLayer;
    readonly newRandom: () => string;
    readonly own: OwnLines;
    readonly last: WrittenFile | undefined;
  }) {
    this.#folder = options.folder;
    this.#device = options.device;
    this.#files = options.files;
    this.#newRandom = options.newRandom;
    this.#own = options.own;
    this.#file = options.last;
  }

  /** The file written last, with its inode and size. */
  get written(): WrittenFile | undefined {
    return this.#file;
  }

  /**
   * Appends lines (each ends in LF) and returns when they are on disk. Calls are taken in turn.
   * @throws Failure `unavailable` when the disk refuses (full, read-only, failing); none of the lines is then acknowledged.
   */
  append(lines: readonly string[]): Promise<void> {
    const turn = this.#last.then(() => this.#appendInTurn(lines));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async #appendInTurn(lines: readonly string[]): Promise<void> {
    try {
      const missing = (await this.#isAsWeLeftIt()) ? [] : await this.#beginAfterChange();
      const bytes = Buffer.from([...missing, ...lines].join(''));
      if (this.#file && this.#file.size > 0 && this.#file.size + bytes.length > ROLL_BYTES) await this.#begin();
      await this.#write(bytes);
      this.#own.append(missing.length ? [...missing, ...lines] : lines);
    } catch (error) {
      // After a failed write or fsync nothing of this file may be believed: the next append begins another and compares.
      await this.#handle?.close().catch(() => undefined);
      this.#handle = undefined;
      if (this.#file) this.#file = { ...this.#file, inode: 'failed' };
      if (error instanceof Failure) throw error;
      throw new Failure('unavailable', `The journal could not be written: ${(error as Error).message}`, {
        remedy:
          'Make room on the disk or make the archive writable, then try again. Nothing that was reported as saved is lost.',
        subject: this.#folder,
        cause: error,
      });
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    const file = this.#file as WrittenFile;
    this.#handle ??= await this.#files.open(path.join(this.#folder, file.name), 'a');
    let written = 0;
    while (written < bytes.length) written += (await this.#handle.write(bytes, written)).bytesWritten;
    await this.#handle.datasync();
    this.#file = { ...file, size: file.size + bytes.length };
  }

  /** Compares inode and size with what we wrote. */
  async #isAsWeLeftIt(): Promise<boolean> {
    const known = this.#file;
    if (!known) return false;
    const there = await stat(path.join(this.#folder, known.name), { bigint: true }).catch(() => undefined);
    return there !== undefined && String(there.ino) === known.inode && Number(there.size) === known.size;
  }

  /** Begins a new file; gives those of our lines that the old one no longer holds. */
  async #beginAfterChange(): Promise<string[]> {
    const old = this.#file;
    const own = [...this.#own.all()];
    let missing: string[] = [];
    if (old && own.length) {
      const bytes = await readFile(path.join(this.#folder, old.name)).catch(() => new Uint8Array());
      const there = new Set(readJournalLines(bytes).lines.map((line) => `${line.text}\n`));
      missing = own.filter((line) => !there.has(line));
    }
    await this.#begin();
    return missing;
  }

  async #begin(): Promise<void> {
    await this.#handle?.close();
    const roll = /-([a-z0-9]+)-(\d{4,})\.jsonl$/.exec(this.#file?.name ?? '');
    const isSound = this.#file !== undefined && (await this.#isAsWeLeftIt());
    const random = isSound && roll ? (roll[1] as string) : this.#newRandom();
    const number = isSound && roll ? Number(roll[2]) + 1 : 1;
    const name = `${this.#device}-${random}-${String(number).padStart(4, '0')}.jsonl`;
    this.#handle = await this.#files.open(path.join(this.#folder, name), 'ax');
    await this.#handle.datasync();
    await this.#files.syncFolder(this.#folder);
    const { ino } = await this.#handle.stat({ bigint: true });
    this.#file = { name, inode: String(ino), size: 0 };
    this.#own.clear();
  }
}
