// The texts that are searched, in one file beside the index: snippets and phrases would else open a file of the archive for each document,
// which may lie on a slow disk or not be here. A cache of what the archive holds: whatever is missing is read there.
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { isDamage, openCacheDatabase, removeDatabase } from '../archive/cache-database.ts';
import { tellDiskErrors } from '../archive/disk-errors.ts';

/** What is purged from the archive must not stay here, not even in unused pages. Pages hold several texts. */
const SCHEMA = {
  version: 2,
  pragmas: 'pragma page_size = 16384; pragma cache_size = -1024; pragma secure_delete = on',
  tables:
    'create table text(document text primary key, reading text not null, size integer not null, crc integer, bytes blob not null) strict',
};
/** Longer texts, in UTF-16 units, are read from the archive. */
const MOST_UNITS = 2 ** 21;
/** Higher levels take more time than they save room: .43 of the text for .45. */
const DEFLATE_LEVEL = 1;
/** Longer texts are kept as they are: they are few, and inflating them took a third of the time of an answer with some of them. */
const MOST_DEFLATED_BYTES = 2 ** 14;

/** A text with the reading that it is of: readings never change. */
export interface StoredText {
  readonly document: string;
  readonly reading: string;
  readonly text: string;
}

export class TextStore {
  readonly #file: string;
  #opened: ReturnType<typeof openStatements>;

  /** Opens the store, empty when there was none, or another version's, or a damaged one. @throws Failure `unavailable` when its disk refuses. */
  constructor(file: string) {
    this.#file = file;
    this.#opened = tellDiskErrors(file, () => openStatements(file));
  }

  /** Gives the text of a document's reading; undefined when it is not kept, or damaged. */
  find(document: string, reading: string): string | undefined {
    try {
      const row = this.#opened.find.get(document, reading) as TextRow | undefined;
      return row && unpacked(row)?.toString('utf8');
    } catch {
      return undefined;
    }
  }

  /**
   * Keeps texts in place of those of the same documents, and forgets those of others, in one transaction. When the file turns out to be
   * damaged, all of it is forgotten. @throws Failure `unavailable` when its disk refuses.
   */
  update(put: readonly StoredText[], remove: readonly string[]): void {
    this.#unlessDamaged(() => this.#write(put, remove));
  }

  #write(put: readonly StoredText[], remove: readonly string[]): void {
    const { db, ...statements } = this.#opened;
    db.exec('begin immediate');
    try {
      for (const document of remove) statements.remove.run(document);
      for (const { document, reading, text } of put) {
        if (text.length > MOST_UNITS) statements.remove.run(document);
        else statements.put.run(document, reading, ...packed(text));
      }
      db.exec('commit');
      // What was forgotten must not stay in the write-ahead log either.
      if (remove.length > 0) db.exec('pragma wal_checkpoint(truncate)');
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      throw error;
    }
  }

  /** Forgets all texts. @throws Failure `unavailable` when its disk refuses. */
  clear(): void {
    this.#unlessDamaged(() => this.#opened.db.exec('delete from text; vacuum'));
  }

  /** Makes a change; where the file turns out to be damaged, it is made anew and empty instead. */
  #unlessDamaged(change: () => void): void {
    try {
      tellDiskErrors(this.#file, change);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.close();
      removeDatabase(this.#file);
      this.#opened = openStatements(this.#file);
    }
  }

  close(): void {
    this.#opened.db.close();
  }
}

function openStatements(file: string) {
  const db = openCacheDatabase(file, SCHEMA);
  return {
    db,
    find: db.prepare('select size, crc, bytes from text where document = ? and reading = ?'),
    put: db.prepare('insert or replace into text values (?, ?, ?, ?, ?)'),
    remove: db.prepare('delete from text where document = ?'),
  };
}

/** How a text is kept: deflated, or as it is with its CRC-32, since then nothing else tells that it is damaged. */
interface TextRow {
  readonly size: number;
  readonly crc: number | null;
  readonly bytes: Uint8Array;
}

/** Gives what is kept of a text, in the order of the table. */
function packed(text: string): [size: number, crc: number | null, bytes: Uint8Array] {
  const bytes = Buffer.from(text);
  if (bytes.length > MOST_DEFLATED_BYTES) return [bytes.length, crc32(bytes), bytes];
  return [bytes.length, null, deflateSync(bytes, { level: DEFLATE_LEVEL })];
}

/** Gives a text's bytes; undefined when they are damaged. @throws Error when what was deflated is */
function unpacked({ size, crc, bytes }: TextRow): Buffer | undefined {
  if (crc === null) return inflateSync(bytes, { chunkSize: Math.max(64, size) });
  return crc32(bytes) === crc ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : undefined;
}
