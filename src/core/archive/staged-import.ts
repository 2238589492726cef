// Files that are to come into an archive together or not at all: first laid ready in a folder beside it, then moved in.
// A kill before all are ready leaves a folder that is thrown away, a kill after it one whose files are moved in by whoever opens the archive next.
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { FileLayer } from '../ports.ts';

/** Followed by the device, so that a sync program that carries the folder off makes no other computer act on it. */
const PREFIX = '.pressmark-import-';
const COMPLETE = 'complete';
/** Files whose way to the disk is waited for together. */
const AT_ONCE = 32;

export class StagedImport {
  readonly #archive: string;
  readonly #folder: string;
  readonly #files: FileLayer;
  readonly #folders = new Set<string>();
  #syncing: Promise<void>[] = [];
  #isComplete = false;

  private constructor(archive: string, folder: string, files: FileLayer) {
    this.#archive = archive;
    this.#folder = folder;
    this.#files = files;
  }

  /** Begins; the lock must be held. What an earlier import left half ready is thrown away. */
  static async begin(archive: string, device: string, files: FileLayer): Promise<StagedImport> {
    const folder = path.join(archive, PREFIX + device);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder);
    return new StagedImport(archive, folder, files);
  }

  /** Lays a file ready under its path in the archive. */
  async put(file: string, content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
    const place = path.join(this.#folder, file);
    if (!this.#folders.has(path.dirname(place))) await mkdir(path.dirname(place), { recursive: true });
    this.#folders.add(path.dirname(place));
    const handle = await this.#files.open(place, 'wx');
    try {
      for await (const chunk of content) await handle.writeFile(chunk);
    } catch (error) {
      await handle.close();
      throw error;
    }
    this.#syncing.push(handle.sync().finally(() => handle.close()));
    if (this.#syncing.length >= AT_ONCE) await this.#settle();
  }

  /** Waits until all files are on disk, and moves them in: from here on a kill loses nothing. */
  async commit(): Promise<void> {
    await this.#settle();
    for (const folder of this.#folders) await this.#files.syncFolder(folder);
    const marker = path.join(this.#folder, COMPLETE);
    const handle = await this.#files.open(`${marker}.part`, 'wx');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await this.#files.rename(`${marker}.part`, marker);
    this.#isComplete = true;
    await this.#files.syncFolder(this.#folder);
    await this.#files.syncFolder(this.#archive);
    await moveIn(this.#archive, this.#folder, this.#files);
  }

  /** Whether all is on disk: what then fails is made good by whoever opens the archive next. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Throws away what was laid ready, unless it is complete. */
  async abort(): Promise<void> {
    await Promise.allSettled(this.#syncing);
    if (this.#isComplete) return;
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #settle(): Promise<void> {
    const all = await Promise.allSettled(this.#syncing);
    this.#syncing = [];
    for (const each of all) if (each.status === 'rejected') throw each.reason;
  }
}

/** Tells whether an import by this device was cut short by a kill. */
export async function hasStagedImport(archive: string): Promise<boolean> {
  return (await readdir(archive)).some((name) => name.startsWith(PREFIX));
}

/** Ends an import that a kill cut short: moves in what was complete, throws the rest away. The lock must be held. */
export async function settleStagedImport(archive: string, device: string, files: FileLayer): Promise<void> {
  const folder = path.join(archive, PREFIX + device);
  if (await isThere(path.join(folder, COMPLETE))) await moveIn(archive, folder, files);
  else await rm(folder, { recursive: true, force: true });
}

async function moveIn(archive: string, folder: string, files: FileLayer): Promise<void> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const staged = found
    .filter((entry) => entry.isFile() && entry.parentPath !== folder)
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    // Captures before the journals that name them.
    .sort((a, b) => Number(a.startsWith('journal')) - Number(b.startsWith('journal')) || (a < b ? -1 : 1));
  const targets = new Set(staged.map((file) => path.dirname(path.join(archive, file))));
  for (const target of targets) await files.mkdir(target, { recursive: true });
  for (const file of staged) await files.rename(path.join(folder, file), path.join(archive, file));
  for (const target of targets) await files.syncFolder(target);
  await rm(folder, { recursive: true, force: true });
  await files.syncFolder(archive);
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
