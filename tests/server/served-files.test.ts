// What is served besides the contract: the window's files, articles and their pictures, originals, each under its policy.
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../../src/server/local-server.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { ARTICLE, askPort, type RunningServer, runServer, SECRET_WORD } from './support/running-server.ts';

const folder = tempFolder('linked');
let server: RunningServer;
let cookie: { readonly cookie: string };

beforeAll(async () => {
  server = await runServer();
  cookie = { cookie: (await server.open()).cookie };
});

describe('the window', () => {
  test('is served with a nonce of its own each time, under a policy that knows no other scripts', async () => {
    const [first, second] = [await server.ask('/', { headers: cookie }), await server.ask('/', { headers: cookie })];
    const nonceOf = ({ body }: { body: string }) => /<meta property="csp-nonce" nonce="([^"]+)"/.exec(body)?.[1] ?? '';
    expect(nonceOf(first)).not.toBe(nonceOf(second));
    const policy = String(first.headers['content-security-policy']);
    expect(policy).toContain(`style-src 'self' 'nonce-${nonceOf(first)}'`);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toMatch(/^default-src 'none'.*frame-src 'self'.*frame-ancestors 'none'/);
  });

  test('gives a program the secret in the page', async () => {
    const { body } = await server.ask('/', { headers: server.program });
    expect(body).toMatch(/<meta name="pressmark-secret" content="[\w-]{43}"/);
  });

  test('keeps files whose names carry their hash in the cache, and nothing else', async () => {
    const asset = await server.ask('/assets/index-Ab12Cd34.js', { headers: cookie });
    expect(asset.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    expect((await server.ask('/session.js', { headers: cookie })).headers['cache-control']).toBe('no-store');
  });

  test('has no way out of its folder', async () => {
    const ways = [
      '/../outside.txt',
      '/..%2foutside.txt',
      '/%2e%2e/outside.txt',
      '/assets/../../outside.txt',
      '/assets/..%2f..%2foutside.txt',
      '/..\\outside.txt',
      '/%252e%252e/outside.txt',
      '//etc/passwd',
      '/etc/passwd',
      '/%00/etc/passwd',
      '/..;/outside.txt',
      '/./index.html',
      '/assets/',
      '/assets',
      '/index.html',
      '/link.txt',
      '/linked/outside.txt',
      '/%ff',
      '/a%',
      '*',
    ];
    for (const way of ways) {
      const { status, body } = await server.ask(way, { headers: cookie });
      expect([way, status, body.includes('root:')]).toEqual([way, 404, false]);
    }
  });

  test('serves no link that leads out of its folder', async () => {
    const outside = path.resolve(import.meta.dirname, 'support');
    symlinkSync(outside, path.join(folder, 'linked'));
    symlinkSync(path.join(outside, 'running-server.ts'), path.join(folder, 'link.txt'));
    const linked = await startServer({ service: server.service, window: folder, port: 0, log: () => undefined });
    const headers = { authorization: `Bearer ${linked.token}` };
    for (const way of ['/link.txt', '/linked/running-server.ts', '/linked']) {
      expect((await askPort(Number(new URL(linked.origin).port), way, { headers })).status).toBe(404);
    }
    const page = await askPort(Number(new URL(linked.origin).port), '/', { headers });
    expect([page.status, page.body]).toEqual([503, expect.stringContaining('not built')]);
    await linked.close();
  });
});

describe('an article', () => {
  test('is served as its reading copy, under a policy that runs nothing and lets only our own page frame it', async () => {
    const { status, body, headers } = await server.ask(`/reading/${server.document}`, { headers: cookie });
    expect(status).toBe(200);
    expect(body).toContain(SECRET_WORD);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin",
    );
  });

  test('has its pictures beside it', async () => {
    const { body } = await server.ask(`/reading/${server.document}`, { headers: cookie });
    const source = /<img[^>]* src="([^"]+)"/.exec(body)?.[1] ?? '';
    const address = new URL(source, `${server.origin}/reading/${server.document}`).pathname;
    expect(address).toBe(`/reading/${server.document}/media/1.png`);
    const picture = await server.ask(address, { headers: cookie });
    expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/png']);
    expect(picture.headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('or a picture that is not there is not found', async () => {
    const own = `/reading/${server.document}`;
    const ways = [
      '/reading/zzzzzzzzzzzz',
      `${own}/media/2.png`,
      `${own}/media/..%2freading.html`,
      `${own}/media/reading.html`,
      `${own}/media/..`,
      `${own}/`,
    ];
    for (const way of ways) expect([way, (await server.ask(way, { headers: cookie })).status]).toEqual([way, 404]);
  });

  test('is saved in its original, never shown', async () => {
    const { body, headers } = await server.ask(`/original/${server.document}`, { headers: cookie });
    expect(body).toBe(ARTICLE);
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': expect.stringMatching(
        new RegExp(`^attachment; filename="${server.document}-original.html"`),
      ),
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    expect((await server.ask('/original/zzzzzzzzzzzz', { headers: cookie })).status).toBe(404);
  });
});
