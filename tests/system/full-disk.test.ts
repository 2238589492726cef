// A disk that is really full: a small tmpfs. What was reported is there, what was not is told, and the archive goes on when there is room.
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const SIZE_MIB = 8;
/** What is freed again: room for the caches to catch up in. */
const BALLAST_BYTES = 3 * 2 ** 20;
const folder = tempFolder('full-disk');
const disk = path.join(folder, 'disk');
mkdirSync(disk);
const isMounted = mountTmpfs();

function mountTmpfs(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('skipped: a full disk (a tmpfs cannot be mounted here)');
    return false;
  }
}

afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
});

test.skipIf(!isMounted)('an import onto a disk that fills up loses nothing that it reported', async () => {
  const cli = commandLine(disk);
  await cli.ok(['init']);
  const ballast = path.join(disk, 'ballast');
  writeFileSync(ballast, Buffer.alloc(BALLAST_BYTES));
  const noise = (n: number) =>
    Array.from({ length: 400 }, (_, i) => (((n * 7919 + i * 104729) % 1_000_003) * 31).toString(36)).join(' ');
  const lines = Array.from({ length: 3000 }, (_, n) =>
    JSON.stringify({ title: `Title ${n}`, text: `Sentence ${n}. ${noise(n)}`, externalId: `e${n}` }),
  );
  const result = await cli.run(['import', '-', '--format', 'jsonl'], `${lines.join('\n')}\n`);
  const items = result.values as {
    status?: string;
    id?: string;
    externalId?: string;
    error?: { code: string; message: string };
  }[];
  const imported = items.filter(({ status }) => status === 'imported');
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.length).toBeLessThan(lines.length);
  expect([9, 10]).toContain(result.status);
  expect(items.find(({ error }) => error)?.error).toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/space|full/i),
  });
  rmSync(ballast);
  expect((await cli.ok(['verify'])).value).toMatchObject({ damaged: [] });
  const shown = await cli.ok(['show', ...imported.map(({ id }) => id as string), '--text']);
  expect(shown.values).toHaveLength(imported.length);
  const after = await cli.ok(
    ['import', '-', '--format', 'jsonl'],
    JSON.stringify({ title: 'After', text: 'There is room again: quxozwyrm.' }),
  );
  expect(after.value).toMatchObject({ status: 'imported' });
  expect((await cli.ok(['search', 'quxozwyrm'])).value).toMatchObject({ total: 1 });
});

test.skipIf(!isMounted)(
  'a highlight and a dossier on a full disk are refused in words; what was there stays, and both work when there is room',
  async () => {
    // Home, cache and the dossier of yesterday: only the archive and the dossiers lie on the full disk.
    const archive = path.join(disk, 'second');
    const dossiers = path.join(disk, 'dossiers');
    const cli = commandLine(path.join(folder, 'elsewhere'), archive);
    mkdirSync(dossiers);
    await cli.ok(['init']);
    const { value } = await cli.ok(
      ['import', '-', '--format', 'text', '--title', 'Le pont'],
      'La circulation reprend sur le pont, dit la mairie.',
    );
    const { id } = value as { id: string };
    await cli.ok(['highlight', id, '--quote', 'le pont', '--note', 'avant']);
    await cli.ok(['dossier', 'create', 'Ponts', '--item', id]);
    const file = path.join(dossiers, 'ponts.pdf');
    await cli.ok(['dossier', 'export', 'Ponts', '--to', file]);
    const yesterday = readFileSync(file);
    fill(path.join(disk, 'filling'));
    const refusedHighlight = await cli.run(['highlight', id, '--quote', 'la mairie', '--note', LONG_NOTE]);
    expect(refusedHighlight).toMatchObject({
      status: 9,
      value: { error: { code: 'unavailable', message: expect.stringMatching(/space/i) } },
    });
    const refusedDossier = await cli.run(['dossier', 'export', 'Ponts', '--to', file]);
    expect(refusedDossier).toMatchObject({
      status: 9,
      value: { error: { code: 'unavailable', message: expect.stringMatching(/space/i) } },
    });
    expect(readFileSync(file).equals(yesterday)).toBe(true);
    expect(readdirSync(dossiers)).toEqual(['ponts.pdf']);
    rmSync(path.join(disk, 'filling'));
    await cli.ok(['highlight', id, '--quote', 'la mairie', '--note', 'après']);
    await cli.ok(['dossier', 'export', 'Ponts', '--to', file]);
    const notes = JSON.stringify((await cli.ok(['annotations', id])).value);
    expect(notes).toContain('avant');
    expect(notes).toContain('après');
    expect((await cli.ok(['verify'])).value).toMatchObject({ damaged: [] });
  },
);

/** Longer than what is left in the last block of the journal. */
const LONG_NOTE = 'pendant '.repeat(3000);

/** Writes until the disk takes nothing more. */
function fill(file: string): void {
  const out = openSync(file, 'w');
  try {
    for (let size = 2 ** 20; size >= 1; ) {
      try {
        if (writeSync(out, Buffer.alloc(size)) < size) size = Math.floor(size / 2);
      } catch {
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(out);
  }
}
