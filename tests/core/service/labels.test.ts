import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelChange } from '../../../src/shared/api/labels.ts';
import { doSteps, emptyArchive } from '../../support/made-archive.ts';

async function threeDocuments() {
  const archive = await emptyArchive();
  const ids = await doSteps(archive, [
    { do: 'capture', word: 'brume' },
    { do: 'capture', word: 'marée' },
    { do: 'capture', word: 'écluse' },
  ]);
  const labelsOf = async () =>
    Promise.all(
      ids.map(async (id) => {
        const { items } = await archive.service.call('documents.list', {});
        const item = items.find((each) => each.id === id);
        return { tags: item?.tags, collections: item?.collections };
      }),
    );
  return { ...archive, ids: ids as [string, string, string], labelsOf };
}

test('tags and collections are counted, without what is in the trash', async () => {
  const { service, ids } = await threeDocuments();
  await service.call('labels.change', {
    changes: [
      { ids, addTags: ['énergie'], addCollections: ['Ports'] },
      { ids: [ids[0]], addTags: ['10 Mai', '9 Mai'], addCollections: ['Ports/Brest', 'Ports 2', 'Havens/Riga'] },
    ],
  });
  await service.call('documents.remove', { ids: [ids[1]] });
  expect(await service.call('labels.list', {})).toEqual({
    tags: [
      { name: '9 Mai', documents: 1 },
      { name: '10 Mai', documents: 1 },
      { name: 'énergie', documents: 2 },
    ],
    collections: [
      { name: 'Havens', documents: 1 },
      { name: 'Havens/Riga', documents: 1 },
      { name: 'Ports', documents: 2 },
      { name: 'Ports/Brest', documents: 1 },
      { name: 'Ports 2', documents: 1 },
    ],
  });
  await service.close();
});

test('a list of a collection has what lies in those inside it, and nothing whose name only begins alike', async () => {
  const { service, ids } = await threeDocuments();
  const [first, second, third] = ids;
  await service.call('labels.change', {
    changes: [
      { ids: [first], addCollections: ['Ports'] },
      { ids: [second], addCollections: ['Ports/Brest'] },
      { ids: [third], addCollections: ['Portsmouth'] },
    ],
  });
  const inside = await service.call('documents.list', { collection: 'ports' });
  expect(inside.items.map(({ id }) => id).sort()).toEqual([first, second].sort());
  await service.close();
});

test('what is renamed takes what lies in it along and joins what is there; the undo brings each document back to its own', async () => {
  const { service, ids, labelsOf } = await threeDocuments();
  const [first, second, third] = ids;
  await service.call('labels.change', {
    changes: [
      { ids: [first], addCollections: ['Ports'] },
      { ids: [second], addCollections: ['Ports/Brest', 'Havens'] },
      { ids: [third], addCollections: ['Ports', 'Havens'] },
    ],
  });
  const before = await labelsOf();
  const { documents, undo } = await service.call('labels.rename', {
    kind: 'collection',
    name: 'Ports',
    newName: 'Havens',
  });
  expect(documents).toBe(3);
  expect((await labelsOf()).map(({ collections }) => collections)).toEqual([
    ['Havens'],
    ['Havens', 'Havens/Brest'],
    ['Havens'],
  ]);
  await service.call('labels.change', undo);
  expect(await labelsOf()).toEqual(before);
  await service.close();
});

test('a label that is nowhere is said, and a collection is not put into itself', async () => {
  const { service, ids } = await threeDocuments();
  await expect(service.call('labels.rename', { kind: 'tag', name: 'brumes' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await service.call('labels.change', { changes: [{ ids: [ids[0]], addCollections: ['Ports'] }] });
  await expect(
    service.call('labels.rename', { kind: 'collection', name: 'Ports', newName: 'Ports/Brest' }),
  ).rejects.toMatchObject({ code: 'invalid' });
  await expect(
    service.call('labels.change', { changes: [{ ids: ['nowhere'], addTags: ['a'] }] }),
  ).rejects.toMatchObject({ code: 'not-found' });
  await service.close();
});

test('what is so already writes nothing', async () => {
  const { service, ids } = await threeDocuments();
  await service.call('labels.change', { changes: [{ ids, addTags: ['énergie'] }] });
  const { revision } = service;
  expect(await service.call('labels.change', { changes: [{ ids, addTags: ['énergie'] }] })).toEqual({
    documents: 0,
    undo: {},
  });
  expect(service.revision).toBe(revision);
  await service.close();
});

test('a collection that was made stays without documents; renamed or dissolved it takes those in it along, and comes back', async () => {
  const { service, ids } = await threeDocuments();
  const list = async () => (await service.call('labels.list', {})).collections;
  const made = await service.call('labels.change', { makeCollections: ['Europe/Ports', 'Asia'] });
  expect(made).toEqual({ documents: 0, undo: { dropCollections: ['Europe/Ports', 'Asia'] } });
  const whole = [
    { name: 'Asia', documents: 0 },
    { name: 'Europe', documents: 0 },
    { name: 'Europe/Ports', documents: 0 },
  ];
  expect(await list()).toEqual(whole);
  const { revision } = service;
  expect((await service.call('labels.change', { makeCollections: ['Asia'] })).undo).toEqual({});
  expect(service.revision).toBe(revision);

  await service.call('labels.change', { changes: [{ ids: [ids[0]], addCollections: ['Europe/Ports'] }] });
  await service.call('labels.change', { changes: [{ ids: [ids[0]], removeCollections: ['Europe/Ports'] }] });
  expect(await list()).toEqual(whole);

  const renamed = await service.call('labels.rename', { kind: 'collection', name: 'Europe', newName: 'Havens' });
  expect((await list()).map(({ name }) => name)).toEqual(['Asia', 'Havens', 'Havens/Ports']);
  await service.call('labels.change', renamed.undo);
  const dissolved = await service.call('labels.rename', { kind: 'collection', name: 'Europe' });
  expect(await list()).toEqual([{ name: 'Asia', documents: 0 }]);
  await service.call('labels.change', dissolved.undo);
  await service.call('archive.reindex', {});
  expect(await list()).toEqual(whole);
  await expect(service.call('labels.change', { makeCollections: ['Europe//Ports'] })).rejects.toMatchObject({
    code: 'invalid',
  });
  await service.close();
});

test('any change of labels is taken back by its undo, and the undo by its own', async () => {
  const { service, ids, labelsOf: ofDocuments } = await threeDocuments();
  const labelsOf = async () => [await ofDocuments(), (await service.call('labels.list', {})).collections];
  const names = fc.subarray(['a', 'b', 'b/c', 'é'], { minLength: 0 });
  const change: fc.Arbitrary<LabelChange> = fc.record({
    ids: fc.subarray(ids, { minLength: 1 }),
    addTags: names,
    removeTags: names,
    addCollections: names,
    removeCollections: names,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 3 }), names, names, async (changes, make, drop) => {
      const before = await labelsOf();
      const { undo } = await service.call('labels.change', { changes, makeCollections: make, dropCollections: drop });
      const after = await labelsOf();
      if (Object.keys(undo).length === 0) {
        expect(after).toEqual(before);
        return;
      }
      const redo = await service.call('labels.change', undo);
      expect(await labelsOf()).toEqual(before);
      await service.call('labels.change', redo.undo);
      expect(await labelsOf()).toEqual(after);
    }),
    { numRuns: 30 },
  );
  await service.close();
});

test('an edit takes a document out of a collection', async () => {
  const { service, ids } = await threeDocuments();
  await service.call('documents.edit', { id: ids[0], addCollections: ['Ports', 'Havens'], addTags: ['a'] });
  const item = await service.call('documents.edit', { id: ids[0], removeCollections: ['Ports'], removeTags: ['a'] });
  expect(item).toMatchObject({ collections: ['Havens'], tags: [] });
  await service.close();
});

test('a tag has a colour, which goes with it when it is renamed and stays when it is joined with one that has its own', async () => {
  const { service, ids } = await threeDocuments();
  await service.call('labels.change', { changes: [{ ids, addTags: ['urgent', 'river'] }] });
  expect(await service.call('labels.color', { tag: 'urgent', color: 'pink' })).toEqual({
    tag: 'urgent',
    color: 'pink',
  });
  expect(await service.call('labels.color', { tag: 'urgent', color: 'blue' })).toMatchObject({ before: 'pink' });
  const colors = async () =>
    Object.fromEntries((await service.call('labels.list', {})).tags.map(({ name, color }) => [name, color]));
  expect(await colors()).toEqual({ river: undefined, urgent: 'blue' });
  await service.call('labels.rename', { kind: 'tag', name: 'urgent', newName: 'today' });
  expect(await colors()).toEqual({ river: undefined, today: 'blue' });
  await service.call('labels.color', { tag: 'river', color: 'green' });
  await service.call('labels.rename', { kind: 'tag', name: 'today', newName: 'river' });
  expect(await colors()).toEqual({ river: 'green' });
  await service.call('labels.color', { tag: 'river' });
  expect(await colors()).toEqual({ river: undefined });
  await service.close();
});
