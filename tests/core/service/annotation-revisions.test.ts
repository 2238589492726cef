// What a note said before, also when two computers edited it at the same time: nothing of it is lost, and all of it can be brought back.
import { cp, readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Annotation, noteOf } from '../../../src/shared/annotation.ts';
import { doSteps, emptyArchive, type OpenedArchive, openedArchive } from '../../support/made-archive.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

async function withNote(): Promise<OpenedArchive & { id: string }> {
  const archive = await emptyArchive();
  await doSteps(archive, [
    { do: 'capture', word: 'brume' },
    { do: 'highlight', to: 0, text: 'premier' },
  ]);
  const [made] = (await archive.service.call('annotations.list', {})) as Annotation[];
  return { ...archive, id: made?.id as string };
}

const notesOf = async ({ service }: OpenedArchive, id: string) =>
  (await service.call('annotations.revisions', { id })).revisions.map(({ annotation, isShown, by }) => [
    noteOf(annotation),
    by,
    isShown,
  ]);
const shownNote = async ({ service }: OpenedArchive) =>
  ((await service.call('annotations.list', {})) as Annotation[]).map(noteOf);

test('every text of a note is listed, oldest first, with who wrote it', async () => {
  const archive = await withNote();
  await archive.service.call('annotations.update', { id: archive.id, note: 'deuxième' });
  expect(await notesOf(archive, archive.id)).toEqual([
    ['premier', 'Ada', false],
    ['deuxième', 'Ada', true],
  ]);
  await archive.service.close();
});

test('an earlier text is brought back, and the later one stays a revision', async () => {
  const archive = await withNote();
  const { service, id } = archive;
  await service.call('annotations.update', { id, note: 'deuxième' });
  const [first] = (await service.call('annotations.revisions', { id })).revisions;
  await service.call('annotations.restore', { ids: [id], revision: first?.revision as string });
  expect(await shownNote(archive)).toEqual(['premier']);
  expect((await notesOf(archive, id)).map(([note]) => note)).toEqual(['premier', 'deuxième', 'premier']);
  await service.close();
});

test('a removed annotation has its revisions still, none of them shown, and comes back', async () => {
  const archive = await withNote();
  const { service, id } = archive;
  await service.call('annotations.remove', { ids: [id] });
  expect(await service.call('annotations.revisions', { id })).toMatchObject({
    isRemoved: true,
    revisions: [{ isShown: false }],
  });
  await service.call('annotations.restore', { ids: [id] });
  expect(await shownNote(archive)).toEqual(['premier']);
  await service.close();
});

test('two edits at the same time on two computers leave both texts, on both', async () => {
  const here = await withNote();
  await here.service.close();
  const copy = path.join(tempFolder('there'), 'a');
  await cp(here.folder, copy, { recursive: true });
  const [ada, bea] = [
    await openedArchive(here.folder, here.ports),
    await openedArchive(copy, testPorts({ person: 'Bea' })),
  ];
  await ada.service.call('annotations.update', { id: here.id, note: 'd’Ada' });
  await bea.service.call('annotations.update', { id: here.id, note: 'de Bea' });
  for (const [from, to] of [
    [ada.folder, bea.folder],
    [bea.folder, ada.folder],
  ] as const) {
    for (const name of await readdir(path.join(from, 'journal')))
      await cp(path.join(from, 'journal', name), path.join(to, 'journal', name));
  }
  for (const each of [ada, bea]) {
    await each.service.refresh();
    const revisions = await notesOf(each, here.id);
    expect(revisions.map(([note, by]) => [note, by]).sort()).toEqual(
      [
        ['de Bea', 'Bea'],
        ['d’Ada', 'Ada'],
        ['premier', 'Ada'],
      ].sort(),
    );
    expect(revisions.filter(([, , isShown]) => isShown)).toHaveLength(1);
  }
  expect(await shownNote(ada)).toEqual(await shownNote(bea));
  await ada.service.close();
  await bea.service.close();
});

test('an unknown annotation or revision is not-found', async () => {
  const { service, id } = await withNote();
  await expect(service.call('annotations.revisions', { id: 'nosuchthing1' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(service.call('annotations.restore', { ids: [id], revision: '2020' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await service.close();
});
