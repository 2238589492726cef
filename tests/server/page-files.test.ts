// Files and pages: a page can name no file of this computer, and what it exports is handed to it once.
import { pbkdf2 } from 'node:crypto';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Service } from '../../src/core/index.ts';
import { FILE_FIELDS } from '../../src/server/page-files.ts';
import { api } from '../../src/shared/api/index.ts';
import type { Method } from '../../src/shared/api/method.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type RunningServer, runServer } from './support/running-server.ts';

/** Names that inputs have for files of the computer. */
const FILE_WORDS = [
  'to',
  'from',
  'file',
  'files',
  'original',
  'facsimile',
  'sources',
  'folder',
  'path',
  'paths',
  'directory',
];
const PDF = '%PDF-1.7 not printed here';

/** Exports write a file without printing, which would need an engine; everything else is the archive's. */
function withoutPrinting(written: string[]): (service: Service) => Service {
  return (service) =>
    new Proxy(service, {
      get(target, name) {
        if (name !== 'call') {
          const value = Reflect.get(target, name, target) as unknown;
          return typeof value === 'function' ? value.bind(target) : value;
        }
        return async (method: string, input: { to: string; id?: string }, context: object) => {
          if (method !== 'documents.export') return target.call(method as 'documents.list', input as never, context);
          written.push(input.to);
          writeFileSync(input.to, PDF);
          if (input.id === 'fails') throw new Error('the printer broke');
          return { file: input.to, pages: 1 };
        };
      },
    });
}

/** Keeps the threads that read files at work, so that each read waits for its turn. */
function keepDisksBusy(): { end(): Promise<void> } {
  const state = { isOver: false };
  const lanes = Array.from({ length: 8 }, async () => {
    while (!state.isOver) await promisify(pbkdf2)('', '', 50_000, 64, 'sha512');
  });
  return {
    async end() {
      state.isOver = true;
      await Promise.all(lanes);
    },
  };
}

describe('what a page exports', () => {
  const written: string[] = [];
  let server: RunningServer;
  let page: Readonly<Record<string, string>>;
  const exported = async (to: unknown, id = server.document) => server.call('documents.export', { id, to }, page);

  beforeAll(async () => {
    server = await runServer({ wrap: withoutPrinting(written) });
    ({ page } = await server.open());
  });

  test('is fetched once, under the name that was given, and is gone then', async () => {
    const { json } = await exported('Après — “la pluie”.pdf');
    const { file } = json as { file: string };
    expect(file).toMatch(/^\/downloads\/[\w-]{22}\/Apr%C3%A8s/);
    const headers = { cookie: page['cookie'] as string };
    expect((await server.ask(file)).status).toBe(401);
    const download = await server.ask(file, { headers });
    expect([download.status, download.body]).toEqual([200, PDF]);
    expect(download.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="Apr_s _ _la pluie_.pdf"; filename*=UTF-8''Apr%C3%A8s%20%E2%80%94%20%E2%80%9Cla%20pluie%E2%80%9D.pdf`,
    });
    expect((await server.ask(file, { headers })).status).toBe(404);
    await expect.poll(() => existsSync(written.at(-1) as string), { timeout: 20_000 }).toBe(false);
  });

  test('is gone though the file’s end is read long after its last byte has arrived', async () => {
    const { file } = (await exported('slow disk.pdf')).json as { file: string };
    const busy = keepDisksBusy();
    expect((await server.ask(file, { headers: page })).body).toBe(PDF);
    await busy.end();
    await expect.poll(() => existsSync(written.at(-1) as string), { timeout: 20_000 }).toBe(false);
    expect((await server.ask(file, { headers: page })).status).toBe(404);
  });

  test('lies in a folder of its own that nobody else may read', async () => {
    await exported('dossier.pdf');
    const file = written.at(-1) as string;
    expect(path.dirname(path.dirname(file))).toBe(tmpdir());
    expect(path.extname(file)).toBe('.pdf');
    if (process.platform !== 'win32') expect(statSync(path.dirname(file)).mode & 0o077).toBe(0);
  });

  test('has a name and never a place', async () => {
    const before = written.length;
    for (const to of [
      '../x.pdf',
      '/tmp/x.pdf',
      'a/b.pdf',
      'C:\\x.pdf',
      '..',
      '.x.pdf',
      '',
      'x\u0000.pdf',
      7,
      undefined,
      'x'.repeat(300),
    ]) {
      const { status, json } = await exported(to);
      expect([to, status, json]).toMatchObject([to, 422, { error: { code: 'invalid' } }]);
    }
    expect(written.length).toBe(before);
  });

  test('is removed when the export fails', async () => {
    expect((await exported('broken.pdf', 'fails')).status).toBe(500);
    expect(existsSync(written.at(-1) as string)).toBe(false);
  });

  test('is not told in what is told of requests', async () => {
    const { file } = (await exported('quiet.pdf')).json as { file: string };
    await server.ask(file, { headers: page });
    const key = file.split('/')[2] as string;
    await expect.poll(() => server.requests.at(-1)?.path).toBe('/downloads/…/quiet.pdf');
    expect(JSON.stringify(server.requests)).not.toContain(key);
  });

  test('is deleted when the server stops', async () => {
    await exported('left.pdf');
    const folder = path.dirname(written.at(-1) as string);
    expect(readdirSync(folder).length).toBeGreaterThan(0);
    await server.close();
    expect(existsSync(folder)).toBe(false);
  });
});

describe('what a page may not read', () => {
  let server: RunningServer;
  let page: Readonly<Record<string, string>>;
  const folder = tempFolder('paths');
  const file = path.join(folder, 'private.txt');

  beforeAll(async () => {
    writeFileSync(file, 'A private text\nthat no page may have.');
    server = await runServer();
    ({ page } = await server.open());
  });

  test('files of the computer, standard input and addresses that lead to them', async () => {
    for (const source of [file, '-', folder, `file://${file}`, 'relative.txt', 'httpx', '../http://x']) {
      const { status, json } = await server.call('documents.import', { sources: [source] }, page);
      expect([source, status, json]).toMatchObject([source, 422, { error: { code: 'invalid' } }]);
    }
    const annotations = await server.call('annotations.import', { file }, page);
    expect([annotations.status, annotations.json]).toMatchObject([422, { error: { code: 'invalid' } }]);
  });

  test('nor may it have an original written somewhere', async () => {
    const original = path.join(folder, 'stolen.html');
    const { status } = await server.call('documents.show', { ids: [server.document], original }, page);
    expect([status, existsSync(original)]).toEqual([422, false]);
  });

  test('what it sends whole and what lies on the web pass', async () => {
    const dropped = { contents: [{ name: 'dropped.txt', text: 'Dropped\nfrom a desk.' }] };
    expect((await server.call('documents.import', dropped, page)).json).toMatchObject({ output: { imported: 1 } });
    const { json } = await server.call('documents.import', { sources: ['https://127.0.0.1:1/'] }, page);
    expect(json).toMatchObject({ items: [{ source: 'https://127.0.0.1:1/' }] });
  });

  test('a program names paths', async () => {
    const original = path.join(folder, 'original.html');
    expect((await server.call('documents.import', { sources: [file] })).json).toMatchObject({
      output: { imported: 1 },
    });
    expect((await server.call('documents.show', { ids: [server.document], original })).status).toBe(200);
    expect(existsSync(original)).toBe(true);
  });
});

test('every field of the contract that names a file has a rule for pages', () => {
  const found = Object.entries(api).flatMap(([name, row]) => {
    const { properties = {} } = z.toJSONSchema((row as Method).input, { io: 'input', unrepresentable: 'any' });
    return Object.keys(properties)
      .filter((field) => FILE_WORDS.includes(field))
      .map((field) => `${name} ${field}`);
  });
  const known = Object.entries(FILE_FIELDS).flatMap(([name, fields]) =>
    Object.keys(fields).map((field) => `${name} ${field}`),
  );
  expect(found.sort()).toEqual(known.sort());
});
