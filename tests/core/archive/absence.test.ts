// Absence is not deletion: files that vanish, an emptied folder, captures that arrive late or in pieces.
import { copyFile, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Archive } from '../../../src/core/archive/archive.ts';
import { healthOf } from '../../../src/core/archive/health.ts';
import { initArchive } from '../../../src/core/archive/manifest.ts';
import { openArchive } from '../../../src/core/index.ts';
import { sampleCapture } from '../../support/sample-capture.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

async function archiveOf(count: number) {
  const ports = testPorts();
  const folder = path.join(tempFolder('absence'), 'a');
  await initArchive(folder, ports);
  const archive = await Archive.open(folder, ports);
  const writer = await archive.writer();
  await writer.commit({
    captures: Array.from({ length: count }, (_, n) =>
      sampleCapture({ document: `d${n}`, capture: `c${n}aaaaaaaa` }, `Titre ${n}\nTexte ${n}.`),
    ),
  });
  await archive.close();
  const files = (await readdir(path.join(folder, 'captures/2026'))).sort();
  return { ports, folder, files, captures: path.join(folder, 'captures/2026') };
}

const titles = ({ catalogue }: Archive) =>
  catalogue
    .all<{ title: string }>("select title from document where state = 'present' order by title")
    .map((row) => row.title);

describe('a capture that vanishes', () => {
  test('is listed as missing here; its document, title and place in the list stay, and it is there again when it comes back', async () => {
    const { ports, folder, files, captures } = await archiveOf(3);
    const away = path.join(folder, '..', 'away.zip');
    await rename(path.join(captures, files[0] as string), away);
    const archive = await Archive.open(folder, ports);
    expect(titles(archive)).toEqual(['Titre 0', 'Titre 1', 'Titre 2']);
    const health = healthOf(archive.catalogue, ports.now());
    expect(health.missing).toMatchObject({
      count: 1,
      files: [{ path: `captures/2026/${files[0]}`, title: 'Titre 0' }],
    });
    expect(health).toMatchObject({ awaited: { count: 0 }, hasVanished: false, arriving: [], setAside: [] });
    await rename(away, path.join(captures, files[0] as string));
    await archive.refresh();
    expect(healthOf(archive.catalogue, ports.now()).missing.count).toBe(0);
    await archive.close();
    const lines = await Promise.all(
      (await readdir(path.join(folder, 'journal'))).map((name) => readFile(path.join(folder, 'journal', name), 'utf8')),
    );
    expect(lines.join('')).not.toContain('document.remove');
  });

  test('into the trash by a line is not missing', async () => {
    const { ports, folder } = await archiveOf(2);
    const service = await openArchive(folder, ports);
    await service.call('documents.remove', { ids: ['d0'] });
    await service.refresh();
    expect(await service.call('archive.health', {})).toMatchObject({ missing: { count: 0 }, awaited: { count: 0 } });
    await service.call('documents.purge', {});
    expect(await service.call('archive.health', {})).toMatchObject({ missing: { count: 0 }, awaited: { count: 0 } });
    await service.close();
  });
});

describe('when many vanish at once', () => {
  test('it is said, nothing is removed, and what would make it final is refused until it is accepted', async () => {
    const { ports, folder, files, captures } = await archiveOf(60);
    const away = path.join(folder, '..', 'away');
    await mkdir(away);
    for (const name of files.slice(0, 30)) await rename(path.join(captures, name), path.join(away, name));
    const service = await openArchive(folder, ports);
    expect(service.warning).toMatch(/^30 of 60 captures have vanished/);
    expect(await service.call('archive.health', {})).toMatchObject({ missing: { count: 30 }, hasVanished: true });
    expect((await service.call('documents.list', { limit: 0 })).total).toBe(60);
    await expect(service.call('archive.reindex', {})).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining('30 of 60'),
      remedy: expect.stringContaining('Nothing was changed'),
    });
    await expect(service.call('documents.purge', {})).rejects.toMatchObject({ code: 'damaged' });
    await service.call('documents.edit', { id: 'd1', addTags: ['still'] });
    expect((await service.call('documents.list', { limit: 0 })).total).toBe(60);
    for (const name of files.slice(0, 30)) await rename(path.join(away, name), path.join(captures, name));
    await service.refresh();
    expect(service.warning).toBeUndefined();
    await service.call('archive.reindex', {});
    for (const name of files.slice(0, 30)) await rm(path.join(captures, name));
    await service.refresh();
    await service.call('archive.reindex', { acceptMissing: true });
    expect(await service.call('archive.health', {})).toMatchObject({ awaited: { count: 30 }, hasVanished: false });
    expect((await service.call('documents.list', { limit: 0 })).total).toBe(60);
    await service.close();
  });

  test('a whole year’s folder that is gone counts too; twenty, or one in twenty, do not', async () => {
    const { ports, folder, files, captures } = await archiveOf(42);
    for (const name of files.slice(0, 20)) await rm(path.join(captures, name));
    const archive = await Archive.open(folder, ports);
    expect(healthOf(archive.catalogue, ports.now())).toMatchObject({ missing: { count: 20 }, hasVanished: false });
    await rm(captures, { recursive: true });
    await archive.refresh();
    expect(healthOf(archive.catalogue, ports.now())).toMatchObject({ missing: { count: 42 }, hasVanished: true });
    expect(titles(archive)).toHaveLength(42);
    await archive.close();
  });
});

describe('an emptied folder', () => {
  test('is neither opened nor made anew as an archive, and the way on is told', async () => {
    const { ports, folder } = await archiveOf(3);
    for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true });
    await expect(Archive.open(folder, ports)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('The archive of 3 captures'),
      remedy: expect.stringContaining('Nothing was changed'),
    });
    await expect(initArchive(folder, ports)).rejects.toMatchObject({
      code: 'invalid',
      remedy: expect.stringContaining('--anew'),
    });
    expect(await readdir(folder)).toEqual([]);
    await initArchive(folder, ports, { anew: true });
    const archive = await Archive.open(folder, ports);
    expect(titles(archive)).toEqual([]);
    await archive.close();
  });

  test('without pressmark.json, which has not arrived yet, is told as that', async () => {
    const { folder } = await archiveOf(1);
    await rm(path.join(folder, 'pressmark.json'));
    await expect(Archive.open(folder, testPorts())).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('parts of an archive'),
    });
  });
});

describe('on a computer that gets the archive by a sync program', () => {
  test('the journal before the captures: the documents are listed by name and fill in as they arrive', async () => {
    const { folder, files, captures } = await archiveOf(2);
    const away = path.join(folder, '..', 'away');
    await rename(captures, away);
    const other = testPorts();
    const archive = await Archive.open(folder, other);
    expect(titles(archive)).toEqual(['Titre 0', 'Titre 1']);
    expect(healthOf(archive.catalogue, other.now())).toMatchObject({
      awaited: { count: 2 },
      missing: { count: 0 },
      hasVanished: false,
    });
    await rename(away, captures);
    await archive.refresh();
    expect(healthOf(archive.catalogue, other.now())).toMatchObject({ awaited: { count: 0 } });
    expect(archive.catalogue.get('select min(characters) as n from document')).toMatchObject({ n: expect.any(Number) });
    expect(files).toHaveLength(2);
    await archive.close();
  });

  test('a capture in pieces is still arriving, then damaged when it stays so, and whole when the rest comes', async () => {
    const { folder, files, captures } = await archiveOf(1);
    const file = path.join(captures, files[0] as string);
    const bytes = await readFile(file);
    await truncate(file, Math.floor(bytes.length / 2));
    let skew = 0;
    const base = testPorts();
    const other = { ...base, now: () => base.now() + skew };
    const archive = await Archive.open(folder, other);
    const states = () => healthOf(archive.catalogue, other.now()).arriving.map(({ state }) => state);
    expect(states()).toEqual(['arriving']);
    expect(titles(archive)).toEqual(['Titre 0']);
    skew = 2 * 3_600_000;
    await archive.refresh();
    expect(states()).toEqual(['damaged']);
    await writeFile(file, bytes);
    await archive.refresh();
    expect(states()).toEqual([]);
    expect(healthOf(archive.catalogue, other.now()).awaited.count).toBe(0);
    await archive.close();
  });

  test('copies of journals under a sync program’s names are told, and what they say counts', async () => {
    const { ports, folder } = await archiveOf(2);
    const journal = path.join(folder, 'journal');
    const [name = ''] = (await readdir(journal)).sort();
    const copy = name.replace('.jsonl', '.sync-conflict-20260102-030405-ABCDEFG.jsonl');
    const archive = await Archive.open(folder, ports);
    expect(healthOf(archive.catalogue, ports.now()).copies).toEqual([]);
    await copyFile(path.join(journal, name), path.join(journal, copy));
    await archive.refresh();
    expect(healthOf(archive.catalogue, ports.now()).copies).toEqual([`journal/${copy}`]);
    expect(titles(archive)).toHaveLength(2);
    await archive.close();
  });
});
