// Brings an archive of an older format to the present one, a version at a time, after copying what each step is about to change.
// Every step may be cut short by a kill: it is then done again, from the copies that were made before its first try.
import { copyFile, mkdir, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { FileLayer } from '../ports.ts';
import type { Manifest } from './manifest.ts';

/** One step, from a version to the next. */
export interface Migration {
  readonly from: number;
  /** The files that it will change or remove, relative to the archive. */
  readonly changes: (archive: string) => Promise<readonly string[]>;
  /** Does it; called again after a kill, with all files as they were before its first try. */
  readonly run: (archive: string, files: FileLayer) => Promise<void>;
}

/** None yet: format 1 is the first. */
const MIGRATIONS: readonly Migration[] = [];

/**
 * Migrates an archive; the lock must be held. The copies stay in `backup/before-format-N/` until somebody deletes them.
 * @throws Failure `invalid` when there is no way from its version, `unavailable` when the disk refuses: the archive then still has its old format.
 */
export async function migrateArchive(
  archive: string,
  manifest: Manifest,
  {
    to,
    files,
    steps = MIGRATIONS,
    tell,
  }: {
    readonly to: number;
    readonly files: FileLayer;
    readonly steps?: readonly Migration[];
    readonly tell: (message: string) => void;
  },
): Promise<Manifest> {
  let present = manifest;
  while (present.version < to) {
    const next = present.version + 1;
    const step = steps.find(({ from }) => from === present.version);
    if (!step) {
      throw new Failure('invalid', said`There is no way from format ${present.version} to ${next}.`, {
        remedy: said`Open the archive with the version of Pressmark that wrote it.`,
        subject: archive,
      });
    }
    const backup = path.join('backup', `before-format-${next}`);
    try {
      await keepOrPutBack(archive, backup, await step.changes(archive), files);
      await step.run(archive, files);
      present = { ...present, version: next };
      await writeManifest(archive, present, files);
    } catch (error) {
      throw notMigrated(archive, error as Error);
    }
    tell(`The archive has format ${next} now. What was changed is kept as it was in ${path.join(archive, backup)}.`);
  }
  return present;
}

/** Copies the files, or, when they were copied whole before, puts the copies back: what lies there may be half changed. */
async function keepOrPutBack(
  archive: string,
  backup: string,
  changing: readonly string[],
  files: FileLayer,
): Promise<void> {
  const folder = path.join(archive, backup);
  const complete = path.join(folder, 'complete');
  if (await stat(complete).catch(() => undefined)) {
    const kept = await readdir(path.join(folder, 'files'), { recursive: true, withFileTypes: true });
    for (const entry of kept.filter((each) => each.isFile())) {
      const from = path.join(entry.parentPath, entry.name);
      await copyWhole(from, path.join(archive, path.relative(path.join(folder, 'files'), from)), files);
    }
    return;
  }
  for (const file of ['pressmark.json', ...changing])
    await copyWhole(path.join(archive, file), path.join(folder, 'files', file), files);
  const marker = await files.open(complete, 'w');
  await marker.sync().finally(() => marker.close());
  await files.syncFolder(folder);
}

/** Copies a file so that it is whole and on disk under its name, or not there. */
async function copyWhole(from: string, to: string, files: FileLayer): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await copyFile(from, `${to}.part`);
  await flush(`${to}.part`);
  await files.rename(`${to}.part`, to);
  await files.syncFolder(path.dirname(to));
}

async function writeManifest(archive: string, manifest: Manifest, files: FileLayer): Promise<void> {
  const file = path.join(archive, 'pressmark.json');
  const handle = await files.open(`${file}.part`, 'w');
  try {
    await handle.writeFile(`${JSON.stringify(manifest)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await files.rename(`${file}.part`, file);
  await files.syncFolder(archive);
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

function notMigrated(archive: string, cause: Error): Failure {
  if (cause instanceof Failure) return cause;
  return new Failure('unavailable', said`The archive could not be brought to the present format: ${cause.message}`, {
    remedy: said`Make room on its disk or make it writable, then open it again. Nothing is lost.`,
    subject: archive,
    cause,
  });
}
