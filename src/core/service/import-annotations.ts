// Import of annotations: each finds its document and its passage, or is reported as what it is; nothing is dropped silently.
import { readFile, stat } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import { anchor, anchoringOf } from '../../shared/anchor.ts';
import { AnchoringText } from '../../shared/anchoring-text.ts';
import { ANNOTATION_IRI, type Annotation, annotationTagsOf, bareId, noteOf, quoteOf } from '../../shared/annotation.ts';
import type { ImportItem } from '../../shared/api/documents.ts';
import type { Item, Output, Parsed } from '../../shared/api/index.ts';
import { describe } from '../../shared/describe.ts';
import { Failure, failureValueOf } from '../../shared/errors.ts';
import { textForRecipients } from '../../shared/recipient-address.ts';
import { said } from '../../shared/said.ts';
import { composeAnnotation, editAnnotation } from '../annotations/compose.ts';
import { readAnnotations } from '../annotations/import-annotations.ts';
import { type ImportedAnnotation, LIMITS } from '../annotations/imported-annotation.ts';
import type { Change } from '../archive/entry.ts';
import { comparableAddress } from '../library/address.ts';
import { type DocumentRow, requireDocument } from '../library/document-rows.ts';
import { draftOf } from './annotations.ts';
import type { CallContext, Workspace } from './workspace.ts';

type Report = Item<'annotations.import'>;

/** Annotations that share one flush to disk. */
const BATCH = 200;

/**
 * Imports annotations from a file, each reported when it is on disk; one that cannot be taken is a failed item.
 * @throws Failure `not-found` or `unavailable` for the file, `invalid` when it holds no annotations, `too-large`; the signal’s reason when it is
 * aborted
 */
export async function importAnnotations(
  workspace: Workspace,
  input: Parsed<'annotations.import'>,
  context: CallContext<Report>,
): Promise<Output<'annotations.import'>> {
  const begin = performance.now();
  const bytes = await readBytes(input.file);
  const isPdf = bytes.subarray(0, 1024).includes('%PDF-');
  const entries = isPdf
    ? await (await import('./import-pdf-annotations.ts')).readPdfAnnotations(workspace, bytes, context)
    : readAnnotations(new TextDecoder().decode(bytes));
  const writer = await workspace.archive.writer();
  const passages = new Passages(workspace);
  const counts = { imported: 0, known: 0, failed: 0 };
  for (let from = 0; from < entries.length; from += BATCH) {
    context.signal?.throwIfAborted();
    const changes: Change[] = [];
    const reports: Report[] = [];
    for (const entry of entries.slice(from, from + BATCH)) {
      try {
        if (entry.error) throw Failure.from(entry.error, { subject: entry.where });
        reports.push(
          await importOne(workspace, passages, entry.annotation, input.document, () => writer.newId(), changes),
        );
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        reports.push({ state: 'failed', error: { ...failureValueOf(error), subject: entry.where } });
      }
    }
    await writer.commit({ changes });
    for (const report of reports) {
      counts[report.state === 'failed' ? 'failed' : report.state === 'known' ? 'known' : 'imported']++;
      await context.onItem?.(report);
    }
    context.onProgress?.(Math.min(from + BATCH, entries.length), entries.length);
  }
  return { ...counts, elapsedMs: Math.round(performance.now() - begin) };
}

/**
 * Writes the annotations that came with an article, and counts what became of them. What surrounds a quote where only a list of quotes is
 * known (`isStub`) would mislead when the article itself is there: it is not kept.
 */
export async function importHighlights(
  workspace: Workspace,
  document: string,
  annotations: readonly ImportedAnnotation[],
  isStub: boolean,
): Promise<NonNullable<ImportItem['annotations']>> {
  const writer = await workspace.archive.writer();
  const passages = new Passages(workspace);
  const counts = { exact: 0, approximate: 0, ambiguous: 0, orphan: 0, known: 0, failed: 0 };
  const changes: Change[] = [];
  for (const annotation of annotations) {
    const { state } = await importOne(workspace, passages, annotation, document, () => writer.newId(), changes, isStub);
    counts[state]++;
  }
  await writer.commit({ changes });
  return counts;
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > LIMITS.file)
      throw new Failure('too-large', said`${file} is ${size} bytes; the limit is ${LIMITS.file}.`, { subject: file });
    return await readFile(file);
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'not-found' : 'unavailable';
    throw new Failure(code, said`${file} cannot be read: ${(error as Error).message}`, { subject: file, cause: error });
  }
}

async function importOne(
  workspace: Workspace,
  passages: Passages,
  imported: ImportedAnnotation,
  document: string | undefined,
  newId: () => string,
  changes: Change[],
  isBare = false,
): Promise<Report> {
  const known = knownAnnotation(workspace, imported, changes);
  if (known) return known;
  const row =
    document === undefined
      ? documentNamed(workspace, imported)
      : requireDocument(workspace.archive.catalogue, document);
  const text = await passages.textOf(row);
  const anchored = imported.selectors.length ? anchor(text, imported.selectors) : undefined;
  // Words that changed since are kept as they were quoted, so that what stands there now is never taken for the quote.
  const place =
    anchored?.state === 'exact' && !isBare ? describe(text.points, anchored.start, anchored.end) : imported.selectors;
  const annotation = composeAnnotation({
    ...draftOf(workspace, row, newId()),
    selectors: place,
    color: imported.color,
    note: imported.note,
    tags: imported.tags,
    created: imported.created,
    modified: imported.modified,
    creator: imported.creator ?? workspace.ports.person,
    via: imported.foreignId,
    now: workspace.ports.now(),
  });
  changes.push({ op: 'annotation.put', of: bareId(annotation.id), value: annotation });
  return {
    id: annotation.id,
    document: row.id,
    state: anchored ? anchoringOf(anchored).state : 'exact',
    ...(imported.leftOut.length ? { warnings: [...imported.leftOut] } : {}),
  };
}

/** One of our own that comes back, with what was edited in it; or a foreign one that was imported before. */
function knownAnnotation(
  { archive: { catalogue }, ports }: Workspace,
  imported: ImportedAnnotation,
  changes: Change[],
): Report | undefined {
  const find = (sql: string, key: string | undefined) =>
    key === undefined ? undefined : catalogue.get<{ id: string; document: string; value: string }>(sql, key);
  const own = find('select id, document, value from annotation where id = ?', imported.ownId);
  if (own) {
    const stored = JSON.parse(own.value) as Annotation;
    const edit = imported.saidInPdf
      ? { note: editedNote(stored, imported.saidInPdf), color: imported.color }
      : { note: imported.note ?? '', tags: imported.tags, color: imported.color };
    const edited = editAnnotation(stored, edit, ports.now());
    const isEdited = !isDeepStrictEqual(
      [noteOf(edited), annotationTagsOf(edited), edited['pressmark:color']],
      [noteOf(stored), annotationTagsOf(stored), stored['pressmark:color']],
    );
    if (isEdited) changes.push({ op: 'annotation.put', of: own.id, value: edited });
    return { id: ANNOTATION_IRI + own.id, document: own.document, state: 'known' };
  }
  const foreign = find('select id, document, value from annotation where source_id = ?', imported.foreignId);
  if (foreign) return { id: ANNOTATION_IRI + foreign.id, document: foreign.document, state: 'known' };
  const inBatch = changes.find(
    (change) => imported.foreignId !== undefined && change.value?.['via'] === imported.foreignId,
  );
  const value = inBatch?.value as Annotation | undefined;
  return value && { id: value.id, document: value['pressmark:document'], state: 'known' };
}

/** The note as it was edited in a PDF; undefined when all its parts say what was printed: the note, that for recipients, or the quote. */
function editedNote(stored: Annotation, said: readonly string[]): string | undefined {
  const note = noteOf(stored) ?? '';
  const printed = [note, textForRecipients(note), quoteOf(stored)?.exact ?? ''].map(plainLines);
  return said.find((words) => !printed.includes(plainLines(words)));
}

const plainLines = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** The document that an annotation's sources name: by id, address, alias or external id. @throws Failure `not-found`. */
function documentNamed({ archive: { catalogue } }: Workspace, { sources, title }: ImportedAnnotation): DocumentRow {
  for (const source of sources) {
    const bare = bareId(source);
    const row = catalogue.get<DocumentRow>(
      `select * from document where state = 'present' and (id = ?1 or id in (select document from capture where url = ?2 or external_id = ?2)
       or id in (select document from alias where value = ?2 or value = ?3)) limit 1`,
      bare,
      source,
      comparableAddress(source) ?? source,
    );
    if (row) return row;
  }
  const named =
    title === undefined
      ? []
      : catalogue.all<DocumentRow>("select * from document where state = 'present' and title = ? limit 2", title);
  if (named.length === 1) return named[0] as DocumentRow;
  throw new Failure(
    'not-found',
    said`No document is known by ${sources.join(', ') || title || said`this annotation`}.`,
    {
      remedy: said`Import the article first, or name it with --document ID.`,
    },
  );
}

/** The reading texts of the documents in use, prepared once each; few at a time, since a file is mostly in the order of its documents. */
class Passages {
  readonly #workspace: Workspace;
  readonly #texts = new Map<string, AnchoringText>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  async textOf(row: DocumentRow): Promise<AnchoringText> {
    const known = this.#texts.get(row.id);
    if (known) return known;
    const text = new AnchoringText(await this.#workspace.archive.readText(row));
    if (this.#texts.size >= 16) this.#texts.delete(this.#texts.keys().next().value as string);
    this.#texts.set(row.id, text);
    return text;
  }
}
