// Exports that somebody made to do harm, or that are none of ours: each is refused in words, and the archive stays as it was.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { sha256Hex } from '../../../src/core/archive/digest.ts';
import { formatEntry } from '../../../src/core/archive/entry.ts';
import { filesOf } from '../../support/archive-files.ts';
import { doSteps, emptyArchive, type OpenedArchive } from '../../support/made-archive.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const MANIFEST = {
  format: 'pressmark-archive',
  version: 1,
  id: 'e2a9b2f4-52c6-4b1e-9c0e-0d8f6f3f2a11',
  created: '2026-01-02',
};
const LINE_ID = '2026-01-02T03:04:05.000Z-0000-qwertyuiopas';

let archive: OpenedArchive;
let before: Record<string, string>;

beforeAll(async () => {
  archive = await emptyArchive();
  await doSteps(archive, [{ do: 'capture', word: 'brume' }]);
  before = await filesOf(archive.folder);
});

/** The bytes of a sound bag with these files besides. */
function bag(files: Readonly<Record<string, string>> = {}, manifest: object = MANIFEST): Uint8Array {
  const payload: Record<string, string> = { 'data/pressmark.json': JSON.stringify(manifest), ...files };
  const lines = (of: Record<string, string>) =>
    Object.entries(of)
      .map(([name, text]) => `${sha256Hex(text)}  ${name}\n`)
      .join('');
  const tags: Record<string, string> = {
    'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    'manifest-sha256.txt': lines(payload),
  };
  return zipOf({ ...payload, ...tags, 'tagmanifest-sha256.txt': lines(tags) });
}

function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
}

/** Writes over bytes of a member's entry in the directory at the zip's end (APPNOTE 4.3.12), `offset` from its signature. */
function inDirectory(zip: Uint8Array, name: string, offset: number, value: readonly number[]): Uint8Array {
  const bytes = Buffer.from(zip);
  let at = bytes.lastIndexOf(name) - 46;
  while (bytes.readUInt32LE(at) !== 0x02014b50) at = bytes.lastIndexOf(name, at + 45) - 46;
  bytes.set(value, at + offset);
  return bytes;
}

function line(op: 'capture.add' | 'reading.add', value: Readonly<Record<string, unknown>>): string {
  return formatEntry(LINE_ID, 'Eve', { op, of: 'victimdocume', value });
}

const place = {
  capture: 'victimcaptur',
  sha256: '0'.repeat(64),
  digest: `sha256:${'0'.repeat(64)}`,
  capturedAt: '2026',
  title: '',
};
const extra = 'data/captures/2026/x.zip';

const REFUSED: readonly (readonly [string, () => Uint8Array, string])[] = [
  ['no zip', () => Buffer.from('PK but no zip'), 'invalid'],
  ['an empty file', () => new Uint8Array(), 'invalid'],
  ['a zip that was cut off', () => bag({}).subarray(0, 200), 'damaged'],
  ['a zip of something else', () => zipOf({ 'letter.txt': 'mine' }), 'invalid'],
  ['a path that leads out', () => bag({ 'data/../../evil.txt': 'x' }), 'damaged'],
  ['an absolute path', () => bag({ '/tmp/evil.txt': 'x' }), 'damaged'],
  ['a path of Windows', () => bag({ 'data\\..\\evil.txt': 'x' }), 'damaged'],
  ['a stream of NTFS', () => bag({ 'data/captures/2026/x.zip:evil': 'x' }), 'invalid'],
  ['a name that is another’s in capitals', () => bag({ [extra]: 'x', [extra.toUpperCase()]: 'y' }), 'invalid'],
  ['a link', () => inDirectory(bag({ [extra]: '/etc/passwd' }), extra, 38, [0, 0, 0xff, 0xa1]), 'invalid'],
  ['an encrypted member', () => inDirectory(bag({ [extra]: 'x' }), extra, 8, [1, 0]), 'invalid'],
  ['a method of compression that is not read', () => inDirectory(bag({ [extra]: 'x' }), extra, 10, [12, 0]), 'invalid'],
  ['members that share their bytes', () => inDirectory(bag({ [extra]: 'x' }), extra, 42, [0, 0, 0, 0]), 'invalid'],
  ['a size that is not so', () => inDirectory(bag({ [extra]: 'xxxx' }), extra, 24, [3, 0, 0, 0]), 'damaged'],
  ['a newer format', () => bag({}, { ...MANIFEST, version: 2 }), 'newer-format'],
  ['a manifest of something else', () => bag({}, { hello: 'world' }), 'damaged'],
  ['no bag', () => zipOf({ 'data/pressmark.json': JSON.stringify(MANIFEST) }), 'invalid'],
  [
    'a file that no manifest lists',
    () => zipOf({ ...unlisted(), 'data/pressmark.json': JSON.stringify(MANIFEST) }),
    'damaged',
  ],
  [
    'a line whose capture lies outside',
    () => bag({ 'data/journal/x-1.jsonl': line('capture.add', { ...place, file: '../../evil.zip' }) }),
    'invalid',
  ],
  [
    'a line whose reading is an absolute path',
    () =>
      bag({
        'data/journal/x-1.jsonl': line('reading.add', { capture: 'a', reading: 2, sha256: '0', file: '/etc/x.zip' }),
      }),
    'invalid',
  ],
];

function unlisted(): Record<string, string> {
  return {
    'bagit.txt': 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    'manifest-sha256.txt': '',
    'tagmanifest-sha256.txt': '',
  };
}

describe('an import refuses', () => {
  test.each(REFUSED)('%s', async (_, make, code) => {
    const file = path.join(tempFolder('hostile'), 'x.wacz');
    await writeFile(file, make());
    await expect(archive.service.call('archive.import', { file })).rejects.toMatchObject({ code });
    expect(await filesOf(archive.folder)).toEqual(before);
    expect((await readdir(archive.folder)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('another digest for a capture that is here', async () => {
    const { id, file } = archive.workspace.archive.catalogue.get('select id, file from capture') as {
      id: string;
      file: string;
    };
    const path_ = path.join(tempFolder('hostile'), 'x.wacz');
    await writeFile(path_, bag({ 'data/journal/x-1.jsonl': line('capture.add', { ...place, capture: id, file }) }));
    await expect(archive.service.call('archive.import', { file: path_ })).rejects.toMatchObject({ code: 'invalid' });
    expect(await filesOf(archive.folder)).toEqual(before);
  });

  test('a file that is not there, and a folder', async () => {
    const folder = tempFolder('hostile');
    await mkdir(path.join(folder, 'x.wacz'));
    const importing = (name: string) => archive.service.call('archive.import', { file: path.join(folder, name) });
    await expect(importing('none.wacz')).rejects.toMatchObject({ code: 'not-found' });
    await expect(importing('x.wacz')).rejects.toMatchObject({ code: 'invalid' });
  });
});

test('files that this version does not know are passed over', async () => {
  const file = path.join(tempFolder('later'), 'x.wacz');
  await writeFile(file, bag({ 'data/checkpoints/2027.bin': 'of a later version' }));
  const target = await emptyArchive();
  const empty = await filesOf(target.folder);
  expect(await target.service.call('archive.import', { file })).toMatchObject({
    captures: { added: 0 },
    lines: { added: 0 },
  });
  expect(await filesOf(target.folder)).toEqual(empty);
  await target.service.close();
});

test('a line that a sync program brought and that names a file elsewhere moves nothing', async () => {
  const target = await emptyArchive();
  const outside = path.join(path.dirname(target.folder), 'mine.zip');
  await writeFile(outside, 'mine');
  const evil = line('capture.add', { ...place, file: 'captures/../../mine.zip' });
  await writeFile(path.join(target.folder, 'journal', 'evil-1-0001.jsonl'), evil);
  await target.service.refresh();
  await target.service.call('documents.remove', { ids: ['victimdocume'] }).catch(() => undefined);
  expect(await readdir(path.dirname(target.folder))).toContain('mine.zip');
  expect((await target.service.call('documents.list', {})).total).toBe(0);
  await target.service.close();
});
