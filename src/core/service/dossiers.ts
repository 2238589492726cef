// Dossiers: kept as whole values in the journal; exported by gathering their articles and handing them to the printing room.
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Output, Parsed } from '../../shared/api/index.ts';
import { type Dossier, LABEL_LANGUAGES } from '../../shared/dossier.ts';
import { Failure } from '../../shared/errors.ts';
import { makeId } from '../../shared/ids.ts';
import type { CaptureRecord } from '../archive/capture-file.ts';
import { digestOf } from '../archive/digest.ts';
import { writeChosen } from '../archive/write-whole.ts';
import type { PrintedArticle, PrintedPdf, PrintPorts, PrintSettings } from '../dossier/printed-article.ts';
import { listDocuments } from '../library/document-filter.ts';
import { type DocumentRow, fieldsOf, findDocument, itemOf, requireDocument } from '../library/document-rows.ts';
import { presentAnnotations } from './annotations.ts';
import type { Question } from './search.ts';
import type { CallContext, Workspace } from './workspace.ts';

export async function create(workspace: Workspace, input: Parsed<'dossiers.create'>): Promise<Dossier> {
  const { archive, ports } = workspace;
  const writer = await archive.writer();
  if (all(workspace).some(({ name }) => name === input.name)) {
    throw new Failure('invalid', `There is a dossier “${input.name}” already.`, {
      remedy: 'Choose another name, or edit that one.',
      subject: input.name,
    });
  }
  const items = await itemsOf(workspace, input);
  const now = new Date(ports.now()).toISOString();
  const dossier: Dossier = {
    id: writer.newId(),
    name: input.name,
    ...(input.subtitle === undefined ? {} : { subtitle: input.subtitle }),
    ...(input.language === undefined ? {} : { language: input.language }),
    items,
    created: now,
    modified: now,
  };
  await writer.commit({ changes: [{ op: 'dossier.put', of: dossier.id, value: dossier }] });
  return dossier;
}

/** The documents given, then those of the collection, then those that the search finds; each once. */
async function itemsOf(
  workspace: Workspace,
  { items, collection, search, savedSearch }: Parsed<'dossiers.create'>,
): Promise<string[]> {
  const { catalogue } = workspace.archive;
  for (const id of items) requireDocument(catalogue, id);
  const inCollection =
    collection === undefined
      ? []
      : listDocuments(catalogue, { collection }, { sort: 'published', limit: 0, offset: 0 }).rows.map(({ id }) => id);
  const found = search === undefined ? [] : await foundBy(workspace, { query: search, all: false });
  const saved = savedSearch === undefined ? [] : await foundBySaved(workspace, savedSearch);
  return [...new Set([...items, ...inCollection, ...found, ...saved])];
}

async function foundBy(workspace: Workspace, question: Question): Promise<string[]> {
  return (await import('./search.ts')).findAll(workspace, question);
}

/** What a saved search finds now. @throws Failure `not-found` */
async function foundBySaved(workspace: Workspace, named: string): Promise<string[]> {
  return foundBy(workspace, (await import('./saved-searches.ts')).requireSearch(workspace, named));
}

export async function list(workspace: Workspace): Promise<Dossier[]> {
  return all(workspace);
}

export async function show(workspace: Workspace, { dossier }: Parsed<'dossiers.show'>): Promise<Dossier> {
  return requireDossier(workspace, dossier);
}

export async function edit(workspace: Workspace, input: Parsed<'dossiers.edit'>): Promise<Dossier> {
  const { archive, ports } = workspace;
  const writer = await archive.writer();
  const before = requireDossier(workspace, input.dossier);
  for (const id of input.addItems) requireDocument(archive.catalogue, id);
  for (const id of input.items ?? []) requireDocument(archive.catalogue, id);
  const { name, subtitle, language, items = before.items, addItems, removeItems, addSavedSearch } = input;
  const found = addSavedSearch === undefined ? [] : await foundBySaved(workspace, addSavedSearch);
  const edited: Dossier = {
    ...before,
    ...(name === undefined ? {} : { name }),
    ...(subtitle === undefined ? {} : { subtitle }),
    ...(language === undefined ? {} : { language }),
    items: [...new Set([...items, ...addItems, ...found])].filter((id) => !removeItems.includes(id)),
    modified: new Date(ports.now()).toISOString(),
  };
  await writer.commit({ changes: [{ op: 'dossier.put', of: edited.id, value: edited }] });
  return edited;
}

export async function remove(
  workspace: Workspace,
  { dossier }: Parsed<'dossiers.remove'>,
): Promise<Output<'dossiers.remove'>> {
  const writer = await workspace.archive.writer();
  const { id, name } = requireDossier(workspace, dossier);
  await writer.commit({ changes: [{ op: 'dossier.remove', of: id }] });
  return { removed: name };
}

function all({ archive: { catalogue } }: Workspace): Dossier[] {
  const rows = catalogue.all<{ value: string }>("select value from item where kind = 'dossier' and value is not null");
  return rows.map(({ value }) => JSON.parse(value) as Dossier).sort((a, b) => (a.created < b.created ? -1 : 1));
}

function requireDossier(workspace: Workspace, named: string): Dossier {
  const dossiers = all(workspace);
  const found = dossiers.find(({ id }) => id === named) ?? dossiers.find(({ name }) => name === named);
  if (!found)
    throw new Failure('not-found', `There is no dossier “${named}”.`, {
      remedy: 'pressmark dossier list shows them.',
      subject: named,
    });
  return found;
}

export async function exportDossier(
  workspace: Workspace,
  input: Parsed<'dossiers.export'>,
  context: CallContext<never>,
): Promise<Output<'dossiers.export'>> {
  const begin = performance.now();
  await requirePdf(input.to, undefined);
  const dossier = requireDossier(workspace, input.dossier);
  const { catalogue } = workspace.archive;
  const rows = dossier.items
    .map((id) => findDocument(catalogue, id))
    .filter((row) => row?.state === 'present') as DocumentRow[];
  const articles: PrintedArticle[] = [];
  for (const row of rows) articles.push(await printedArticle(workspace, row));
  const settings = settingsOf(workspace, { ...input, language: dossier.language ?? mainLanguage(rows) });
  const { exportDossierPdf } = await import('../dossier/export-pdf.ts');
  const pdf = await exportDossierPdf(
    { name: dossier.name, subtitle: dossier.subtitle, author: workspace.ports.person },
    articles,
    { ...settings, groupBy: input.groupBy },
    printPorts(workspace, context),
  );
  return writePdf(workspace, input.to, pdf, begin);
}

export async function exportDocument(
  workspace: Workspace,
  input: Parsed<'documents.export'>,
  context: CallContext<never>,
): Promise<Output<'documents.export'>> {
  const begin = performance.now();
  await requirePdf(input.to, input.format);
  const row = requireDocument(workspace.archive.catalogue, input.id);
  const settings = settingsOf(workspace, { ...input, language: row.language ?? undefined });
  const { exportArticlePdf } = await import('../dossier/export-pdf.ts');
  const pdf = await exportArticlePdf(await printedArticle(workspace, row), settings, printPorts(workspace, context));
  return writePdf(workspace, input.to, pdf, begin);
}

const LATER = ['html', 'markdown', 'md', 'docx', 'warc', 'epub', 'eml'];

/** Looks before the long work whether the file can be written and is of a kind that this version has. */
async function requirePdf(file: string, format: string | undefined): Promise<void> {
  const kind = format ?? path.extname(file).slice(1).toLowerCase();
  if (LATER.includes(kind))
    throw new Failure('unavailable', `This version does not export ${kind} yet.`, {
      remedy: 'Export a .pdf.',
      subject: file,
    });
  if (kind !== 'pdf')
    throw new Failure('usage', `“${kind}” is no format of an export.`, {
      remedy: 'Name a file that ends in .pdf.',
      subject: file,
    });
  const folder = path.dirname(path.resolve(file));
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new Failure('not-found', `There is no folder ${folder}.`, { subject: file });
  if ((await stat(file).catch(() => undefined))?.isDirectory())
    throw new Failure('unavailable', `${file} is a folder.`, { remedy: 'Name a file.', subject: file });
}

function settingsOf(
  workspace: Workspace,
  input: {
    paper: 'A4' | 'Letter';
    edition: 'internal' | 'recipient';
    date?: string | undefined;
    language: string | undefined;
  },
): PrintSettings {
  const { archive, ports } = workspace;
  const language = input.language?.slice(0, 2).toLowerCase();
  return {
    paper: input.paper,
    edition: input.edition,
    date: input.date ?? new Date(ports.now()).toISOString(),
    labelLanguage: LABEL_LANGUAGES.find((each) => each === language) ?? 'en',
    person: ports.person,
    archiveId: archive.manifest.id,
    programVersion: ports.version,
  };
}

/** The language that most of the articles are written in. */
function mainLanguage(rows: readonly DocumentRow[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { language } of rows) if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function printPorts({ ports }: Workspace, { signal, onProgress }: CallContext<never>): PrintPorts {
  return {
    printer: ports.printer,
    resources: ports.places.resources,
    worker: ports.workers.dossier,
    signal,
    onProgress: onProgress && (({ done, total }) => onProgress(done, total)),
  };
}

async function printedArticle(workspace: Workspace, row: DocumentRow): Promise<PrintedArticle> {
  const { archive } = workspace;
  const reading = await archive.readReading(row);
  const stored = archive.catalogue.get<{ record: string | null }>(
    'select record from capture where id = ?',
    row.capture,
  )?.record;
  const record = (stored ? JSON.parse(stored) : {}) as Partial<CaptureRecord>;
  return {
    item: {
      ...fieldsOf(row),
      ...itemOf(archive.catalogue, row),
      canonicalUrl: record.canonicalUrl,
      redirects: record.redirects,
      capturedAt: row.captured_at,
      digest: row.digest,
      path: row.path,
    },
    readingHtml: reading.html,
    readingText: reading.text,
    media: (name) => archive.readMedia(row, `media/${name}`),
    annotations: await presentAnnotations(workspace, row, reading.text),
    warnings: record.warnings ?? [],
  };
}

async function writePdf(
  { ports }: Workspace,
  file: string,
  pdf: PrintedPdf,
  begin: number,
): Promise<Output<'dossiers.export'>> {
  await writeChosen(ports.files, file, pdf.bytes, makeId(ports.randomBytes));
  for (const warning of pdf.warnings) ports.log(warning);
  return {
    file,
    pages: pdf.pages,
    bytes: pdf.bytes.length,
    digest: digestOf(pdf.bytes),
    elapsedMs: Math.round(performance.now() - begin),
    items: pdf.items.map((item) => ({ ...item })),
    unmatched: [...pdf.unmatched],
  };
}
