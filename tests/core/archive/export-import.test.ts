// The whole archive as one file and back: what comes back is equal, in any archive and after any accident.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { Archive } from '../../../src/core/archive/archive.ts';
import { deviceId } from '../../../src/core/archive/device.ts';
import { sha256Hex } from '../../../src/core/archive/digest.ts';
import { nodeFiles } from '../../../src/core/archive/node-files.ts';
import { verifyArchive } from '../../../src/core/archive/verify.ts';
import type { FileLayer } from '../../../src/core/ports.ts';
import { filesOf } from '../../support/archive-files.ts';
import { doSteps, emptyArchive, type OpenedArchive, openedArchive, type Step } from '../../support/made-archive.ts';
import { pulledOutFiles } from '../../support/pulled-out-files.ts';
import { recordsOf } from '../../support/records-of.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

/** One of everything. */
const STEPS: readonly Step[] = [
  { do: 'capture', word: 'brume' },
  { do: 'capture', word: 'marée' },
  { do: 'capture', word: '港湾' },
  { do: 'capture', word: 'brume', recapture: 0 },
  { do: 'tag', to: 0, label: 'énergie' },
  { do: 'collect', to: 1, label: 'Ports' },
  { do: 'highlight', to: 0, text: 'à vérifier' },
  { do: 'edit-note', to: 0, text: 'vérifié' },
  { do: 'highlight', to: 1, text: 'autre' },
  { do: 'read-again', to: 1 },
  { do: 'choose-first', to: 1 },
  { do: 'dossier', to: 0, text: 'Estuaire' },
  { do: 'dossier', to: 1, text: 'Ports' },
  { do: 'remove', to: 2 },
];

async function made(steps: readonly Step[] = STEPS): Promise<OpenedArchive> {
  const archive = await emptyArchive();
  await doSteps(archive, steps);
  return archive;
}

async function exported(archive: OpenedArchive, options: { collection?: string } = {}): Promise<string> {
  const to = path.join(tempFolder('export'), 'press.wacz');
  await archive.service.call('archive.export', { to, ...options });
  return to;
}

async function closed({
  service,
  folder,
  ports,
}: OpenedArchive): Promise<{ records: unknown; files: Record<string, string> }> {
  await service.close();
  const archive = await Archive.open(folder, ports);
  // From the files alone: a catalogue that lived through a purge still knows what was in it.
  await archive.rebuild();
  const records = recordsOf(archive.catalogue);
  await archive.close();
  return { records, files: await filesOf(folder) };
}

async function damageOf({ workspace, ports, folder }: OpenedArchive) {
  const device = await deviceId(ports.places.config, ports.randomBytes);
  const { damaged, journal } = await verifyArchive(folder, workspace.archive.catalogue, { device, nowMs: ports.now() });
  return [...damaged, ...journal.damagedLines];
}

describe('an export', () => {
  test('is a zip whose every file is in a manifest, with its digest and size', async () => {
    const archive = await made();
    const file = await exported(archive);
    const members = new Map(Object.entries(unzipSync(readFileSync(file))));
    const text = (name: string) => Buffer.from(members.get(name) ?? []).toString('utf8');
    const listed = ['manifest-sha256.txt', 'tagmanifest-sha256.txt'].flatMap((name) =>
      text(name).trimEnd().split('\n'),
    );
    for (const line of listed) {
      const [sha256, name = ''] = line.split('  ');
      expect([name, sha256Hex(members.get(name) as Uint8Array)]).toEqual([name, sha256]);
    }
    expect(listed.map((line) => line.split('  ')[1]).sort()).toEqual(
      [...members.keys()].filter((name) => name !== 'tagmanifest-sha256.txt').sort(),
    );
    const payload = [...members].filter(([name]) => name.startsWith('data/'));
    const octets = payload.reduce((sum, [, bytes]) => sum + bytes.length, 0);
    expect(text('bag-info.txt')).toContain(`Payload-Oxum: ${octets}.${payload.length}\n`);
    const { profile, resources } = JSON.parse(text('datapackage.json')) as {
      profile: string;
      resources: { path: string; hash: string; bytes: number }[];
    };
    expect(profile).toBe('wacz');
    for (const { path: name, hash, bytes } of resources) {
      const content = members.get(name) as Uint8Array;
      expect([name, `sha256:${sha256Hex(content)}`, content.length]).toEqual([name, hash, bytes]);
    }
    const later = ['datapackage.json', 'datapackage-digest.json', 'tagmanifest-sha256.txt'];
    expect(resources.map((each) => each.path).sort()).toEqual(
      [...members.keys()].filter((name) => !later.includes(name)).sort(),
    );
    expect(JSON.parse(text('datapackage-digest.json'))).toEqual({
      path: 'datapackage.json',
      hash: `sha256:${sha256Hex(members.get('datapackage.json') as Uint8Array)}`,
    });
    await archive.service.close();
  });

  test('has its payload as the archive folder, byte for byte', async () => {
    const archive = await made();
    const file = await exported(archive);
    const payload = Object.entries(unzipSync(readFileSync(file)))
      .filter(([name]) => name.startsWith('data/') && name !== 'data/pressmark.json')
      .map(([name, bytes]) => [name.slice('data/'.length), sha256Hex(bytes)]);
    expect(Object.fromEntries(payload)).toEqual(await filesOf(archive.folder));
    await archive.service.close();
  });

  test('shows web archives the pages with their original bytes', async () => {
    const archive = await made();
    const members = unzipSync(readFileSync(await exported(archive)));
    const text = (name: string) => Buffer.from(members[name] as Uint8Array).toString('utf8');
    const [head, ...pages] = text('pages/pages.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(head).toEqual({ format: 'json-pages-1.0', id: 'pages', title: 'All Pages' });
    expect(pages.map(({ title }) => title)).toEqual(['Un titre de brume', 'Un titre de marée']);
    const warc = members['archive/data.warc.gz'] as Uint8Array;
    const lines = text('indexes/index.cdxj').trimEnd().split('\n');
    expect(lines).toEqual([...lines].sort());
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      const { offset, length, url, digest } = JSON.parse(line.slice(line.indexOf('{')));
      const record = gunzipSync(warc.subarray(Number(offset), Number(offset) + Number(length)));
      const end = record.indexOf('\r\n\r\n') + 4;
      const headers = record.toString('utf8', 0, end);
      expect(headers).toMatch(/^WARC\/1\.1\r\nWARC-Type: resource\r\n/);
      expect(headers).toContain(`WARC-Target-URI: ${url}\r\n`);
      const size = Number(/Content-Length: (\d+)/.exec(headers)?.[1]);
      expect(record.length).toBe(end + size + 4);
      expect(`sha256:${sha256Hex(record.subarray(end, end + size))}`).toBe(digest);
    }
    await archive.service.close();
  });

  test('has records for reference managers and annotations for readers of W3C’s', async () => {
    const archive = await made();
    const members = unzipSync(readFileSync(await exported(archive)));
    const json = (name: string) => JSON.parse(Buffer.from(members[name] as Uint8Array).toString('utf8'));
    expect(json('records/csl.json')).toMatchObject([
      { type: 'article-newspaper', title: 'Un titre de brume', 'container-title': 'Le Courrier', language: 'fr' },
      { title: 'Un titre de marée' },
    ]);
    expect(json('annotations/annotations.jsonld')).toEqual(await archive.service.call('annotations.list', {}));
    await archive.service.close();
  });

  test.skipIf(process.platform === 'win32')('is accepted by the system’s own programs', async () => {
    const archive = await made();
    const file = await exported(archive);
    const checks: readonly (readonly [string, readonly string[], string])[] = [
      ['unzip', ['-qt', file], path.dirname(file)],
      [
        'python3',
        ['-c', 'import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)', file],
        '.',
      ],
      [
        'sha256sum',
        ['-c', '--strict', '--quiet', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'],
        await unpacked(file),
      ],
    ];
    for (const [program, args, cwd] of checks) {
      try {
        execFileSync(program, args, { cwd, stdio: 'pipe' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        console.warn(`skipped: no ${program} on this machine`);
      }
    }
    await archive.service.close();
  });

  test('of an archive with a missing and a changed capture goes out, and says so', async () => {
    const archive = await made();
    const [first = '', second = ''] = Object.keys(await filesOf(archive.folder)).filter((name) =>
      name.startsWith('captures/'),
    );
    await rm(path.join(archive.folder, first));
    await flip(path.join(archive.folder, second), 40);
    const to = path.join(tempFolder('export'), 'press.wacz');
    const report = await archive.service.call('archive.export', { to });
    expect(report).toMatchObject({ missing: [first], changed: [second], captures: 4 });
    await archive.service.close();
  });

  test('of a collection is an archive of its documents, their annotations and whole dossiers', async () => {
    const archive = await made();
    const target = await emptyArchive();
    const file = await exported(archive, { collection: 'Ports' });
    expect(await target.service.call('archive.import', { file })).toMatchObject({
      documents: 1,
      captures: { added: 2 },
    });
    const { items } = await target.service.call('documents.list', {});
    expect(items).toMatchObject([{ title: 'Un titre de marée', collections: ['Ports'], annotationCount: 1 }]);
    expect(await target.service.call('dossiers.list', {})).toMatchObject([{ name: 'Ports' }]);
    expect(await damageOf(target)).toEqual([]);
    await archive.service.close();
    await target.service.close();
  });

  test('of an unknown collection is not-found, and leaves no file', async () => {
    const archive = await made([]);
    const to = path.join(tempFolder('export'), 'press.wacz');
    await expect(archive.service.call('archive.export', { to, collection: 'Nichts' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await readdir(path.dirname(to))).toEqual([]);
    await archive.service.close();
  });

  test('that the disk refuses is told, and leaves the earlier export as it was', async () => {
    const archive = await made();
    const to = await exported(archive);
    const before = sha256Hex(await readFile(to));
    const full: FileLayer = { ...nodeFiles, open: async (file, flags) => failing(await nodeFiles.open(file, flags)) };
    const again = await openedArchive(archive.folder, { ...archive.ports, files: full });
    await expect(again.service.call('archive.export', { to })).rejects.toMatchObject({ code: 'unavailable' });
    expect(sha256Hex(await readFile(to))).toBe(before);
    expect(await readdir(path.dirname(to))).toEqual([path.basename(to)]);
    await archive.service.close();
    await again.service.close();
  });
});

describe('an import', () => {
  test('into an empty archive gives an equal one', async () => {
    const source = await made();
    const target = await emptyArchive();
    const file = await exported(source);
    const report = await target.service.call('archive.import', { file });
    expect(report).toMatchObject({ documents: 2, captures: { added: 5, known: 0, repaired: 0 } });
    expect(await damageOf(target)).toEqual([]);
    expect(await closed(target)).toEqual(await closed(source));
  });

  test('export → import is the identity for archives made of any steps', async () => {
    const to = fc.nat({ max: 5 });
    const label = fc.constantFrom('énergie', '港', 'a b');
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('capture' as const),
          word: fc.constantFrom('brume', 'marée', '港湾'),
          recapture: fc.option(to, { nil: undefined }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constantFrom('tag' as const, 'untag' as const, 'collect' as const), to, label }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constantFrom('retitle' as const, 'highlight' as const, 'edit-note' as const, 'dossier' as const),
          to,
          text,
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constantFrom('remove' as const, 'restore' as const, 'read-again' as const, 'choose-first' as const),
          to,
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('purge' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const source = await made(steps);
        const target = await emptyArchive();
        await target.service.call('archive.import', { file: await exported(source) });
        expect(await damageOf(target)).toEqual([]);
        expect(await closed(target)).toEqual(await closed(source));
      }),
      { numRuns: 25 },
    );
  });

  test('again changes nothing', async () => {
    const source = await made();
    const target = await emptyArchive();
    const file = await exported(source);
    await target.service.call('archive.import', { file });
    const before = await filesOf(target.folder);
    expect(await target.service.call('archive.import', { file })).toMatchObject({
      captures: { added: 0, known: 5, repaired: 0 },
      lines: { added: 0 },
    });
    expect(await filesOf(target.folder)).toEqual(before);
    await source.service.close();
    await target.service.close();
  });

  test('into an archive with its own documents merges, whichever way round', async () => {
    const [one, two] = [
      await made(),
      await made([
        { do: 'capture', word: 'quai' },
        { do: 'tag', to: 0, label: 'ports' },
      ]),
    ];
    const [ofOne, ofTwo] = [await exported(one), await exported(two)];
    await one.service.call('archive.import', { file: ofTwo });
    await two.service.call('archive.import', { file: ofOne });
    expect(await damageOf(one)).toEqual([]);
    const [left, right] = [await closed(one), await closed(two)];
    expect(left.records).toEqual(right.records);
    expect((left.records as { documents: unknown[] }).documents).toHaveLength(4);
  });

  test('two copies of an archive that went apart are the same again after each has taken in the other', async () => {
    const to = fc.nat({ max: 5 });
    const step: fc.Arbitrary<Step> = fc.oneof(
      fc.record({ do: fc.constant('capture' as const), word: fc.constantFrom('quai', 'phare') }),
      fc.record({ do: fc.constantFrom('tag' as const, 'untag' as const), to, label: fc.constantFrom('énergie', '港') }),
      fc.record({
        do: fc.constantFrom('retitle' as const, 'highlight' as const, 'edit-note' as const),
        to,
        text: fc.constantFrom('a', 'é', '港'),
      }),
      fc.record({ do: fc.constantFrom('remove' as const, 'restore' as const), to }),
    );
    const apart = fc.array(step, { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(apart, apart, async (here, there) => {
        const [one, two] = [await made(), await emptyArchive()];
        await two.service.call('archive.import', { file: await exported(one) });
        const documents = one.workspace.archive.catalogue
          .all<{ id: string }>('select id from document')
          .map(({ id }) => id);
        await doSteps(one, here, documents);
        await doSteps(two, there, documents);
        const [ofOne, ofTwo] = [await exported(one), await exported(two)];
        await one.service.call('archive.import', { file: ofTwo });
        await two.service.call('archive.import', { file: ofOne });
        expect([...(await damageOf(one)), ...(await damageOf(two))]).toEqual([]);
        expect((await closed(one)).records).toEqual((await closed(two)).records);
      }),
      { numRuns: 12 },
    );
  });

  test('brings only what was written since into the archive that it came from', async () => {
    const source = await made();
    const target = await emptyArchive();
    await target.service.call('archive.import', { file: await exported(source) });
    await doSteps(source, [
      { do: 'capture', word: 'quai' },
      { do: 'highlight', to: 0, text: 'neu' },
    ]);
    const report = await target.service.call('archive.import', { file: await exported(source) });
    expect(report).toMatchObject({ documents: 3, captures: { added: 1, known: 5 }, lines: { added: 2 } });
    expect((await closed(target)).records).toEqual((await closed(source)).records);
  });

  test('what is written after it comes later than what it brought', async () => {
    const ahead = testPorts({ now: () => Date.UTC(2026, 0, 2, 20) });
    const source = await emptyArchive(ahead);
    const [id = ''] = await doSteps(source, [
      { do: 'capture', word: 'brume' },
      { do: 'retitle', to: 0, text: 'Avant' },
    ]);
    const target = await emptyArchive();
    await target.service.call('archive.import', { file: await exported(source) });
    expect(await target.service.call('documents.edit', { id, fields: { title: 'Après' } })).toMatchObject({
      title: 'Après',
    });
    await source.service.close();
    await target.service.close();
  });

  test('brings back captures that are damaged or missing here', async () => {
    const archive = await made();
    const file = await exported(archive);
    const before = await filesOf(archive.folder);
    const [first = '', second = ''] = Object.keys(before).filter((name) => name.startsWith('captures/'));
    await rm(path.join(archive.folder, first));
    await flip(path.join(archive.folder, second), 40);
    expect(await archive.service.call('archive.import', { file })).toMatchObject({
      captures: { added: 0, repaired: 2 },
    });
    expect(await filesOf(archive.folder)).toEqual(before);
    expect(await damageOf(archive)).toEqual([]);
    await archive.service.close();
  });

  test('does not bring back what was purged here since', async () => {
    const archive = await made();
    const file = await exported(archive);
    await archive.service.call('documents.purge', {});
    const before = await filesOf(archive.folder);
    expect(await archive.service.call('archive.import', { file })).toMatchObject({
      captures: { added: 0, repaired: 0 },
    });
    expect(await filesOf(archive.folder)).toEqual(before);
    await archive.service.close();
  });

  test('keeps a sound capture where the export’s is damaged', async () => {
    const archive = await made();
    const before = await filesOf(archive.folder);
    const [first = ''] = Object.keys(before).filter((name) => name.startsWith('captures/'));
    const sound = await readFile(path.join(archive.folder, first));
    await flip(path.join(archive.folder, first), 40);
    const file = await exported(archive);
    await writeFile(path.join(archive.folder, first), sound);
    await archive.service.call('archive.import', { file });
    expect(await filesOf(archive.folder)).toEqual(before);
    await archive.service.close();
  });
});

describe('accidents', () => {
  test('an export or import that is stopped leaves nothing of it', async () => {
    const source = await made();
    const to = path.join(tempFolder('export'), 'press.wacz');
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error('stopped'));
    await expect(source.service.call('archive.export', { to }, { signal: stop.signal, onProgress })).rejects.toThrow(
      'stopped',
    );
    expect(await readdir(path.dirname(to))).toEqual([]);
    const file = await exported(source);
    const target = await emptyArchive();
    const before = await filesOf(target.folder);
    for (const after of [1, 25]) {
      const late = new AbortController();
      let steps = 0;
      const count = () => void (++steps === after && late.abort(new Error('stopped')));
      await expect(
        target.service.call('archive.import', { file }, { signal: late.signal, onProgress: count }),
      ).rejects.toThrow('stopped');
      expect(await filesOf(target.folder)).toEqual(before);
    }
    await target.service.call('archive.import', { file });
    expect((await closed(target)).records).toEqual((await closed(source)).records);
  });

  test('a file cut short or with a changed byte is refused, or gives the whole', async () => {
    const source = await made();
    const bytes = await readFile(await exported(source));
    const whole = (await closed(source)).records;
    const damage = fc.oneof(
      fc.record({ at: fc.nat({ max: bytes.length - 1 }), with: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ cut: fc.nat({ max: bytes.length - 1 }) }),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        const damaged = 'cut' in how ? bytes.subarray(0, how.cut) : Buffer.from(bytes);
        if ('at' in how) damaged[how.at] = (damaged[how.at] as number) ^ how.with;
        const file = path.join(tempFolder('damaged'), 'x.wacz');
        await writeFile(file, damaged);
        const target = await emptyArchive();
        const before = await filesOf(target.folder);
        const code = await target.service.call('archive.import', { file }).then(
          () => 'imported',
          (error: { code: string }) => error.code,
        );
        if (code === 'imported') expect((await closed(target)).records).toEqual(whole);
        else {
          expect(['damaged', 'invalid', 'newer-format']).toContain(code);
          await target.service.close();
          expect(await filesOf(target.folder)).toEqual(before);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a disk that fails at any step of an import leaves all of it or nothing', async () => {
    const source = await made();
    const file = await exported(source);
    const whole = (await closed(source)).records;
    const outcomes = new Set<string>();
    for (let step = 1; ; step++) {
      const target = await emptyArchive();
      const empty = await filesOf(target.folder);
      await target.service.close();
      const { files, arm } = pulledOutFiles();
      const broken = await openedArchive(target.folder, { ...target.ports, files });
      await broken.workspace.archive.writer();
      arm(step);
      const result = await broken.service.call('archive.import', { file }).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
      await broken.service.close().catch(() => undefined);
      const after = await openedArchive(target.folder, target.ports);
      const isEmpty = JSON.stringify(await filesOf(target.folder)) === JSON.stringify(empty);
      if (!isEmpty) expect(recordsOf(after.workspace.archive.catalogue)).toEqual(whole);
      expect((await readdir(target.folder)).filter((name) => name.startsWith('.'))).toEqual([]);
      outcomes.add(`${result} ${isEmpty ? 'nothing' : 'all'}`);
      await after.service.close();
      if (result === 'done') break;
      expect(result).toBe('unavailable');
    }
    expect([...outcomes]).toEqual(expect.arrayContaining(['unavailable nothing', 'unavailable all', 'done all']));
  });
});

async function unpacked(zip: string): Promise<string> {
  const folder = tempFolder('bag');
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[at] = (bytes[at] as number) ^ 1;
  await writeFile(file, bytes);
}

/** A file that can be opened and not written. */
function failing(handle: Awaited<ReturnType<FileLayer['open']>>): Awaited<ReturnType<FileLayer['open']>> {
  const full = () => Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  return new Proxy(handle, {
    get(target, key) {
      if (key === 'writeFile' || key === 'write') return full;
      const value = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
