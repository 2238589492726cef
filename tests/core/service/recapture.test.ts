import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { initArchive, openArchive } from '../../../src/core/index.ts';
import type { Item } from '../../../src/shared/api/index.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';
import { webServer } from '../../support/web-server.ts';

const FILLER =
  'The authority of the port said on Monday that the repairs would take some weeks, and that ships would wait outside. ';
const page = (...paragraphs: string[]) =>
  `<html><head><title>The gates</title></head><body><article><h1>The gates</h1>${[FILLER, ...paragraphs, FILLER.repeat(3)].map((each) => `<p>${each}</p>`).join('')}</article></body></html>`;

describe('a document is fetched again', () => {
  test('a newer capture stands beside the older one, its differences are shown, its annotations are found', async () => {
    let body = page(
      'Two of the gates were broken by the storm in the night.',
      'This paragraph will be taken out of the text later on.',
    );
    let status = 200;
    const server = await webServer({
      '/gates': (response) => response.writeHead(status, { 'content-type': 'text/html' }).end(body),
    });
    const folder = path.join(tempFolder('recapture'), 'archive');
    const ports = testPorts();
    await initArchive(folder, ports);
    const service = await openArchive(folder, ports);
    onTestFinished(() => service.close());
    await service.call('documents.import', { sources: [`${server.origin}/gates`], allowPrivate: true });
    const [document] = (await service.call('documents.list', {})).items;
    const id = document?.id ?? '';
    await service.call('annotations.create', { document: id, quote: 'gates were broken by the storm' });
    await service.call('annotations.create', { document: id, quote: 'This paragraph will be taken out' });
    const recapture = async () => {
      const items: Item<'documents.recapture'>[] = [];
      const summary = await service.call(
        'documents.recapture',
        { ids: [id], allowPrivate: true },
        { onItem: (item) => void items.push(item) },
      );
      return { item: items[0], summary };
    };

    expect(await recapture()).toMatchObject({ item: { status: 'unchanged' }, summary: { unchanged: 1 } });
    await expect(service.call('documents.differences', { id })).rejects.toMatchObject({ code: 'not-found' });

    body = page('Three of the gates were broken by the storm in the night.');
    const { item } = await recapture();
    expect(item).toMatchObject({
      status: 'recaptured',
      words: { inserted: 1, deleted: 12 },
      annotations: { exact: 1, orphan: 1, approximate: 0, ambiguous: 0 },
    });
    const { parts, older, newer } = await service.call('documents.differences', { id });
    expect(parts).toContainEqual({ op: 'deleted', text: 'Two' });
    expect(parts).toContainEqual({ op: 'inserted', text: 'Three' });
    expect(newer.capture).toBe(item?.capture);
    const back = await service.call('documents.differences', { id, older: newer.capture, newer: older.capture });
    expect(back.parts).toContainEqual({ op: 'deleted', text: 'Three' });

    status = 410;
    expect(await recapture()).toMatchObject({ item: { status: 'failed', error: { code: 'unavailable' } } });
    expect((await service.call('documents.readings', { id })).readings).toHaveLength(2);
  });
});
