// Counts the files behind what a person gives to `import`, quickly and before they are read, so that progress can be told with an estimate.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { MANIFEST_FILE } from '../archive/manifest.ts';

/** Counts files; undefined when their number cannot be known beforehand. A file that holds several items counts as one, an archive as none. */
export async function countSources(
  sources: readonly string[],
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  if (sources.includes('-')) return undefined;
  let count = 0;
  for (const source of sources) count += await filesIn(source, signal);
  return count;
}

/** A path that is no folder, or that cannot be looked into, is one item. */
async function filesIn(place: string, signal: AbortSignal | undefined): Promise<number> {
  signal?.throwIfAborted();
  const entries = await readdir(place, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return 1;
  if (entries.some(({ name }) => name === MANIFEST_FILE)) return 0;
  let count = 0;
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    count += entry.isDirectory() ? await filesIn(path.join(place, entry.name), signal) : 1;
  }
  return count;
}
