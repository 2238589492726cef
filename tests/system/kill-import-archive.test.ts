// Kills the import of a whole archive at random moments: the archive is then as it was before, or has all of it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ROUNDS = 12;
const ARTICLES = 150;

test(`${ROUNDS} kills of import-archive leave all of it or nothing`, async () => {
  const folder = tempFolder('kill-import');
  mkdirSync(path.join(folder, 'home'));
  const source = commandLine(folder);
  await source.ok(['init']);
  const lines = Array.from({ length: ARTICLES }, (_, n) =>
    JSON.stringify({ title: `Article ${n}`, text: `A paragraph with mark${n}.`, tags: ['carried'] }),
  );
  await source.ok(['import', '-', '--format', 'jsonl'], lines.join('\n'));
  const file = path.join(folder, 'press.wacz');
  await source.ok(['export-archive', file]);
  const outcomes = { before: 0, after: 0 };
  let typicalMs = 1000;
  for (let round = 0; round < ROUNDS; round++) {
    const target = commandLine(tempFolder('killed'));
    await target.ok(['init']);
    const begin = performance.now();
    const child = spawn(process.execPath, [...target.program, 'import-archive', file, '--archive', target.archive], {
      env: target.env,
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    // The first round is not killed: it tells how long an import takes here.
    if (round > 0) void wait(Math.random() * 1.1 * typicalMs).then(() => child.kill('SIGKILL'));
    await ended;
    if (round === 0) typicalMs = performance.now() - begin;
    const { value } = await target.ok(['list', '--tag', 'carried', '--limit', '1']);
    const { total } = value as { total: number };
    expect([0, ARTICLES]).toContain(total);
    outcomes[total === 0 ? 'before' : 'after']++;
    expect((await target.ok(['verify'])).value).toMatchObject({ documents: total, damaged: [] });
    await target.ok(['import-archive', file]);
    expect((await target.ok(['stats'])).value).toMatchObject({ documents: ARTICLES });
    expect((await target.ok(['verify'])).value).toMatchObject({ documents: ARTICLES, damaged: [] });
    expect(readdirSync(target.archive).filter((name) => name.startsWith('.'))).toEqual([]);
  }
  expect(outcomes.before, 'kills that came before the import was complete').toBeGreaterThan(0);
  console.log(`${ROUNDS} imports of ${ARTICLES} articles: ${outcomes.before} killed before, ${outcomes.after} whole`);
});
