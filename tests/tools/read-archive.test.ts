// The reader that a stranger could write from docs/archive-format.md: it finds in an archive what the program itself finds.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../src/shared/annotation.ts';
import type { DocumentShown } from '../../src/shared/document.ts';
import { doSteps, emptyArchive, type OpenedArchive, type Step } from '../support/made-archive.ts';
import { tempFolder } from '../support/temp-folder.ts';

const READER = path.resolve(import.meta.dirname, '../../tools/read-archive.py');
const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.warn('skipped: no python3 on this machine, tools/read-archive.py is not tested');

const STEPS: readonly Step[] = [
  { do: 'capture', word: 'brume' },
  { do: 'capture', word: 'marée' },
  { do: 'capture', word: '港湾' },
  { do: 'capture', word: 'quai' },
  { do: 'capture', word: 'phare', recapture: 0 },
  { do: 'tag', to: 0, label: 'énergie' },
  { do: 'tag', to: 0, label: 'bacs' },
  { do: 'untag', to: 0, label: 'bacs' },
  { do: 'retitle', to: 1, text: 'Un autre titre' },
  { do: 'highlight', to: 0, text: 'à vérifier' },
  { do: 'edit-note', to: 0, text: 'vérifié' },
  { do: 'highlight', to: 3, text: 'à la corbeille' },
  { do: 'read-again', to: 1 },
  { do: 'read-again', to: 2 },
  { do: 'choose-first', to: 2 },
  { do: 'remove', to: 3 },
];

interface Found {
  readonly documents: {
    id: string;
    title: string;
    tags: string[];
    text: string;
    source?: string;
    language?: string;
    digest: string;
  }[];
  readonly annotations: Annotation[];
  readonly problems: string[];
}

function read(archive: string): { status: number | null; found: Found } {
  const { status, stdout, stderr } = spawnSync('python3', [READER, archive, '--json'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (stdout === '') throw new Error(stderr);
  return { status, found: JSON.parse(stdout) as Found };
}

async function made(): Promise<OpenedArchive> {
  const archive = await emptyArchive();
  await doSteps(archive, STEPS);
  return archive;
}

async function asTheProgramSays({ service }: OpenedArchive): Promise<unknown[]> {
  const { items } = await service.call('documents.list', { limit: 0 });
  const shown: DocumentShown[] = [];
  const onItem = (item: unknown) => void shown.push(item as DocumentShown);
  await service.call('documents.show', { ids: items.map(({ id }) => id), part: 'text' }, { onItem });
  return shown
    .map(({ id, title, tags, text, source, language, digest }) => ({ id, title, tags, text, source, language, digest }))
    .sort(byId);
}

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
const partOf = ({ documents }: Found) =>
  documents
    .map(({ id, title, tags, text, source, language, digest }) => ({ id, title, tags, text, source, language, digest }))
    .sort(byId);

describe.skipIf(!hasPython)('tools/read-archive.py', () => {
  test('finds the documents, tags, texts and annotations that the program finds', async () => {
    const archive = await made();
    const { status, found } = read(archive.folder);
    expect(status).toBe(0);
    expect(partOf(found)).toEqual(await asTheProgramSays(archive));
    expect(found.documents).toHaveLength(3);
    const listed = (await archive.service.call('annotations.list', {})) as Annotation[];
    expect(found.annotations.map(({ id, body, target }) => [id, body, target.source])).toEqual(
      listed.map(({ id, body, target }) => [id, body, target.source]),
    );
    await archive.service.close();
  });

  test('reads an export as it reads the folder', async () => {
    const archive = await made();
    const to = path.join(tempFolder('export'), 'press.wacz');
    await archive.service.call('archive.export', { to });
    expect(read(to)).toEqual(read(archive.folder));
    await archive.service.close();
  });

  test('names a flipped bit, a missing file and a changed line, and passes over a torn one', async () => {
    const archive = await made();
    const captures = (await readdir(path.join(archive.folder, 'captures/2026'))).sort();
    const [first = '', second = ''] = captures.map((name) => path.join(archive.folder, 'captures/2026', name));
    const bytes = await readFile(first);
    bytes[100] = (bytes[100] as number) ^ 1;
    await writeFile(first, bytes);
    await rm(second);
    const [journal = ''] = await readdir(path.join(archive.folder, 'journal'));
    const file = path.join(archive.folder, 'journal', journal);
    await writeFile(file, (await readFile(file, 'utf8')).replace('énergie', 'énergia'));
    await appendFile(file, '{"v":1,"id":"20');
    const { status, found } = read(archive.folder);
    expect(status).toBe(1);
    expect(found.problems.sort()).toEqual([
      `changed: captures/2026/${captures[0]}`,
      expect.stringMatching(/^changed: journal\/.*, line \d+$/),
      `missing: captures/2026/${captures[1]}`,
    ]);
    await archive.service.close();
  });

  test('says to people what it finds, and refuses a newer format', async () => {
    const archive = await made();
    const shown = execFileSync('python3', [READER, archive.folder], { encoding: 'utf8' });
    expect(shown).toContain('Un autre titre');
    expect(shown).toContain('vérifié');
    expect(shown).toContain('Every file is as it was captured.');
    const manifest = path.join(archive.folder, 'pressmark.json');
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace('"version":1', '"version":2'));
    expect(spawnSync('python3', [READER, archive.folder], { encoding: 'utf8' })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('format 2'),
    });
    await archive.service.close();
  });
});
