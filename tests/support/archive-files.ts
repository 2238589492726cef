// What an archive's folder holds, for comparing two of them.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256Hex } from '../../src/core/archive/digest.ts';

/** The digest of every file in an archive's folder, by its path; without `pressmark.json`, which has the archive's own id. */
export async function filesOf(folder: string): Promise<Record<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile() && entry.name !== 'pressmark.json')
    .map((entry) => path.join(entry.parentPath, entry.name));
  const digests = await Promise.all(
    files.map(async (file) => [path.relative(folder, file).replaceAll(path.sep, '/'), sha256Hex(await readFile(file))]),
  );
  return Object.fromEntries(digests.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}
