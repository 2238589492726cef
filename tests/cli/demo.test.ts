// The demo: made in a folder of its own, and never in the place of something that a person has.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('demo');
const cli = commandLine(folder);

test('a folder that is not empty is refused, and what is in it stays', async () => {
  const full = path.join(folder, 'full');
  mkdirSync(full);
  writeFileSync(path.join(full, 'dossier.pdf'), 'mine');
  const { status, value } = await cli.run(['demo', full]);
  expect(status).toBe(4);
  expect(value).toMatchObject({ error: { code: 'invalid', subject: full } });
  expect(readdirSync(full)).toEqual(['dossier.pdf']);
  expect(readFileSync(path.join(full, 'dossier.pdf'), 'utf8')).toBe('mine');
});

test('what was made is taken away when it is stopped, and an empty folder stays', async () => {
  const empty = path.join(folder, 'empty');
  mkdirSync(empty);
  for (const place of [empty, path.join(folder, 'new')]) {
    const child = spawn(process.execPath, [...cli.program, 'demo', place, '--json'], { env: cli.env, stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    while (!existsSync(path.join(place, 'archive/pressmark.json'))) await new Promise((go) => setTimeout(go, 20));
    child.kill('SIGINT');
    expect(await ended).toBe(9);
  }
  expect(readdirSync(empty)).toEqual([]);
  expect(existsSync(path.join(folder, 'new'))).toBe(false);
});
