// Databases of the cache: made when they are missing, and made anew when they are of another version or damaged. What they hold is made
// from the archive's files again.
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { whileBusy } from './while-busy.ts';

export interface CacheSchema {
  /** Raised whenever the meaning of a table changes; a database of another version is thrown away. */
  readonly version: number;
  readonly tables: string;
  /** Set at each opening, before the tables are made. */
  readonly pragmas?: string;
}

/** Opens a database of the cache. @throws what SQLite throws when the disk refuses. */
export function openCacheDatabase(file: string, { version, tables, pragmas = '' }: CacheSchema): DatabaseSync {
  const open = () => {
    const db = new DatabaseSync(file);
    whileBusy(() =>
      db.exec(`pragma busy_timeout = 10000; ${pragmas}; pragma journal_mode = wal; pragma synchronous = normal`),
    );
    return db;
  };
  let db: DatabaseSync;
  try {
    db = open();
    if (versionOf(db) === version) return db;
  } catch (error) {
    if (!isDamage(error)) throw error;
    removeDatabase(file);
    db = open();
  }
  whileBusy(() => db.exec('begin exclusive'));
  const found = versionOf(db);
  if (found !== 0 && found !== version) {
    db.exec('rollback');
    db.close();
    removeDatabase(file);
    return openCacheDatabase(file, { version, tables, pragmas });
  }
  if (found === 0) db.exec(`${tables}; pragma user_version = ${version}`);
  db.exec('commit');
  return db;
}

function versionOf(db: DatabaseSync): number {
  return (db.prepare('pragma user_version').get() as { user_version: number }).user_version;
}

/** Whether SQLite says that a file is no database any more: SQLITE_CORRUPT 11 and SQLITE_NOTADB 26, with their extended codes. */
export function isDamage(error: unknown): boolean {
  const { errcode = 0 } = error as { readonly errcode?: number };
  return (errcode & 0xff) === 11 || (errcode & 0xff) === 26;
}

/** Removes a database of the cache with what SQLite keeps beside it. */
export function removeDatabase(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
}
