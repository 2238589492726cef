// Zips written member by member: what was put in comes out, whoever reads it, and the same members give the same bytes.
import { execFileSync } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { openPromise } from 'yauzl';
import { sha256Hex } from '../../../src/core/archive/digest.ts';
import { readZip } from '../../../src/core/archive/zip.ts';
import { type ZipMemberOptions, ZipWriter } from '../../../src/core/archive/zip-writer.ts';
import { tempFolder } from '../../support/temp-folder.ts';

interface Member extends ZipMemberOptions {
  readonly name: string;
  readonly chunks: readonly Uint8Array[];
}

async function written(members: readonly Member[]): Promise<string> {
  const file = path.join(tempFolder('zip'), 'x.zip');
  const handle = await open(file, 'wx');
  const zip = new ZipWriter(handle);
  for (const { name, chunks, ...options } of members) await zip.add(name, chunks, options);
  const size = await zip.finish();
  expect((await handle.stat()).size).toBe(size);
  await handle.close();
  return file;
}

function digests(members: Iterable<readonly [string, Uint8Array]>): ReadonlyMap<string, string> {
  return new Map([...members].map(([name, bytes]) => [name, sha256Hex(bytes)]));
}

describe('a zip', () => {
  test('holds what was put in, for every reader', async () => {
    const member = fc.record({
      name: fc.string({ unit: fc.constantFrom('a', 'é', '港', ' ', '-', '😀'), minLength: 1, maxLength: 20 }),
      chunks: fc.array(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(new Uint8Array(700_000).fill(7))), {
        maxLength: 4,
      }),
      isStored: fc.boolean(),
      isLarge: fc.boolean(),
    });
    const members = fc.uniqueArray(member, { selector: ({ name }) => name, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(members, async (all) => {
        const file = await written(all);
        const wanted = digests(all.map(({ name, chunks }) => [name, Buffer.concat(chunks)]));
        expect(digests(await readZip(file))).toEqual(wanted);
        const bytes = await readFile(file);
        expect(digests(Object.entries(unzipSync(bytes)))).toEqual(wanted);
        expect(bytes.equals(await readFile(await written(all)))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test.skipIf(process.platform === 'win32')('is accepted by unzip and Python', async () => {
    const text = Buffer.from('Le bac a repris ses traversées. '.repeat(100_000));
    const file = await written([
      { name: 'a/é.txt', chunks: [text] },
      { name: 'b.bin', chunks: [text, text], isStored: true },
      { name: 'c.bin', chunks: [text], isLarge: true },
      { name: 'empty', chunks: [], isLarge: true, isStored: true },
    ]);
    const checks: readonly (readonly [string, readonly string[]])[] = [
      ['unzip', ['-qt', file]],
      ['python3', ['-c', 'import sys, zipfile; sys.exit(zipfile.ZipFile(sys.argv[1]).testzip() is not None)', file]],
    ];
    for (const [program, args] of checks) {
      try {
        execFileSync(program, args, { stdio: 'pipe' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        console.warn(`skipped: no ${program} on this machine`);
      }
    }
  });

  test('of more than 65,535 members has all of them', async () => {
    const count = 66_000;
    const chunks = [Buffer.from('x')];
    const file = await written(Array.from({ length: count }, (_, n) => ({ name: `${n}`, chunks, isStored: true })));
    const zip = await openPromise(file, {});
    expect(zip.entryCount).toBe(count);
    let last = '';
    for await (const entry of zip.eachEntry()) last = entry.fileName;
    expect(last).toBe(`${count - 1}`);
  }, 180_000);

  test('whose content fails says so', async () => {
    const handle = await open(path.join(tempFolder('zip'), 'x.zip'), 'wx');
    const zip = new ZipWriter(handle);
    async function* broken() {
      yield Buffer.from('x');
      throw new Error('no more');
    }
    await expect(zip.add('a', broken())).rejects.toThrow('no more');
    await expect(zip.add('a', broken(), { isStored: true })).rejects.toThrow('no more');
    await handle.close();
  });
});
