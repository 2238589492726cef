// Annotations through the contract: what a window asks twice is made once.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { initArchive, openArchive, type Service } from '../../../src/core/index.ts';
import { type Annotation, noteOf, quoteOf } from '../../../src/shared/annotation.ts';
import type { Input } from '../../../src/shared/api/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

let service: Service;
let document: string;

beforeEach(async () => {
  const folder = tempFolder('annotations');
  const file = path.join(tempFolder('article'), 'ferry.txt');
  writeFileSync(
    file,
    'The ferry returns\n\nThe ferry crossed the river again on Monday, nine years after the last time.\n',
  );
  const ports = testPorts();
  await initArchive(folder, ports);
  service = await openArchive(folder, ports);
  const items: { readonly id?: string | undefined }[] = [];
  await service.call('documents.import', { sources: [file] }, { onItem: (item) => void items.push(item) });
  document = items[0]?.id as string;
});
afterEach(() => service.close());

test('made again with the same id, an annotation takes the new content and stays one', async () => {
  const passage = { document, id: 'abcdef123456', quote: 'ferry crossed' };
  const first = await create({ ...passage, note: 'why' });
  const again = await create({ ...passage, color: 'pink' });
  expect(again.id).toBe(first.id);
  expect(await service.call('annotations.list', { document })).toEqual([
    expect.objectContaining({ id: 'urn:pressmark:abcdef123456', 'pressmark:color': 'pink', body: [] }),
  ]);
});

test('an id that no journal may hold is refused', async () => {
  await expect(create({ document, id: '../x', quote: 'ferry crossed' })).rejects.toMatchObject({ code: 'usage' });
});

test('an annotation is put on another passage, and what it was stays as a revision', async () => {
  const made = await create({ document, quote: 'ferry crossed', note: 'why', tags: ['river'] });
  const attached = await service.call('annotations.attach', { id: made.id, quote: 'nine years' });
  expect([quoteOf(attached)?.exact, noteOf(attached), attached['pressmark:anchoring']]).toEqual([
    'nine years',
    'why',
    { state: 'exact', score: 1 },
  ]);
  const { revisions } = await service.call('annotations.revisions', { id: made.id });
  expect(revisions.map(({ annotation }) => quoteOf(annotation)?.exact)).toEqual(['ferry crossed', 'nine years']);
  await expect(service.call('annotations.attach', { id: made.id, quote: 'no such words' })).rejects.toMatchObject({
    code: 'not-found',
  });
  await expect(service.call('annotations.attach', { id: 'zzzzzzzzzzzz', quote: 'nine' })).rejects.toMatchObject({
    code: 'not-found',
  });
});

test('a part of a picture that is not there is refused, and an area that is none', async () => {
  const area = { x: 0.1, y: 0.1, width: 0.5, height: 0.5 };
  await expect(create({ document, area: { ...area, image: 1 } })).rejects.toMatchObject({ code: 'not-found' });
  await expect(create({ document, area: { ...area, page: 1 } })).rejects.toMatchObject({ code: 'not-found' });
  await expect(create({ document, area })).rejects.toMatchObject({ code: 'invalid' });
  await expect(create({ document, area: { ...area, x: 0.8, image: 1 } })).rejects.toMatchObject({ code: 'invalid' });
});

test('annotations of the whole archive are found by colour, tag, words in any case, and date', async () => {
  await create({ document, quote: 'ferry crossed', note: 'Été', tags: ['River'], color: 'green' });
  await create({ document, quote: 'nine years' });
  const find = async (filter: Input<'annotations.query'>) =>
    (await service.call('annotations.query', filter)).items.map(({ annotation }) => quoteOf(annotation)?.exact);
  expect(await find({})).toHaveLength(2);
  expect(await find({ color: 'green' })).toEqual(['ferry crossed']);
  expect(await find({ tag: 'river' })).toEqual(['ferry crossed']);
  expect(await find({ words: 'ETE ferry' })).toEqual(['ferry crossed']);
  expect(await find({ words: 'ETE nine' })).toEqual([]);
  expect(await find({ after: '2999' })).toEqual([]);
  expect(await find({ source: 'nobody' })).toEqual([]);
  const { total, colors, tags } = await service.call('annotations.query', { limit: 1 });
  expect({ total, colors, tags }).toEqual({
    total: 2,
    colors: [
      { value: 'green', count: 1 },
      { value: 'yellow', count: 1 },
    ],
    tags: [{ value: 'River', count: 1 }],
  });
  const listed = (await service.call('annotations.list', { color: 'green' })) as Annotation[];
  expect(listed.map((each) => quoteOf(each)?.exact)).toEqual(['ferry crossed']);
  await expect(find({ after: 'soon' })).rejects.toMatchObject({ code: 'invalid' });
});

test('meanings of colours are kept one by one', async () => {
  await service.call('archive.setMeanings', { meanings: { yellow: 'claim', green: ' figure ' } });
  expect(await service.call('archive.setMeanings', { meanings: { yellow: '' } })).toEqual({ green: 'figure' });
  expect(await service.call('archive.meanings', {})).toEqual({ green: 'figure' });
});

const create = (input: Input<'annotations.create'>): Promise<Annotation> => service.call('annotations.create', input);
