// Annotations through the contract: what a window asks twice is made once.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { initArchive, openArchive, type Service } from '../../../src/core/index.ts';
import type { Annotation } from '../../../src/shared/annotation.ts';
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

const create = (input: Input<'annotations.create'>): Promise<Annotation> => service.call('annotations.create', input);
