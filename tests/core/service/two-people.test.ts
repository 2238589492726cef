// Two people, each on a computer of their own, on one archive in a folder that both reach.
import path from 'node:path';
import { expect, test } from 'vitest';
import { initArchive, openArchive } from '../../../src/core/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { expectAllThere, workTogether, writerAt } from '../../support/two-writers.ts';

test('both write at the same time, each their own journal: nothing is lost, and it is seen who did what', async () => {
  const folder = path.join(tempFolder('people'), 'a');
  const writers = [writerAt('Ada', folder), writerAt('Grace', folder)];
  await initArchive(folder, (writers[0] as (typeof writers)[0]).ports);
  await workTogether(writers, 8, () => Promise.resolve());
  await expectAllThere(writers, 8);
  const service = await openArchive(folder, (writers[0] as (typeof writers)[0]).ports);
  const { changes } = await service.call('archive.history', { limit: 0 });
  // Each turn is an article, a tag and a note.
  for (const { person } of writers) expect(changes.filter(({ by }) => by === person)).toHaveLength(3 * 8);
  expect([...changes].sort((a, b) => (a.id < b.id ? 1 : -1))).toEqual(changes);
  const tagged = changes.find(({ op }) => op === 'tag.add');
  const document = tagged?.of as string;
  const own = await service.call('archive.history', { document, limit: 2 });
  expect(own.changes).toHaveLength(2);
  expect(own.changes.every(({ of, value }) => of === document || value['pressmark:document'] === document)).toBe(true);
  await service.close();
});
