// Import of an exported archive: into an empty one it gives an equal one, into another it merges.
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Output, Parsed } from '../../shared/api/index.ts';
import { BagReader } from '../archive/bag-reader.ts';
import { importBag, manifestOf } from '../archive/import-archive.ts';
import { initArchive } from '../archive/manifest.ts';
import type { Ports } from '../ports.ts';
import type { CallContext, Workspace } from './workspace.ts';

/**
 * Takes in an archive that was exported: all of it, or nothing.
 * @throws Failure `not-found` for the file, `invalid` when it is no export, `damaged` and `newer-format` as it is; the signal’s reason when it is
 * aborted
 */
export async function importWhole(
  { archive, ports }: Workspace,
  { file }: Parsed<'archive.import'>,
  { signal, onProgress }: CallContext<never>,
): Promise<Output<'archive.import'>> {
  const begin = performance.now();
  const bag = await BagReader.open(file);
  try {
    let done = 0;
    const onBytes = (bytes: number) => {
      done += bytes;
      onProgress?.(Math.min(done, 2 * bag.totalBytes), 2 * bag.totalBytes);
    };
    await manifestOf(bag, file);
    const payload = await bag.check(onBytes, signal);
    await archive.writer();
    const report = await importBag(archive, bag, payload, { ports, onBytes, signal });
    await archive.refresh();
    const { n: documents } = archive.catalogue.get<{ n: number }>(
      "select count(*) as n from document where state = 'present'",
    ) as { n: number };
    return { file, documents, ...report, elapsedMs: Math.round(performance.now() - begin) };
  } finally {
    bag.close();
  }
}

/**
 * Makes an empty archive that takes the id of an exported one, in a folder that is not there yet or is empty.
 * @throws Failure `invalid` when the folder holds something else, `damaged`, `not-found` and `newer-format` as the export gives them.
 */
export async function initLike(file: string, folder: string, ports: Ports): Promise<void> {
  const bag = await BagReader.open(file);
  try {
    await initArchive(folder, ports, { as: await manifestOf(bag, file), anew: true });
  } finally {
    bag.close();
  }
}

/** Takes an archive that was made for an import away again, unless something has come into it; its folder stays. */
export async function removeEmptyArchive(folder: string): Promise<void> {
  const inside = await Promise.all(CONTENTS.map((each) => readdir(path.join(folder, each)).catch(() => [])));
  if (inside.flat().length) return;
  for (const each of ['pressmark.json', 'README.txt', ...CONTENTS])
    await rm(path.join(folder, each), { recursive: true, force: true });
}

const CONTENTS = ['captures', 'journal', 'trash'];
