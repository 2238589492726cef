// The programs that search is measured beside, each with the same documents: stock lunr, MiniSearch, SQLite FTS5.
import { DatabaseSync } from 'node:sqlite';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import type { IndexableDocument } from '../../../src/core/search/search-index.ts';
import type { BenchQuery } from './documents.ts';

export interface Peer {
  readonly name: 'lunr' | 'miniSearch' | 'fts5';
  readonly buildMs: number;
  /** Asks for ten hits; false when the peer cannot ask it. */
  search(query: BenchQuery): boolean;
  /** Gives the milliseconds that one more document takes; undefined where nothing can be added. */
  addOne(document: IndexableDocument): number | undefined;
  close(): void;
}

/** Builds stock lunr's index: in memory, once for all. */
export function buildLunr(documents: readonly IndexableDocument[]): Peer {
  const begin = performance.now();
  const index = lunr(function () {
    this.field('title');
    this.field('body');
    for (const { id, title, body } of documents) this.add({ id, title, body });
  });
  return {
    name: 'lunr',
    buildMs: performance.now() - begin,
    search({ ours }) {
      try {
        index.search(ours);
        return true;
      } catch {
        // Its set of tokens takes some words that end in digits for others, and then looks for one that is not there.
        return false;
      }
    },
    addOne: () => undefined,
    close: () => undefined,
  };
}

/** Builds MiniSearch's index: in memory, grown by the document, nothing on disk. */
export function buildMiniSearch(documents: readonly IndexableDocument[]): Peer {
  const begin = performance.now();
  const index = new MiniSearch<IndexableDocument>({ fields: ['title', 'body'] });
  index.addAll(documents);
  return {
    name: 'miniSearch',
    buildMs: performance.now() - begin,
    search({ ours, words }) {
      if (words !== undefined) index.search(words);
      else if (ours.endsWith('*')) index.search(ours.slice(0, -1), { prefix: true });
      else return false;
      return true;
    },
    addOne(document) {
      const from = performance.now();
      index.add(document);
      return performance.now() - from;
    },
    close: () => undefined,
  };
}

/** Builds an FTS5 table with the Porter stemmer, without the texts, as durable as our index. */
export function buildFts5(file: string, documents: readonly IndexableDocument[]): Peer {
  const begin = performance.now();
  const database = new DatabaseSync(file);
  database.exec(
    "pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -16384; create virtual table article using fts5(title, body, content = '', tokenize = 'porter unicode61')",
  );
  const insert = database.prepare('insert into article (rowid, title, body) values (?, ?, ?)');
  database.exec('begin');
  documents.forEach(({ title, body }, index) => {
    insert.run(index + 1, title, body);
    if (index % 500 === 499) database.exec('commit; begin');
  });
  database.exec('commit; pragma wal_checkpoint(truncate)');
  const select = database.prepare(
    'select rowid, bm25(article) from article where article match ? order by rank limit 10',
  );
  let rows = documents.length;
  return {
    name: 'fts5',
    buildMs: performance.now() - begin,
    search({ fts5 }) {
      select.all(fts5);
      return true;
    },
    addOne({ title, body }) {
      const from = performance.now();
      insert.run(++rows, title, body);
      return performance.now() - from;
    },
    close: () => database.close(),
  };
}
