import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { Archive } from '../../../src/core/archive/archive.ts';
import { deviceId } from '../../../src/core/archive/device.ts';
import { sha256Hex } from '../../../src/core/archive/digest.ts';
import { initArchive } from '../../../src/core/archive/manifest.ts';
import { nodeFiles } from '../../../src/core/archive/node-files.ts';
import { hasDamage, verifyArchive } from '../../../src/core/archive/verify.ts';
import { recordsOf } from '../../support/records-of.ts';
import { sampleCapture } from '../../support/sample-capture.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

const TEXT = 'Un titre\nPremier paragraphe.\nDeuxième paragraphe 😀.';

async function madeArchive(ports = testPorts()) {
  const folder = path.join(tempFolder('archive'), 'a');
  await initArchive(folder, ports);
  return { folder, ports, archive: await Archive.open(folder, ports) };
}

async function withDocuments(count: number) {
  const made = await madeArchive();
  const writer = await made.archive.writer();
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const document = writer.newId();
    ids.push(document);
    await writer.commit({ captures: [sampleCapture({ document, capture: writer.newId() }, `${TEXT}\n${n}`)] });
  }
  return { ...made, writer, ids };
}

async function verify(archive: Archive, ports = testPorts()) {
  return verifyArchive(archive.folder, archive.catalogue, {
    device: await deviceId(ports.places.config, ports.randomBytes),
    nowMs: ports.now(),
  });
}

describe('making an archive', () => {
  test('writes what the folder is, and a page for people', async () => {
    const { folder, archive } = await madeArchive();
    expect((await readdir(folder)).sort()).toEqual(['README.txt', 'captures', 'journal', 'pressmark.json', 'trash']);
    expect(JSON.parse(await readFile(path.join(folder, 'pressmark.json'), 'utf8'))).toEqual({
      format: 'pressmark-archive',
      version: 1,
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      created: expect.stringMatching(/^2026-01-02T/),
    });
    await archive.close();
  });

  test('refuses a folder that holds something, and leaves it as it is', async () => {
    const folder = tempFolder('full');
    await writeFile(path.join(folder, 'letter.txt'), 'mine');
    await expect(initArchive(folder, testPorts())).rejects.toMatchObject({ code: 'invalid' });
    expect(await readdir(folder)).toEqual(['letter.txt']);
  });
});

describe('opening', () => {
  test('a folder without an archive is not-found and names the way to make one', async () => {
    await expect(Archive.open(tempFolder('none'), testPorts())).rejects.toMatchObject({
      code: 'not-found',
      remedy: expect.stringContaining('pressmark init'),
    });
  });

  test('an archive of a newer version is refused', async () => {
    const { folder, ports } = await madeArchive();
    const file = path.join(folder, 'pressmark.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"version":1', '"version":2'));
    await expect(Archive.open(folder, ports)).rejects.toMatchObject({ code: 'newer-format' });
  });

  test('a damaged manifest is damaged', async () => {
    const { folder, ports } = await madeArchive();
    await writeFile(path.join(folder, 'pressmark.json'), '{"format":');
    await expect(Archive.open(folder, ports)).rejects.toMatchObject({ code: 'damaged' });
  });

  test('an archive whose catalogue is another version’s or no database gets a new one', async () => {
    const { archive, folder, ports, ids } = await withDocuments(2);
    const before = recordsOf(archive.catalogue);
    await archive.close();
    await writeFile(archive.catalogue.file, 'no database at all, but long enough to be looked at as one'.repeat(50));
    const again = await Archive.open(folder, ports);
    expect(recordsOf(again.catalogue)).toEqual(before);
    expect(ids).toHaveLength(2);
    await again.close();
  });
});

describe('a capture', () => {
  test('is one zip with a BagIt bag that sha256sum accepts', async () => {
    const { archive, folder } = await withDocuments(1);
    const [file] = archive.catalogue.all<{ file: string; sha256: string }>('select file, sha256 from capture');
    expect(file?.file).toMatch(/^captures\/2026\/2026-01-02-le-courrier-un-titre-[a-z0-9]{8}\.zip$/);
    const bytes = await readFile(path.join(folder, file?.file as string));
    expect(sha256Hex(bytes)).toBe(file?.sha256);
    const bag = tempFolder('bag');
    for (const [name, content] of Object.entries(unzipSync(bytes))) {
      await mkdir(path.dirname(path.join(bag, name)), { recursive: true });
      await writeFile(path.join(bag, name), content);
    }
    const root = path.join(bag, path.basename(file?.file as string, '.zip'));
    const names = (await readdir(root, { recursive: true })).sort();
    expect(names).toEqual([
      'bag-info.txt',
      'bagit.txt',
      'data',
      'data/document.json',
      'data/original.txt',
      'data/reading',
      'data/reading/1',
      'data/reading/1/reading.html',
      'data/reading/1/reading.json',
      'data/reading/1/reading.txt',
      'manifest-sha256.txt',
      'tagmanifest-sha256.txt',
    ]);
    for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) {
      for (const line of (await readFile(path.join(root, manifest), 'utf8')).trimEnd().split('\n')) {
        const [digest, name] = line.split('  ') as [string, string];
        expect(sha256Hex(await readFile(path.join(root, name)))).toBe(digest);
      }
    }
    if (process.platform === 'linux')
      execFileSync('sha256sum', ['-c', '--strict', '--quiet', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'], {
        cwd: root,
      });
    const record = JSON.parse(await readFile(path.join(root, 'data/document.json'), 'utf8'));
    expect(Object.keys(record).slice(0, 5)).toEqual(['@context', 'version', 'document', 'capture', 'title']);
    expect(await readFile(path.join(root, 'data/reading/1/reading.txt'), 'utf8')).toBe(`${TEXT}\n0`);
    await archive.close();
  });

  test('is read back: text, reading copy, original', async () => {
    const { archive, ids } = await withDocuments(1);
    const row = archive.catalogue.get<{ reading: number; reading_path: string; path: string }>(
      'select * from document where id = ?',
      ids[0] as string,
    );
    expect(await archive.readText(row as never)).toBe(`${TEXT}\n0`);
    expect((await archive.readReading(row as never)).html).toContain('<h1 data-pressmark="title">Un titre</h1>');
    expect(new TextDecoder().decode((await archive.readOriginal(row?.path as string)).bytes)).toBe(`${TEXT}\n0`);
    await archive.close();
  });

  test('gets a later reading in a file of its own, and shows it', async () => {
    const { archive, writer, ids, folder, ports } = await withDocuments(1);
    const capture = archive.catalogue.get<{ id: string; digest: string; file: string; document: string }>(
      'select * from capture',
    );
    const made = sampleCapture({ document: ids[0] as string, capture: 'x' }, 'Un titre\nCorrigé.');
    await writer.addReading(
      {
        document: ids[0] as string,
        capture: capture?.id as string,
        digest: capture?.digest as string,
        file: capture?.file as string,
      },
      2,
      { ...made.reading, by: { person: 'Ada' } },
    );
    await archive.close();
    const again = await Archive.open(folder, ports);
    const row = again.catalogue.get<{ reading: number; reading_path: string }>('select * from document');
    expect(row).toMatchObject({ reading: 2, reading_path: `${capture?.file}`.replace('.zip', '-r2.zip') });
    expect(await again.readText(row as never)).toBe('Un titre\nCorrigé.');
    expect(hasDamage(await verify(again, ports))).toBe(false);
    await again.close();
  });
});

test('the catalogue made anew from the files equals the one that lived through the changes', async () => {
  const { archive, writer, ids, folder, ports } = await withDocuments(5);
  const [a, b, c, d] = ids as [string, string, string, string];
  await writer.commit({
    changes: [
      { op: 'document.put', of: a, value: { title: 'Autre titre', source: null } },
      { op: 'tag.add', of: a, value: { tag: 'énergie' } },
      { op: 'tag.add', of: b, value: { tag: 'énergie' } },
    ],
  });
  const seen = archive.catalogue
    .all<{ line: string }>('select line from label_added where document = ?', b)
    .map(({ line }) => line);
  await writer.commit({
    changes: [
      { op: 'tag.remove', of: b, value: { tag: 'énergie', seen } },
      { op: 'document.remove', of: c },
      { op: 'collection.add', of: d, value: { collection: 'Été' } },
    ],
  });
  await writer.commit({
    changes: [
      {
        op: 'annotation.put',
        of: 'n1',
        value: { id: 'urn:pressmark:n1', 'pressmark:document': a, created: '2026-01-02T00:00:00Z' },
      },
      { op: 'dossier.put', of: 'x1', value: { name: 'Un dossier' } },
    ],
  });
  await writer.commit({
    changes: [
      { op: 'annotation.put', of: 'n2', value: { id: 'urn:pressmark:n2', 'pressmark:document': a } },
      { op: 'annotation.remove', of: 'n2' },
    ],
  });
  const before = recordsOf(archive.catalogue);
  expect(archive.catalogue.get('select title, annotation_count from document where id = ?', a)).toMatchObject({
    title: 'Autre titre',
    annotation_count: 1,
  });
  expect(archive.catalogue.all('select document from document_label order by label desc')).toEqual([
    { document: a },
    { document: d },
  ]);
  await archive.close();
  await rm(ports.places.cache, { recursive: true });
  const rebuilt = await Archive.open(folder, ports);
  expect(recordsOf(rebuilt.catalogue)).toEqual(before);
  await rebuilt.rebuild();
  expect(recordsOf(rebuilt.catalogue)).toEqual(before);
  await rebuilt.close();
});

test('lines in any order, read twice or under another name, give the same records', async () => {
  const { archive, writer, ids, folder, ports } = await withDocuments(3);
  for (const title of ['eins', 'zwei', 'drei'])
    await writer.commit({ changes: [{ op: 'document.put', of: ids[0] as string, value: { title } }] });
  await writer.commit({ changes: [{ op: 'tag.add', of: ids[1] as string, value: { tag: 't' } }] });
  const before = recordsOf(archive.catalogue);
  await archive.close();
  const [name] = await readdir(path.join(folder, 'journal'));
  const text = await readFile(path.join(folder, 'journal', name as string), 'utf8');
  const lines = text.trimEnd().split('\n');
  await writeFile(path.join(folder, 'journal', name as string), `${lines.toReversed().join('\n')}\n`);
  await writeFile(path.join(folder, 'journal', `${name} (conflicted copy).jsonl`), `${lines.slice(1).join('\n')}\n`);
  await rm(ports.places.cache, { recursive: true });
  const again = await Archive.open(folder, ports);
  expect(recordsOf(again.catalogue)).toEqual(before);
  await again.close();
});

describe('after a kill', () => {
  test('a whole capture without a line is shown, is no damage, and gets its line from the next writer', async () => {
    const { archive, folder, ports, ids } = await withDocuments(2);
    await archive.close();
    const [name] = await readdir(path.join(folder, 'journal'));
    const file = path.join(folder, 'journal', name as string);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await writeFile(file, `${lines[0]}\n`);
    await rm(ports.places.cache, { recursive: true });
    const reader = await Archive.open(folder, ports);
    expect(reader.catalogue.all<{ id: string }>('select id from document order by id').map(({ id }) => id)).toEqual(
      [...ids].sort(),
    );
    expect(hasDamage(await verify(reader, ports))).toBe(false);
    await reader.writer();
    await reader.close();
    const all = (
      await Promise.all(
        (
          await readdir(path.join(folder, 'journal'))
        ).map((each) => readFile(path.join(folder, 'journal', each), 'utf8')),
      )
    ).join('');
    expect(all.match(/"op":"capture.add"/g)).toHaveLength(2);
  });

  test('a temporary file is no damage and is removed by the next writer', async () => {
    const { archive, folder, ports } = await withDocuments(1);
    await archive.close();
    await writeFile(path.join(folder, 'captures/2026/.pressmark-abc123.part'), 'half a capt');
    const again = await Archive.open(folder, ports);
    expect((await verify(again, ports)).damaged).toEqual([]);
    await again.writer();
    expect((await readdir(path.join(folder, 'captures/2026'))).filter((each) => each.endsWith('.part'))).toEqual([]);
    await again.close();
  });

  test('between append and note, the journal goes on in the same file', async () => {
    const { archive, folder, ports, writer, ids } = await withDocuments(1);
    const noted = archive.catalogue.get<{ size: number }>('select size from own_file') as { size: number };
    await writer.commit({ changes: [{ op: 'tag.add', of: ids[0] as string, value: { tag: 'un' } }] });
    archive.catalogue.run('update own_file set size = ?', noted.size);
    archive.catalogue.run('delete from own_line where number > 1');
    archive.catalogue.run('update journal_file set size = ?', noted.size);
    await archive.close();
    const again = await Archive.open(folder, ports);
    await (await again.writer()).commit({ changes: [{ op: 'tag.add', of: ids[0] as string, value: { tag: 'deux' } }] });
    expect(await readdir(path.join(folder, 'journal'))).toHaveLength(1);
    expect(
      again.catalogue
        .all<{ label: string }>('select label from document_label order by label')
        .map(({ label }) => label),
    ).toEqual(['deux', 'un']);
    await again.close();
  });
});

describe('verify', () => {
  test('names a file in which one bit has changed, wherever it is', async () => {
    const { archive, folder, ports } = await withDocuments(1);
    const { file } = archive.catalogue.get<{ file: string }>('select file from capture') as { file: string };
    const place = path.join(folder, file);
    const bytes = await readFile(place);
    for (let at = 0; at < bytes.length; at += 97) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 4;
      await writeFile(place, changed);
      expect((await verify(archive, ports)).damaged).toEqual([{ path: file, problem: 'changed' }]);
    }
    await writeFile(place, bytes);
    expect(hasDamage(await verify(archive, ports))).toBe(false);
    await archive.close();
  });

  test('tells missing, unexpected, torn, arriving, changed and future apart', async () => {
    const { archive, folder, ports } = await withDocuments(2);
    const [first, second] = archive.catalogue.all<{ file: string }>('select file from capture order by file') as [
      { file: string },
      { file: string },
    ];
    await rename(path.join(folder, first.file), path.join(folder, '..', 'elsewhere.zip'));
    await writeFile(path.join(folder, path.dirname(second.file), 'notes.docx'), 'x');
    const [journal] = await readdir(path.join(folder, 'journal'));
    await appendFile(path.join(folder, 'journal', journal as string), '{"v":1');
    const future = (await readFile(path.join(folder, 'journal', journal as string), 'utf8')).split('\n')[0] as string;
    const { formatEntry } = await import('../../../src/core/archive/entry.ts');
    await writeFile(
      path.join(folder, 'journal', 'other-aaaaaa-0001.jsonl'),
      `${formatEntry('2099-01-01T00:00:00.000Z-0000-other', 'Bo', { op: 'tag.add', of: 'x', value: { tag: 'y' } })}${future.replace('Ada', 'Eve')}\n{"v":`,
    );
    const report = await verify(archive, ports);
    expect(report.damaged).toEqual([
      { path: first.file, problem: 'missing' },
      { path: `${path.dirname(second.file)}/notes.docx`, problem: 'unexpected' },
    ]);
    expect(report.journal.damagedLines).toEqual(
      [
        { file: `journal/${journal}`, line: 3, state: 'torn' },
        { file: 'journal/other-aaaaaa-0001.jsonl', line: 1, state: 'future' },
        { file: 'journal/other-aaaaaa-0001.jsonl', line: 2, state: 'changed' },
        { file: 'journal/other-aaaaaa-0001.jsonl', line: 3, state: 'arriving' },
      ].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)),
    );
    await archive.close();
  });
});

test('a torn journal opens, with its cache and without, and the rest is there', async () => {
  const { archive, folder, ports, ids } = await withDocuments(3);
  await archive.close();
  const [name] = await readdir(path.join(folder, 'journal'));
  const file = path.join(folder, 'journal', name as string);
  await truncate(file, (await readFile(file)).length - 30);
  for (const isWithoutCache of [false, true]) {
    if (isWithoutCache) await rm(ports.places.cache, { recursive: true });
    const again = await Archive.open(folder, ports);
    expect(again.catalogue.all('select id from document')).toHaveLength(ids.length);
    expect((await verify(again, ports)).journal.damagedLines).toEqual([
      { file: `journal/${name}`, line: 3, state: 'torn' },
    ]);
    await again.close();
  }
});

test('a second writer is told who holds the archive; a reader is not kept waiting', async () => {
  const { archive, folder, ports } = await withDocuments(1);
  const second = await Archive.open(folder, ports);
  expect(second.catalogue.all('select id from document')).toHaveLength(1);
  await expect(second.writer()).rejects.toMatchObject({
    code: 'locked',
    message: expect.stringContaining(String(process.pid)),
  });
  await archive.close();
  await second.writer();
  await second.close();
});

test('a disk that is full loses nothing that was reported, and says so', async () => {
  const ports = testPorts();
  let isFull = false;
  const full = {
    ...nodeFiles,
    open: async (file: string, flags: string) =>
      isFull && flags === 'wx'
        ? Promise.reject(Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }))
        : nodeFiles.open(file, flags),
  };
  const { archive, folder } = await madeArchive({ ...ports, files: full });
  const writer = await archive.writer();
  await writer.commit({ captures: [sampleCapture({ document: 'd1', capture: 'c1' }, 'Un\ndeux')] });
  isFull = true;
  await expect(
    writer.commit({ captures: [sampleCapture({ document: 'd2', capture: 'c2' }, 'Trois\nquatre')] }),
  ).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('ENOSPC') });
  isFull = false;
  await writer.commit({ captures: [sampleCapture({ document: 'd3', capture: 'c3' }, 'Cinq\nsix')] });
  await archive.close();
  const again = await Archive.open(folder, ports);
  expect(again.catalogue.all<{ id: string }>('select id from document order by id').map(({ id }) => id)).toEqual([
    'd1',
    'd3',
  ]);
  expect(hasDamage(await verify(again, ports))).toBe(false);
  await again.close();
});

test.skipIf(process.platform !== 'linux')('a file system that cannot flush a folder is no reason to stop', async () => {
  // Here the kernel answers EINVAL, as it does for folders of some network shares.
  await expect(nodeFiles.syncFolder('/proc')).resolves.toBeUndefined();
  await expect(nodeFiles.syncFolder('/absent')).rejects.toMatchObject({ code: 'ENOENT' });
});
