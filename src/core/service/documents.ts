// Documents: list, show, edit, trash, readings.
import type { Item, Output, Parsed } from '../../shared/api/index.ts';
import type { DocumentItem, DocumentShown } from '../../shared/document.ts';
import { Failure, failureValueOf } from '../../shared/errors.ts';
import { makeId } from '../../shared/ids.ts';
import { bodyOf } from '../../shared/reading-text.ts';
import { said } from '../../shared/said.ts';
import { requirePlace } from '../archive/chosen-place.ts';
import type { Change } from '../archive/entry.ts';
import { refuseWhenVanished } from '../archive/health.ts';
import { writeChosen } from '../archive/write-whole.ts';
import { listDocuments } from '../library/document-filter.ts';
import { type DocumentRow, findDocument, itemOf, openingOf, requireDocument } from '../library/document-rows.ts';
import { forEachId } from './each-id.ts';
import { labelChanges } from './labels.ts';
import type { CallContext, Workspace } from './workspace.ts';

/** Gives a page of the documents that pass a filter, or of those in the trash. @throws Failure `invalid` for a date that is none */
export async function list(
  { archive: { catalogue } }: Workspace,
  input: Parsed<'documents.list'>,
): Promise<Output<'documents.list'>> {
  const { sort, limit, offset, inTrash, openings, ...filter } = input;
  const state = inTrash ? 'removed' : 'present';
  const { total, rows } = listDocuments(catalogue, filter, { sort, limit, offset }, state);
  const items = rows.map((row) => ({
    ...itemOf(catalogue, row),
    ...(openings ? { opening: openingOf(catalogue, row) } : {}),
  }));
  return { total, items };
}

/** Shows each document in turn; one that cannot be shown is reported in its place. */
export async function show(
  workspace: Workspace,
  input: Parsed<'documents.show'>,
  context: CallContext<Item<'documents.show'>>,
): Promise<Output<'documents.show'>> {
  if ((input.original !== undefined || input.facsimile !== undefined) && input.ids.length > 1)
    throw new Failure('usage', said`--original and --facsimile go with one document.`);
  let failed = 0;
  for (const id of input.ids) {
    context.signal?.throwIfAborted();
    try {
      await context.onItem?.(await shown(workspace, id, input));
    } catch (error) {
      if (input.ids.length === 1 || !(error instanceof Failure)) throw error;
      failed++;
      await context.onItem?.({ error: { ...failureValueOf(error), subject: id } });
    }
  }
  return { failed };
}

async function shown(
  { archive, ports }: Workspace,
  id: string,
  { part, original, facsimile }: Parsed<'documents.show'>,
): Promise<DocumentShown> {
  const row = requireDocument(archive.catalogue, id);
  const record: DocumentShown = {
    ...itemOf(archive.catalogue, row),
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    digest: row.digest,
    capturedAt: row.captured_at,
    path: row.path,
    ...pageFactsOf(archive.catalogue, row),
  };
  if (original !== undefined) return { ...record, original: await saveOriginal(archive, ports, row, original) };
  if (facsimile !== undefined) return { ...record, facsimile: await saveFacsimile(archive, ports, row, facsimile) };
  if (part === 'text') return { ...record, text: await archive.readText(row), ...(await pagesOf(archive, row)) };
  if (part === 'record') return record;
  const reading = await archive.readReading(row);
  return part === 'html'
    ? { ...record, html: reading.html }
    : { ...record, body: bodyOf(reading.text, reading.record.blocks) };
}

/** What the capture's record says of a page of the web. */
function pageFactsOf(
  catalogue: Workspace['archive']['catalogue'],
  { capture }: DocumentRow,
): Pick<DocumentShown, 'kind' | 'furtherPages'> {
  const stored = catalogue.get<{ record: string | null }>('select record from capture where id = ?', capture)?.record;
  const { kind, furtherPages } = JSON.parse(stored ?? '{}') as Pick<DocumentShown, 'kind' | 'furtherPages'>;
  return { ...(kind === undefined ? {} : { kind }), ...(furtherPages === undefined ? {} : { furtherPages }) };
}

/** Where the pages of a PDF begin in its reading text; only what has pages is read for it. */
async function pagesOf(archive: Workspace['archive'], row: DocumentRow): Promise<Pick<DocumentShown, 'pages'>> {
  if (row.format !== 'pdf') return {};
  const { pages } = (await archive.readReading(row)).record;
  return pages === undefined ? {} : { pages: [...pages] };
}

async function saveOriginal(
  archive: Workspace['archive'],
  ports: Workspace['ports'],
  row: DocumentRow,
  file: string,
): Promise<{ file: string; bytes: number }> {
  await requirePlace(file, archive.folder);
  const { bytes } = await archive.readOriginal(row.path);
  await writeChosen(ports.files, file, bytes, makeId(ports.randomBytes));
  return { file, bytes: bytes.length };
}

async function saveFacsimile(
  archive: Workspace['archive'],
  ports: Workspace['ports'],
  row: DocumentRow,
  file: string,
): Promise<{ file: string; bytes: number }> {
  await requirePlace(file, archive.folder);
  const facsimile = await archive.readFacsimile(row.path);
  if (!facsimile)
    throw new Failure('not-found', said`Document ${row.id} was captured without a picture of its page.`, {
      remedy: said`Capture it in a browser engine with: pressmark recapture --render ${row.id}`,
      subject: row.id,
    });
  const { bytes } = facsimile;
  await writeChosen(ports.files, file, bytes, makeId(ports.randomBytes));
  return { file, bytes: bytes.length };
}

/** Changes a document’s fields, tags or collections; an empty value takes a field away. @throws Failure `not-found` */
export async function edit({ archive }: Workspace, input: Parsed<'documents.edit'>): Promise<DocumentItem> {
  const writer = await archive.writer();
  const row = requireDocument(archive.catalogue, input.id);
  const { fields, id, ...labels } = input;
  const changes = labelChanges(archive.catalogue, { ids: [id], ...labels });
  if (Object.keys(fields).length) changes.unshift({ op: 'document.put', of: id, value: fields });
  if (changes.length) await writer.commit({ changes });
  return itemOf(archive.catalogue, requireDocument(archive.catalogue, row.id));
}

/**
 * Moves documents to the archive's trash; what cannot be moved is reported, and the others are.
 * @throws Failure `not-found` when the only one is not there
 */
export async function remove(
  { archive }: Workspace,
  { ids }: Parsed<'documents.remove'>,
): Promise<Output<'documents.remove'>> {
  const writer = await archive.writer();
  const each = forEachId(ids, (id): Change => {
    requireDocument(archive.catalogue, id);
    return { op: 'document.remove', of: id };
  });
  if (each.values.length) await writer.commit({ changes: each.values });
  await writer.moveFiles(
    each.ids.flatMap((id) => filesOf(archive, id)),
    'to-trash',
  );
  return { removed: each.ids, ...each.failures };
}

/**
 * Brings documents back from the trash; what is not in it is reported, and the others come back.
 * @throws Failure `not-found` when the only one is not there
 */
export async function restore(
  { archive }: Workspace,
  { ids }: Parsed<'documents.restore'>,
): Promise<Output<'documents.restore'>> {
  const writer = await archive.writer();
  const each = forEachId(ids, (id): Change => {
    if (findDocument(archive.catalogue, id)?.state !== 'removed')
      throw new Failure('not-found', said`There is no document ${id} in the trash.`, { subject: id });
    return { op: 'document.restore', of: id };
  });
  if (each.values.length) await writer.commit({ changes: each.values });
  await writer.moveFiles(
    each.ids.flatMap((id) => filesOf(archive, id)),
    'from-trash',
  );
  return { restored: each.ids, ...each.failures };
}

/** Empties the trash for good. @throws Failure `damaged` when captures have vanished in numbers */
export async function purge(workspace: Workspace): Promise<Output<'documents.purge'>> {
  const { archive } = workspace;
  const writer = await archive.writer();
  refuseWhenVanished(archive.catalogue, said`The trash can be emptied when they are back.`);
  const ids = archive.catalogue
    .all<{ id: string }>("select id from document where state = 'removed'")
    .map(({ id }) => id);
  const files = ids.flatMap((id) => filesOf(archive, id));
  if (ids.length) await writer.commit({ changes: ids.map((id): Change => ({ op: 'document.purge', of: id })) });
  // A capture that came while its document was in the trash lies among the others.
  await writer.moveFiles(files, 'to-trash');
  await writer.deleteFromTrash(files);
  // Nor do their texts stay in the cache.
  if (ids.length) await (await workspace.search()).product();
  return { purged: ids.length };
}

function filesOf(archive: Workspace['archive'], document: string): string[] {
  return archive.catalogue
    .all<{ file: string }>(
      'select file from capture where document = ? union select file from reading where document = ?',
      document,
      document,
    )
    .map(({ file }) => file);
}
