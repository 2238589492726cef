// What an archive says and holds, for comparing two of them.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Archive } from '../../src/core/archive/archive.ts';
import { sha256Hex } from '../../src/core/archive/digest.ts';

/** Everything that the records say, apart from when and in what order the catalogue took it in. */
export function recordsOf({ catalogue }: Archive): unknown {
  const rows = (sql: string) => catalogue.all<Record<string, unknown>>(sql).map((row) => ({ ...row, revision: 0 }));
  return {
    documents: rows('select * from document order by added, id'),
    labels: rows('select * from document_label order by 1, 2, 3'),
    annotations: rows('select * from annotation order by created, id'),
    revisions: rows('select * from annotation_put order by 1, 2'),
    items: rows('select * from item order by 1, 2'),
    aliases: rows('select * from alias order by 1, 2'),
    readings: rows('select * from reading order by 1, 2'),
    choices: rows('select * from choice order by 1'),
  };
}

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
