import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { initArchive, openArchive, type Service } from '../../../src/core/index.ts';
import type { ImportItem } from '../../../src/shared/api/documents.ts';
import type { DocumentShown } from '../../../src/shared/document.ts';
import { JSON_FEED, RSS } from '../../support/made-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';
import { webServer } from '../../support/web-server.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
const SENTENCE =
  'The harbour of the old town was closed on Monday after the storm had broken two of its gates, the authority said. ';

function articlePage(title: string, inside = ''): string {
  return `<!doctype html><html lang="en"><head><title>${title}</title><link rel="stylesheet" href="/style.css">
    <link rel="alternate" hreflang="fr" href="/fr/port"><link rel="amphtml" href="/amp/harbour"></head>
    <body><nav><a href="/">Home</a></nav><article><h1>${title}</h1>${`<p>${SENTENCE.repeat(3)}</p>`.repeat(4)}${inside}</article></body></html>`;
}

async function archive(): Promise<{ folder: string; service: Service }> {
  const folder = path.join(tempFolder('addresses'), 'archive');
  const ports = testPorts();
  await initArchive(folder, ports);
  const service = await openArchive(folder, ports);
  onTestFinished(() => service.close());
  return { folder, service };
}

async function importFrom(service: Service, sources: string[], allowPrivate = true): Promise<ImportItem[]> {
  const items: ImportItem[] = [];
  await service.call('documents.import', { sources, allowPrivate }, { onItem: (item) => void items.push(item) });
  return items;
}

async function shown(service: Service, id: string | undefined, part: 'html' | 'text'): Promise<DocumentShown> {
  const items: unknown[] = [];
  await service.call('documents.show', { ids: [id ?? ''], part }, { onItem: (item) => void items.push(item) });
  return items[0] as DocumentShown;
}

describe('an address is imported', () => {
  test('with its pictures in the reading copy, and recorded whole', async () => {
    const server = await webServer({
      '/short': (response) => response.writeHead(302, { location: '/harbour' }).end(),
      '/harbour': articlePage(
        'The harbour is closed',
        '<figure><img src="/gate.png" alt="The gate" width="600"></figure>',
      ),
      '/gate.png': (response) =>
        setTimeout(() => response.writeHead(200, { 'content-type': 'image/png' }).end(PNG), 50),
      '/style.css': (response) => response.writeHead(200, { 'content-type': 'text/css' }).end('p { color: red }'),
    });
    const { folder, service } = await archive();
    const [item] = await importFrom(service, [`${server.origin}/short`]);
    expect(item).toMatchObject({ status: 'imported', title: 'The harbour is closed', format: 'html', warnings: [] });
    const document = await shown(service, item?.id, 'html');
    expect(document.url).toBe(`${server.origin}/harbour`);
    expect(document.html).toContain('src="media/1.png"');
    const original = path.join(folder, '..', 'page.warc.gz');
    await service.call('documents.show', { ids: [item?.id ?? ''], original }, { onItem: () => undefined });
    const warc = gunzipSync(await readFile(original)).toString('latin1');
    for (const name of ['/short', '/harbour', '/gate.png', '/style.css'])
      expect(warc).toMatch(
        new RegExp(`WARC-Type: response\r\n(?:.+\r\n)*?WARC-Target-URI: ${server.origin}${name}\r\n`, 'u'),
      );
    expect(await importFrom(service, [`${server.origin}/short`])).toMatchObject([
      { status: 'duplicate', id: item?.id },
    ]);
  });

  test('is refused on one’s own networks unless that is permitted, also behind a redirect', async () => {
    const server = await webServer({ '/': articlePage('Private') });
    const { service } = await archive();
    for (const address of [
      `${server.origin}/`,
      `http://localhost:${server.port}/`,
      'http://[::1]/',
      'http://2130706433/',
    ])
      expect(await importFrom(service, [address], false)).toMatchObject([
        {
          source: address,
          status: 'failed',
          error: { code: 'invalid', remedy: expect.stringContaining('--allow-private') },
        },
      ]);
    expect(server.asked).toEqual([]);
  });

  test('and changed since, is a recapture of the same document', async () => {
    let title = 'First version';
    const server = await webServer({
      '/a': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(articlePage(title)),
    });
    const { service } = await archive();
    const [first] = await importFrom(service, [`${server.origin}/a`]);
    title = 'Second version';
    const [second] = await importFrom(service, [`${server.origin}/a?utm_source=letter`]);
    expect(second).toMatchObject({ status: 'imported', recapture: true, id: first?.id });
    expect((await shown(service, first?.id, 'text')).text).toContain('Second version');
  });

  test('in the encoding that the server names', async () => {
    const server = await webServer({
      '/a': (response) =>
        response
          .writeHead(200, { 'content-type': 'text/html; charset=windows-1251' })
          .end(
            Buffer.concat([
              Buffer.from('<title>T</title><article><p>'),
              Buffer.from([0xcf, 0xee, 0xf0, 0xf2]),
              Buffer.from(` ${SENTENCE.repeat(9)}</p></article>`),
            ]),
          ),
    });
    const { service } = await archive();
    const [item] = await importFrom(service, [`${server.origin}/a`]);
    expect((await shown(service, item?.id, 'text')).text).toContain('Порт');
  });

  test('with warnings when it does not show what a person would see', async () => {
    const server = await webServer({
      '/missing': articlePage('Pictures missing', '<img src="/gone.png" alt="x" width="600">'),
      '/paid': `<html><head><title>Paid</title><script type="application/ld+json">{"isAccessibleForFree":false}</script></head>
        <body><article><h1>Paid</h1><p>${SENTENCE.repeat(3)}</p><p>Subscribe to continue reading</p></article></body></html>`,
      '/consent':
        '<html><title>Before</title><body><h1>Before you continue</h1><p>We and our partners use cookies to show you this page and others like it.</p><button>Accept all</button></body></html>',
      '/moved': `<html><head><meta http-equiv="refresh" content="0; url=/missing"></head><body>Moved</body></html>`,
    });
    const { service } = await archive();
    const items = await importFrom(
      service,
      ['/missing', '/paid', '/consent'].map((each) => server.origin + each),
    );
    expect(items.map(({ warnings }) => warnings)).toEqual([
      ['images-missing'],
      ['paywall'],
      expect.arrayContaining(['consent-wall']),
    ]);
    // Known by then: it is not read again for what it lacks.
    const [moved] = await importFrom(service, [`${server.origin}/moved`]);
    expect(moved).toMatchObject({ status: 'duplicate', id: items[0]?.id, warnings: [] });
  });

  test('that is no document, or answers with an error, fails alone', async () => {
    const server = await webServer({
      '/picture': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(PNG),
      '/good': articlePage('Good'),
      '/plain': (response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(`A title\n\n${SENTENCE}`),
    });
    const { service } = await archive();
    const items = await importFrom(
      service,
      ['/picture', '/404', '/good', '/plain'].map((each) => server.origin + each),
    );
    expect(items.map(({ status, error, format }) => error?.code ?? `${status} ${format}`)).toEqual([
      'invalid',
      'unavailable',
      'imported html',
      'imported text',
    ]);
  });

  test('that is a feed or a list of feeds gives its entries; a list that names itself ends', async () => {
    const server = await webServer({
      '/feed': (response) => response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(RSS),
      '/other': (response) => response.writeHead(200, { 'content-type': 'application/feed+json' }).end(JSON_FEED),
      '/list.opml': (response) =>
        response
          .writeHead(200, { 'content-type': 'text/x-opml' })
          .end(
            `<?xml version="1.0"?><opml version="2.0"><body>${['/feed', '/list.opml', '/404'].map((each) => `<outline type="rss" xmlUrl="${server.origin}${each}"/>`).join('')}</body></opml>`,
          ),
    });
    const { service } = await archive();
    const [, ...items] = (await importFrom(service, [`${server.origin}/other`, `${server.origin}/list.opml`])).sort(
      (a, b) => (a.source < b.source ? -1 : 1),
    );
    expect(items.map(({ source, status, error }) => [source.replace(server.origin, ''), status, error?.code])).toEqual([
      ['/feed#2', 'imported', undefined],
      ['/feed#https://harbour.example/a', 'imported', undefined],
      ['/list.opml', 'failed', 'invalid'],
      ['/other#https://harbour.example/a', 'imported', undefined],
    ]);
    const again = await importFrom(service, [`${server.origin}/feed`]);
    expect(again.map(({ status }) => status)).toEqual(['duplicate', 'duplicate']);
  });

  test('that is a web archive gives its pages', async () => {
    const page = `<html><head><title>Kept</title></head><body><article>${`<p>${SENTENCE.repeat(3)}</p>`.repeat(4)}</article></body></html>`;
    const http = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${page}`;
    const record = `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://harbour.example/kept\r\nWARC-Date: 2026-02-03T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0c2e2c5e-0000-4000-8000-000000000001>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${Buffer.byteLength(http)}\r\n\r\n${http}\r\n\r\n`;
    const server = await webServer({
      '/kept.warc.gz': (response) =>
        response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(gzipSync(record)),
    });
    const { service } = await archive();
    const [item] = await importFrom(service, [`${server.origin}/kept.warc.gz`]);
    expect(item).toMatchObject({
      source: `${server.origin}/kept.warc.gz#https://harbour.example/kept`,
      status: 'imported',
      title: 'Kept',
    });
  });
});

describe('an article in several pages', () => {
  const pageOf = (number: number, last: number) => {
    const paragraphs = ['first', 'second', 'third'].map(
      (which) =>
        `<p>The ${which} paragraph of page ${number} tells what the harbour master said on day ${number}: ${SENTENCE.repeat(3)}</p>`,
    );
    const links = Array.from(
      { length: last },
      (_, i) => `<a href="/harbour${i === 0 ? '' : `/${i + 1}`}">${i + 1}</a>`,
    );
    const picture = `<img src="gate-${number}.png" alt="Gate ${number}" width="600">`;
    return `<!doctype html><html lang="en"><head><title>The harbour${number > 1 ? ` - Page ${number}` : ''}</title></head><body><article><h1>The harbour</h1>
      <p>${SENTENCE.repeat(2)} It is the same on every page.</p>${paragraphs.join('')}<figure>${picture}</figure></article><div class="pagination">${links.join(' ')}</div></body></html>`;
  };
  const image: Parameters<typeof webServer>[0][string] = (response) =>
    response.writeHead(200, { 'content-type': 'image/png' }).end(PNG);

  test('becomes one document, each page with its address and digest', async () => {
    const server = await webServer({
      '/harbour': pageOf(1, 3),
      '/harbour/2': pageOf(2, 3),
      '/harbour/3': pageOf(3, 3),
      '/gate-1.png': image,
      '/harbour/gate-2.png': image,
      '/harbour/gate-3.png': image,
    });
    const { folder, service } = await archive();
    const [item] = await importFrom(service, [`${server.origin}/harbour`]);
    expect(item).toMatchObject({ status: 'imported', title: 'The harbour', warnings: [] });
    const { text = '', furtherPages, kind } = await shown(service, item?.id, 'text');
    for (const number of [1, 2, 3]) expect(text.match(new RegExp(`paragraph of page ${number}`, 'gu'))).toHaveLength(3);
    expect(text.match(/the same on every page/gu)).toHaveLength(1);
    expect(kind).toBe('article');
    expect(furtherPages).toEqual(
      [2, 3].map((number) => ({
        url: `${server.origin}/harbour/${number}`,
        digest: expect.stringMatching(/^sha256:/u),
      })),
    );
    const original = path.join(folder, '..', 'page.warc.gz');
    await service.call('documents.show', { ids: [item?.id ?? ''], original }, { onItem: () => undefined });

    // The record of it gives the same article elsewhere, without a network.
    const other = await archive();
    const [again] = await importFrom(other.service, [original]);
    const elsewhere = await shown(other.service, again?.id, 'text');
    expect(elsewhere.text).toBe(text);
    expect(elsewhere.furtherPages).toEqual(furtherPages);
  });

  test('says that pages are missing when one cannot be had, and keeps the others', async () => {
    const server = await webServer({ '/harbour': pageOf(1, 3), '/harbour/2': pageOf(2, 3) });
    const { service } = await archive();
    const [item] = await importFrom(service, [`${server.origin}/harbour`]);
    expect(item?.warnings).toContain('pages-missing');
    expect((await shown(service, item?.id, 'text')).text).toContain('paragraph of page 2');
  });

  test('is not made of an article and the one after it', async () => {
    const next = '<link rel="next" href="/harbour/2">';
    const server = await webServer({
      '/harbour': articlePage('The harbour').replace('</head>', `${next}</head>`),
      '/harbour/2': articlePage('Another story').replaceAll('harbour', 'station'),
    });
    const { service } = await archive();
    const [item] = await importFrom(service, [`${server.origin}/harbour`]);
    expect(item).toMatchObject({ status: 'imported', warnings: [] });
    const { text, furtherPages } = await shown(service, item?.id, 'text');
    expect(text).not.toContain('station');
    expect(furtherPages).toBeUndefined();
  });

  test('ends where a page names itself, or one that was there, as the next', async () => {
    const loop = (path: string) => pageOf(2, 1).replace('</body>', `<a rel="next" href="${path}">next</a></body>`);
    const server = await webServer({
      '/harbour': pageOf(1, 1).replace('</body>', '<a rel="next" href="/harbour/2">next</a></body>'),
      '/harbour/2': loop('/harbour/3'),
      '/harbour/3': loop('/harbour/2'),
    });
    const { service } = await archive();
    const [item] = await importFrom(service, [`${server.origin}/harbour`]);
    const { text = '', furtherPages } = await shown(service, item?.id, 'text');
    expect(text.match(/paragraph of page 2/gu)).toHaveLength(3);
    expect(furtherPages).toHaveLength(1);
  });
});
