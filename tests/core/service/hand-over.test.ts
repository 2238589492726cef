// Two programs of one person on one archive at once: the one that holds it carries out what the other wants written.
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { initArchive, openArchive, type Service } from '../../../src/core/index.ts';
import type { Door } from '../../../src/core/service/door.ts';
import { PATH_FIELDS } from '../../../src/core/service/hand-over.ts';
import { api, type Item } from '../../../src/shared/api/index.ts';
import { atEnd } from '../../support/at-end.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

interface Pair {
  readonly folder: string;
  readonly state: string;
  /** The window. */
  readonly holder: Service;
  /** The command line, called by another name. */
  readonly other: Service;
}

async function pair(options: { readonly isHeld?: boolean; readonly longPlace?: boolean } = {}): Promise<Pair> {
  const base = testPorts({ now: Date.now });
  const state = options.longPlace ? path.join(base.places.state, 'x'.repeat(90)) : base.places.state;
  const ports = { ...base, places: { ...base.places, state } };
  const folder = path.join(tempFolder('pair'), 'a');
  await initArchive(folder, ports);
  const holder = await openArchive(folder, { ...ports, person: 'Ada' });
  if (options.isHeld !== false) await holder.hold();
  const other = await openArchive(folder, { ...ports, person: 'Grace' });
  atEnd(async () => {
    await other.close();
    await holder.close();
  });
  return { folder, state, holder, other };
}

async function imported(service: Service, sources: string[], stdin?: string): Promise<Item<'documents.import'>[]> {
  const items: Item<'documents.import'>[] = [];
  async function* input() {
    // In pieces that cut characters apart.
    const bytes = Buffer.from(stdin ?? '');
    for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
  }
  await service.call(
    'documents.import',
    { sources, format: stdin === undefined ? 'auto' : 'jsonl' },
    { onItem: (item) => void items.push(item), standardInput: input() },
  );
  return items;
}

describe('while one program holds the archive', () => {
  test('another one’s import, highlight and edit are carried out by it, in the other’s name, and told to its window', async () => {
    const { folder, holder, other } = await pair();
    const told: string[] = [];
    holder.subscribe((event) => void (event.type === 'changed' && told.push(...event.nouns)));
    const lines = Array.from({ length: 40 }, (_, n) =>
      JSON.stringify({ title: `Été ${n}`, text: `Le marché\u2028de la ville ${n}. ${'é'.repeat(200)}` }),
    );
    const items = await imported(other, ['-'], `${lines.join('\n')}\n`);
    expect(items.map(({ status }) => status)).toEqual(lines.map(() => 'imported'));
    expect(items[3]).toMatchObject({ source: '-:4', title: 'Été 3' });
    const document = items[3]?.id as string;
    const annotation = await other.call('annotations.create', { document, quote: 'la ville', note: 'Pourquoi ?' });
    expect(annotation.creator).toEqual({ type: 'Person', name: 'Grace' });
    await other.call('documents.edit', { id: document, addTags: ['ports'] });
    await holder.call('documents.edit', { id: document, addTags: ['mine'] });
    for (const service of [holder, other]) {
      const { items: listed } = await service.call('documents.list', { tag: 'ports' });
      expect(listed).toMatchObject([{ id: document, annotationCount: 1, tags: ['mine', 'ports'] }]);
    }
    expect(new Set(told)).toEqual(new Set(['documents', 'labels', 'annotations']));
    const journals = readdirSync(path.join(folder, 'journal'));
    expect(journals).toHaveLength(1);
    const by = (await readFile(path.join(folder, 'journal', journals[0] as string), 'utf8')).match(/"by":"\w+"/g);
    expect(by?.at(-1)).toBe('"by":"Ada"');
    expect(new Set(by)).toEqual(new Set(['"by":"Grace"', '"by":"Ada"']));
  });

  test('files are named from the caller’s folder, and reported as it named them', async () => {
    const { other } = await pair();
    const place = tempFolder('files');
    await mkdir(path.join(place, 'in'));
    await writeFile(path.join(place, 'in', 'one.txt'), 'Un titre\n\nUn texte assez long pour être lu.');
    await writeFile(path.join(place, 'two.txt'), 'Deux\n\nUn autre texte, assez long aussi.');
    const before = process.cwd();
    process.chdir(place);
    try {
      const items = await imported(other, ['in', 'two.txt', 'absent.txt']);
      expect(items.map(({ source, status }) => `${source} ${status}`)).toEqual([
        'in/one.txt imported',
        'two.txt imported',
        'absent.txt failed',
      ]);
    } finally {
      process.chdir(before);
    }
  });

  test('a failure comes back as the failure it was', async () => {
    const { other } = await pair();
    await expect(other.call('documents.edit', { id: 'absent', addTags: ['x'] })).rejects.toMatchObject({
      name: 'Failure',
      code: 'not-found',
      subject: 'absent',
    });
  });

  test('a call that is stopped stops there, and what it reported stays', async () => {
    const { holder, other } = await pair();
    const stop = new AbortController();
    const reported: string[] = [];
    async function* endless() {
      for (let n = 0; ; n++) yield Buffer.from(`${JSON.stringify({ title: `T ${n}`, text: `Texte ${n}.` })}\n`);
    }
    const call = other.call(
      'documents.import',
      { sources: ['-'], format: 'jsonl' },
      {
        signal: stop.signal,
        standardInput: endless(),
        onItem: ({ id }) => {
          reported.push(id as string);
          if (reported.length === 5) stop.abort(new Error('stopped'));
        },
      },
    );
    await call.catch(() => undefined);
    expect(reported.length).toBeGreaterThanOrEqual(5);
    const { items } = await holder.call('documents.list', { limit: 0 });
    const there = new Set(items.map(({ id }) => id));
    expect(reported.filter((id) => !there.has(id))).toEqual([]);
  });

  test('reading is not handed over, and the archive is free again when the holder closes', async () => {
    const { state, holder, other } = await pair();
    expect((await other.call('documents.list', {})).total).toBe(0);
    await holder.close();
    expect(readdirSync(path.join(state, 'locks')).filter((name) => /door|socket/.test(name))).toEqual([]);
    expect(await imported(other, ['-'], '{"title":"T","text":"Un texte."}\n')).toMatchObject([{ status: 'imported' }]);
  });

  test('a state folder with a long name has its door elsewhere', async () => {
    const { other } = await pair({ longPlace: true });
    expect(await imported(other, ['-'], '{"title":"T","text":"Un texte."}\n')).toMatchObject([{ status: 'imported' }]);
  });
});

describe('the door', () => {
  test('is open to this person only, and to nobody who does not know the word', async () => {
    const { state } = await pair();
    const file = path.join(
      state,
      'locks',
      readdirSync(path.join(state, 'locks')).find((name) => name.endsWith('.door')) as string,
    );
    const { address } = JSON.parse(await readFile(file, 'utf8')) as { address: string };
    if (process.platform !== 'win32') {
      expect((await stat(file)).mode & 0o077).toBe(0);
      expect((await stat(address)).mode & 0o077).toBe(0);
    }
    for (const word of [
      '{"token":"guessed"}\n{"method":"archive.reindex","input":{}}\n',
      'GET / HTTP/1.1\r\n\r\n',
      '{"token":7}\n',
    ]) {
      const answer = await new Promise<string>((resolve) => {
        let text = '';
        const socket = connect(address, () => socket.write(word));
        socket
          .on('data', (bytes) => (text += String(bytes)))
          .on('close', () => resolve(text))
          .on('error', () => undefined);
      });
      expect(answer).toBe('');
    }
  });

  test('ends a call, and nothing else, when its program ends without a word', async () => {
    const { holder, other, state } = await pair();
    const articles = tempFolder('articles');
    for (let n = 0; n < 40; n++) await writeFile(path.join(articles, `${n}.txt`), `Title ${n}\n\nA sentence ${n}.\n`);
    const door = readdirSync(path.join(state, 'locks')).find((name) => name.endsWith('.door')) as string;
    const { address, token } = JSON.parse(await readFile(path.join(state, 'locks', door), 'utf8')) as Door;
    for (let round = 0; round < 3; round++) {
      const socket = connect(address).on('error', () => undefined);
      const call = { method: 'documents.import', input: { sources: [articles] }, person: 'Grace' };
      socket.write(`${JSON.stringify({ token })}\n${JSON.stringify(call)}\n`);
      // What it is told is left unread.
      await once(socket, 'readable');
      socket.destroy();
    }
    expect(await imported(other, ['-'], '{"title":"T","text":"Un texte."}\n')).toMatchObject([{ status: 'imported' }]);
    expect((await holder.call('archive.stats', {})).documents).toBeGreaterThan(0);
  });

  test('left by a process that was killed keeps nobody waiting', async () => {
    const { state, other, holder, folder } = await pair({ isHeld: false });
    const { id } = JSON.parse(await readFile(path.join(folder, 'pressmark.json'), 'utf8')) as { id: string };
    await mkdir(path.join(state, 'locks'), { recursive: true });
    const address = path.join(state, 'locks', `${id}.socket`);
    await writeFile(path.join(state, 'locks', `${id}.door`), JSON.stringify({ address, token: 'x'.repeat(64) }));
    expect(await imported(other, ['-'], '{"title":"T","text":"Un texte."}\n')).toMatchObject([{ status: 'imported' }]);
    await other.close();
    await holder.hold();
    expect(existsSync(address)).toBe(true);
  });
});

test('every path that a writing call takes is known as one', () => {
  const named = Object.entries(api)
    .filter(([, row]) => row.access === 'write')
    .flatMap(([method, row]) =>
      Object.keys((row.input as unknown as { shape: object }).shape)
        .filter((field) => ['file', 'files', 'from', 'path', 'sources', 'to'].includes(field))
        .map((field) => `${method} ${field}`),
    );
  expect(named.sort()).toEqual(
    Object.entries(PATH_FIELDS)
      .flatMap(([method, fields]) => (fields ?? []).map((field) => `${method} ${field}`))
      .sort(),
  );
});
