// References to documents, in a citation style or a format of reference managers.
import type { Output, Parsed } from '../../shared/api/index.ts';
import { LABEL_LANGUAGES } from '../../shared/dossier.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { setBibliography } from '../dossier/citations/bibliography.ts';
import { type CslItem, cslRecord } from '../dossier/citations/csl-record.ts';
import { bibtexEntry, risEntry } from '../dossier/citations/reference-formats.ts';
import { type DocumentRow, fieldsOf, findDocument, itemOf, requireDocument } from '../library/document-rows.ts';
import { articlesHere, missingSentence } from './dossier-articles.ts';
import { requireDossier } from './dossiers.ts';
import type { Workspace } from './workspace.ts';

/**
 * Gives references to documents and to those of a dossier.
 * @throws Failure `not-found` for a document or dossier, `usage` when there is none to refer to, `invalid` for a style that cannot be read
 */
export async function bibliography(
  workspace: Workspace,
  input: Parsed<'documents.bibliography'>,
): Promise<Output<'documents.bibliography'>> {
  const { catalogue } = workspace.archive;
  const rows = input.ids.map((id) => requireDocument(catalogue, id));
  const named = input.dossier === undefined ? undefined : requireDossier(workspace, input.dossier);
  for (const id of named?.items ?? []) {
    const row = findDocument(catalogue, id);
    if (row?.state === 'present' && !rows.some((each) => each.id === row.id)) rows.push(row);
  }
  // What has no capture here has a record all the same, which is all that a reference needs.
  const { missing } = articlesHere(catalogue, { items: named?.items ?? [] });
  const warnings = missing
    .filter(({ id }) => findDocument(catalogue, id)?.state !== 'present')
    .map((each) => missingSentence(each));
  if (rows.length === 0) throw nothingToReferTo(named?.name, warnings.length > 0);
  const items = rows.map((row) => recordOf(workspace, row));
  const language = input.language ?? named?.language ?? items[0]?.language;
  return {
    format: input.format,
    ...entriesIn(input, items, language),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
}

function nothingToReferTo(dossier: string | undefined, hasArticles: boolean): Failure {
  if (dossier === undefined || !hasArticles)
    return new Failure('usage', said`Name documents, or a dossier that has some.`);
  return new Failure(
    'usage',
    said`All articles of “${dossier}” are in the trash, deleted or not on this computer yet.`,
    {
      remedy: said`Bring them back with: pressmark restore ID`,
      subject: dossier,
    },
  );
}

function recordOf({ archive: { catalogue } }: Workspace, row: DocumentRow): CslItem {
  return cslRecord({ ...fieldsOf(row), ...itemOf(catalogue, row), capturedAt: row.captured_at });
}

function entriesIn(
  { format, style }: Parsed<'documents.bibliography'>,
  items: readonly CslItem[],
  language: string | undefined,
): Pick<Output<'documents.bibliography'>, 'entries' | 'text'> {
  if (format === 'text' || format === 'html') {
    const labels = LABEL_LANGUAGES.find((each) => each === language?.slice(0, 2).toLowerCase()) ?? 'en';
    const set = setBibliography(items, style, labels, format);
    const entries = set.map(({ id, text }) => ({ id, text }));
    const lines = entries.map(({ text }) => (format === 'html' ? `<li>${text}</li>` : text));
    return { entries, text: format === 'html' ? `<ol>\n${lines.join('\n')}\n</ol>` : lines.join('\n') };
  }
  const write = { bibtex: bibtexEntry, ris: risEntry, 'csl-json': (item: CslItem) => JSON.stringify(item) }[format];
  const entries = items.map((item) => ({ id: item.id, text: write(item) }));
  return {
    entries,
    text: format === 'csl-json' ? JSON.stringify(items, null, 1) : entries.map(({ text }) => text).join('\n'),
  };
}
