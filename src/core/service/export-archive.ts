// Export of the archive as one file: the plain files by the archive room, and what reference managers, readers of annotations and viewers of pages want.
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Output, Parsed } from '../../shared/api/index.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { requirePlace } from '../archive/chosen-place.ts';
import { exportArchive } from '../archive/export-archive.ts';
import type { ExportScope } from '../archive/export-journals.ts';
import { newUuid } from '../archive/manifest.ts';
import { cslRecordOf } from '../library/csl-record.ts';
import { storedAnnotations } from '../library/document-annotations.ts';
import { listDocuments } from '../library/document-filter.ts';
import { type DocumentRow, fieldsOf } from '../library/document-rows.ts';
import { presentAnnotations } from './annotations.ts';
import type { CallContext, Workspace } from './workspace.ts';

/** Rows of the catalogue that are in memory together. */
const PAGE = 500;

/**
 * Writes the archive, or the documents of a collection, as one file.
 * @throws Failure `not-found` for the collection or the folder of the file, `invalid` when it would lie in the archive, `unavailable` when it
 * cannot be written; the signal’s reason when it is aborted
 */
export async function exportWhole(
  workspace: Workspace,
  { to, collection }: Parsed<'archive.export'>,
  context: CallContext<never>,
): Promise<Output<'archive.export'>> {
  const begin = performance.now();
  const file = path.resolve(to);
  const { archive, ports } = workspace;
  await requirePlace(file, archive.folder);
  const scope = collection === undefined ? undefined : scopeOf(workspace, collection);
  const counts = { documents: 0, annotations: 0 };
  const report = await exportArchive(archive, {
    file,
    ports,
    scope,
    title: collection ?? path.basename(path.resolve(archive.folder)),
    derived: [
      { name: 'pages/pages.jsonl', content: () => pages(workspace, scope) },
      { name: 'records/csl.json', content: () => array(cslRecords(workspace, scope, counts)) },
      { name: 'annotations/annotations.jsonld', content: () => array(annotations(workspace, scope, counts)) },
    ],
    signal: context.signal,
    onProgress: context.onProgress,
  });
  return {
    file: to,
    ...counts,
    ...report,
    missing: [...report.missing],
    changed: [...report.changed],
    elapsedMs: Math.round(performance.now() - begin),
  };
}

/** The documents of a collection, with their annotations, as an archive of its own. @throws Failure `not-found` */
function scopeOf({ archive: { catalogue }, ports }: Workspace, collection: string): ExportScope {
  const { rows } = listDocuments(catalogue, { collection }, { sort: 'added', limit: 0, offset: 0 });
  if (!rows.length)
    throw new Failure('not-found', said`There is no document in a collection “${collection}”.`, {
      subject: collection,
    });
  const documents = new Set(rows.map(({ id }) => id));
  const puts = catalogue.all<{ id: string; document: string }>(
    `select distinct id, json_extract(value, '$."pressmark:document"') as document from annotation_put`,
  );
  const own = puts.filter(({ document }) => documents.has(document)).map(({ id }) => id);
  return { documents, annotations: new Set(own), archiveId: newUuid(ports) };
}

/** The documents that are not in the trash, in the order they were added. */
function* presentDocuments(
  { archive: { catalogue } }: Workspace,
  scope: ExportScope | undefined,
): Generator<DocumentRow> {
  let last = { added: '', id: '' };
  for (;;) {
    const rows = catalogue.all<DocumentRow>(
      `select * from document where state = 'present' and (added, id) > (?, ?) order by added, id limit ${PAGE}`,
      last.added,
      last.id,
    );
    for (const row of rows) if (scope === undefined || scope.documents.has(row.id)) yield row;
    if (rows.length < PAGE) return;
    last = rows.at(-1) as DocumentRow;
  }
}

/** WACZ 1.2.0, pages.jsonl. A document without an address is named by its id. */
async function* pages(workspace: Workspace, scope: ExportScope | undefined): AsyncGenerator<string> {
  yield `${JSON.stringify({ format: 'json-pages-1.0', id: 'pages', title: 'All Pages' })}\n`;
  for (const { id, url, captured_at, title } of presentDocuments(workspace, scope))
    yield `${JSON.stringify({ id, url: url ?? `urn:pressmark:${id}`, ts: captured_at, title })}\n`;
}

async function* cslRecords(workspace: Workspace, scope: ExportScope | undefined, counts: { documents: number }) {
  for (const row of presentDocuments(workspace, scope)) {
    counts.documents++;
    const { id, url, captured_at: capturedAt, digest, title } = row;
    yield cslRecordOf({ ...fieldsOf(row), title, id, url: url ?? undefined, capturedAt, digest });
  }
}

/** At their places in the present readings; as they are stored where a reading cannot be read. */
async function* annotations(workspace: Workspace, scope: ExportScope | undefined, counts: { annotations: number }) {
  for (const row of presentDocuments(workspace, scope)) {
    if (row.annotation_count === 0) continue;
    const present = await presentAnnotations(workspace, row).catch((error) => {
      if (error instanceof Failure) return storedAnnotations(workspace.archive.catalogue, row.id);
      throw error;
    });
    counts.annotations += present.length;
    yield* present;
  }
}

/** A JSON array, an item a line. */
async function* array(items: AsyncIterable<unknown>): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
