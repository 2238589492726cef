// Kills the program itself at random moments, again and again: what it had reported is there, and the archive verifies.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ROUNDS = 30;
const ARTICLES = 120;
const HIGHLIGHTS = 40;

test(`${ROUNDS} kills of an import lose nothing that was reported`, async () => {
  const folder = tempFolder('kill');
  mkdirSync(path.join(folder, 'home'));
  const cli = commandLine(folder);
  await cli.ok(['init']);
  const reported = new Map<string, string>();
  let midway = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const marks = Array.from({ length: ARTICLES }, (_, n) => `mark${round}x${n}`);
    const lines = marks.map((mark) =>
      JSON.stringify({
        title: `Article ${mark}`,
        text: `A paragraph with ${mark}.\nAnd another one.`,
        externalId: mark,
      }),
    );
    const killAfter = 1 + Math.floor(Math.random() * ARTICLES);
    const child = spawn(
      process.execPath,
      [...cli.program, 'import', '-', '--format', 'jsonl', '--archive', cli.archive, '--json'],
      { env: cli.env, stdio: ['pipe', 'pipe', 'inherit'] },
    );
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${lines.join('\n')}\n`);
    let seen = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      let item: { id?: string; externalId?: string; status?: string };
      try {
        item = JSON.parse(line);
      } catch {
        continue;
      }
      if (item.status === 'imported') reported.set(item.id as string, item.externalId as string);
      if (++seen === killAfter) void wait(Math.random() * 8).then(() => child.kill('SIGKILL'));
    }
    if (seen < ARTICLES) midway++;
    const verified = await cli.ok(['verify']);
    expect(verified.value).toMatchObject({ damaged: [] });
    const last = [...reported].at(-1);
    if (last) {
      const found = await cli.ok(['search', last[1]]);
      expect((found.value as { hits: { id: string }[] }).hits.map(({ id }) => id)).toContain(last[0]);
    }
  }
  const shown = await cli.ok(['show', ...reported.keys(), '--text']);
  const texts = new Map((shown.values as { id: string; text: string }[]).map(({ id, text }) => [id, text]));
  for (const [id, mark] of reported) expect(texts.get(id)).toContain(mark);
  expect(midway, 'kills that came while the import was at work').toBeGreaterThan(0);
  console.log(`${ROUNDS} kills, ${midway} midway, ${reported.size} articles reported and found`);
});

test(`${HIGHLIGHTS} kills of a highlight lose none that was reported, and leave none by halves`, async () => {
  const folder = tempFolder('kill-highlight');
  const cli = commandLine(folder);
  await cli.ok(['init']);
  const words = Array.from({ length: HIGHLIGHTS }, (_, n) => `parole${n}x`);
  const { value } = await cli.ok(
    ['import', '-', '--format', 'jsonl'],
    JSON.stringify({ title: 'Un long texte', text: words.join(' et ') }),
  );
  const document = (value as { id: string }).id;
  const begin = performance.now();
  await cli.ok(['highlight', document, '--quote', 'parole0x']);
  const typicalMs = performance.now() - begin;
  const reported = new Set<string>();
  let killed = 0;
  for (const word of words.slice(1)) {
    const child = spawn(
      process.execPath,
      [...cli.program, 'highlight', document, '--quote', word, '--archive', cli.archive, '--json'],
      { env: cli.env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    void wait(typicalMs * (0.5 + Math.random() * 0.6)).then(() => child.kill('SIGKILL'));
    child.once('exit', (_, signal) => (killed += signal ? 1 : 0));
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.endsWith('}')) reported.add((JSON.parse(line) as { id: string }).id);
    }
  }
  expect((await cli.ok(['verify'])).value).toMatchObject({ damaged: [] });
  const there = new Map(
    ((await cli.ok(['annotations'])).values.flat() as { id: string }[]).map((each) => [each.id, each]),
  );
  expect([...reported].filter((id) => !there.has(id))).toEqual([]);
  for (const annotation of there.values())
    expect(annotation).toMatchObject({ 'pressmark:anchoring': { state: 'exact' } });
  expect(killed, 'kills that came while the command was at work').toBeGreaterThan(0);
  console.log(`${HIGHLIGHTS} highlights, ${killed} killed, ${reported.size} reported and ${there.size} found`);
});

test('two imports at once: the second waits or is told, and both archives of what was reported are whole', async () => {
  const folder = tempFolder('two');
  const cli = commandLine(folder);
  await cli.ok(['init']);
  const lines = (name: string) =>
    Array.from({ length: 40 }, (_, n) => JSON.stringify({ title: `${name} ${n}`, text: `Text ${name} ${n}.` })).join(
      '\n',
    );
  const [one, two] = await Promise.all([
    cli.run(['import', '-', '--format', 'jsonl'], lines('one')),
    cli.run(['import', '-', '--format', 'jsonl'], lines('two')),
  ]);
  for (const result of [one, two]) expect([0, 6]).toContain(result.status);
  const imported = [one, two].reduce(
    (sum, { values }) => sum + values.filter((value) => (value as { status?: string }).status === 'imported').length,
    0,
  );
  expect(((await cli.ok(['list'])).value as { total: number }).total).toBe(imported);
  await cli.ok(['verify']);
});
