import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { whileBusy } from '../../../src/core/archive/while-busy.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const ROUNDS = 60;

test('programs that open a new archive at the same moment all get its catalogue', async () => {
  const script = path.resolve(import.meta.dirname, '../../support/opening-worker.ts');
  const workers = [1, 2, 3].map(() => new Worker(script));
  const answers = new Set<unknown>();
  for (let round = 0; round < ROUNDS; round++) {
    const folder = path.join(tempFolder('opening'), String(round));
    mkdirSync(folder);
    const at = Date.now() + 5;
    const told = workers.map(
      (worker) =>
        new Promise((resolve) => {
          worker.once('message', resolve);
          worker.postMessage({ folder, at });
        }),
    );
    for (const answer of await Promise.all(told)) answers.add(answer);
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  expect([...answers]).toEqual(['opened']);
});

test('what fails for another reason fails at once', () => {
  let tried = 0;
  const open = () => {
    tried++;
    throw Object.assign(new Error('not a database'), { errcode: 26 });
  };
  expect(() => whileBusy(open)).toThrow('not a database');
  expect(tried).toBe(1);
});
