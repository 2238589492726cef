// Migrations: what they change is kept as it was, and a kill at any moment is made good by opening the archive again.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Archive } from '../../../src/core/archive/archive.ts';
import { initArchive, type Manifest } from '../../../src/core/archive/manifest.ts';
import { type Migration, migrateArchive } from '../../../src/core/archive/migrate.ts';
import { nodeFiles } from '../../../src/core/archive/node-files.ts';
import type { FileLayer } from '../../../src/core/ports.ts';
import { pulledOutFiles } from '../../support/pulled-out-files.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testPorts } from '../../support/test-ports.ts';

/** Doubles the words of a file and removes another: not idempotent, as real steps are not. */
const STEP: Migration = {
  from: 1,
  changes: async () => ['words.txt', 'old/gone.txt'],
  run: async (archive, files) => {
    const file = path.join(archive, 'words.txt');
    const words = await readFile(file, 'utf8');
    await writeFile(file, words.slice(0, 2));
    const handle = await files.open(file, 'w');
    await handle.writeFile(words + words);
    await handle.close();
    await files.rm(path.join(archive, 'old/gone.txt'), { force: true });
  },
};
const STEPS: readonly Migration[] = [STEP, { ...STEP, from: 2, changes: async () => ['words.txt'] }];

async function oldArchive() {
  const folder = path.join(tempFolder('old'), 'a');
  const manifest = await initArchive(folder, testPorts());
  await writeFile(path.join(folder, 'words.txt'), 'abc');
  await mkdir(path.join(folder, 'old'));
  await writeFile(path.join(folder, 'old/gone.txt'), 'old');
  const told: string[] = [];
  const migrate = (files: FileLayer = nodeFiles, present: Manifest = manifest) =>
    migrateArchive(folder, present, { to: 3, files, steps: STEPS, tell: (message) => void told.push(message) });
  const read = (file: string) => readFile(path.join(folder, file), 'utf8');
  const versionOnDisk = async () => JSON.parse(await read('pressmark.json')) as Manifest;
  return { folder, manifest, migrate, read, told, versionOnDisk };
}

describe('a migration', () => {
  test('goes step by step, keeps what it changes, and tells where', async () => {
    const { manifest, migrate, read, told, versionOnDisk } = await oldArchive();
    expect(await migrate()).toEqual({ ...manifest, version: 3 });
    expect(await versionOnDisk()).toEqual({ ...manifest, version: 3 });
    expect(await read('words.txt')).toBe('abcabcabcabc');
    expect(await read('backup/before-format-2/files/words.txt')).toBe('abc');
    expect(await read('backup/before-format-2/files/old/gone.txt')).toBe('old');
    expect(JSON.parse(await read('backup/before-format-2/files/pressmark.json'))).toEqual(manifest);
    expect(await read('backup/before-format-3/files/words.txt')).toBe('abcabc');
    expect(told).toEqual([expect.stringContaining('before-format-2'), expect.stringContaining('before-format-3')]);
  });

  test('that a disk cuts short at any step is done whole when the archive is opened again', async () => {
    for (let step = 1; ; step++) {
      const { migrate, read, versionOnDisk } = await oldArchive();
      const { files, arm } = pulledOutFiles();
      arm(step);
      const first = await migrate(files).then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
      if (first !== 'done') await migrate(nodeFiles, await versionOnDisk());
      expect([step, await read('words.txt')]).toEqual([step, 'abcabcabcabc']);
      expect(await read('backup/before-format-2/files/words.txt')).toBe('abc');
      expect((await versionOnDisk()).version).toBe(3);
      if (first === 'done') break;
      expect(first).toBe('unavailable');
    }
  });

  test('without a way is refused, and nothing is touched', async () => {
    const { folder, read, versionOnDisk } = await oldArchive();
    const manifest = { ...(await versionOnDisk()), version: 0 };
    await writeFile(path.join(folder, 'pressmark.json'), JSON.stringify(manifest));
    await expect(Archive.open(folder, testPorts())).rejects.toMatchObject({ code: 'invalid' });
    expect(await read('words.txt')).toBe('abc');
    await rm(folder, { recursive: true });
  });
});
