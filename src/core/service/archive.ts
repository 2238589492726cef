// The archive itself: verify, reindex, counts.

import type { Output, Parsed } from '../../shared/api/index.ts';
import { deviceId, knownDevice } from '../archive/device.ts';
import { sizeOfFolder } from '../archive/folder-size.ts';
import { healthOf } from '../archive/health.ts';
import { historyOf } from '../archive/history.ts';
import { verifyArchive } from '../archive/verify.ts';
import { requireDocument } from '../library/document-rows.ts';
import { countOverview } from '../library/overview.ts';
import type { CallContext, Workspace } from './workspace.ts';

/**
 * Reads every byte and compares it with its checksum; with `fix` makes new readings where the shown one cannot be read. What is damaged is reported.
 * @throws the signal’s reason when it is aborted
 */
export async function verify(
  workspace: Workspace,
  { fix }: Parsed<'archive.verify'>,
  context: CallContext<never>,
): Promise<Output<'archive.verify'>> {
  const { archive, ports } = workspace;
  const report = await verifyArchive(archive.folder, archive.catalogue, {
    device: await deviceId(ports.places.config, ports.randomBytes),
    nowMs: ports.now(),
    ...(context.signal ? { signal: context.signal } : {}),
    ...(context.onProgress ? { onProgress: context.onProgress } : {}),
  });
  const fixes = fix ? await (await import('./fix-damage.ts')).fixDamage(workspace, report.damaged, context) : [];
  return {
    ...report,
    damaged: [...report.damaged],
    journal: { ...report.journal, damagedLines: [...report.journal.damagedLines] },
    ...(fix
      ? { fixed: fixes.map(({ error, ...rest }) => ({ ...rest, ...(error ? { error: error.toValue() } : {}) })) }
      : {}),
  };
}

/** Tells what is missing here, still arriving or set aside, from what is known without reading the files again. */
export async function health({ archive, ports }: Workspace): Promise<Output<'archive.health'>> {
  const { missing, awaited, arriving, setAside, copies, ...rest } = healthOf(archive.catalogue, ports.now());
  return {
    ...rest,
    missing: { ...missing, files: [...missing.files] },
    awaited: { ...awaited, files: [...awaited.files] },
    arriving: [...arriving],
    setAside: [...setAside],
    copies: [...copies],
  };
}

/** Tells who did what and when, newest first. @throws Failure `not-found` for the document */
export async function history(
  { archive, ports }: Workspace,
  { document, limit }: Parsed<'archive.history'>,
): Promise<Output<'archive.history'>> {
  if (document !== undefined) requireDocument(archive.catalogue, document);
  const device = await knownDevice(ports.places.config);
  return { changes: await historyOf(archive.folder, document, { limit, nowMs: ports.now(), device }) };
}

/**
 * Builds the catalogue and the index from the files.
 * @throws Failure `damaged` when captures have vanished in numbers and that was not accepted
 */
export async function reindex(
  workspace: Workspace,
  { acceptMissing }: Parsed<'archive.reindex'>,
): Promise<Output<'archive.reindex'>> {
  const { archive, ports } = workspace;
  const begin = ports.now();
  await archive.rebuild({ acceptMissing });
  await (await workspace.search()).rebuild();
  return {
    documents: count(archive, "select count(*) as n from document where state = 'present'"),
    elapsedMs: ports.now() - begin,
  };
}

/** Counts what the archive holds. */
export async function stats({ archive }: Workspace): Promise<Output<'archive.stats'>> {
  const present = "from document where state = 'present'";
  return {
    documents: count(archive, `select count(*) as n ${present}`),
    inTrash: count(archive, "select count(*) as n from document where state = 'removed'"),
    captures: count(archive, 'select count(*) as n from capture'),
    annotations: count(archive, 'select count(*) as n from annotation_shown'),
    dossiers: count(archive, "select count(*) as n from item where kind = 'dossier' and value is not null"),
    characters: count(archive, `select coalesce(sum(characters), 0) as n ${present}`),
    languages: archive.catalogue.all(
      `select language, count(*) as documents ${present} and language is not null group by language order by documents desc, language`,
    ),
    sources: archive.catalogue.all(
      `select source, count(*) as documents ${present} and source is not null group by source order by documents desc, source`,
    ),
  };
}

/** Adds up files and bytes of the archive’s folder, its trash included. @throws the signal’s reason when it is aborted */
export function size(
  { archive }: Workspace,
  _: Parsed<'archive.size'>,
  { signal }: CallContext<never>,
): Promise<Output<'archive.size'>> {
  return sizeOfFolder(archive.folder, signal);
}

/** Counts the documents that pass a filter by day, month or year, by source and by language. @throws Failure `invalid` for a date that is none */
export async function overview(
  { archive }: Workspace,
  { by, ...filter }: Parsed<'archive.overview'>,
): Promise<Output<'archive.overview'>> {
  return countOverview(archive.catalogue, filter, by);
}

function count({ catalogue }: Workspace['archive'], sql: string): number {
  return (catalogue.get<{ n: number }>(sql) as { n: number }).n;
}
