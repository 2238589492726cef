// An archive folder: opened, read, and written by one process at a time. The other rooms reach the disk through here only.
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { Ports } from '../ports.ts';
import { ArchiveWriter } from './archive-writer.ts';
import {
  type CaptureMember,
  readFacsimile,
  readMedia,
  readOriginal,
  readReadingFile,
  readReadingText,
} from './capture-file.ts';
import { locate } from './captures-here.ts';
import { Catalogue } from './catalogue.ts';
import { deviceId, knownDevice } from './device.ts';
import { refuseWhenVanished } from './health.ts';
import { knownArchive, noteArchive, placeOf } from './known-archives.ts';
import { type Lock, takeLock } from './lock.ts';
import { FORMAT_VERSION, type Manifest, newUuid, readManifest } from './manifest.ts';
import { migrateArchive } from './migrate.ts';
import { refresh } from './refresh.ts';
import { hasStagedImport, settleStagedImport } from './staged-import.ts';
import { TextCache } from './text-cache.ts';

/** How long a second writer waits for the first, in milliseconds. */
const WRITER_WAIT_MS = 5_000;
/** A second reader waits this long for a catalogue that another process is building, in milliseconds. */
const BUILD_WAIT_MS = 3_600_000;

export class Archive {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly catalogue: Catalogue;
  /** The cache folder of this archive at this place. */
  readonly cacheFolder: string;
  readonly #ports: Ports;
  readonly #texts = new TextCache();
  #writer: Promise<ArchiveWriter> | undefined;
  /** The writer once it is there. */
  #opened: ArchiveWriter | undefined;

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
    const cache = path.join(ports.places.cache, `${manifest.id}-${await placeOf(folder)}`);
    const archive = new Archive(folder, manifest, cache, ports);
    if (await hasStagedImport(folder)) await archive.#settleImport();
    await archive.refresh();
    await archive.#notePlace();
    return archive;
  }

  /** Takes in what others have written since; gives the left-over temporary files it saw. The first to open an archive without a cache builds it; others wait for it. */
  async refresh(): Promise<string[]> {
    const parts = await this.#takeIn();
    await this.#opened?.heal();
    return parts;
  }

  async #takeIn(): Promise<string[]> {
    const belief = { nowMs: this.#ports.now(), device: await knownDevice(this.#ports.places.config) };
    if (this.catalogue.meta('built') !== undefined) return refresh(this.folder, this.catalogue, belief);
    const lock = await takeLock(path.join(this.cacheFolder, 'build.lock'), this.folder, BUILD_WAIT_MS);
    try {
      const parts = await refresh(this.folder, this.catalogue, belief);
      if (this.catalogue.meta('built') === undefined) this.catalogue.setMeta('built', newUuid(this.#ports));
      return parts;
    } finally {
      lock.release();
    }
  }

  /** Whether this process has the writer. */
  get isWriting(): boolean {
    return this.#opened !== undefined;
  }

  /** Notes what lies here, so that an emptied folder is not taken for a new place. Counting is left to those who have written. */
  async #notePlace(): Promise<void> {
    const { state } = this.#ports.places;
    if (!this.isWriting && (await knownArchive(state, this.folder))?.id === this.manifest.id) return;
    const { n } = this.catalogue.get<{ n: number }>('select count(*) as n from capture') as { n: number };
    await noteArchive(state, { id: this.manifest.id, folder: this.folder, captures: n });
  }

  /**
   * Gives the writer of this archive, taking the lock at the first call.
   * @throws Failure `locked` when another process holds it after `waitMs` milliseconds, 5 s if it is not given.
   */
  writer(waitMs = WRITER_WAIT_MS): Promise<ArchiveWriter> {
    this.#writer ??= this.#openWriter(waitMs).catch((error) => {
      this.#writer = undefined;
      throw error;
    });
    return this.#writer;
  }

  /**
   * Throws the catalogue away and builds it from the files.
   * @throws Failure `locked`; `damaged` when captures have vanished in numbers and `acceptMissing` is not given: only the catalogue still knows what they say.
   */
  async rebuild({ acceptMissing = false }: { readonly acceptMissing?: boolean } = {}): Promise<void> {
    await this.writer();
    if (!acceptMissing)
      refuseWhenVanished(this.catalogue, said`To build the catalogue without them: pressmark reindex --accept-missing`);
    this.catalogue.clear();
    await this.refresh();
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

  async #openWriter(waitMs: number): Promise<ArchiveWriter> {
    const lock = await this.#takeLock(waitMs);
    try {
      if (await hasStagedImport(this.folder))
        await settleStagedImport(this.folder, await this.#device(), this.#ports.files);
      this.#opened = await ArchiveWriter.open({
        folder: this.folder,
        catalogue: this.catalogue,
        ports: this.#ports,
        lock,
        parts: await this.refresh(),
      });
      return this.#opened;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** Reads the reading text of a shown reading. @throws Failure `damaged` or `not-found` when its file cannot be read. */
  async readText(at: ReadingPlace): Promise<string> {
    const key = readingKey(at);
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

  /** Reads the page as it looked when it was captured, or undefined when no engine saw it. */
  readFacsimile(captureFile: string): Promise<CaptureMember | undefined> {
    return this.#reading(captureFile, readFacsimile);
  }

  async #reading<T>(file: string, read: (absolute: string) => Promise<T>): Promise<T> {
    try {
      return await this.#readWhereItLies(file, read);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        throw new Failure('not-found', said`${file} is missing here.`, {
          remedy: said`If a sync program carries this archive, wait until the file has arrived.`,
          subject: file,
        });
      }
      if (error instanceof Failure && error.code === 'damaged') {
        throw new Failure('damaged', said`${file}: ${error.sentence}`, {
          remedy: said`Run \`pressmark verify\` to see what is damaged.`,
          subject: file,
          cause: error,
        });
      }
      throw error;
    }
  }

  /** A capture nearly always lies where its line says; only when it does not is it looked for. */
  async #readWhereItLies<T>(file: string, read: (absolute: string) => Promise<T>): Promise<T> {
    const there = path.join(this.folder, file);
    try {
      return await read(there);
    } catch (error) {
      const elsewhere = (error as NodeJS.ErrnoException).code === 'ENOENT' ? await locate(this.folder, file) : there;
      if (elsewhere === there) throw error;
      return read(elsewhere);
    }
  }

  async close(): Promise<void> {
    const writer = await this.#writer?.catch(() => undefined);
    await writer?.close();
    if (writer) await this.#notePlace();
    this.catalogue.close();
  }
}

/** Names a reading for good: no other file or number ever has it. */
export function readingKey({ reading_path: file, reading }: ReadingPlace): string {
  return `${file} ${reading}`;
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
  const { state } = ports.places;
  const found = await readManifest(folder, state);
  if (found.version === FORMAT_VERSION) return found;
  const lock = await lockArchive(folder, found, ports, WRITER_WAIT_MS);
  try {
    const { files, log: tell } = ports;
    return await migrateArchive(folder, await readManifest(folder, state), { to: FORMAT_VERSION, files, tell });
  } finally {
    lock.release();
  }
}
