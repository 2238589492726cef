// The tables of index.sqlite and the statements on them. It knows bytes and numbers; what they mean is in segment-*.ts.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { isDamage, removeDatabase } from '../archive/cache-database.ts';
import { whileBusy } from '../archive/while-busy.ts';

/** Raised whenever the meaning of a table or of its bytes changes; an index of another format is thrown away. */
const FORMAT = 5;

/** Blocks of a segment are rows `segment * BLOCKS_A_SEGMENT + place`, so that they need no index of their own. */
const BLOCKS_A_SEGMENT = 2 ** 20;

const SCHEMA = `
create table meta (key text primary key, value text not null) without rowid;
create table segment (
  id integer primary key, ready integer not null, first integer not null, count integer not null,
  ids text, documents blob, terms blob, forms blob, titles blob
);
create table block (id integer primary key, bytes blob not null);
create table tail (number integer primary key, id text not null, terms blob not null);
create table removed (number integer primary key);
create table document (id text primary key, number integer not null) without rowid;
`;

/** A segment in use: documents `first` to `first + count - 1`. */
export interface SegmentRow {
  readonly id: number;
  readonly first: number;
  readonly count: number;
}

/** What a segment holds besides its blocks. `terms`, `forms` and `titles` are directories of these, in the order of the blocks. */
export interface SegmentContent {
  readonly ids: string;
  readonly documents: Uint8Array;
  readonly terms: Uint8Array;
  readonly forms: Uint8Array;
  readonly titles: Uint8Array;
}

export interface TailRow {
  readonly number: number;
  readonly id: string;
  readonly terms: Uint8Array;
}

export type IndexFile = ReturnType<typeof openIndexFile>;

/**
 * Opens or makes the database. An index of another format or analysis, or one that is no database any more, is emptied:
 * it is a cache. Commits are atomic; one that was not yet on the disk when the power failed is gone together with its mark.
 * @throws Failure `not-found` when it is opened for reading and is not there; `unavailable` when it cannot be opened or written.
 */
export function openIndexFile(file: string, analysisKey: string, readOnly: boolean) {
  const database = readOnly ? openForReading(file, analysisKey) : openForWriting(file, analysisKey);
  return statementsOf(database);
}

function openForReading(file: string, analysisKey: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    database.exec('pragma query_only = true; pragma busy_timeout = 2000; pragma cache_size = -4096');
    if (isCurrent(database, analysisKey)) return database;
    database.close();
  } catch (cause) {
    throw new Failure('not-found', said`there is no search index at ${file}`, {
      subject: file,
      remedy: said`open it for writing first`,
      cause,
    });
  }
  throw new Failure('not-found', said`the search index at ${file} is of another version`, {
    subject: file,
    remedy: said`open it for writing first`,
  });
}

function openForWriting(file: string, analysisKey: string): DatabaseSync {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    try {
      return openCurrent(file, analysisKey);
    } catch (cause) {
      if (!isDamage(cause)) throw cause;
      removeDatabase(file);
      return openCurrent(file, analysisKey);
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure('unavailable', said`the search index at ${file} cannot be opened: ${reason}`, {
      subject: file,
      cause,
    });
  }
}

function openCurrent(file: string, analysisKey: string): DatabaseSync {
  const database = new DatabaseSync(file);
  try {
    configure(database);
    if (!isCurrent(database, analysisKey)) makeCurrent(database, analysisKey);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

function configure(database: DatabaseSync): void {
  whileBusy(() =>
    database.exec(
      'pragma busy_timeout = 5000; pragma page_size = 8192; pragma auto_vacuum = incremental; pragma journal_mode = wal; pragma synchronous = normal; pragma wal_autocheckpoint = 256; pragma cache_size = -4096',
    ),
  );
}

function isCurrent(database: DatabaseSync, analysisKey: string): boolean {
  const exists = database.prepare("select 1 from sqlite_master where name = 'meta'").get();
  if (exists === undefined) return false;
  return database.prepare("select value from meta where key = 'made-by'").get()?.['value'] === madeBy(analysisKey);
}

function madeBy(analysisKey: string): string {
  return `format ${FORMAT}, ${analysisKey}`;
}

/** Makes the tables anew in one transaction, unless another process has just done so. */
function makeCurrent(database: DatabaseSync, analysisKey: string): void {
  whileBusy(() => database.exec('begin immediate'));
  if (!isCurrent(database, analysisKey)) {
    for (const { name } of database.prepare("select name from sqlite_master where type = 'table'").all()) {
      database.exec(`drop table "${String(name).replaceAll('"', '""')}"`);
    }
    database.exec(SCHEMA);
    database.prepare("insert into meta values ('made-by', ?), ('revision', '0')").run(madeBy(analysisKey));
  }
  database.exec('commit');
}

function statementsOf(database: DatabaseSync) {
  const one = (sql: string) => {
    let statement: ReturnType<DatabaseSync['prepare']> | undefined;
    return () => {
      statement ??= database.prepare(sql);
      return statement;
    };
  };
  const meta = one('select value from meta where key = ?');
  const setMeta = one('insert into meta values (?, ?) on conflict (key) do update set value = excluded.value');
  const block = one('select bytes from block where id = ?');
  const insertBlock = one('insert into block values (?, ?)');
  const deleteBlocks = one('delete from block where id in (select id from block where id >= ? and id < ? limit ?)');
  const insertSegment = one('insert into segment (id, ready, first, count) values (?, 0, ?, ?)');
  const finishSegment = one(
    'update segment set ready = 1, ids = ?, documents = ?, terms = ?, forms = ?, titles = ? where id = ?',
  );
  const insertTail = one('insert into tail values (?, ?, ?)');
  const remove = one('insert or ignore into removed values (?)');
  const deleteRemoved = one('delete from removed where number >= ? and number < ?');
  const findNumber = one('select number from document where id = ?');
  const putDocument = one('insert into document values (?, ?)');
  const deleteDocument = one('delete from document where id = ?');
  const beginReading = one('begin');
  const commit = one('commit');
  const dataVersion = one('pragma data_version');
  return {
    close: () => database.close(),
    begin: () => database.exec('begin immediate'),
    beginReading: () => beginReading().run(),
    commit: () => commit().run(),
    rollback: () => {
      if (database.isTransaction) database.exec('rollback');
    },
    /** Runs a change as one transaction; nothing of it stays when it throws. */
    transaction(change: () => void): void {
      database.exec('begin immediate');
      try {
        change();
        database.exec('commit');
      } catch (cause) {
        if (database.isTransaction) database.exec('rollback');
        throw cause;
      }
    },
    /** Changes whenever another connection has committed. */
    dataVersion: () => Number(dataVersion().get()?.['data_version']),
    mark: () => meta().get('mark')?.['value'] as string | undefined,
    /** Empties every table but keeps what the index was made by. */
    clear(): void {
      for (const table of ['segment', 'block', 'tail', 'removed', 'document']) database.exec(`delete from ${table}`);
      database.exec("delete from meta where key = 'mark'");
    },
    setMark: (mark: string) => setMeta().run('mark', mark),
    /** Counts the changes that a reader must take in. */
    revision: () => Number(meta().get('revision')?.['value'] ?? 0),
    setRevision: (revision: number) => setMeta().run('revision', String(revision)),
    segments: () =>
      database
        .prepare('select id, first, count from segment where ready = 1 order by first')
        .all() as unknown as SegmentRow[],
    unfinishedSegments: () =>
      database
        .prepare('select id from segment where ready <> 1')
        .all()
        .map((row) => Number(row['id'])),
    /** Gives an id that no segment ever had, since readers remember blocks by it; inside a transaction. */
    nextSegmentId(): number {
      const id = Number(meta().get('last-segment')?.['value'] ?? 0) + 1;
      setMeta().run('last-segment', String(id));
      return id;
    },
    content: (id: number) =>
      database
        .prepare('select ids, documents, terms, forms, titles from segment where id = ?')
        .get(id) as unknown as SegmentContent,
    insertSegment: (id: number, first: number, count: number) => insertSegment().run(id, first, count),
    finishSegment: (id: number, content: SegmentContent) =>
      finishSegment().run(content.ids, content.documents, content.terms, content.forms, content.titles, id),
    /** Takes a segment out of use; its blocks are deleted later. */
    retireSegment: (id: number) => database.prepare('update segment set ready = 2 where id = ?').run(id),
    deleteSegment: (id: number) => database.prepare('delete from segment where id = ?').run(id),
    /** The number of a block's row. */
    blockKey: (segment: number, place: number) => segment * BLOCKS_A_SEGMENT + place,
    block: (segment: number, place: number): Uint8Array =>
      block().get(segment * BLOCKS_A_SEGMENT + place)?.['bytes'] as Uint8Array,
    insertBlock: (segment: number, place: number, bytes: Uint8Array) =>
      insertBlock().run(segment * BLOCKS_A_SEGMENT + place, bytes),
    /** Gives at most `pages` free pages of the file back to the system. */
    giveBack: (pages: number) => database.exec(`pragma incremental_vacuum(${pages})`),
    /** Deletes at most `limit` blocks of a segment; gives how many it deleted. */
    deleteBlocks: (segment: number, limit: number) =>
      Number(deleteBlocks().run(segment * BLOCKS_A_SEGMENT, (segment + 1) * BLOCKS_A_SEGMENT, limit).changes),
    tail: () => database.prepare('select number, id, terms from tail order by number').all() as unknown as TailRow[],
    insertTail: (number: number, id: string, terms: Uint8Array) => insertTail().run(number, id, terms),
    clearTail: () => database.exec('delete from tail'),
    removed: () =>
      database
        .prepare('select number from removed')
        .all()
        .map((row) => Number(row['number'])),
    remove: (number: number) => remove().run(number),
    /** Forgets the removals from `first` to before `end`: their postings are gone. */
    forgetRemoved: (first: number, end: number) => deleteRemoved().run(first, end),
    forgetOneRemoved: (number: number) => deleteRemoved().run(number, number + 1),
    /** Gives the number of a document, undefined when it is not there. */
    numberOf: (id: string) => findNumber().get(id)?.['number'] as number | undefined,
    putDocument: (id: string, number: number) => putDocument().run(id, number),
    deleteDocument: (id: string) => deleteDocument().run(id),
  };
}
