// Annotations: made on the reading that is shown, kept whole in the journal, given back at their present place.

import { AnchoringText, prepareText } from '../../shared/anchoring-text.ts';
import { type Annotation, type Area, bareId, type Selector } from '../../shared/annotation.ts';
import type { PagePart } from '../../shared/api/annotations.ts';
import type { Output, Parsed } from '../../shared/api/index.ts';
import { describe } from '../../shared/describe.ts';
import { Failure } from '../../shared/errors.ts';
import { findQuote } from '../../shared/find-quote.ts';
import { said } from '../../shared/said.ts';
import { composeAnnotation, editAnnotation, moveAnnotation } from '../annotations/compose.ts';
import { exportAnnotations } from '../annotations/export-annotations.ts';
import { areaSelector, pageSelector } from '../annotations/page-selector.ts';
import { reanchor } from '../annotations/reanchor.ts';
import type { Archive } from '../archive/archive.ts';
import type { Change } from '../archive/entry.ts';
import { annotationsMatching } from '../library/annotation-filter.ts';
import { storedAnnotations } from '../library/document-annotations.ts';
import { type DocumentRow, itemOf, requireDocument } from '../library/document-rows.ts';
import { forEachId } from './each-id.ts';
import type { Workspace } from './workspace.ts';

/**
 * Highlights a passage. An annotation that has the given id already takes the given colour, note and tags instead of being made twice.
 * @throws Failure `not-found` when the quote is not in the document, `invalid` when it stands there more than once or the position is not in the text.
 */
export async function create(workspace: Workspace, input: Parsed<'annotations.create'>): Promise<Annotation> {
  const { archive, ports } = workspace;
  if (input.id !== undefined && storedAnnotation(archive, input.id)) {
    const { id, color, note = '', tags, isPrivate } = input;
    return update(workspace, { id, color, note, tags, isPrivate });
  }
  const row = requireDocument(archive.catalogue, input.document);
  const text = prepareText(await archive.readText(row));
  const selectors =
    input.area === undefined
      ? await passageSelectors(archive, row, text, input)
      : await areaSelectors(archive, row, input.area);
  const writer = await archive.writer();
  const annotation = composeAnnotation({
    ...draftOf(workspace, row, input.id ?? writer.newId()),
    selectors,
    color: input.color,
    note: input.note,
    tags: input.tags,
    isPrivate: input.isPrivate,
    now: ports.now(),
  });
  await writer.commit({ changes: [{ op: 'annotation.put', of: bareId(annotation.id), value: annotation }] });
  return reanchor(annotation, text).annotation;
}

async function passageSelectors(
  archive: Archive,
  row: DocumentRow,
  text: AnchoringText,
  input: Parsed<'annotations.create'>,
): Promise<Selector[]> {
  const passage = passageOf(text, row, input);
  return [
    ...describe(text.points, passage.start, passage.end),
    ...(await pageSelectors(archive, row, passage, input.onPages)),
  ];
}

/** @throws Failure `not-found` when the document has no such picture or page */
async function areaSelectors(archive: Archive, row: DocumentRow, area: Area): Promise<Selector[]> {
  const { html, record } = await archive.readReading(row);
  const [asked, there, what] =
    area.page === undefined
      ? [area.image ?? 0, html.match(/<img\b/g)?.length ?? 0, 'picture']
      : [area.page, record.pages?.length ?? 0, 'page'];
  if (asked > there)
    throw new Failure(
      'not-found',
      what === 'picture'
        ? said`Document ${row.id} has no picture ${asked}: it has ${there}.`
        : said`Document ${row.id} has no page ${asked}: it has ${there}.`,
      {
        subject: row.id,
      },
    );
  return [areaSelector(area)];
}

/** In a PDF, the pages that a passage is on (RFC 8118), with its place on them where the window gave it. */
async function pageSelectors(
  archive: Archive,
  row: DocumentRow,
  passage: { readonly start: number; readonly end: number },
  given: readonly PagePart[] = [],
): Promise<Selector[]> {
  if (row.format !== 'pdf') return [];
  if (given.length > 0) return given.map(pageSelector);
  const { pages = [] } = (await archive.readReading(row)).record;
  return pages.flatMap((begin, index) => {
    const end = pages[index + 1] ?? Number.POSITIVE_INFINITY;
    return begin < passage.end && passage.start < end ? [pageSelector({ page: index + 1, boxes: [] })] : [];
  });
}

/** A passage as a caller names it. */
type NamedPassage = Pick<Parsed<'annotations.create'>, 'position' | 'quote' | 'prefix' | 'suffix'>;

function passageOf(text: AnchoringText, { id }: DocumentRow, input: NamedPassage): { start: number; end: number } {
  const { position, quote, prefix, suffix } = input;
  if (position) {
    const words = text.points.slice(position.start, position.end);
    const isThere = position.start < position.end && position.end <= text.points.length && words.trim() !== '';
    // A window that shows an older text than the archive's would highlight other words than it shows.
    if (isThere && (quote === undefined || quote === words)) return position;
    throw new Failure('invalid', said`The passage is not in the text that the archive has now.`, {
      remedy: said`Open the document again.`,
      subject: id,
    });
  }
  if (quote === undefined) throw new Failure('usage', said`A quote or a position is needed.`, { subject: id });
  const found = findQuote(text, { exact: quote, prefix, suffix });
  if (found.start !== undefined) return found;
  if (found.places === 0) throw new Failure('not-found', said`These words are not in the document.`, { subject: id });
  throw new Failure('invalid', said`These words stand in the document at ${found.places} places.`, {
    remedy: said`Add --prefix or --suffix with the words before or after them.`,
    subject: id,
  });
}

/** Changes an annotation; the earlier one stays in the journal as a revision. */
export async function update(
  { archive, ports }: Workspace,
  { id, ...edit }: Parsed<'annotations.update'>,
): Promise<Annotation> {
  const writer = await archive.writer();
  const bare = bareId(id);
  const stored = storedAnnotation(archive, bare);
  if (!stored) throw new Failure('not-found', said`There is no annotation ${bare}.`, { subject: bare });
  const edited = editAnnotation(stored, edit, ports.now());
  await writer.commit({ changes: [{ op: 'annotation.put', of: bare, value: edited }] });
  return reanchor(
    edited,
    prepareText(await archive.readText(requireDocument(archive.catalogue, edited['pressmark:document']))),
  ).annotation;
}

/**
 * Puts an annotation on another passage of its document, as a person does with an orphan. The earlier one stays as a revision.
 * @throws Failure as `create`; `not-found` when there is no such annotation
 */
export async function attach({ archive, ports }: Workspace, input: Parsed<'annotations.attach'>): Promise<Annotation> {
  const bare = bareId(input.id);
  const stored = storedAnnotation(archive, bare);
  if (!stored) throw new Failure('not-found', said`There is no annotation ${bare}.`, { subject: bare });
  const row = requireDocument(archive.catalogue, stored['pressmark:document']);
  const text = prepareText(await archive.readText(row));
  const passage = passageOf(text, row, input);
  const selectors = [
    ...describe(text.points, passage.start, passage.end),
    ...(await pageSelectors(archive, row, passage)),
  ];
  const attached = moveAnnotation(stored, { selectors, capture: row.capture, reading: row.reading }, ports.now());
  const writer = await archive.writer();
  await writer.commit({ changes: [{ op: 'annotation.put', of: bare, value: attached }] });
  return reanchor(attached, text).annotation;
}

function storedAnnotation({ catalogue }: Archive, id: string): Annotation | undefined {
  const row = catalogue.get<{ value: string }>('select value from annotation where id = ?', id);
  return row && (JSON.parse(row.value) as Annotation);
}

/** Notes something on a whole document. */
export async function note(workspace: Workspace, input: Parsed<'annotations.note'>): Promise<Annotation> {
  const row = requireDocument(workspace.archive.catalogue, input.document);
  const writer = await workspace.archive.writer();
  const annotation = composeAnnotation({
    ...draftOf(workspace, row, writer.newId()),
    note: input.note,
    tags: input.tags,
    isPrivate: input.isPrivate,
    now: workspace.ports.now(),
  });
  await writer.commit({ changes: [{ op: 'annotation.put', of: bareId(annotation.id), value: annotation }] });
  return annotation;
}

/**
 * Gives annotations of a document or of the archive at their present places, as W3C annotations or as the text of another format.
 * @throws Failure `not-found` for the document, `damaged` when its reading cannot be read
 */
export async function list(
  workspace: Workspace,
  { document, format, ...filter }: Parsed<'annotations.list'>,
): Promise<Output<'annotations.list'>> {
  const { archive, ports } = workspace;
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const meant = isFiltered ? annotationsMatching(archive.catalogue, filter) : undefined;
  const ids = meant && new Set(meant.map(({ annotation }) => annotation.id));
  const documents = meant && new Set(meant.map((each) => each.document));
  const rows = (
    document === undefined ? annotatedDocuments(workspace) : [requireDocument(archive.catalogue, document)]
  ).filter(({ id }) => documents?.has(id) ?? true);
  const entries = [];
  for (const row of rows) {
    const annotations = (await presentAnnotations(workspace, row)).filter(({ id }) => ids?.has(id) ?? true);
    entries.push({ item: itemOf(archive.catalogue, row), annotations });
  }
  if (format === 'w3c') return entries.flatMap(({ annotations }) => annotations);
  const flat = entries.flatMap(({ item, annotations }) =>
    annotations.map((annotation) => ({ annotation, document: item })),
  );
  return exportAnnotations(flat, format, ports.now());
}

function annotatedDocuments({ archive: { catalogue } }: Workspace): DocumentRow[] {
  return catalogue.all<DocumentRow>(
    "select * from document where annotation_count > 0 and state = 'present' order by added, id",
  );
}

/**
 * Removes annotations; what is not there is reported, and the others are removed.
 * @throws Failure `not-found` when the only one is not there
 */
export async function remove(
  { archive }: Workspace,
  { ids }: Parsed<'annotations.remove'>,
): Promise<Output<'annotations.remove'>> {
  const writer = await archive.writer();
  const each = forEachId(ids.map(bareId), (id): Change => {
    if (!storedAnnotation(archive, id))
      throw new Failure('not-found', said`There is no annotation ${id}.`, { subject: id });
    return { op: 'annotation.remove', of: id };
  });
  if (each.values.length) await writer.commit({ changes: each.values });
  return { removed: each.ids, ...each.failures };
}

/** A document's annotations at their places in its present reading, in the order they were made. */
export async function presentAnnotations(
  { archive }: Workspace,
  row: DocumentRow,
  text?: string,
): Promise<Annotation[]> {
  const stored = storedAnnotations(archive.catalogue, row.id);
  if (!stored.length) return [];
  const prepared = new AnchoringText(text ?? (await archive.readText(row)));
  return stored.map((annotation) => reanchor(annotation, prepared).annotation);
}

/** What every annotation made here on a document's shown reading begins with. */
export function draftOf({ ports }: Workspace, row: DocumentRow, id: string) {
  return {
    id,
    documentId: row.id,
    address: row.url ?? undefined,
    capture: row.capture,
    reading: row.reading,
    creator: ports.person,
  };
}
