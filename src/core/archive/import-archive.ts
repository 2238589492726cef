// Takes an exported archive into this one: checks every byte, lays the files ready, moves them in together.
// What is here already stays as it is; what is damaged or missing here is taken from the export; journal lines are united by what they say.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import { makeId } from '../../shared/ids.ts';
import { said } from '../../shared/said.ts';
import type { Ports } from '../ports.ts';
import type { Archive } from './archive.ts';
import type { BagFile, BagReader } from './bag-reader.ts';
import { locate } from './captures-here.ts';
import { deviceId } from './device.ts';
import { isCaptureFile } from './file-name.ts';
import { type JournalLine, readJournalLines } from './journal-file.ts';
import { checkManifest, type Manifest } from './manifest.ts';
import { journalNames } from './refresh.ts';
import { StagedImport } from './staged-import.ts';

export interface ArchiveImportReport {
  readonly captures: { readonly added: number; readonly known: number; readonly repaired: number };
  readonly lines: { readonly added: number; readonly known: number };
}

type ReadableBagFile = BagFile & { content(): AsyncIterable<Uint8Array> };

/** A file of a capture or reading that a line names here. */
interface Expected {
  readonly file: string;
  readonly sha256: string;
  readonly isPurged: number;
}

/** A journal is read whole, as every reader of an archive does; in bytes. */
const LARGEST_JOURNAL = 512 * 2 ** 20;

export interface ImportOptions {
  readonly ports: Ports;
  readonly onBytes: (bytes: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Reads what a bag says of the archive in it. @throws Failure `newer-format`, `invalid` */
export async function manifestOf(bag: BagReader, file: string): Promise<Manifest> {
  return checkManifest(await bag.readText('data/pressmark.json'), file);
}

/**
 * Takes a checked bag in. The writer of the archive must be held.
 * @throws Failure `invalid` when it contradicts what is here, `unavailable` when the disk refuses; then nothing has changed.
 */
export async function importBag(
  archive: Archive,
  bag: BagReader,
  payload: ReadonlyMap<string, BagFile>,
  options: ImportOptions,
): Promise<ArchiveImportReport> {
  const { ports } = options;
  await requireRoom(archive.folder, payload);
  const staged = await StagedImport.begin(
    archive.folder,
    await deviceId(ports.places.config, ports.randomBytes),
    ports.files,
  );
  try {
    const report = await new BagImport(archive, bag, staged, options).run();
    await staged.commit();
    return report;
  } catch (error) {
    await staged.abort();
    if (error instanceof Failure || (error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new Failure('unavailable', said`The archive could not be written: ${(error as Error).message}`, {
      remedy: staged.isComplete
        ? said`All of it is on the disk and will be in its place when the archive is opened again.`
        : said`Make room on its disk, then import again. Nothing has changed.`,
      subject: archive.folder,
      cause: error,
    });
  }
}

/** @throws Failure `unavailable` when the disk has no room for what is not here yet. */
async function requireRoom(folder: string, payload: ReadonlyMap<string, BagFile>): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const room = bavail * bsize;
  let needed = 0;
  for (const { name, bytes } of payload.values()) {
    if (needed + bytes > room && (await sizeOf(path.join(folder, name.slice('data/'.length)))) === bytes) continue;
    needed += bytes;
  }
  if (needed <= room) return;
  throw new Failure('unavailable', said`The archive needs ${needed} bytes; its disk has room for ${room}.`, {
    remedy: said`Make room, or choose another disk.`,
    subject: folder,
  });
}

async function sizeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    ({ size }) => size,
    () => undefined,
  );
}

class BagImport {
  readonly #archive: Archive;
  readonly #bag: BagReader;
  readonly #staged: StagedImport;
  readonly #options: ImportOptions;
  readonly #captures = { added: 0, known: 0, repaired: 0 };
  readonly #lines = { added: 0, known: 0 };
  /** By name: where each file of a capture or reading should be here, and its digest. */
  readonly #expected = new Map<string, Expected>();
  /** By capture. */
  readonly #digests = new Map<string, string>();
  /** Keys of the journal lines that are here or laid ready. */
  readonly #known = new Set<string>();
  readonly #names = new Set<string>();

  constructor(archive: Archive, bag: BagReader, staged: StagedImport, options: ImportOptions) {
    this.#archive = archive;
    this.#bag = bag;
    this.#staged = staged;
    this.#options = options;
  }

  async run(): Promise<ArchiveImportReport> {
    await this.#learnWhatIsHere();
    for await (const file of this.#bag.members((name) => name.startsWith('data/'))) {
      this.#options.signal?.throwIfAborted();
      const name = file.name.slice('data/'.length);
      if (isCaptureFile(name) || /^trash\/[a-z0-9-]{1,100}\.zip$/.test(name)) await this.#takeCapture(name, file);
      else if (/^journal\/[a-z0-9-]{1,120}\.jsonl$/.test(name)) await this.#takeJournal(name, file);
      this.#options.onBytes(file.bytes);
    }
    this.#options.signal?.throwIfAborted();
    return { captures: this.#captures, lines: this.#lines };
  }

  async #learnWhatIsHere(): Promise<void> {
    const rows = this.#archive.catalogue.all<Expected & { capture: string; number: number }>(
      `select capture, number, file, sha256, coalesce(purged > restored, 0) as isPurged from
         (select document, id as capture, 1 as number, file, sha256 from capture where line <> ''
          union select document, capture, number, file, sha256 from reading where line <> '') as known
       left join life on life.document = known.document`,
    );
    for (const { capture, number, ...expected } of rows) {
      this.#expected.set(path.posix.basename(expected.file), expected);
      if (number === 1) this.#digests.set(capture, expected.sha256);
    }
    const folder = path.join(this.#archive.folder, 'journal');
    for (const name of await journalNames(folder)) {
      this.#names.add(name.toLowerCase());
      for (const line of readJournalLines(await readFile(path.join(folder, name))).lines) this.#known.add(keyOf(line));
    }
  }

  async #takeCapture(name: string, file: ReadableBagFile): Promise<void> {
    const row = this.#expected.get(path.posix.basename(name));
    const place = await locate(this.#archive.folder, row?.file ?? name);
    const present = await digestOfFile(place);
    // What was purged here does not come back by an older export.
    if (row?.isPurged || (present !== undefined && (present === file.sha256 || present === row?.sha256))) {
      this.#captures.known++;
      return;
    }
    // The line of a capture says what its file was when it was written: one here that is not so gives way to one that is.
    if (present !== undefined && row?.sha256 !== file.sha256) {
      throw new Failure('invalid', said`${name} is another file in this archive and in the export.`, {
        remedy: said`Import into an empty archive, and compare the two.`,
        subject: name,
      });
    }
    const target = row ? path.relative(this.#archive.folder, place) : name;
    await this.#staged.put(target, file.content());
    this.#captures[row ? 'repaired' : 'added']++;
  }

  /** Takes a journal over byte for byte when nothing of it is here; else its lines that are not. */
  async #takeJournal(name: string, file: ReadableBagFile): Promise<void> {
    const bytes = await wholeOf(file);
    const { lines } = readJournalLines(bytes);
    for (const line of lines) this.#requireHonest(name, line);
    const fresh = lines.filter((line) => !this.#known.has(keyOf(line)));
    for (const line of fresh) this.#known.add(keyOf(line));
    this.#lines.added += fresh.length;
    this.#lines.known += lines.length - fresh.length;
    if (fresh.length === lines.length) {
      if (bytes.length) await this.#staged.put(`journal/${this.#freeName(path.posix.basename(name))}`, [bytes]);
    } else if (fresh.length) {
      const content = Buffer.from(fresh.map(({ text }) => `${text}\n`).join(''));
      await this.#staged.put(`journal/${this.#freeName()}`, [content]);
    }
  }

  /** @throws Failure `invalid` for a line that names a file elsewhere, or another digest for a capture that is here. */
  #requireHonest(journal: string, { entry, number }: JournalLine): void {
    if (entry?.op !== 'capture.add' && entry?.op !== 'reading.add') return;
    const { file, sha256, capture } = entry.value;
    if (file === undefined) return;
    const known = entry.op === 'capture.add' && this.#digests.get(String(capture));
    const isHonest = isCaptureFile(file) && (!known || known === sha256);
    if (isHonest) return;
    throw new Failure(
      'invalid',
      said`Line ${number} of ${journal} does not say where its capture is, or what it was.`,
      {
        remedy: said`Nothing was imported. Take another copy of the export.`,
        subject: journal,
      },
    );
  }

  /** The name itself, or one that no file has yet. */
  #freeName(wanted?: string): string {
    const name = wanted ?? `imported-${makeId(this.#options.ports.randomBytes)}-0001.jsonl`;
    if (this.#names.has(name.toLowerCase())) return this.#freeName();
    this.#names.add(name.toLowerCase());
    return name;
  }
}

async function wholeOf({ name, bytes, content }: ReadableBagFile): Promise<Buffer> {
  if (bytes > LARGEST_JOURNAL)
    throw new Failure('too-large', said`${name} is ${bytes} bytes; the limit is ${LARGEST_JOURNAL}.`, {
      subject: name,
    });
  return Buffer.concat(await Array.fromAsync(content()));
}

/** What a line is known by: a sound one by its id and check sum, any other by its text. */
function keyOf({ entry, text }: JournalLine): string {
  return entry ? entry.id + text.slice(-11, -2) : text;
}

async function digestOfFile(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) hash.update(chunk as Buffer);
    return hash.digest('hex');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
