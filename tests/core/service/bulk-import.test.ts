import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { initArchive, openArchive } from '../../../src/core/index.ts';
import type { ImportItem } from '../../../src/shared/api/documents.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

const FILES = 300;

test('a folder whose import was stopped is imported again without doing anything twice, and progress knows its end', async () => {
  const folder = tempFolder('bulk');
  for (let index = 0; index < FILES; index++) {
    const place = path.join(folder, 'files', String(index % 7));
    mkdirSync(place, { recursive: true });
    writeFileSync(
      path.join(place, `${index}.txt`),
      `Story ${index}\n\nIn it stand the words of number ${index}, and some more of them.`,
    );
  }
  writeFileSync(path.join(folder, 'files', 'bad.pdf'), 'no PDF');
  const ports = testPorts();
  await initArchive(path.join(folder, 'archive'), ports);
  const service = await openArchive(path.join(folder, 'archive'), ports);
  onTestFinished(() => service.close());
  const stop = new AbortController();
  const reported: ImportItem[] = [];
  const first = service.call(
    'documents.import',
    { sources: [path.join(folder, 'files')] },
    {
      signal: stop.signal,
      onItem: (item) => {
        reported.push(item);
        if (reported.length === 100) stop.abort(new Error('stopped'));
      },
    },
  );
  await first.catch((error: Error) => expect(error.message).toBe('stopped'));
  expect(reported.length).toBeLessThan(FILES);
  const stored = reported.filter(({ status }) => status === 'imported').length;

  const totals = new Set<number | undefined>();
  const summary = await service.call(
    'documents.import',
    { sources: [path.join(folder, 'files')] },
    { onProgress: (_, total) => void totals.add(total) },
  );
  expect(summary.failed).toBe(1);
  expect(summary.imported + summary.duplicate).toBe(FILES);
  expect(summary.duplicate).toBeGreaterThanOrEqual(stored);
  expect([...totals].at(-1)).toBe(FILES + 1);
  expect((await service.call('documents.list', {})).total).toBe(FILES);
});

test('a catalogue that is built anew takes no more room than the one that grew', async () => {
  const folder = tempFolder('bulk');
  const articles = Array.from({ length: FILES }, (_, number) =>
    JSON.stringify({
      title: `Story ${number}`,
      text: `The words of number ${number}.`,
      source: 'The Post',
      language: 'en',
    }),
  );
  writeFileSync(path.join(folder, 'articles.jsonl'), articles.join('\n'));
  const ports = testPorts();
  await initArchive(path.join(folder, 'archive'), ports);
  const service = await openArchive(path.join(folder, 'archive'), ports);
  onTestFinished(() => service.close());
  const pages = () => {
    const [file] = globSync(path.join(ports.places.cache, '**', 'catalogue.sqlite'));
    const database = new DatabaseSync(file as string, { readOnly: true });
    const { used } = database.prepare("select sum(pgsize) as used from dbstat where name not like 'own_%'").get() as {
      used: number;
    };
    database.close();
    return used;
  };
  await service.call('documents.import', { sources: [path.join(folder, 'articles.jsonl')] });
  const grown = pages();
  await service.call('archive.reindex', {});
  expect(pages()).toBeLessThan(1.1 * grown);
});
