import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { initArchive, openArchive } from '../../../src/core/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

test('a JSONL file that is dropped as bytes is taken in line by line, and a bad line is named', async () => {
  const folder = path.join(tempFolder('dropped'), 'archive');
  const ports = testPorts();
  await initArchive(folder, ports);
  const service = await openArchive(folder, ports);
  onTestFinished(() => service.close());
  const lines = ['First', 'Second'].map((title) => JSON.stringify({ title, text: `${title}, and its words.` }));
  const reported: string[] = [];
  await service.call(
    'documents.import',
    { contents: [{ name: 'many.jsonl', text: [lines[0], '', '{"title":', lines[1]].join('\r\n') }] },
    { onItem: ({ source, status }) => void reported.push(`${source} ${status}`) },
  );
  expect(reported).toEqual(['many.jsonl#1 imported', 'many.jsonl#3 failed', 'many.jsonl#4 imported']);
  const { items } = await service.call('documents.list', { sort: 'title' });
  expect(items.map(({ title }) => title)).toEqual(['First', 'Second']);
});
