// Who is let in: raw requests over HTTP, from a stranger's to the page's own.
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import { type RunningServer, runServer, SECRET_WORD } from './support/running-server.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
let server: RunningServer;

beforeAll(async () => {
  server = await runServer();
});

describe('the way in', () => {
  test('the opened address works once', async () => {
    const address = server.url.slice(server.origin.length);
    expect((await server.ask(address.replace(/code=..../, 'code=0000'))).status).toBe(403);
    const first = await server.ask(address);
    expect(first.status).toBe(303);
    expect(first.headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^pressmark-${server.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
    const again = await server.ask(address);
    expect([again.status, again.headers['set-cookie'], again.headers['location']]).toEqual([403, undefined, undefined]);
  });

  test('a program gets in by its token and by no other words', async () => {
    expect((await server.call('archive.stats', {})).status).toBe(200);
    for (const wrong of [
      '',
      'Bearer',
      'Bearer wrong',
      `Bearer ${server.token}x`,
      `Basic ${server.token}`,
      'Bearer undefined',
      server.token,
    ]) {
      expect((await server.call('archive.stats', {}, { authorization: wrong })).status).toBe(401);
    }
  });

  test('nobody is let in without token or cookie, to any place, and nothing is told', async () => {
    const places = ['/', '/api/openapi.json', '/api/events', '/session.js', '/assets/index-Ab12Cd34.js', '/nowhere'];
    for (const place of [...places, `/reading/${server.document}`, `/original/${server.document}`]) {
      const answer = await server.ask(place);
      expect([place, answer.status]).toEqual([place, 401]);
      expect(answer.body).not.toMatch(new RegExp(`${SECRET_WORD}|pressmark-secret`));
    }
    const call = await server.call('documents.list', {}, { origin: server.origin });
    expect([call.status, call.json]).toMatchObject([401, { error: { code: 'unavailable' } }]);
  });
});

describe('the page', () => {
  let opened: Awaited<ReturnType<RunningServer['open']>>;
  let other: RunningServer;

  beforeAll(async () => {
    other = await runServer();
    opened = await other.open();
  });

  test('calls methods with its cookie and its secret; neither is enough alone', async () => {
    expect((await other.call('archive.stats', {}, opened.page)).status).toBe(200);
    for (const half of [{ cookie: opened.cookie }, { 'x-pressmark-secret': opened.secret }]) {
      expect((await other.call('archive.stats', {}, half)).status).toBe(401);
    }
  });

  test('a wrong token is not helped by a right cookie', async () => {
    const headers = { ...opened.page, authorization: 'Bearer wrong' };
    expect((await other.call('archive.stats', {}, headers)).status).toBe(401);
  });

  test('a stolen cookie does not give the secret that calls need', async () => {
    const page = await other.ask('/', { headers: { cookie: opened.cookie } });
    expect(page.status).toBe(200);
    expect(page.body).toContain('<meta name="pressmark-secret" content="" />');
    const script = await other.ask('/session.js', { headers: { cookie: opened.cookie } });
    expect(page.body + script.body).not.toContain(opened.secret);
  });

  test('is found among cookies that others have set under the same name', async () => {
    const cookie = `pressmark-${other.port}=planted; a=b; ${opened.cookie}`;
    expect((await other.call('archive.stats', {}, { ...opened.page, cookie })).status).toBe(200);
  });

  test('of a server that was started anew is told to open again', async () => {
    const answer = await server.call('archive.stats', {}, opened.page);
    expect([answer.status, answer.json]).toMatchObject([401, { error: { remedy: expect.stringContaining('serve') } }]);
  });
});

describe('names and origins', () => {
  test('all three names of this computer are ours, and no other', async () => {
    const { port, program } = server;
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
      expect((await server.ask('/', { headers: { ...program, host } })).status).toBe(200);
    }
    const strange = [
      'evil.test',
      `evil.test:${port}`,
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1.evil.test:${port}`,
      `0.0.0.0:${port}`,
    ];
    for (const host of strange) {
      expect([host, (await server.ask('/', { headers: { ...program, host } })).status]).toEqual([host, 421]);
    }
  });

  test('a request with two names, or for another server, is refused', async () => {
    const own = `127.0.0.1:${server.port}`;
    const raw = (head: string) => rawStatus(server.port, `${head}\r\nAuthorization: Bearer ${server.token}\r\n\r\n`);
    expect(await raw(`GET / HTTP/1.1\r\nHost: ${own}\r\nHost: evil.test`)).toBeGreaterThanOrEqual(400);
    expect(await raw('GET / HTTP/1.1\r\nHost: evil.test')).toBe(421);
    expect(await raw(`GET http://${own}/ HTTP/1.1\r\nHost: ${own}`)).toBe(404);
    expect(await raw('GET / HTTP/1.1')).toBe(400);
  });

  test('another origin is refused even with the token, for reading and for writing', async () => {
    const { origin, port } = server;
    const strange = [
      'https://evil.test',
      'null',
      `https://127.0.0.1:${port}`,
      `${origin}.evil.test`,
      'http://127.0.0.1:1',
      `http://localhost:${port}`,
    ];
    for (const each of strange) {
      const headers = { ...server.program, origin: each };
      expect([each, (await server.call('documents.list', {}, headers)).status]).toEqual([each, 403]);
      expect([each, (await server.ask('/', { headers })).status]).toEqual([each, 403]);
    }
    expect((await server.call('documents.list', {}, { ...server.program, origin })).status).toBe(200);
  });

  test('what a browser says was started elsewhere is refused', async () => {
    for (const site of ['cross-site', 'same-site', 'anything']) {
      expect((await server.ask('/', { headers: { ...server.program, 'sec-fetch-site': site } })).status).toBe(403);
    }
    expect((await server.ask('/', { headers: { ...server.program, 'sec-fetch-site': 'none' } })).status).toBe(200);
  });

  test('no answer permits another origin anything', async () => {
    const asking = { origin: 'https://evil.test', 'access-control-request-method': 'POST' };
    const answers = [
      await server.ask('/api/documents.list', { method: 'OPTIONS', headers: asking }),
      await server.ask('/api/documents.list', { method: 'OPTIONS', headers: server.program }),
      await server.ask('/', { headers: server.program }),
    ];
    for (const { headers } of answers) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
    }
  });
});

test('what is told of requests names no secret', async () => {
  await server.ask(`/open?code=${server.token}`);
  await server.call('archive.stats', {});
  const told = JSON.stringify(server.requests);
  expect(told).toContain('/api/archive.stats');
  for (const secret of [server.token, 'code=']) expect(told).not.toContain(secret);
  expect(server.requests.find(({ path }) => path === '/api/archive.stats')).toMatchObject({
    method: 'POST',
    status: expect.any(Number),
    ms: expect.any(Number),
  });
});

test('the same server answers on both loopback addresses, where the system has both', async () => {
  const answer = await server.ask('/', { host: '::1', headers: server.program }).catch((error: Error) => error);
  if (answer instanceof Error) return console.log('skipped: this system has no ::1');
  expect(answer.status).toBe(200);
});

test('bodies that are not JSON are refused', async () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
  ]) {
    const headers = { ...server.program, 'content-type': type };
    expect((await server.ask('/api/archive.stats', { method: 'POST', headers, body: '{}' })).status).toBe(415);
  }
  for (const body of ['{', '', 'null', '[]', '"x"', '\u0000']) {
    const headers = { ...server.program, ...JSON_TYPE };
    expect((await server.ask('/api/documents.list', { method: 'POST', headers, body })).status).toBe(400);
  }
});

function rawStatus(port: number, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').once('data', (answer: string) => {
      resolve(Number(answer.split(' ')[1]));
      socket.destroy();
    });
    socket.once('error', reject);
  });
}
