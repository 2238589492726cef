import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { initArchive, openArchive } from '../../../src/core/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

const story = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, index) => `In year ${from + index} the port of number ${(from + index) * 7} was opened by its master.`,
  ).join('\n\n');

test('the same article in other papers is named beside it, and stays a document of its own', async () => {
  const folder = path.join(tempFolder('syndications'), 'archive');
  const ports = testPorts();
  await initArchive(folder, ports);
  const service = await openArchive(folder, ports);
  onTestFinished(() => service.close());
  const texts = [
    { name: 'agency.txt', text: `The agency's story\n\n${story(0, 30)}` },
    { name: 'paper.txt', text: `The paper's own title\n\n${story(0, 28)}\n\nAdded by the paper.` },
    { name: 'short.txt', text: `A short version\n\n${story(3, 14)}` },
    { name: 'other.txt', text: `Another story\n\n${story(500, 530)}` },
  ];
  await service.call('documents.import', { contents: texts });
  const { items } = await service.call('documents.list', { sort: 'title' });
  const [short, , agency, paper] = items;
  const { groups } = await service.call('documents.syndications', { id: agency?.id });
  expect(groups.map((group) => group.map(({ title }) => title))).toEqual([
    ["The agency's story", "The paper's own title", 'A short version'],
  ]);
  expect(groups[0]?.[1]?.likeness).toBeGreaterThan(0.8);
  const all = await service.call('documents.syndications', {});
  expect(all.groups).toHaveLength(1);
  expect(all.groups[0]).toHaveLength(3);
  await service.call('documents.remove', { ids: [paper?.id ?? '', short?.id ?? ''] });
  expect((await service.call('documents.syndications', { id: agency?.id })).groups).toEqual([]);
  await service.call('documents.restore', { ids: [paper?.id ?? ''] });
  await service.call('archive.reindex', {});
  expect((await service.call('documents.syndications', { id: agency?.id })).groups[0]).toHaveLength(2);
});
