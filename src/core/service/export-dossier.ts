// Exports of documents and dossiers: the articles are gathered, set in the form that is asked for, and written whole or not at all.
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Output, Parsed } from '../../shared/api/index.ts';
import { type Dossier, LABEL_LANGUAGES, USUAL_PARTS } from '../../shared/dossier.ts';
import { Failure } from '../../shared/errors.ts';
import { makeId } from '../../shared/ids.ts';
import { said } from '../../shared/said.ts';
import { requirePlace } from '../archive/chosen-place.ts';
import { digestOf } from '../archive/digest.ts';
import { writeChosen } from '../archive/write-whole.ts';
import type {
  DossierToPrint,
  PrintedArticle,
  PrintedFile,
  PrintPorts,
  PrintSettings,
} from '../dossier/printed-article.ts';
import { captureRecordOf, type DocumentRow, requireDocument } from '../library/document-rows.ts';
import { presentAnnotations } from './annotations.ts';
import { articlesHere, missingSentence } from './dossier-articles.ts';
import { requireDossier } from './dossiers.ts';
import { printedArticle } from './printed-articles.ts';
import type { CallContext, Workspace } from './workspace.ts';

type Report = Output<'dossiers.export'>;

/**
 * Exports a dossier; articles that are not here are named in the report.
 * @throws Failure `not-found` for the dossier or the folder of the file, `usage` for an unknown form or when there is nothing to print, and as
 * `exportDossierAs`
 */
export async function exportDossier(
  workspace: Workspace,
  input: Parsed<'dossiers.export'>,
  context: CallContext<never>,
): Promise<Report> {
  const begin = performance.now();
  const form = formOf(input.to, input.format, DOSSIER_FORMS);
  await requirePlace(input.to, workspace.archive.folder);
  const dossier = requireDossier(workspace, input.dossier);
  const { rows, missing } = articlesHere(workspace.archive.catalogue, dossier);
  const articles = await articlesOf(workspace, rows, dossier, context.signal);
  const settings = printSettings(workspace, {
    ...input,
    language: dossier.language ?? mainLanguage(articles),
    groupBy: input.groupBy ?? dossier.groupBy ?? 'none',
    notes: input.notes ?? dossier.notes,
  });
  const { exportDossierAs } = await import('../dossier/export.ts');
  const printed = await exportDossierAs(
    form,
    dossierToPrint(workspace, dossier, input),
    articles,
    settings,
    printPorts(workspace, context),
  );
  const warnings = [...missing.map(missingSentence), ...printed.warnings];
  const report = await write(workspace, input.to, { ...printed, warnings }, begin);
  return missing.length === 0 ? report : { ...report, missing: [...missing] };
}

/**
 * Exports one document with its annotations.
 * @throws Failure `not-found` for the document or the folder of the file, `usage` for an unknown form, `unavailable` when its capture has not
 * arrived, and as `exportArticleAs`
 */
export async function exportDocument(
  workspace: Workspace,
  input: Parsed<'documents.export'>,
  context: CallContext<never>,
): Promise<Report> {
  const begin = performance.now();
  const form = formOf(input.to, input.format, DOCUMENT_FORMS);
  await requirePlace(input.to, workspace.archive.folder);
  const row = requireDocument(workspace.archive.catalogue, input.id);
  if (form === 'warc') return write(workspace, input.to, await warcOf(workspace, row, input), begin);
  const settings = printSettings(workspace, { ...input, language: row.language ?? undefined, groupBy: 'none' });
  const article = await printedArticle(workspace, row);
  const { exportArticleAs } = await import('../dossier/export.ts');
  const printed = await exportArticleAs(form, article, settings, printPorts(workspace, context));
  return write(workspace, input.to, printed, begin);
}

const DOSSIER_FORMS = ['pdf', 'html', 'eml', 'docx', 'markdown', 'epub', 'csv'] as const;
const DOCUMENT_FORMS = ['pdf', 'html', 'eml', 'docx', 'markdown', 'epub', 'warc'] as const;
const ENDINGS: Readonly<Record<string, string>> = { htm: 'html', md: 'markdown', gz: 'warc' };

/** Gives the form that a file will have. @throws Failure `usage` for a form that is none */
function formOf<Form extends string>(file: string, format: string | undefined, forms: readonly Form[]): Form {
  const ending = path.extname(file).slice(1).toLowerCase();
  const named = format ?? ENDINGS[ending] ?? ending;
  const name = ENDINGS[named] ?? named;
  const form = forms.find((each) => each === name);
  if (form === undefined)
    throw new Failure('usage', said`“${name}” is no format of this export.`, {
      remedy: said`Name a file that ends in .${forms.join(', .').replace('.markdown', '.md')}.`,
      subject: file,
    });
  return form;
}

/** The capture that is shown as it came, with its annotations; plain unless the file's name says that it is packed. */
async function warcOf(
  workspace: Workspace,
  row: DocumentRow,
  { to, edition }: Parsed<'documents.export'>,
): Promise<PrintedFile> {
  const { archive, ports } = workspace;
  const record = captureRecordOf(archive.catalogue, row.capture);
  if (record === undefined)
    throw new Failure('unavailable', said`The capture of ${row.id} has not arrived on this computer.`, {
      subject: row.id,
    });
  const [{ captureWarc }, { gunzipSync }] = await Promise.all([import('../archive/warc.ts'), import('node:zlib')]);
  const annotations = await presentAnnotations(workspace, row);
  const shown = annotations.filter((each) => edition === 'internal' || each['pressmark:private'] !== true);
  const packed = captureWarc(record, await archive.readOriginal(row.path), shown, `Pressmark ${ports.version}`);
  const highlights = shown.filter(({ motivation }) => motivation === 'highlighting').length;
  const bytes = /\.gz$/i.test(to) ? packed : gunzipSync(packed);
  return { volumes: [{ bytes }], items: [{ id: row.id, highlights }], unmatched: [], warnings: [] };
}

async function articlesOf(
  workspace: Workspace,
  rows: readonly DocumentRow[],
  { starred = [], used = [] }: Dossier,
  signal: AbortSignal | undefined,
): Promise<PrintedArticle[]> {
  const articles: PrintedArticle[] = [];
  for (const row of rows) {
    signal?.throwIfAborted();
    const article = await printedArticle(workspace, row);
    articles.push(asExported({ starred, used }, row, article));
  }
  return articles;
}

/** An article with what the dossier says of it. */
export function asExported(
  { starred = [], used = [] }: Pick<Dossier, 'starred' | 'used'>,
  { id }: DocumentRow,
  article: PrintedArticle,
): PrintedArticle {
  return { ...article, isStarred: starred.includes(id), isUsed: used.includes(id) };
}

/** The dossier as the dossier room takes it. */
export function dossierToPrint(
  { ports }: Workspace,
  dossier: Dossier,
  input: Partial<Pick<Parsed<'dossiers.export'>, 'parts' | 'citationStyle' | 'attachOriginals'>>,
): DossierToPrint {
  return {
    ...dossier,
    author: dossier.author ?? ports.person,
    editionNumber: dossier.edition,
    parts: new Set(input.parts ?? dossier.parts ?? USUAL_PARTS),
    citationStyle: input.citationStyle ?? dossier.citationStyle,
    attachOriginals: input.attachOriginals ?? false,
  };
}

/** Gives how a file is printed. */
export function printSettings(
  workspace: Workspace,
  input: Pick<Parsed<'dossiers.export'>, 'paper' | 'edition' | 'groupBy' | 'notes'> &
    Partial<Pick<Parsed<'dossiers.export'>, 'date' | 'mostBytes' | 'pdfAs' | 'allowSigned'>> & {
      readonly language: string | undefined;
      readonly password?: string | undefined;
    },
): PrintSettings {
  const { archive, ports } = workspace;
  const language = input.language?.slice(0, 2).toLowerCase();
  const date = input.date ?? new Date(ports.now()).toISOString();
  return {
    paper: input.paper,
    edition: input.edition,
    date,
    groupBy: input.groupBy,
    notes: input.notes,
    labelLanguage: LABEL_LANGUAGES.find((each) => each === language) ?? 'en',
    person: ports.person,
    archiveId: archive.manifest.id,
    programVersion: ports.version,
    mostBytes: input.mostBytes,
    pdfAs: input.pdfAs,
    allowSigned: input.allowSigned,
    password: input.password,
  };
}

/** The language that most of the articles are written in. */
export function mainLanguage(articles: readonly PrintedArticle[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { item } of articles) if (item.language) counts.set(item.language, (counts.get(item.language) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** What the dossier room is given of a call. */
export function printPorts({ ports }: Workspace, { signal, onProgress }: CallContext<never>): PrintPorts {
  return {
    printer: ports.printer,
    resources: ports.places.resources,
    worker: ports.workers.dossier,
    signal,
    onProgress: onProgress && (({ done, total }) => onProgress(done, total)),
  };
}

/** Writes the file, or the volumes: the first under the wished name, the others as `NAME-2.pdf` and so on. The first one comes last. */
async function write({ ports }: Workspace, file: string, printed: PrintedFile, begin: number): Promise<Report> {
  const { volumes } = printed;
  const places = volumes.map((_, i) => (i === 0 ? file : numbered(file, i + 1)));
  for (const [i, { bytes }] of [...volumes.entries()].reverse())
    await writeChosen(ports.files, places[i] as string, bytes, makeId(ports.randomBytes));
  const written = volumes.map(({ bytes, pages }, i) => ({
    file: places[i] as string,
    pages,
    bytes: bytes.length,
    digest: digestOf(bytes),
  }));
  const [first] = written as [(typeof written)[number]];
  for (const warning of printed.warnings) ports.log(warning);
  return {
    file,
    ...(first.pages === undefined ? {} : { pages: first.pages }),
    bytes: first.bytes,
    digest: first.digest,
    elapsedMs: Math.round(performance.now() - begin),
    items: printed.items.map((item) => ({ ...item })),
    ...(written.length > 1 ? { volumes: written.map((each) => ({ ...each, pages: each.pages ?? 0 })) } : {}),
    unmatched: [...printed.unmatched],
    ...(printed.warnings.length > 0 ? { warnings: [...printed.warnings] } : {}),
  };
}

function numbered(file: string, number: number): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${number}${ext}`);
}
