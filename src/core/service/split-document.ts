// Split: parts of a PDF become documents that name the whole.
import { api, type Item, type Output, type Parsed } from '../../shared/api/index.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { SourceItem } from '../capture/sources.ts';
import { type DocumentRow, requireDocument } from '../library/document-rows.ts';
import { importItems } from './import-documents.ts';
import type { CallContext, Workspace } from './workspace.ts';

/** Parts a document; each part is imported like any PDF, and parting it again gives the same documents. */
export async function splitDocument(
  workspace: Workspace,
  { id, pages }: Parsed<'documents.split'>,
  context: CallContext<Item<'documents.split'>>,
): Promise<Output<'documents.split'>> {
  const row = requireDocument(workspace.archive.catalogue, id);
  if (row.format !== 'pdf')
    throw new Failure('invalid', said`Document ${id} is no PDF; only PDFs can be parted.`, { subject: id });
  const input = api['documents.import'].input.parse({ format: 'pdf' });
  return importItems(workspace, partsOf(workspace, row, pages, context.signal), input, context);
}

async function* partsOf(
  workspace: Workspace,
  row: DocumentRow,
  pages: Parsed<'documents.split'>['pages'],
  signal: AbortSignal | undefined,
): AsyncGenerator<SourceItem> {
  const { bytes } = await workspace.archive.readOriginal(row.path);
  const capturer = await workspace.capturer();
  const container = { name: row.title, format: 'pdf', bytes, ...(pages === undefined ? {} : { pages }) };
  for await (const part of capturer.parts(container, signal)) {
    if ('address' in part) continue;
    const { name, given = {}, ...rest } = part;
    yield { ...rest, source: `${row.id}#${name}`, name: `${row.title}#${name}`, given, partOf: row.id };
  }
}
