// The catalogue: the records of an archive in SQLite, made from its journals and captures, thrown away and rebuilt at will.
// Keeps and answers; which files are read when is refresh.ts.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { prepareApply, type Touched } from './apply-entries.ts';
import { openCacheDatabase } from './cache-database.ts';
import type { CaptureRecord, ReadingRecord } from './capture-file.ts';
import { SCHEMA, SCHEMA_VERSION } from './catalogue-schema.ts';
import { prepareDerive } from './derive-records.ts';
import { tellDiskErrors } from './disk-errors.ts';
import type { Entry } from './entry.ts';
import type { TextFacts } from './text-facts.ts';

/** What a capture file holds that the catalogue keeps. */
export interface LoadedCapture {
  readonly file: string;
  readonly record: CaptureRecord;
  readonly reading: ReadingRecord;
  readonly facts: TextFacts;
}

export interface LoadedReading {
  readonly capture: string;
  readonly record: ReadingRecord;
  readonly facts: TextFacts;
}

/** KiB of the database that are kept in memory: reading needs little; writing long runs of rows touches every index again and again. */
const READING_CACHE_KIB = 8192;
const WRITING_CACHE_KIB = 65_536;

export class Catalogue {
  readonly file: string;
  readonly db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #apply: (entry: Entry, touched: Touched) => void;
  readonly #derive: (touched: Touched, revision: number) => void;
  #hasWritten = false;

  /** Opens the catalogue of a cache folder, empty when there was none or another version's. */
  constructor(cacheFolder: string) {
    this.file = path.join(cacheFolder, 'catalogue.sqlite');
    this.db = tellDiskErrors(this.file, () => {
      mkdirSync(cacheFolder, { recursive: true });
      return openCacheDatabase(this.file, {
        version: SCHEMA_VERSION,
        tables: SCHEMA,
        pragmas: `pragma cache_size = -${READING_CACHE_KIB}; pragma wal_autocheckpoint = 32768`,
      });
    });
    this.#apply = prepareApply(this.db);
    this.#derive = prepareDerive(this.db);
  }

  /** All rows of a query. Statements are prepared once. */
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return tellDiskErrors(this.file, () => this.#statement(sql).all(...values) as Row[]);
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return tellDiskErrors(this.file, () => this.#statement(sql).get(...values) as Row | undefined);
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    tellDiskErrors(this.file, () => this.#statement(sql).run(...values));
  }

  /**
   * Runs `change` in one transaction: all of it or nothing.
   * @throws Failure `unavailable` when the cache folder cannot be written (full, read-only); the archive itself is not touched.
   */
  transaction<T>(change: () => T): T {
    return tellDiskErrors(this.file, () => {
      if (!this.#hasWritten) this.db.exec(`pragma cache_size = -${WRITING_CACHE_KIB}`);
      this.#hasWritten = true;
      try {
        this.db.exec('begin immediate');
        const result = change();
        this.db.exec('commit');
        return result;
      } catch (error) {
        // A full disk may have ended the transaction already.
        if (this.db.isTransaction) this.db.exec('rollback');
        throw error;
      }
    });
  }

  /** Takes in journal lines and files, and makes the records of what they touched anew. Call it inside a transaction. */
  take(news: {
    readonly entries?: Iterable<Entry>;
    readonly captures?: Iterable<LoadedCapture>;
    readonly readings?: Iterable<LoadedReading>;
  }): void {
    const touched = nothingTouched();
    this.apply(news.entries ?? [], touched);
    for (const capture of news.captures ?? []) this.#putCapture(capture, touched);
    for (const reading of news.readings ?? []) this.#putReading(reading, touched);
    this.#makeRecords(touched);
  }

  /** Takes in journal lines alone, noting what they touch; the records are behind until `derive` has made them. Call it inside a transaction. */
  apply(entries: Iterable<Entry>, touched: Touched): void {
    let last = '';
    for (const entry of entries) {
      this.#apply(entry, touched);
      if (entry.id > last) last = entry.id;
    }
    if (last > (this.lastLine ?? '')) this.setMeta('lastLine', last);
  }

  /** Makes the records of what was touched anew, and of everything when a kill came between `apply` and this. */
  derive(touched: Touched): void {
    this.#makeRecords(touched);
    this.run("delete from meta where key = 'behind'");
  }

  /** Notes, with the lines of one file, that the records are behind them. */
  noteBehind(): void {
    this.setMeta('behind', 1);
  }

  /** What lines touched whose records a kill kept from being made. */
  leftBehind(): Touched {
    const touched = nothingTouched();
    if (this.meta('behind') === undefined) return touched;
    for (const { id } of this.all<{ id: string }>('select distinct document as id from capture'))
      touched.documents.add(id);
    for (const { id } of this.all<{ id: string }>('select distinct id from annotation_put'))
      touched.annotations.add(id);
    return touched;
  }

  #makeRecords(touched: Touched): void {
    const revision = this.revision + 1;
    this.setMeta('revision', revision);
    this.#derive(touched, revision);
  }

  /** Grows by one with every change of the records. */
  get revision(): number {
    return Number(this.meta('revision') ?? 0);
  }

  /** The greatest id of a line taken in. */
  get lastLine(): string | undefined {
    return this.meta('lastLine');
  }

  /** The greatest id of a line about a subject. */
  lastLineOf(subject: string): string | undefined {
    const row = this.get<{ line: string | null }>(
      `select max(line) as line from (select line from field where document = ?1 union all select max(removed, restored, purged) from life where document = ?1
       union all select line from label_added where document = ?1 union all select line from choice where document = ?1
       union all select line from annotation_put where id = ?1 union all select line from annotation_removed where id = ?1 union all select line from item where id = ?1)`,
      subject,
    );
    return row?.line ?? undefined;
  }

  meta(key: string): string | undefined {
    const row = this.get<{ value: string | number }>('select value from meta where key = ?', key);
    return row === undefined ? undefined : String(row.value);
  }

  setMeta(key: string, value: string | number): void {
    this.run('insert into meta values (?, ?) on conflict do update set value = excluded.value', key, value);
  }

  /** Empties the catalogue, so that the next refresh makes all of it from the files. What this device wrote last stays known. */
  clear(): void {
    const tables = this.all<{ name: string }>(
      "select name from sqlite_master where type = 'table' and name not in ('own_line', 'own_file')",
    );
    this.transaction(() => {
      for (const { name } of tables) this.db.exec(`delete from ${name}`);
    });
  }

  close(): void {
    this.db.close();
  }

  #putCapture({ file, record, reading, facts }: LoadedCapture, touched: Touched): void {
    this.run(
      `insert into capture(id, document, line, file, sha256, digest, url, captured_at, title, external_id, record, is_here) values (?, ?, '', ?, '', ?, ?, ?, ?, ?, ?, 1)
       on conflict do update set record = excluded.record, is_here = 1`,
      record.capture,
      record.document,
      file,
      record.digest,
      record.url ?? null,
      record.capturedAt,
      record.title,
      record.externalId ?? null,
      JSON.stringify(record),
    );
    this.run(
      `insert into reading(capture, number, document, line, file, sha256, record, characters, opening, is_here) values (?, 1, ?, '', ?, '', ?, ?, ?, 1)
       on conflict do update set record = excluded.record, characters = excluded.characters, opening = excluded.opening, is_here = 1`,
      record.capture,
      record.document,
      file,
      JSON.stringify(reading),
      facts.characters,
      facts.opening,
    );
    touched.documents.add(record.document);
  }

  #putReading({ capture, record, facts }: LoadedReading, touched: Touched): void {
    this.run(
      'update reading set record = ?, characters = ?, opening = ?, is_here = 1 where capture = ? and number = ?',
      JSON.stringify(record),
      facts.characters,
      facts.opening,
      capture,
      record.reading,
    );
    const row = this.get<{ document: string }>(
      'select document from reading where capture = ? and number = ?',
      capture,
      record.reading,
    );
    if (row) touched.documents.add(row.document);
  }

  #statement(sql: string): StatementSync {
    const statement = this.#statements.get(sql) ?? this.db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function nothingTouched(): Touched {
  return { documents: new Set(), annotations: new Set() };
}
