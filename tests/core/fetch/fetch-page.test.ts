import { brotliCompressSync, deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createFetcher, type Fetcher } from '../../../src/core/fetch/fetcher.ts';
import type { FetchLimits } from '../../../src/core/fetch/limits.ts';
import { networkSettings } from '../../../src/core/fetch/network-settings.ts';
import { webServer } from '../../support/web-server.ts';

function fetcher(limits: Partial<FetchLimits> = {}, environment: Record<string, string> = {}): Fetcher {
  return createFetcher({ version: '0', now: Date.now, environment, limits, log: () => undefined });
}

const at = (address: string) => ({ address, allowPrivate: true });
const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

describe('a page is fetched', () => {
  test('with the redirects on the way, and nothing that tells who asks', async () => {
    const server = await webServer({
      '/old': (response) => response.writeHead(301, { location: '/new?x=1' }).end(),
      '/new': '<p>Here.</p>',
    });
    const hops = await fetcher().page(at(`http://me:secret@127.0.0.1:${server.port}/old#part`));
    expect(hops.map(({ url, response }) => [url, response.status])).toEqual([
      [`${server.origin}/old`, 301],
      [`${server.origin}/new?x=1`, 200],
    ]);
    expect(textOf(hops.at(-1)?.content)).toBe('<p>Here.</p>');
    expect(server.lastHeaders()).not.toHaveProperty('authorization');
    expect(server.lastHeaders()).not.toHaveProperty('cookie');
  });

  test('in every coding that we ask for', async () => {
    const page = Buffer.from('<p>Packed</p>'.repeat(50));
    const packed = { gzip: gzipSync(page), br: brotliCompressSync(page), deflate: deflateRawSync(page) };
    const server = await webServer(
      Object.fromEntries(
        Object.entries(packed).map(([coding, body]) => [
          `/${coding}`,
          (response) => response.writeHead(200, { 'content-encoding': coding }).end(body),
        ]),
      ),
    );
    for (const [coding, body] of Object.entries(packed)) {
      const [got] = await fetcher().page(at(`${server.origin}/${coding}`));
      expect(textOf(got.content)).toBe(page.toString());
      expect(Buffer.from(got.response.body)).toEqual(body);
    }
  });

  test('but not a bomb, however small it is on the wire', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 2 ** 20));
    const server = await webServer({
      '/bomb': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
      '/nested': (response) =>
        response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync(Buffer.alloc(2 ** 20)))),
    });
    expect(bomb.length).toBeLessThan(2 ** 16);
    const small = fetcher({ pageBytes: 2 ** 20 - 1 });
    await expect(small.page(at(`${server.origin}/bomb`))).rejects.toMatchObject({ code: 'too-large' });
    await expect(small.page(at(`${server.origin}/nested`))).rejects.toMatchObject({ code: 'too-large' });
  });

  test('but not one without end, nor one that drips, nor one that falls silent', async () => {
    const server = await webServer({
      '/endless': (response) => {
        response.writeHead(200);
        const more = () => response.write(Buffer.alloc(65_536)) && setImmediate(more);
        response.on('drain', more);
        more();
      },
      '/drip': (response) => {
        const timer = setInterval(() => response.write('x'), 20);
        response.on('close', () => clearInterval(timer));
      },
      '/silent': (response) => response.writeHead(200).write('<p>'),
      '/never': () => undefined,
    });
    const page = (path: string, limits: Partial<FetchLimits>) => fetcher(limits).page(at(`${server.origin}${path}`));
    await expect(page('/endless', { pageBytes: 2 ** 20 })).rejects.toMatchObject({ code: 'too-large' });
    await expect(page('/drip', { pageMs: 300 })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(page('/silent', { silenceMs: 200 })).rejects.toMatchObject({ code: 'unavailable' });
    await expect(page('/never', { silenceMs: 200 })).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('and a server’s refusal, a circle and a broken answer are told as such', async () => {
    const server = await webServer({
      '/closed': (response) => response.writeHead(403).end('<p>No.</p>'),
      '/circle': (response) => response.writeHead(302, { location: '/circle' }).end(),
      '/chain': (response, request) =>
        response.writeHead(302, { location: `/chain?${Number(request.url?.split('?')[1] ?? 0) + 1}` }).end(),
      '/broken': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
      '/headers': (response) => response.writeHead(200, { 'x-long': 'x'.repeat(100_000) }).end('<p>x</p>'),
    });
    for (const path of ['/closed', '/circle', '/chain', '/broken', '/headers', '/404']) {
      await expect(fetcher().page(at(server.origin + path)), path).rejects.toMatchObject({ code: 'unavailable' });
    }
    expect(server.asked.filter((path) => path.startsWith('/chain'))).toHaveLength(11);
    await expect(fetcher().page(at('http://127.0.0.1:9/'))).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a page’s resources are fetched', () => {
  test('as many and as long as the limits allow; what cannot be had is missing', async () => {
    const server = await webServer({
      '/1.png': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end('one'),
      '/2.png': (response) => response.writeHead(200, { 'content-type': 'image/png' }).end('two'),
      '/large.png': (response) => response.writeHead(200).end(Buffer.alloc(4096)),
      '/slow.png': () => undefined,
    });
    const names = ['/1.png', '/large.png', '/slow.png', '/gone.png', '/2.png', '/3.png'].map(
      (name) => server.origin + name,
    );
    const limits = { resourceBytes: 1024, resourceMs: 300, resources: 5 };
    const got = await fetcher(limits).resourcesOf({
      ...at(`${server.origin}/page`),
      referrer: `${server.origin}/page?private=1`,
    });
    const missing = await got.getAll([...names, names[0] as string]);
    expect([...got.contents.keys()]).toEqual([`${server.origin}/1.png`, `${server.origin}/2.png`]);
    expect(missing).toEqual([1, 2, 3, 5].map((index) => names[index]));
    expect(server.lastHeaders().referer).toBe(server.origin);
  });

  test('never from one’s own networks for a page of the internet', async () => {
    const server = await webServer({ '/secret.png': (response) => response.writeHead(200).end('secret') });
    const got = await fetcher().resourcesOf({
      address: 'https://example.org/',
      allowPrivate: false,
      referrer: 'https://example.org/',
    });
    await got.getAll([`${server.origin}/secret.png`]);
    expect(got.contents.size).toBe(0);
    expect(server.asked).toEqual([]);
  });
});

describe('a company’s proxy', () => {
  test('is used as the environment names it, and not for what it excepts', async () => {
    const proxy = await webServer({ 'http://news.example.org/a': '<p>By proxy</p>' });
    const environment = { http_proxy: proxy.origin, NO_PROXY: 'intern.example.org,.example.net:8080' };
    const [got] = await fetcher({}, environment).page({ address: 'http://news.example.org/a', allowPrivate: false });
    expect(textOf(got.content)).toBe('<p>By proxy</p>');
    expect(proxy.asked).toEqual(['http://news.example.org/a']);
    const { proxyFor } = networkSettings(environment);
    const proxyOf = (address: string) => proxyFor(new URL(address));
    expect(await proxyOf('http://intern.example.org/')).toBeUndefined();
    expect(await proxyOf('http://a.example.net:8080/')).toBeUndefined();
    expect(await proxyOf('http://a.example.net/')).toBe(proxy.origin);
    expect(await proxyOf('https://news.example.org/')).toBeUndefined();
  });
});

test('a WARC file has one gzip member a record, with true lengths and digests', async () => {
  const server = await webServer({ '/a': '<p>Recorded</p>' });
  const exchanges = await fetcher().page(at(`${server.origin}/a`));
  const warc = Buffer.from(fetcher().record(`${server.origin}/a`, exchanges, [['title', 'A\r\nInjected: b']]));
  const records = gunzipSync(warc)
    .toString()
    .split(/(?=WARC\/1\.1\r\n)/u);
  expect(records.map((record) => /WARC-Type: (\w+)/u.exec(record)?.[1])).toEqual([
    'warcinfo',
    'response',
    'request',
    'metadata',
  ]);
  for (const record of records) {
    const end = record.indexOf('\r\n\r\n');
    expect(record.slice(end + 4, -4)).toHaveLength(Number(/Content-Length: (\d+)/u.exec(record)?.[1]));
    expect(record.endsWith('\r\n\r\n')).toBe(true);
  }
  expect(records[1]).toContain('<p>Recorded</p>');
  expect(records[3]).toContain('title: A Injected: b\r\n');
});
