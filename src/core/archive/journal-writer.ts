// Appends to this device's journal: nothing is reported as saved before its line is on disk (append, then fdatasync; many at once share one).
// Guards against a file changed under us by a sync program, a clone or a restore: then a new file is begun and our own lines written again.

import type { FileHandle } from 'node:fs/promises';
import { open, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { said } from '../../shared/said.ts';
import type { FileLayer } from '../ports.ts';
import { diskFailure } from './disk-errors.ts';
import { readJournalLines, tailDigest, tailOf, textsOf } from './journal-file.ts';
import type { ChangedFile, OwnLines, WrittenFile } from './own-lines.ts';

/** Files are closed at this size and the next number begun, so that sync programs re-read little. */
export const ROLL_BYTES = 4 * 2 ** 20;

/** How often lines are written again when the file is changed while they are being written. */
const MOST_TRIES = 3;

interface Waiting {
  readonly lines: readonly string[];
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

export class JournalWriter {
  readonly #folder: string;
  readonly #device: string;
  readonly #files: FileLayer;
  readonly #newRandom: () => string;
  readonly #own: OwnLines;
  /** The file written last, unless nothing of it may be believed any more. */
  #present: WrittenFile | undefined;
  #handle: FileHandle | undefined;
  /** Whether the next append looks at the files before the present one too. */
  #isHealing = false;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  constructor(options: {
    readonly folder: string;
    readonly device: string;
    readonly files: FileLayer;
    readonly newRandom: () => string;
    readonly own: OwnLines;
  }) {
    this.#folder = options.folder;
    this.#device = options.device;
    this.#files = options.files;
    this.#newRandom = options.newRandom;
    this.#own = options.own;
    const last = options.own.files().at(-1);
    // Another device's file is never appended to: a copied cache brings one along.
    this.#present = last && !last.isClosed && last.name.startsWith(`${options.device}-`) ? last : undefined;
  }

  /** The file written last, as it was left. */
  get written(): WrittenFile | undefined {
    return this.#present;
  }

  /**
   * Appends lines (each ends in LF) and returns when they are on disk. Calls are taken in turn; those that wait together share a flush.
   * @throws Failure `unavailable` when the disk refuses (full, read-only, failing); none of the lines is then acknowledged.
   */
  append(lines: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ lines, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Looks at all files written lately, and writes again what a sync program has taken away of our own lines. */
  async heal(): Promise<void> {
    this.#isHealing = true;
    await this.append([]);
  }

  async close(): Promise<void> {
    await this.#running;
    await this.#handle?.close();
    this.#handle = undefined;
  }

  async #run(): Promise<void> {
    // What is called in the same turn shares the first flush too.
    await Promise.resolve();
    while (this.#waiting.length) {
      const together = this.#waiting;
      this.#waiting = [];
      try {
        await this.#appendTogether(together.flatMap(({ lines }) => lines));
        for (const { resolve } of together) resolve();
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    this.#running = undefined;
  }

  async #appendTogether(lines: readonly string[]): Promise<void> {
    let begun: string | undefined;
    try {
      for (let left = MOST_TRIES; ; left--) {
        const changed = await this.#lookForChanges();
        const all = [...changed.flatMap(({ missing }) => missing), ...lines];
        if (!all.length) {
          if (changed.length) this.#own.note({ changed });
          return;
        }
        const bytes = Buffer.from(all.join(''));
        const isFull = (this.#present?.size ?? 0) > 0 && (this.#present?.size ?? 0) + bytes.length > ROLL_BYTES;
        if (!this.#present || isFull) begun = await this.#begin();
        await this.#write(bytes);
        const file = this.#present as WrittenFile;
        if (left > 1 && (await inodeOfSame(this.#folder, file)) !== file.inode) {
          await this.#leave(undefined);
          continue;
        }
        this.#own.note({ file, lines: all, changed });
        return;
      }
    } catch (error) {
      // After a failed write or flush nothing of this file may be believed: the next append begins another and compares.
      await this.#handle?.close().catch(() => undefined);
      this.#handle = undefined;
      this.#present = undefined;
      if (begun !== undefined) await this.#removeEmpty(begun);
      throw diskFailure(this.#folder, said`The journal`, error as Error);
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    const file = this.#present as WrittenFile;
    this.#handle ??= await this.#files.open(path.join(this.#folder, file.name), 'a');
    let written = 0;
    while (written < bytes.length) written += (await this.#handle.write(bytes, written)).bytesWritten;
    await this.#handle.datasync();
    this.#present = { ...file, size: file.size + bytes.length, tail: tailDigest(bytes) };
  }

  /** Compares the files written lately with what we left: gives those that were changed, with our lines that they no longer hold. */
  async #lookForChanges(): Promise<ChangedFile[]> {
    const changed: ChangedFile[] = [];
    const files = this.#own.files();
    const looked = this.#isHealing ? files : files.slice(-1);
    this.#isHealing = false;
    for (const noted of looked) {
      const isPresent = noted.name === this.#present?.name;
      const left = isPresent ? (this.#present as WrittenFile) : noted;
      const inode = await inodeOfSame(this.#folder, left);
      if (inode === left.inode) continue;
      if (inode === undefined) {
        changed.push(await this.#compare(left.name));
        if (isPresent) await this.#leave(undefined);
      } else if (isPresent) {
        // The same bytes in another place on the disk (a restore, a stick mounted again): ours still, but not through the old handle.
        const moved = { ...left, inode };
        this.#own.note({ file: moved });
        await this.#leave(moved);
      }
    }
    return changed;
  }

  async #compare(name: string): Promise<ChangedFile> {
    const file = path.join(this.#folder, name);
    const found = await stat(file, { bigint: true }).catch(() => undefined);
    const bytes = await readFile(file).catch(() => undefined);
    const there = new Set(textsOf(readJournalLines(bytes ?? new Uint8Array())));
    return {
      name,
      now: found && bytes && { name, inode: String(found.ino), size: bytes.length, tail: tailDigest(bytes) },
      missing: this.#own.linesOf(name).filter((line) => !there.has(line)),
    };
  }

  async #leave(next: WrittenFile | undefined): Promise<void> {
    await this.#handle?.close();
    this.#handle = undefined;
    this.#present = next;
  }

  /** Begins the next number of a file that is full, or a file with a name of its own. */
  async #begin(): Promise<string> {
    const roll = /-([a-z0-9]+)-(\d{4,})\.jsonl$/.exec(this.#present?.name ?? '');
    await this.#leave(undefined);
    const random = roll ? (roll[1] as string) : this.#newRandom();
    const number = roll ? Number(roll[2]) + 1 : 1;
    const name = `${this.#device}-${random}-${String(number).padStart(4, '0')}.jsonl`;
    this.#handle = await this.#files.open(path.join(this.#folder, name), 'ax');
    await this.#handle.datasync();
    await this.#files.syncFolder(this.#folder);
    const { ino } = await this.#handle.stat({ bigint: true });
    this.#present = { name, inode: String(ino), size: 0, tail: tailDigest(new Uint8Array()) };
    return name;
  }

  /** A file begun for nothing does not stay behind: a full disk would leave one at each try. */
  async #removeEmpty(name: string): Promise<void> {
    const file = path.join(this.#folder, name);
    const { size } = (await stat(file).catch(() => undefined)) ?? { size: 1 };
    if (size === 0) await this.#files.rm(file, { force: true }).catch(() => undefined);
  }
}

/** The inode of a file of this name that has the size at which we left it and ends with the same line; undefined when it is another. */
async function inodeOfSame(folder: string, left: WrittenFile): Promise<string | undefined> {
  const handle = await open(path.join(folder, left.name), 'r').catch(() => undefined);
  if (!handle) return undefined;
  try {
    const { ino, size } = await handle.stat({ bigint: true });
    return Number(size) === left.size && (await tailOf(handle, left.size)) === left.tail ? String(ino) : undefined;
  } finally {
    await handle.close();
  }
}
