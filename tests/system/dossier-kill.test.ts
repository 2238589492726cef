// Kills the export of a dossier at random moments: under the wished name there is what was there before, or the whole new file, never half of one.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ROUNDS = 8;
const ARTICLES = 30;

test(`${ROUNDS} kills of an export leave no half file under the wished name`, async () => {
  const folder = tempFolder('dossier-kill');
  const cli = commandLine(folder);
  await cli.ok(['init']);
  const lines = Array.from({ length: ARTICLES }, (_, n) =>
    JSON.stringify({
      title: `Article ${n}`,
      text: `A paragraph of article ${n}.\n${'And many more words. '.repeat(80)}`,
    }),
  );
  const file = path.join(folder, 'stories.jsonl');
  writeFileSync(file, lines.join('\n'));
  const { values } = await cli.ok(['import', file]);
  const ids = (values as { id?: string }[]).flatMap(({ id }) => id ?? []);
  await cli.ok(['dossier', 'create', 'Kill', ...ids.flatMap((id) => ['--item', id])]);
  const out = path.join(folder, 'out');
  mkdirSync(out);
  const wished = path.join(out, 'dossier.pdf');
  const begun = performance.now();
  await cli.ok(['dossier', 'export', 'Kill', '--to', wished]);
  const lasts = performance.now() - begun;
  const before = 'What stood there before.';
  let killed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    writeFileSync(wished, before);
    const child = spawn(
      process.execPath,
      [...cli.program, 'dossier', 'export', 'Kill', '--to', wished, '--archive', cli.archive, '--json'],
      { env: cli.env, stdio: 'ignore' },
    );
    const ended = new Promise<boolean>((resolve) => child.once('exit', (_, signal) => resolve(signal === 'SIGKILL')));
    // The later half is where files are written; the last rounds are beside its end.
    void wait(lasts * (0.5 + (0.6 * round) / ROUNDS)).then(() => child.kill('SIGKILL'));
    if (await ended) killed++;
    const bytes = readFileSync(wished);
    if (bytes.toString('latin1') !== before) {
      const whole = await PDFDocument.load(bytes, { updateMetadata: false });
      expect(whole.getPageCount()).toBeGreaterThan(ARTICLES);
    }
  }
  expect(killed).toBeGreaterThan(0);
  expect(readdirSync(out).filter((name) => name !== 'dossier.pdf' && !/^\.pressmark-.*\.part$/.test(name))).toEqual([]);
});
