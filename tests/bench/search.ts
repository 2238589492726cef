// Question: how long does a search take beside stock lunr and SQLite FTS5, on the same made-up documents, asked in turn?

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import lunr from 'lunr';
import { pressmarkAnalysis } from '../../src/core/search/pressmark-analysis.ts';
import { openSearchIndex } from '../../src/core/search/search-index.ts';
import { makeDocuments, makeWord, randomFrom } from '../core/search/made-texts.ts';

const DOCUMENTS = 3000;
const QUERIES = 300;

/** Gives the 95th percentile of a search (two words, in milliseconds) in each, and ours divided by theirs. */
export async function measure(): Promise<Record<string, number>> {
  const random = randomFrom(1);
  const documents = makeDocuments(random, DOCUMENTS);
  const queries = Array.from({ length: QUERIES }, () =>
    [makeWord(random), makeWord(random)].map((word) => word.replace(/\W/g, '') || 'press'),
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'pressmark-bench-'));
  const index = openSearchIndex(path.join(folder, 'index.sqlite'), { analysis: pressmarkAnalysis() });
  const fts = new DatabaseSync(path.join(folder, 'fts.sqlite'));
  try {
    index.update({ put: documents.map((each) => ({ ...each, language: 'en' })), remove: [], mark: '1' });
    const stock = lunr(function () {
      this.field('title');
      this.field('body');
      for (const each of documents) this.add(each);
    });
    fts.exec("create virtual table article using fts5(title, body, tokenize = 'porter unicode61')");
    const insert = fts.prepare('insert into article values (?, ?)');
    for (const { title, body } of documents) insert.run(title, body);
    const select = fts.prepare('select rowid from article where article match ? order by bm25(article) limit 50');
    const times: Record<'ours' | 'lunr' | 'fts5', number[]> = { ours: [], lunr: [], fts5: [] };
    for (const words of queries) {
      times.ours.push(timeOf(() => index.search(words.join(' '), { limit: 50 })));
      times.lunr.push(timeOf(() => stock.search(words.join(' '))));
      times.fts5.push(timeOf(() => select.all(words.map((word) => `"${word}"`).join(' OR '))));
    }
    const [oursP95Ms, lunrP95Ms, fts5P95Ms] = [p95(times.ours), p95(times.lunr), p95(times.fts5)];
    return {
      documents: DOCUMENTS,
      queries: QUERIES,
      oursP95Ms,
      lunrP95Ms,
      fts5P95Ms,
      oursToLunr: oursP95Ms / lunrP95Ms,
      oursToFts5: oursP95Ms / fts5P95Ms,
    };
  } finally {
    index.close();
    fts.close();
    await rm(folder, { recursive: true });
  }
}

function timeOf(run: () => unknown): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

function p95(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] as number;
}
