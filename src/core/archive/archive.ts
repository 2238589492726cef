// An archive folder: made, opened, read, and written by one process at a time. The other rooms reach the disk through here only.
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import type { Ports } from '../ports.ts';
import { ArchiveWriter } from './archive-writer.ts';
import { readMedia, readOriginal, readReadingFile, readReadingText } from './capture-file.ts';
import { Catalogue } from './catalogue.ts';
import { deviceId } from './device.ts';
import { type Lock, takeLock } from './lock.ts';
import { migrateArchive } from './migrate.ts';
import { README_TXT } from './readme-text.ts';
import { locate, refresh } from './refresh.ts';
import { hasStagedImport, settleStagedImport } from './staged-import.ts';
import { TextCache } from './text-cache.ts';

/** `pressmark.json`, the first file of an archive. */
export interface Manifest {
  readonly format: 'pressmark-archive';
  readonly version: number;
  readonly id: string;
  readonly created: string;
}

/** The newest format that this program reads and writes. */
export const FORMAT_VERSION = 1;

/** How long a second writer waits for the first, in milliseconds. */
const WRITER_WAIT_MS = 5_000;
/** A second reader waits this long for a catalogue that another process is building, in milliseconds. */
const BUILD_WAIT_MS = 3_600_000;

/**
 * Makes an empty archive in a folder that is not there yet or is empty; `as` when it is to be one that was elsewhere.
 * @throws Failure `invalid` when the folder holds something, `unavailable` when it cannot be written.
 */
export async function initArchive(folder: string, ports: Ports, as?: Manifest): Promise<Manifest> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    throw folderFailure(folder, error);
  });
  if (names.includes('pressmark.json'))
    throw new Failure('invalid', `${folder} is an archive already.`, { subject: folder });
  if (names.some((name) => !name.startsWith('.'))) {
    throw new Failure('invalid', `${folder} is not empty.`, {
      remedy: 'Choose an empty folder or a new name.',
      subject: folder,
    });
  }
  const manifest: Manifest = as ?? {
    format: 'pressmark-archive',
    version: FORMAT_VERSION,
    id: newUuid(ports),
    created: new Date(ports.now()).toISOString(),
  };
  try {
    for (const each of ['captures', 'journal', 'trash']) await mkdir(path.join(folder, each), { recursive: true });
    await writeOnce(path.join(folder, 'README.txt'), README_TXT);
    await writeOnce(path.join(folder, 'pressmark.json'), `${JSON.stringify(manifest)}\n`);
    await ports.files.syncFolder(folder);
  } catch (error) {
    throw folderFailure(folder, error as Error);
  }
  return manifest;
}

export class Archive {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly catalogue: Catalogue;
  /** The cache folder of this archive at this place. */
  readonly cacheFolder: string;
  readonly #ports: Ports;
  readonly #texts = new TextCache();
  #writer: Promise<ArchiveWriter> | undefined;

  private constructor(folder: string, manifest: Manifest, cacheFolder: string, ports: Ports) {
    this.folder = folder;
    this.manifest = manifest;
    this.cacheFolder = cacheFolder;
    this.catalogue = new Catalogue(cacheFolder);
    this.#ports = ports;
  }

  /**
   * Opens an archive for reading and brings its catalogue up to date.
   * @throws Failure `not-found` when there is no archive, `newer-format`, `damaged` when `pressmark.json` cannot be read.
   */
  static async open(folder: string, ports: Ports): Promise<Archive> {
    const manifest = await presentManifest(folder, ports);
    const place = createHash('sha256')
      .update(await realpath(folder))
      .digest('hex')
      .slice(0, 12);
    const archive = new Archive(folder, manifest, path.join(ports.places.cache, `${manifest.id}-${place}`), ports);
    if (await hasStagedImport(folder)) await archive.#settleImport();
    await archive.refresh();
    return archive;
  }

  /** Takes in what others have written since; gives the left-over temporary files it saw. The first to open an archive without a cache builds it; others wait for it. */
  async refresh(): Promise<string[]> {
    if (this.catalogue.meta('built') !== undefined) return refresh(this.folder, this.catalogue, this.#ports.now());
    const lock = await takeLock(path.join(this.cacheFolder, 'build.lock'), this.folder, BUILD_WAIT_MS);
    try {
      const parts = await refresh(this.folder, this.catalogue, this.#ports.now());
      if (this.catalogue.meta('built') === undefined) this.catalogue.setMeta('built', newUuid(this.#ports));
      return parts;
    } finally {
      lock.release();
    }
  }

  /**
   * Gives the writer of this archive, taking the lock at the first call.
   * @throws Failure `locked` when another process holds it after 5 s.
   */
  writer(): Promise<ArchiveWriter> {
    this.#writer ??= this.#openWriter().catch((error) => {
      this.#writer = undefined;
      throw error;
    });
    return this.#writer;
  }

  /** Throws the catalogue away and builds it from the files. @throws Failure `locked`. */
  async rebuild(): Promise<void> {
    await this.writer();
    this.catalogue.clear();
    await this.refresh();
  }

  /** Takes in what came into the folder by another way than `commit`; what is written next is later than it. The writer must be held. */
  async takeInFiles(): Promise<void> {
    await this.refresh();
    (await this.writer()).noteLines();
  }

  #device(): Promise<string> {
    return deviceId(this.#ports.places.config, this.#ports.randomBytes);
  }

  #takeLock(waitMs: number): Promise<Lock> {
    return lockArchive(this.folder, this.manifest, this.#ports, waitMs);
  }

  /** Ends an import that a kill cut short, unless somebody is writing: then it is theirs. */
  async #settleImport(): Promise<void> {
    const lock = await this.#takeLock(0).catch((error) => {
      if (error instanceof Failure && error.code === 'locked') return undefined;
      throw error;
    });
    try {
      if (lock) await settleStagedImport(this.folder, await this.#device(), this.#ports.files);
    } finally {
      lock?.release();
    }
  }

  async #openWriter(): Promise<ArchiveWriter> {
    const lock = await this.#takeLock(WRITER_WAIT_MS);
    try {
      if (await hasStagedImport(this.folder))
        await settleStagedImport(this.folder, await this.#device(), this.#ports.files);
      return await ArchiveWriter.open({
        folder: this.folder,
        catalogue: this.catalogue,
        ports: this.#ports,
        lock,
        parts: await this.refresh(),
      });
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Reads the reading text of a shown reading. @throws Failure `damaged` or `not-found` when its file cannot be read. */
  async readText(at: ReadingPlace): Promise<string> {
    const key = `${at.reading_path} ${at.reading}`;
    const kept = this.#texts.get(key);
    if (kept !== undefined) return kept;
    const text = await this.#reading(at.reading_path, (file) => readReadingText(file, at.reading));
    this.#texts.put(key, text);
    return text;
  }

  /** Reads a reading whole: record, text and reading copy. */
  readReading(at: ReadingPlace): ReturnType<typeof readReadingFile> {
    return this.#reading(at.reading_path, (file) => readReadingFile(file, at.reading));
  }

  /** Reads a media file that a reading copy names (`media/1.png`). */
  readMedia(at: ReadingPlace, name: string): Promise<Uint8Array | undefined> {
    return this.#reading(at.reading_path, (file) =>
      readMedia(file, path.basename(at.reading_path, '.zip'), at.reading, name),
    );
  }

  /** Reads the original bytes of a capture. */
  readOriginal(captureFile: string): Promise<{ name: string; bytes: Uint8Array }> {
    return this.#reading(captureFile, readOriginal);
  }

  async #reading<T>(file: string, read: (absolute: string) => Promise<T>): Promise<T> {
    try {
      return await read(await locate(this.folder, file));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        throw new Failure('not-found', `${file} is missing here.`, {
          remedy: 'If a sync program carries this archive, wait until the file has arrived.',
          subject: file,
        });
      }
      if (error instanceof Failure && error.code === 'damaged') {
        throw new Failure('damaged', `${file}: ${error.message}`, {
          remedy: 'Run `pressmark verify` to see what is damaged.',
          subject: file,
          cause: error,
        });
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    const writer = await this.#writer?.catch(() => undefined);
    await writer?.close();
    this.catalogue.close();
  }
}

/** Where a document's shown reading lies, as the catalogue's rows say it. */
export interface ReadingPlace {
  readonly reading: number;
  readonly reading_path: string;
}

function lockArchive(folder: string, { id }: Manifest, { places }: Ports, waitMs: number): Promise<Lock> {
  return takeLock(path.join(places.state, 'locks', `${id}.lock`), folder, waitMs);
}

/** Reads the manifest of an archive, which is first brought to the present format when it has an older one. */
async function presentManifest(folder: string, ports: Ports): Promise<Manifest> {
  const found = await readManifest(folder);
  if (found.version === FORMAT_VERSION) return found;
  const lock = await lockArchive(folder, found, ports, WRITER_WAIT_MS);
  try {
    const { files, log: tell } = ports;
    return await migrateArchive(folder, await readManifest(folder), { to: FORMAT_VERSION, files, tell });
  } finally {
    lock.release();
  }
}

async function readManifest(folder: string): Promise<Manifest> {
  const file = path.join(folder, 'pressmark.json');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
      throw new Failure('not-found', `There is no archive in ${folder}.`, {
        remedy: `Make one with: pressmark init --archive "${folder}"`,
        subject: folder,
      });
    }
    throw folderFailure(folder, error);
  });
  return checkManifest(text, folder);
}

/**
 * Reads the text of a `pressmark.json`; `where` is what the messages name.
 * @throws Failure `damaged`, `newer-format`
 */
export function checkManifest(text: string, where: string): Manifest {
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text) as Manifest;
    if (manifest.format !== 'pressmark-archive' || !/^[0-9a-f-]{36}$/.test(manifest.id))
      throw new Error('not the manifest of an archive');
  } catch (error) {
    throw new Failure('damaged', `pressmark.json in ${where} cannot be read: ${(error as Error).message}.`, {
      subject: 'pressmark.json',
      cause: error,
    });
  }
  if (!(manifest.version <= FORMAT_VERSION)) {
    throw new Failure(
      'newer-format',
      `This archive has format ${manifest.version}; this program knows formats up to ${FORMAT_VERSION}.`,
      {
        remedy: 'Install a newer version of Pressmark.',
        subject: where,
      },
    );
  }
  return manifest;
}

async function writeOnce(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function folderFailure(folder: string, error: Error): Failure {
  return new Failure('unavailable', `${folder} cannot be used: ${error.message}`, {
    remedy: 'Check the folder’s rights and the room on its disk.',
    subject: folder,
    cause: error,
  });
}

/** Makes an id of an archive: RFC 9562, version 4. */
export function newUuid(ports: Ports): string {
  const bytes = ports.randomBytes(16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
