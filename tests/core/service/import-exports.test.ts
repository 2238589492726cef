import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { initArchive, openArchive, type Service } from '../../../src/core/index.ts';
import type { ImportItem } from '../../../src/shared/api/documents.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';
import { webServer } from '../../support/web-server.ts';

const SENTENCE =
  'The harbour of the old town was closed on Monday after the storm had broken two of its gates, the authority said. ';
const page = (title: string) =>
  `<html><head><title>${title}</title></head><body><article><h1>${title}</h1>${`<p>${SENTENCE}</p>`.repeat(8)}<p>Only once are these words here, in the last paragraph of all.</p></article></body></html>`;

async function archive(): Promise<{ folder: string; service: Service }> {
  const folder = tempFolder('exports');
  const ports = testPorts();
  await initArchive(path.join(folder, 'archive'), ports);
  const service = await openArchive(path.join(folder, 'archive'), ports);
  onTestFinished(() => service.close());
  return { folder, service };
}

async function importFile(
  service: Service,
  file: string,
  content: string,
  more: { fetch?: boolean } = {},
): Promise<ImportItem[]> {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  const items: ImportItem[] = [];
  await service.call(
    'documents.import',
    { sources: [file], allowPrivate: true, ...more },
    { onItem: (item) => void items.push(item) },
  );
  return items;
}

describe('an export of another program is imported', () => {
  test('with its articles fetched, its labels, and its highlights at their places', async () => {
    const server = await webServer({ '/a': page('The harbour'), '/b': page('Another') });
    const { folder, service } = await archive();
    const entries = [
      {
        url: `${server.origin}/a`,
        title: 'x',
        is_archived: 0,
        tags: ['port'],
        annotations: [
          { quote: 'Only once are these words here', text: 'why' },
          { quote: 'the authority said' },
          { quote: 'Words that nobody wrote anywhere in the text' },
        ],
      },
      { url: `${server.origin}/b`, title: 'y', is_archived: 0, tags: [], annotations: [] },
      { url: `${server.origin}/a?utm_source=x`, title: 'again', is_archived: 0, tags: ['twice'], annotations: [] },
      { url: 'javascript:alert(1)', title: 'z', is_archived: 0, tags: [], annotations: [] },
    ];
    const file = path.join(folder, 'export.json');
    const items = await importFile(service, file, JSON.stringify(entries));
    expect(items.map(({ source, status }) => [source, status])).toEqual([
      [`${file}#1`, 'imported'],
      [`${file}#2`, 'imported'],
      [`${file}#3`, 'duplicate'],
      [`${file}#4`, 'failed'],
    ]);
    expect(items[0]).toMatchObject({
      title: 'The harbour',
      annotations: { exact: 1, ambiguous: 1, orphan: 1, known: 0 },
    });
    const listed = await service.call('documents.list', { tag: 'twice' });
    expect(listed.items).toMatchObject([{ id: items[0]?.id, tags: ['port', 'twice'], annotationCount: 3 }]);
    const again = await importFile(service, file, JSON.stringify(entries));
    expect(again.map(({ status }) => status)).toEqual(['duplicate', 'duplicate', 'duplicate', 'failed']);
    expect(again[0]).toMatchObject({ id: items[0]?.id, annotations: { known: 3, exact: 0 } });
    expect(server.asked.filter((each) => each.startsWith('/a'))).toHaveLength(2);
  });

  test('and keeps what it says of an article that cannot be fetched, until it can', async () => {
    let isUp = false;
    const server = await webServer({
      '/a': (response) =>
        isUp
          ? response.writeHead(200, { 'content-type': 'text/html' }).end(page('The harbour'))
          : response.writeHead(503).end(),
    });
    const { folder, service } = await archive();
    const table = `URL,Title,Selection,Folder\n${server.origin}/a,The title,Only once are these words here,Press\n`;
    const file = path.join(folder, 'instapaper.csv');
    const [stub] = await importFile(service, file, table);
    expect(stub).toMatchObject({
      status: 'imported',
      title: 'The title',
      warnings: ['not-fetched'],
      annotations: { exact: 1 },
    });
    expect((await service.call('documents.list', { collection: 'Press' })).total).toBe(1);
    isUp = true;
    const [whole] = await importFile(service, file, table);
    expect(whole).toMatchObject({ status: 'imported', id: stub?.id, recapture: true, title: 'The harbour' });
    const annotations = await service.call('annotations.list', { document: stub?.id ?? '' });
    expect(annotations).toMatchObject([{ 'pressmark:anchoring': { state: 'exact' } }]);
  });

  test('without a request when none is wanted', async () => {
    const server = await webServer({ '/a': page('A') });
    const { folder, service } = await archive();
    const [item] = await importFile(service, path.join(folder, 'links.csv'), `title,url\nT,${server.origin}/a\n`, {
      fetch: false,
    });
    expect(item).toMatchObject({ status: 'imported', warnings: ['not-fetched'], title: 'T' });
    expect(server.asked).toEqual([]);
  });

  test('with the files that lie beside it, and none that lie elsewhere', async () => {
    const { folder, service } = await archive();
    mkdirSync(path.join(folder, 'zotero/files/1'), { recursive: true });
    writeFileSync(path.join(folder, 'zotero/files/1/page.html'), page('From the file'));
    writeFileSync(path.join(folder, 'secret.html'), page('Secret'));
    const ris =
      'TY  - NEWS\nTI  - One\nAU  - Ruiz, Ana\nDA  - 2017/07/14/\nT2  - Le Monde\nN1  - a note\nL1  - files/1/page.html\nER  - \nTY  - NEWS\nTI  - Two\nL1  - ../secret.html\nER  - \n';
    const items = await importFile(service, path.join(folder, 'zotero/library.ris'), ris);
    expect(items).toMatchObject([
      { status: 'imported', format: 'html', title: 'From the file', annotations: { exact: 1 } },
      { status: 'imported', format: 'jsonl', title: 'Two', warnings: [] },
    ]);
    const { items: listed } = await service.call('documents.list', { source: 'Le Monde' });
    expect(listed).toMatchObject([{ author: ['Ana Ruiz'], published: '2017-07-14' }]);
  });

  test('that is a file of annotations: each article once, with all that was marked in it', async () => {
    const { folder, service } = await archive();
    const readwise =
      'Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags\nFirst words.,A book,Ana,,why,blue,,order,1,2017-07-14 02:40:00+00:00,\nSecond words.,A book,Ana,,,,,order,2,2017-07-14 02:40:00+00:00,\n';
    const [item, ...others] = await importFile(service, path.join(folder, 'readwise.csv'), readwise);
    expect(others).toEqual([]);
    expect(item).toMatchObject({ status: 'imported', title: 'A book', annotations: { exact: 2 } });
  });

  test('and is refused when it is not what was asked for', async () => {
    const { folder, service } = await archive();
    const file = path.join(folder, 'a.txt');
    writeFileSync(file, 'A story\n\nof no list at all.');
    const items: ImportItem[] = [];
    await service.call(
      'documents.import',
      { sources: [file], format: 'pocket' },
      { onItem: (item) => void items.push(item) },
    );
    expect(items).toMatchObject([{ status: 'failed', error: { code: 'invalid' } }]);
  });
});
