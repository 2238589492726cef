// verify --fix on real damage: bits flipped in the reading, in the zip's directory, in the original.
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { initArchive, openArchive, type Service } from '../../../src/core/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

const TEXT = `Le pont rouvre\n\n${Array.from(
  { length: 12 },
  (_, n) =>
    `Paragraphe ${n} : la circulation reprend sur le pont, dit la mairie, après des mois de travaux et de détours.`,
).join('\n\n')}\n`;

async function damaged(change: (bytes: Buffer) => void) {
  const ports = testPorts();
  const folder = path.join(tempFolder('fix'), 'a');
  await initArchive(folder, ports);
  const service = await openArchive(folder, ports);
  const page = path.join(tempFolder('page'), 'pont.txt');
  await writeFile(page, TEXT);
  await service.call('documents.import', { sources: [page] });
  const [document] = (await service.call('documents.list', {})).items;
  const before = await textOf(service, document?.id as string);
  await service.call('annotations.create', { document: document?.id as string, quote: 'Paragraphe 7', note: 'ici' });
  await service.close();
  const name = readdirSync(path.join(folder, 'captures'), { recursive: true }).find((each) =>
    String(each).endsWith('.zip'),
  );
  const file = path.join(folder, 'captures', String(name));
  const bytes = await readFile(file);
  change(bytes);
  await writeFile(file, bytes);
  return { service: await openArchive(folder, ports), id: document?.id as string, before, file, bytes, folder };
}

async function textOf(service: Service, id: string): Promise<string> {
  let text = '';
  await service.call(
    'documents.show',
    { ids: [id], part: 'text' },
    {
      onItem: (item) => {
        if ('text' in item) text = item.text ?? '';
      },
    },
  );
  return text;
}

/** Flips a bit well inside the bytes of a member of the zip. */
function flipIn(member: string) {
  return (bytes: Buffer) => {
    const at = bytes.indexOf(member) + member.length + 40;
    bytes[at] = (bytes[at] as number) ^ 16;
  };
}

test.each([
  ['the reading text', flipIn('reading/1/reading.txt')],
  ['the reading copy', flipIn('reading/1/reading.html')],
  ['the directory at the end of the zip', (bytes: Buffer) => void bytes.fill(0, bytes.length - 30)],
])(
  'damage in %s: the document gets a new reading with the same text, its highlight finds its place, the damaged file stays named',
  async (_, change) => {
    const { service, id, before, file, bytes, folder } = await damaged(change);
    const found = await service.call('archive.verify', {});
    expect(found.damaged).toEqual([{ path: path.relative(folder, file), problem: 'changed' }]);
    const report = await service.call('archive.verify', { fix: true });
    expect(report.fixed).toEqual([{ path: path.relative(folder, file), document: id, reading: 2 }]);
    expect(await textOf(service, id)).toBe(before);
    const annotations = await service.call('annotations.list', { document: id });
    expect(JSON.stringify(annotations)).toContain('"state":"exact"');
    expect(await readFile(file)).toEqual(bytes);
    expect((await service.call('archive.verify', { fix: true })).fixed).toEqual([]);
    const journal = readdirSync(path.join(folder, 'journal')).map((name) => path.join(folder, 'journal', name));
    expect(await readFile(journal[0] as string, 'utf8')).toContain('"op":"reading.add"');
    await service.close();
  },
);

test('damage in the original alone leaves the reading as it is', async () => {
  const { service, id, before } = await damaged(flipIn('data/original.txt'));
  expect((await service.call('archive.verify', { fix: true })).fixed).toEqual([]);
  expect(await textOf(service, id)).toBe(before);
  await service.close();
});

test('damage in both is told as that', async () => {
  const { service, id } = await damaged((bytes) => {
    flipIn('data/original.txt')(bytes);
    flipIn('reading/1/reading.txt')(bytes);
  });
  expect((await service.call('archive.verify', { fix: true })).fixed).toMatchObject([
    { document: id, error: { code: 'damaged', remedy: expect.stringContaining('copy of the archive') } },
  ]);
  await service.close();
});
