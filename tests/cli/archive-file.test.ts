// The whole archive as one file on the command line, as a script calls it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const LINES = [
  JSON.stringify({ title: 'Le bac reprend', text: 'Le bac a repris ses traversées.', tags: ['estuaire'] }),
  JSON.stringify({ title: 'The harbour', text: 'The harbour reopens after three years.' }),
].join('\n');

async function exported() {
  const folder = tempFolder('cli-export');
  const source = commandLine(folder);
  await source.ok(['init']);
  const { values } = await source.ok(['import', '-', '--format', 'jsonl', '--collection', 'Ports'], LINES);
  const { id } = values[0] as { id: string };
  await source.ok(['highlight', id, '--quote', 'ses traversées', '--note', 'à vérifier']);
  await source.ok(['dossier', 'create', 'Estuaire', '--item', id]);
  const file = path.join(folder, 'press.wacz');
  const { value } = await source.ok(['export-archive', file]);
  return { source, file, id, report: value };
}

const told = async (cli: ReturnType<typeof commandLine>) => {
  const [list, annotations, dossiers] = [
    await cli.ok(['list']),
    await cli.ok(['annotations']),
    await cli.ok(['dossier', 'list']),
  ];
  return [list.value, annotations.value, dossiers.value];
};

test('export-archive and import-archive carry an archive to a folder that is not there yet', async () => {
  const { source, file, report } = await exported();
  expect(report).toMatchObject({ file, documents: 2, annotations: 1, captures: 2, missing: [], changed: [] });
  const target = commandLine(tempFolder('cli-import'));
  expect((await target.ok(['import-archive', file])).value).toMatchObject({
    documents: 2,
    captures: { added: 2, known: 0, repaired: 0 },
  });
  expect(await told(target)).toEqual(await told(source));
  expect(readFileSync(path.join(target.archive, 'pressmark.json'))).toEqual(
    readFileSync(path.join(source.archive, 'pressmark.json')),
  );
  expect((await target.ok(['search', 'traversées'])).value).toMatchObject({ total: 1 });
  await target.ok(['verify']);
});

test('a damaged file is refused, and makes no archive', async () => {
  const { file } = await exported();
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, bytes.length / 2));
  const target = commandLine(tempFolder('cli-damaged'));
  const cut = await target.run(['import-archive', file]);
  expect([cut.status, cut.value]).toMatchObject([5, { error: { code: 'damaged', subject: file } }]);
  expect(existsSync(target.archive)).toBe(false);
  bytes[200] = (bytes[200] as number) ^ 1;
  writeFileSync(file, bytes);
  const flipped = await target.run(['import-archive', file]);
  expect([flipped.status, flipped.value]).toMatchObject([5, { error: { code: 'damaged' } }]);
  expect(readdirSync(target.archive)).toEqual([]);
});

test('a file that is not there, a place that cannot be written, a collection that nobody made', async () => {
  const { source, file } = await exported();
  expect((await source.run(['import-archive', `${file}.none`])).status).toBe(3);
  expect((await source.run(['export-archive', path.join(path.dirname(file), 'no', 'such', 'x.wacz')])).status).toBe(3);
  expect(await source.run(['export-archive', file, '--collection', 'Nobody'])).toMatchObject({ status: 3 });
  expect((await source.run(['export-archive', path.dirname(file)])).status).toBe(9);
  expect((await source.run(['export-archive', path.join(source.archive, 'x.wacz')])).status).toBe(4);
});

test('a reading by hand, and the revisions of a note', async () => {
  const { source, id } = await exported();
  const { value } = await source.ok(['reading', id, '--correct', '2=Le bac a repris toutes ses traversées.']);
  expect(value).toMatchObject({
    id,
    made: 2,
    readings: [{ number: 2, by: 'Ada', shown: true, made: { correctedLines: [2] } }, { number: 1 }],
  });
  const text = path.join(path.dirname(source.archive), 'corrected.txt');
  writeFileSync(text, 'Le bac reprend\nLe bac, enfin, a repris ses traversées.\n');
  await source.ok(['reading', id, '--from', text]);
  expect((await source.ok(['show', id, '--text'])).value).toMatchObject({
    text: 'Le bac reprend\nLe bac, enfin, a repris ses traversées.',
  });
  await source.ok(['reading', id, '--choose', '1']);
  expect((await source.ok(['reading', id])).value).toMatchObject({
    readings: [{ number: 3 }, { number: 2 }, { number: 1, shown: true }],
  });
  expect((await source.run(['reading', id, '--hide-lines', '1-2'])).status).toBe(4);
  expect((await source.run(['reading', id, '--hide-lines', 'two'])).status).toBe(2);
  expect((await source.run(['reading', id, '--choose', '1', '--body', 'p'])).status).toBe(2);
  const [annotation] = (await source.ok(['annotations', id])).value as { id: string }[];
  const bare = annotation?.id.split(':').at(-1) as string;
  expect((await source.ok(['annotations', 'revisions', bare])).value).toMatchObject({
    isRemoved: false,
    revisions: [{ by: 'Ada', isShown: true }],
  });
  await source.ok(['annotations', 'remove', bare]);
  expect((await source.ok(['annotations', 'restore', bare, '--revision', '1'])).value).toEqual({ restored: [bare] });
  expect((await source.run(['annotations', 'restore', bare, '--revision', '9'])).status).toBe(3);
  await source.ok(['remove', id]);
  expect((await source.ok(['list', '--trash'])).value).toMatchObject({ total: 1, items: [{ id }] });
});
