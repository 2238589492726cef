// Kills a program with SIGKILL while it fills and merges an index, a hundred times: nothing acknowledged is lost, nothing is corrupt,
// and the index answers as one that is built at once.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { lunrAnalysis } from '../../src/core/search/lunr-analysis.ts';
import { pressmarkAnalysis } from '../../src/core/search/pressmark-analysis.ts';
import { openSearchIndex, type SearchIndex } from '../../src/core/search/search-index.ts';
import { chooseSeed, makeQuery, randomFrom } from '../core/search/made-texts.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { documentsAfter } from './index-changes.ts';

const ROUNDS = 100;
/** Rounds that go on with the index that the one before left. */
const ROUNDS_AN_INDEX = 5;
const TIME_LIMIT_MS = 1_200_000;
const FILLER = path.join(import.meta.dirname, 'index-filler.ts');

const seed = chooseSeed();
const random = randomFrom(seed);
const allQueries = Array.from({ length: 40 }, () => makeQuery(random, ['title', 'body']));

/** Runs the filler and kills it at a random moment; gives the last mark that it printed. */
async function fillAndKill(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [FILLER, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let acknowledged = 0;
  let isDoomed = false;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line);
    if (isDoomed) continue;
    isDoomed = true;
    void wait(random() * 600).then(() => child.kill('SIGKILL'));
  }
  return acknowledged;
}

function answers(index: SearchIndex, queries: readonly string[]) {
  return queries.map((query) => ({
    query,
    hits: index
      .search(query, { limit: 0 })
      .hits.map(({ id, score }) => `${id} ${score.toFixed(8)}`)
      .sort(),
  }));
}

test(
  `${ROUNDS} kills of a program that fills and merges an index lose, spoil and change nothing`,
  async () => {
    let inMerge = 0;
    let acknowledgedInAll = 0;
    for (let round = 0; round < ROUNDS; ) {
      const isProduct = (round / ROUNDS_AN_INDEX) % 2 === 0;
      const analysis = isProduct ? pressmarkAnalysis() : lunrAnalysis('fr');
      // The product's wildcards look at surface forms, and those of removed documents stay known until a merge.
      const queries = isProduct ? allQueries.filter((query) => !/[*~]/.test(query)) : allQueries;
      const file = path.join(tempFolder('search-kill'), 'index.sqlite');
      const steps = String(seed + round);
      let last = 0;
      for (let end = round + ROUNDS_AN_INDEX; round < end; round++) {
        const acknowledged = await fillAndKill([file, isProduct ? 'product' : 'fr', steps, String(last + 1)]);
        const database = new DatabaseSync(file);
        expect(database.prepare('pragma integrity_check').get()?.['integrity_check']).toBe('ok');
        if (Number(database.prepare('select count(*) as n from segment where ready <> 1').get()?.['n']) > 0) inMerge++;
        database.close();
        const index = openSearchIndex(file, { analysis });
        const mark = Number(index.mark);
        expect(mark, `SEED=${seed}, round ${round}`).toBeGreaterThanOrEqual(acknowledged);
        const documents = documentsAfter(Number(steps), mark);
        const rebuilt = openSearchIndex(path.join(tempFolder('search-rebuilt'), 'index.sqlite'), { analysis });
        rebuilt.update({ put: documents.values(), remove: [], mark: 'rebuilt' });
        expect(index.documentCount).toBe(documents.size);
        expect(answers(index, queries), `SEED=${seed}, round ${round}`).toEqual(answers(rebuilt, queries));
        rebuilt.close();
        index.close();
        acknowledgedInAll += acknowledged - last;
        last = mark;
      }
    }
    expect(inMerge, 'kills that came while a merge was under way').toBeGreaterThan(0);
    console.log(`${ROUNDS} kills, ${inMerge} in a merge, ${acknowledgedInAll} updates acknowledged and found`);
  },
  TIME_LIMIT_MS,
);
