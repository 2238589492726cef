// Methods of the contract over HTTP: what a program or a page sends, and what comes back.
import { beforeAll, describe, expect, test } from 'vitest';
import { METHOD_NAMES } from '../../src/shared/api/names.ts';
import { FAILURES } from '../../src/shared/errors.ts';
import { ARTICLE, type RunningServer, runServer, SECRET_WORD } from './support/running-server.ts';

const LINES = { accept: 'application/x-ndjson' };
let server: RunningServer;

beforeAll(async () => {
  server = await runServer();
});

describe('a call', () => {
  test('gives the method’s output as JSON', async () => {
    const { status, json, headers } = await server.call('documents.list', { limit: 1 });
    expect([status, headers['content-type']]).toEqual([200, 'application/json']);
    expect(json).toMatchObject({ total: expect.any(Number), items: [{ title: `The ${SECRET_WORD} returns` }] });
  });

  test('that fails gives the failure and the status of its code', async () => {
    const missing = await server.call('annotations.note', { document: 'zzzzzzzzzzzz', note: 'x' });
    expect([missing.status, missing.json]).toMatchObject([
      404,
      { error: { code: 'not-found', subject: 'zzzzzzzzzzzz' } },
    ]);
    const wrong = await server.call('documents.list', { limit: 'many' });
    expect([wrong.status, wrong.json]).toMatchObject([FAILURES.usage.httpStatus, { error: { code: 'usage' } }]);
  });

  test('of a method that is not there is not found, whatever its name', async () => {
    for (const name of ['documents.forge', 'constructor', '__proto__', 'toString']) {
      expect((await server.call(name, {})).status).toBe(404);
    }
  });

  test('by GET is refused and changes nothing', async () => {
    const headers = server.program;
    expect((await server.ask('/api/documents.purge', { headers })).status).toBe(405);
    expect((await server.ask('/api/documents.purge', { method: 'PUT', headers })).status).toBe(405);
  });
});

describe('the size of a call', () => {
  test('is limited to a megabyte, told ahead or not', async () => {
    const query = 'x'.repeat(2 ** 20);
    expect((await server.call('search.query', { query })).status).toBe(413);
    const chunked = await server.call('search.query', { query }, { ...server.program, 'transfer-encoding': 'chunked' });
    expect([chunked.status, chunked.json]).toMatchObject([413, { error: { code: 'too-large' } }]);
  });

  test('may be larger for what is imported', async () => {
    const text = `A long article\n${'It goes on and on. '.repeat(120_000)}`;
    const { status, json } = await server.call('documents.import', { contents: [{ name: 'long.txt', text }] });
    expect([status, json]).toMatchObject([200, { output: { imported: 1 }, items: [{ status: 'imported' }] }]);
  });

  test('of a stranger is not even read', async () => {
    const body = { contents: [{ name: 'x.txt', text: 'x'.repeat(2 ** 21) }] };
    expect((await server.call('documents.import', body, {})).status).toBe(401);
  });
});

describe('items', () => {
  test('come with the output, or a line each to who asks for lines', async () => {
    const input = { ids: [server.document, 'zzzzzzzzzzzz'] };
    const whole = await server.call('documents.show', input);
    expect(whole.json).toMatchObject({
      items: [{ id: server.document }, { error: { code: 'not-found' } }],
      output: { failed: 1 },
    });
    const lines = await server.call('documents.show', input, { ...server.program, ...LINES });
    expect(lines.headers['content-type']).toBe('application/x-ndjson');
    expect(
      lines.body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { item: { id: server.document } },
      { item: { error: { code: 'not-found' } } },
      { output: { failed: 1 } },
    ]);
  });

  test('asked for as lines, a failure before the first still has its status', async () => {
    const answer = await server.call('documents.show', { ids: ['zzzzzzzzzzzz'] }, { ...server.program, ...LINES });
    expect([answer.status, answer.json]).toMatchObject([404, { error: { code: 'not-found' } }]);
  });
});

describe('a job', () => {
  test('tells its items as events under its name', async () => {
    const told: unknown[] = [];
    const end = server.service.subscribe((event) => told.push(event));
    const headers = { ...server.program, 'x-pressmark-job': 'import-1' };
    await server.call('documents.import', { contents: [{ name: 'again.html', text: ARTICLE }] }, headers);
    end();
    expect(told).toContainEqual({
      type: 'item',
      job: 'import-1',
      item: expect.objectContaining({ status: 'duplicate' }),
    });
  });

  test('with a name that is none is refused', async () => {
    const headers = { ...server.program, 'x-pressmark-job': 'no name' };
    expect((await server.call('archive.stats', {}, headers)).status).toBe(400);
  });
});

test('the description names every method with its input, and every reference leads somewhere', async () => {
  const { json } = await server.ask('/api/openapi.json', { headers: server.program });
  const description = json as {
    openapi: string;
    paths: Record<string, { post: { operationId: string; summary: string } }>;
  };
  expect(description.openapi).toBe('3.1.1');
  expect(Object.keys(description.paths)).toEqual(METHOD_NAMES.map((name) => `/api/${name}`));
  expect(description.paths['/api/search.query']).toMatchObject({
    post: {
      summary: 'Finds documents by words, phrases and filters.',
      requestBody: { content: { 'application/json': { schema: { type: 'object', required: ['query'] } } } },
    },
  });
  const references = JSON.stringify(json).match(/"\$ref":"([^"]*)"/g) ?? [];
  expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Failure"']));
});
