import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { doSteps, emptyArchive } from '../../support/made-archive.ts';

test('the trash is listed, restored from and emptied', async () => {
  const archive = await emptyArchive();
  const { service, folder } = archive;
  const [first = '', second = ''] = await doSteps(archive, [
    { do: 'capture', word: 'brume' },
    { do: 'capture', word: 'marée' },
    { do: 'remove', to: 0 },
    { do: 'remove', to: 1 },
  ]);
  const idsIn = async (inTrash: boolean) =>
    (await service.call('documents.list', { inTrash })).items.map(({ id }) => id).sort();
  expect([await idsIn(false), await idsIn(true)]).toEqual([[], [first, second].sort()]);
  await service.call('documents.restore', { ids: [first] });
  expect([await idsIn(false), await idsIn(true)]).toEqual([[first], [second]]);
  expect(await service.call('documents.purge', {})).toEqual({ purged: 1 });
  expect([await idsIn(false), await idsIn(true)]).toEqual([[first], []]);
  expect(await readdir(path.join(folder, 'trash'))).toEqual([]);
  await service.close();
});

test('a capture that came while its document was in the trash is purged with it', async () => {
  const archive = await emptyArchive();
  await doSteps(archive, [
    { do: 'capture', word: 'brume' },
    { do: 'remove', to: 0 },
    { do: 'capture', word: 'marée', recapture: 0 },
    { do: 'purge' },
  ]);
  expect(await readdir(path.join(archive.folder, 'captures/2026'))).toEqual([]);
  expect(await archive.service.call('archive.verify', {})).toMatchObject({ documents: 0, damaged: [] });
  await archive.service.close();
});
