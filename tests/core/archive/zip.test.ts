import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readZip, writeZip } from '../../../src/core/archive/zip.ts';
import { Failure } from '../../../src/shared/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const members = fc.uniqueArray(
  fc.record({
    name: fc
      .array(fc.constantFrom('a', 'é', '中', '1', '-'), { minLength: 1, maxLength: 8 })
      .map((all) => `data/${all.join('')}`),
    bytes: fc.uint8Array({ maxLength: 500 }),
    stored: fc.boolean(),
  }),
  { selector: ({ name }) => name, maxLength: 12 },
);

test('what is written is read back, and the same members give the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(members, async (all) => {
      const zip = writeZip(all);
      expect(writeZip(all)).toEqual(zip);
      expect([...(await readZip(zip))]).toEqual(all.map(({ name, bytes }) => [name, bytes]));
    }),
    { numRuns: 50 },
  );
});

test('one byte that is wrong is noticed, or is no part of what is read', async () => {
  const one = { name: 'bag/data/a.txt', bytes: new Uint8Array(Buffer.from('some words, some words')) };
  const other = { name: 'bag/data/b.png', bytes: new Uint8Array([1, 2, 3, 255]), stored: true };
  const zip = writeZip([one, other]);
  const written = [one, other].map(({ bytes }) => Buffer.from(bytes).toString('hex'));
  for (let at = 0; at < zip.length; at++) {
    for (const bit of [1, 128]) {
      const wrong = Uint8Array.from(zip);
      wrong[at]! ^= bit;
      const read = await readZip(wrong).catch((error: unknown) => error);
      if (!(read instanceof Map)) expect(read).toBeInstanceOf(Failure);
      else for (const bytes of read.values()) expect(written).toContain(Buffer.from(bytes).toString('hex'));
    }
  }
});

const UNZIP = ['/usr/bin/unzip', '/usr/local/bin/unzip'].find((file) => existsSync(file));
if (!UNZIP) console.warn('skipped: no unzip on this computer');
test.skipIf(!UNZIP)('another program reads it, with its names', () => {
  const folder = tempFolder('zip');
  const text = new Uint8Array(Buffer.from('words '.repeat(1000)));
  writeFileSync(
    path.join(folder, 'a.zip'),
    writeZip([
      { name: 'bag/data/a.txt', bytes: text },
      { name: 'bag/stored.png', bytes: text, stored: true },
    ]),
  );
  execFileSync(UNZIP as string, ['-q', 'a.zip'], { cwd: folder });
  expect(readFileSync(path.join(folder, 'bag/data/a.txt')).length).toBe(text.length);
  expect(readFileSync(path.join(folder, 'bag/stored.png')).length).toBe(text.length);
});
