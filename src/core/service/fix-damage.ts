// verify --fix: makes a new reading from a sound original where the reading that is shown cannot be read any more. No file is changed.
import { readFile } from 'node:fs/promises';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { ArchiveWriter } from '../archive/archive-writer.ts';
import { locate } from '../archive/captures-here.ts';
import { digestOf } from '../archive/digest.ts';
import { salvageByDigest } from '../archive/salvage.ts';
import type { DamagedFile } from '../archive/verify.ts';
import { captureRecordOf, type DocumentRow, requireDocument } from '../library/document-rows.ts';
import type { CallContext, Workspace } from './workspace.ts';

/** What was done about a damaged file: a new reading was made of it, or why none could be. */
export interface Fix {
  readonly path: string;
  readonly document: string;
  readonly reading?: number;
  readonly error?: Failure;
}

/** Looks at each damaged file that a document shows; one that can still be read is left as it is. */
export async function fixDamage(
  workspace: Workspace,
  damaged: readonly DamagedFile[],
  { signal }: CallContext<never>,
): Promise<Fix[]> {
  const fixes: Fix[] = [];
  for (const { path } of damaged.filter(({ problem }) => problem === 'changed' || problem === 'unreadable')) {
    signal?.throwIfAborted();
    const shown = workspace.archive.catalogue.get<{ id: string }>(
      "select id from document where reading_path = ? and state <> 'purged'",
      path,
    );
    if (!shown) continue;
    const row = requireDocument(workspace.archive.catalogue, shown.id);
    if (await isReadable(workspace, row)) continue;
    fixes.push(
      await makeReading(workspace, row).then(
        (reading) => ({ path, document: row.id, reading }),
        (error) => {
          if (!(error instanceof Failure)) throw error;
          return { path, document: row.id, error };
        },
      ),
    );
  }
  return fixes;
}

async function isReadable({ archive }: Workspace, row: DocumentRow): Promise<boolean> {
  return archive.readReading(row).then(
    () => true,
    () => false,
  );
}

/** @throws Failure `damaged` when the original is not sound either, or what the capture of it says. */
async function makeReading(workspace: Workspace, row: DocumentRow): Promise<number> {
  const { archive } = workspace;
  const original = await soundOriginal(workspace, row);
  const record = captureRecordOf(archive.catalogue, row.capture);
  const captured = await (await workspace.capturer()).capture({
    bytes: original.bytes,
    name: record?.importedFrom ?? original.name,
    format: record?.format ?? 'auto',
    given: {},
    ...(record?.url === undefined ? {} : { url: record.url }),
  });
  const last = archive.catalogue.get<{ n: number }>(
    'select max(number) as n from reading where capture = ?',
    row.capture,
  );
  const number = (last?.n ?? 1) + 1;
  const writer = await archive.writer();
  await writer.addReading({ document: row.id, capture: row.capture, digest: row.digest, file: row.path }, number, {
    ...captured.reading,
    by: captured.by,
  });
  await chooseInstead(workspace, writer, row, number);
  return number;
}

/** A reading that a person chose and that is gone gives way to the new one. */
async function chooseInstead(
  { archive }: Workspace,
  writer: ArchiveWriter,
  row: DocumentRow,
  number: number,
): Promise<void> {
  const present = requireDocument(archive.catalogue, row.id);
  if (present.reading === number && present.capture === row.capture) return;
  await writer.commit({
    changes: [{ op: 'reading.choose', of: row.id, value: { capture: row.capture, reading: number } }],
  });
}

async function soundOriginal({ archive }: Workspace, row: DocumentRow): Promise<{ name: string; bytes: Uint8Array }> {
  const read = await archive.readOriginal(row.path).catch(() => undefined);
  if (read && digestOf(read.bytes) === row.digest) return read;
  const found = salvageByDigest(await readFile(await locate(archive.folder, row.path)), row.digest);
  if (found) return found;
  throw new Failure('damaged', said`${row.path}: the original is damaged too.`, {
    remedy: said`Bring the file back from a copy of the archive.`,
    subject: row.path,
  });
}
