// The whole archive as one file: a BagIt bag whose payload (`data/`) is the archive folder itself, in a zip that is a WACZ 1.2.0 too.
// Reads each file once for the payload and once for the WARC; holds names and digests in memory, never the files.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Ports } from '../ports.ts';
import type { Archive } from './archive.ts';
import { type BagMember, BagWriter } from './bag-writer.ts';
import type { CaptureRecord } from './capture-file.ts';
import { locate } from './captures-here.ts';
import { type ExportScope, journalParts } from './export-journals.ts';
import { README_TXT } from './readme-text.ts';
import { cdxjLine, warcInfo, warcRecords } from './warc.ts';

/** A file of the export that only the rooms above can write. */
export interface DerivedFile {
  readonly name: string;
  readonly content: () => AsyncIterable<string>;
}

export interface ExportOptions {
  /** The file to write. */
  readonly file: string;
  readonly ports: Ports;
  /** The documents that go out; the whole archive without it. */
  readonly scope?: ExportScope | undefined;
  readonly title: string;
  readonly derived: readonly DerivedFile[];
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface ExportReport {
  readonly bytes: number;
  /** Files of captures and readings. */
  readonly captures: number;
  readonly journals: number;
  /** Files that are known here and not there: they cannot go out. */
  readonly missing: readonly string[];
  /** Files that are not as their journal line says; they go out as they are. */
  readonly changed: readonly string[];
}

interface CaptureRow {
  readonly file: string;
  readonly sha256: string;
}

const WARC = 'data.warc.gz';

/** Writes the archive. @throws Failure `unavailable` when the file cannot be written; then nothing of it is left. */
export async function exportArchive(archive: Archive, options: ExportOptions): Promise<ExportReport> {
  const bag = await BagWriter.create(options.file, options.ports);
  try {
    return await new Export(archive, options, bag).run();
  } catch (error) {
    await bag.abort();
    throw error;
  }
}

class Export {
  readonly #archive: Archive;
  readonly #options: ExportOptions;
  readonly #bag: BagWriter;
  readonly #missing = new Set<string>();
  readonly #changed: string[] = [];
  #done = 0;
  #total = 0;

  constructor(archive: Archive, options: ExportOptions, bag: BagWriter) {
    this.#archive = archive;
    this.#options = options;
    this.#bag = bag;
  }

  async run(): Promise<ExportReport> {
    // Journals first: a line without its capture would be a capture that is missing, a capture without its line is whole.
    const journals = await this.#addJournals();
    await this.#archive.refresh();
    const rows = this.#rows();
    this.#total = 2 * rows.length + this.#options.derived.length;
    let captures = 0;
    for (const row of rows) {
      if (await this.#addCapture(row)) captures++;
      this.#step();
    }
    await this.#addManifests();
    await this.#addWarc(rows);
    for (const { name, content } of this.#options.derived) {
      await this.#bag.add(name, content());
      this.#step();
    }
    await this.#bag.addBagFiles({
      'Bag-Software-Agent': `Pressmark ${this.#options.ports.version}`,
      'Bagging-Date': this.#now.slice(0, 10),
      'External-Identifier': this.#archive.manifest.id,
      'External-Description': this.#options.title.replace(/\s+/g, ' '),
    });
    await this.#addDataPackage();
    const bytes = await this.#bag.finish();
    return { bytes, captures, journals, missing: [...this.#missing], changed: this.#changed };
  }

  get #now(): string {
    return new Date(this.#options.ports.now()).toISOString();
  }

  #step(): void {
    this.#options.signal?.throwIfAborted();
    this.#options.onProgress?.(++this.#done, this.#total);
  }

  #rows(): CaptureRow[] {
    const { scope } = this.#options;
    const rows = this.#archive.catalogue.all<CaptureRow & { document: string }>(
      `select file, max(sha256) as sha256, document from
         (select file, sha256, document from capture union all select file, sha256, document from reading)
       where document not in (select document from life where purged > restored) group by file order by file`,
    );
    return scope === undefined ? rows : rows.filter(({ document }) => scope.documents.has(document));
  }

  async #addJournals(): Promise<number> {
    let journals = 0;
    for await (const { name, content } of journalParts(this.#archive.folder, this.#options.scope)) {
      await this.#bag.add(`data/journal/${name}`, content);
      journals++;
    }
    return journals;
  }

  /** Adds a file of a capture or reading, from the trash too; tells whether it is there. */
  async #addCapture({ file, sha256 }: CaptureRow): Promise<boolean> {
    const place = await locate(this.#archive.folder, file);
    if ((await stat(place).catch(() => undefined)) === undefined) {
      this.#missing.add(file);
      return false;
    }
    const inBag = path.dirname(place).endsWith('trash') ? `trash/${path.basename(file)}` : file;
    const member = await this.#bag.add(`data/${inBag}`, readChunks(place), { isStored: true });
    if (sha256 !== '' && member.sha256 !== sha256) this.#changed.push(file);
    return true;
  }

  async #addManifests(): Promise<void> {
    const { manifest } = this.#archive;
    const id = this.#options.scope?.archiveId ?? manifest.id;
    await this.#bag.add('data/pressmark.json', [`${JSON.stringify({ ...manifest, id })}\n`]);
    await this.#bag.add('data/README.txt', [README_TXT]);
  }

  /** The originals once more, as web archives want them, so that any WACZ viewer shows the pages. */
  async #addWarc(rows: readonly CaptureRow[]): Promise<void> {
    const index: string[] = [];
    await this.#bag.add(`archive/${WARC}`, this.#warcMembers(rows, index), { isStored: true, isLarge: true });
    await this.#bag.add(
      'indexes/index.cdxj',
      index.sort().map((line) => `${line}\n`),
    );
  }

  async *#warcMembers(rows: readonly CaptureRow[], index: string[]): AsyncGenerator<Uint8Array> {
    const info = warcInfo(
      { software: `Pressmark ${this.#options.ports.version}`, format: 'WARC File Format 1.1' },
      this.#now.replace(/\.\d+/, ''),
    );
    yield info.gzip;
    let offset = info.gzip.length;
    for (const { file } of rows) {
      this.#step();
      const record = this.#recordOf(file);
      if (record === undefined || this.#missing.has(file)) continue;
      const original = await this.#archive.readOriginal(file).catch(() => undefined);
      if (original === undefined) continue;
      for (const { gzip, page } of readableRecords(record, original)) {
        if (page) index.push(cdxjLine(page, { offset, length: gzip.length, filename: WARC }));
        offset += gzip.length;
        yield gzip;
      }
    }
  }

  /** The record of a capture; undefined for the file of a later reading, or of a capture that has not arrived. */
  #recordOf(file: string): CaptureRecord | undefined {
    const row = this.#archive.catalogue.get<{ record: string | null }>(
      'select record from capture where file = ?',
      file,
    );
    return row?.record ? (JSON.parse(row.record) as CaptureRecord) : undefined;
  }

  /** WACZ 1.2.0: a Frictionless data package that names every file. Only the two files that come after it are not in it. */
  async #addDataPackage(): Promise<void> {
    const { title } = this.#options;
    const head = { profile: 'wacz', title, created: this.#now, software: `Pressmark ${this.#options.ports.version}` };
    const members = [...this.#bag.payload, ...this.#bag.tagFiles];
    const dataPackage = await this.#bag.add('datapackage.json', packageLines(head, members));
    await this.#bag.add('datapackage-digest.json', [
      `${JSON.stringify({ path: dataPackage.name, hash: `sha256:${dataPackage.sha256}` })}\n`,
    ]);
  }
}

/** The records of a capture; none of an original that is damaged, which is in the payload as it is. */
function* readableRecords(...capture: Parameters<typeof warcRecords>): ReturnType<typeof warcRecords> {
  try {
    yield* warcRecords(...capture);
  } catch {
    // What this page was fetched with cannot be taken apart.
  }
}

function* packageLines(head: object, members: readonly BagMember[]): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"resources":[`;
  for (const [index, { name, sha256, bytes }] of members.entries()) {
    const resource = { name: path.posix.basename(name), path: name, hash: `sha256:${sha256}`, bytes };
    yield `${index === 0 ? '' : ','}\n${JSON.stringify(resource)}`;
  }
  yield '\n]}\n';
}

function readChunks(file: string): AsyncIterable<Uint8Array> {
  return createReadStream(file, { highWaterMark: 2 ** 16 });
}
