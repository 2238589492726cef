// The bands of all texts on disk, so that texts like one can be found without reading all. A cache: it may be deleted at any time.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { openCacheDatabase } from '../archive/cache-database.ts';

const SCHEMA = {
  version: 1,
  tables: `create table band(hash integer, document text, primary key(hash, document)) strict, without rowid;
    create index band_document on band(document);
    create table meta(key text primary key, value text) strict, without rowid`,
};

export class LikenessIndex {
  readonly #db: DatabaseSync;
  readonly #add: StatementSync;
  readonly #remove: StatementSync;

  constructor(file: string) {
    this.#db = openCacheDatabase(file, SCHEMA);
    this.#add = this.#db.prepare('insert or ignore into band values (?, ?)');
    this.#remove = this.#db.prepare('delete from band where document = ?');
  }

  /** Which catalogue, and which revision of it, the index has taken in. */
  get mark(): string | undefined {
    return (this.#db.prepare("select value from meta where key = 'mark'").get() as { value: string } | undefined)
      ?.value;
  }

  /** Takes in documents with their bands (none for one that is gone), and notes how far it has come. */
  update(documents: readonly { readonly id: string; readonly bands: readonly number[] }[], mark: string): void {
    this.#db.exec('begin immediate');
    try {
      for (const { id, bands } of documents) {
        this.#remove.run(id);
        for (const band of bands) this.#add.run(band, id);
      }
      this.#db.prepare("insert or replace into meta values ('mark', ?)").run(mark);
      this.#db.exec('commit');
    } catch (error) {
      this.#db.exec('rollback');
      throw error;
    }
  }

  clear(): void {
    this.#db.exec('delete from band; delete from meta');
  }

  /** Documents that share a band with one, the most bands first. */
  candidates(document: string, most: number): string[] {
    return this.#db
      .prepare(
        `select other.document as id from band join band as other on other.hash = band.hash
         where band.document = ?1 and other.document <> ?1 group by other.document order by count(*) desc, other.document limit ?2`,
      )
      .all(document, most)
      .map((row) => (row as { id: string }).id);
  }

  /** Documents that share a band with another one. */
  withCandidates(): string[] {
    return this.#db
      .prepare(
        'select distinct document as id from band where hash in (select hash from band group by hash having count(*) > 1) order by id',
      )
      .all()
      .map((row) => (row as { id: string }).id);
  }

  close(): void {
    this.#db.close();
  }
}
