// A disk that fails in the middle of a person's work: it is told in words, and nothing that was acknowledged is lost.
import { readdirSync } from 'node:fs';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeChosen } from '../../../src/core/archive/write-whole.ts';
import { initArchive, openArchive, type Service } from '../../../src/core/index.ts';
import type { Item } from '../../../src/shared/api/index.ts';
import { type Fault, failingFiles } from '../../support/failing-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

const WORDS: Readonly<Record<Fault, RegExp>> = { full: /ENOSPC/, flush: /EIO/, short: /EIO/, rename: /EPERM/ };

async function importLines(service: Service, titles: readonly string[]): Promise<Item<'documents.import'>[]> {
  const items: Item<'documents.import'>[] = [];
  async function* input() {
    for (const title of titles) yield Buffer.from(`${JSON.stringify({ title, text: `Le texte de ${title}.` })}\n`);
  }
  await service.call(
    'documents.import',
    { sources: ['-'], format: 'jsonl' },
    { standardInput: input(), onItem: (item) => void items.push(item) },
  );
  return items;
}

describe.each(['full', 'flush', 'short', 'rename'] as const)('a disk that fails (%s)', (fault) => {
  test('during an import, then during a highlight: what was acknowledged is there, the rest is told and works when the disk does', async () => {
    const files = failingFiles();
    const ports = testPorts({ files });
    const folder = path.join(tempFolder('disk'), 'a');
    await initArchive(folder, ports);
    const service = await openArchive(folder, ports);
    const [before] = await importLines(service, ['avant']);
    files.fault = fault;
    const [during] = await importLines(service, ['pendant']);
    expect(during).toMatchObject({
      status: 'failed',
      error: {
        code: 'unavailable',
        message: expect.stringMatching(WORDS[fault]),
        remedy: expect.stringContaining('Nothing'),
      },
    });
    const highlight = (quote: string) =>
      service.call('annotations.create', { document: before?.id as string, quote, note: quote });
    // A highlight is a line of the journal alone: nothing is renamed for it.
    const refused = fault !== 'rename';
    if (refused)
      await expect(highlight('Le texte')).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringMatching(WORDS[fault]),
      });
    files.fault = undefined;
    const [after] = await importLines(service, ['après']);
    const made = await highlight('texte de');
    const verified = await service.call('archive.verify', {});
    expect(verified.damaged).toEqual([]);
    expect(verified.journal.damagedLines.map(({ state }) => state)).toEqual(
      fault === 'short' ? expect.arrayContaining(['torn']) : [],
    );
    await service.close();

    const cache = tempFolder('cache');
    for (const places of [ports.places, { ...ports.places, cache }]) {
      const again = await openArchive(folder, { ...ports, places });
      const ids = (await again.call('documents.list', {})).items.map(({ id }) => id);
      expect(ids).toEqual(expect.arrayContaining([before?.id, after?.id]));
      const annotations = (await again.call('annotations.list', {})) as unknown as { id: string }[];
      expect(JSON.stringify(annotations)).toContain(made.id);
      await again.close();
    }
    const left = readdirSync(path.join(folder, 'captures'), { recursive: true }).filter((name) =>
      String(name).endsWith('.part'),
    );
    expect(left).toEqual([]);
  });

  test('during an export: the file that stood there is as it was, and no other is left', async () => {
    const files = failingFiles();
    const folder = tempFolder('export');
    const file = path.join(folder, 'dossier.pdf');
    await writeFile(file, 'the dossier of yesterday');
    files.fault = fault;
    await expect(writeChosen(files, file, Buffer.alloc(100_000, 1), 'abc123')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(WORDS[fault]),
      remedy: expect.stringContaining('as it was'),
    });
    expect(await readFile(file, 'utf8')).toBe('the dossier of yesterday');
    expect(readdirSync(folder)).toEqual(['dossier.pdf']);
    files.fault = undefined;
    await writeChosen(files, file, Buffer.from('the dossier of today'), 'abc123');
    expect(await readFile(file, 'utf8')).toBe('the dossier of today');
  });
});

test('an export through a link goes where the link leads', async () => {
  const folder = tempFolder('link');
  await mkdir(path.join(folder, 'real'));
  await writeFile(path.join(folder, 'real', 'x.pdf'), 'old');
  await symlink(path.join(folder, 'real', 'x.pdf'), path.join(folder, 'link.pdf'));
  await writeChosen(failingFiles(), path.join(folder, 'link.pdf'), Buffer.from('new'), 'abc123');
  expect(await readFile(path.join(folder, 'real', 'x.pdf'), 'utf8')).toBe('new');
});
