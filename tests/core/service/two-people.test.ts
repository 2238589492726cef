// Two people, each on a computer of their own, on one archive in a folder that both reach.
import path from 'node:path';
import { test } from 'vitest';
import { initArchive } from '../../../src/core/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { expectAllThere, workTogether, writerAt } from '../../support/two-writers.ts';

test('both write at the same time, each their own journal: nothing is lost, and it is seen who did what', async () => {
  const folder = path.join(tempFolder('people'), 'a');
  const writers = [writerAt('Ada', folder), writerAt('Grace', folder)];
  await initArchive(folder, (writers[0] as (typeof writers)[0]).ports);
  await workTogether(writers, 8, () => Promise.resolve());
  await expectAllThere(writers, 8);
});
