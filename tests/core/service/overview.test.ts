import { expect, test } from 'vitest';
import { doSteps, emptyArchive } from '../../support/made-archive.ts';

test('documents are counted by time, source and language, within a filter; dates less precise are told apart', async () => {
  const archive = await emptyArchive();
  const { service } = archive;
  const [first = '', second = '', third = '', trashed = ''] = await doSteps(archive, [
    { do: 'capture', word: 'brume' },
    { do: 'capture', word: 'marée' },
    { do: 'capture', word: 'écluse' },
    { do: 'capture', word: 'digue' },
  ]);
  const put = (id: string, published: string, source: string, language: string) =>
    service.call('documents.edit', { id, fields: { published, source, language } });
  await put(first, '2024-06-05', 'Le Port', 'fr');
  await put(second, '2024-06', 'Le Port', 'fr');
  await put(third, '2023', 'The Quay', 'en');
  await put(trashed, '2024-06-05', 'The Quay', 'en');
  await service.call('documents.remove', { ids: [trashed] });

  expect(await service.call('archive.overview', { by: 'year' })).toEqual({
    documents: 3,
    periods: [
      { period: '2023', documents: 1 },
      { period: '2024', documents: 2 },
    ],
    undated: 0,
    sources: [
      { source: 'Le Port', documents: 2 },
      { source: 'The Quay', documents: 1 },
    ],
    languages: [
      { language: 'fr', documents: 2 },
      { language: 'en', documents: 1 },
    ],
    colors: [],
  });
  expect(await service.call('archive.overview', { by: 'day', source: 'le port' })).toMatchObject({
    documents: 2,
    periods: [{ period: '2024-06-05', documents: 1 }],
    undated: 1,
  });
  await service.close();
});

test('highlights are counted by colour, of the documents that the filter lets through', async () => {
  const archive = await emptyArchive();
  const { service } = archive;
  const [first = '', second = ''] = await doSteps(archive, [
    { do: 'capture', word: 'brume' },
    { do: 'capture', word: 'marée' },
  ]);
  await service.call('annotations.create', { document: first, quote: 'Un titre de brume', color: 'blue' });
  await service.call('annotations.create', { document: second, quote: 'Un titre de marée', color: 'yellow' });
  await service.call('documents.edit', { id: first, addTags: ['a'] });
  const colorsOf = async (input: { tag?: string }) => (await service.call('archive.overview', input)).colors;
  expect(await colorsOf({})).toEqual([
    { color: 'yellow', highlights: 1 },
    { color: 'blue', highlights: 1 },
  ]);
  expect(await colorsOf({ tag: 'a' })).toEqual([{ color: 'blue', highlights: 1 }]);
  await service.close();
});
