// What a search needs in memory: which documents live, their language and how long their fields are, and where the segments' terms
// stand. It follows the database; it never writes to it.
import type { Analysis } from './analysis.ts';
import { BlockDirectory } from './block-directory.ts';
import { type DocumentIds, readDocumentIds } from './document-ids.ts';
import { DocumentSet } from './document-set.ts';
import type { IndexFile, SegmentContent, SegmentRow } from './index-file.ts';
import type { AnalysedDocument } from './indexable-document.ts';
import { addDocument, createSegmentBuilder, type SegmentBuilder } from './segment-builder.ts';
import { decodeDocuments, GONE, type SegmentDocuments } from './segment-documents.ts';
import { decodeDocument } from './stored-terms.ts';

export interface Segment extends SegmentRow {
  readonly terms: BlockDirectory;
  readonly forms: BlockDirectory;
  readonly titles: BlockDirectory;
  readonly ids: DocumentIds;
  /** Documents that were removed since the segment was written, so that its counts are too high. */
  removedCount: number;
}

export interface IndexState {
  /** The revision of the database that this follows. */
  revision: number;
  readonly fieldCount: number;
  segments: Segment[];
  tail: SegmentBuilder;
  /** The number that the next document gets: one above all that were ever given. */
  next: number;
  /** By document number: 1 for a document that lives. */
  live: Uint8Array;
  /** The documents that were removed and whose postings are still there. */
  removed: DocumentSet;
  /** By document number: the place of its language in `codes`. */
  languageOf: Uint8Array;
  /** By field and document number. */
  lengths: readonly Uint32Array[];
  /** N of lunr's formula. */
  documentCount: number;
  /** The codes of all languages that documents have or had, at most 256: analyses know fewer. */
  readonly codes: string[];
  /** How many living documents have each of `codes`. */
  readonly documentsByCode: number[];
  /** The codes of the languages that living documents have, in order. */
  languages: readonly string[];
  /** The sums of the lengths of all living documents, by field. */
  readonly lengthSums: Float64Array;
}

/** Loads the state as it was last committed. */
export function loadState(file: IndexFile, analysis: Analysis): IndexState {
  const fieldCount = analysis.fields.length;
  const state: IndexState = {
    revision: file.revision(),
    fieldCount,
    segments: [],
    tail: createSegmentBuilder(0),
    next: 0,
    live: new Uint8Array(0),
    removed: new DocumentSet(0),
    languageOf: new Uint8Array(0),
    lengths: Array.from({ length: fieldCount }, () => new Uint32Array(0)),
    documentCount: 0,
    codes: [],
    documentsByCode: [],
    languages: [],
    lengthSums: new Float64Array(fieldCount),
  };
  const rows = file.segments();
  state.next = Math.max(0, ...rows.map((row) => row.first + row.count));
  reserveDocuments(state, state.next + 1024);
  for (const row of rows) state.segments.push(loadSegment(file, state, row));
  loadTail(file, state, analysis);
  for (const number of file.removed()) {
    if (number >= state.tail.first) forgetInTail(state.tail, number);
    markRemoved(state, number);
  }
  return state;
}

function loadSegment(file: IndexFile, state: IndexState, row: SegmentRow): Segment {
  const content = file.content(row.id);
  takeDocuments(state, row, decodeDocuments(content.documents, row.count, state.fieldCount));
  return segmentOf(row, content);
}

/** Gives the place of a segment's first block of a kind. */
export function firstBlockOf({ terms, forms }: Segment, kind: 'terms' | 'forms' | 'titles'): number {
  return kind === 'terms' ? 0 : kind === 'forms' ? terms.length : terms.length + forms.length;
}

/** Makes the part of a segment that is kept in memory. */
export function segmentOf(row: SegmentRow, content: SegmentContent): Segment {
  return {
    ...row,
    terms: new BlockDirectory(content.terms),
    forms: new BlockDirectory(content.forms),
    titles: new BlockDirectory(content.titles),
    ids: readDocumentIds(content.ids),
    removedCount: 0,
  };
}

/** Counts in the documents of a segment. */
function takeDocuments(state: IndexState, row: SegmentRow, documents: SegmentDocuments): void {
  const { live, languageOf, lengthSums, documentsByCode } = state;
  const places = documents.codes.map((code) => placeOf(state, code));
  let present = 0;
  documents.countByCode.forEach((count, code) => {
    documentsByCode[places[code]!]! += count;
    present += count;
  });
  state.documentCount += present;
  const isNamedAlike = places.every((place, code) => place === code);
  if (isNamedAlike) languageOf.set(documents.languages, row.first);
  if (present === row.count) live.fill(1, row.first, row.first + row.count);
  if (!isNamedAlike || present < row.count) {
    documents.languages.forEach((code, place) => {
      if (code === GONE) return;
      live[row.first + place] = 1;
      languageOf[row.first + place] = places[code]!;
    });
  }
  documents.lengths.forEach((lengths, field) => {
    if (lengths === undefined) return;
    state.lengths[field]!.set(lengths, row.first);
    let sum = 0;
    for (let place = 0; place < lengths.length; place++) sum += lengths[place]!;
    lengthSums[field]! += sum;
  });
  findLanguages(state);
}

function loadTail(file: IndexFile, state: IndexState, analysis: Analysis): void {
  state.tail = createSegmentBuilder(state.next);
  for (const row of file.tail()) {
    const document = decodeDocument(row.id, row.terms, state.fieldCount);
    addDocument(state.tail, row.number, document, analysis);
    markAdded(state, row.number, document);
  }
}

/** The id of a removed document may be that of a younger one. */
function forgetInTail({ first, documents, numbers }: SegmentBuilder, number: number): void {
  const { id } = documents[number - first]!;
  if (numbers.get(id) === number) numbers.delete(id);
}

/** Counts a document in. */
export function markAdded(
  state: IndexState,
  number: number,
  { lengths, language }: Pick<AnalysedDocument, 'lengths' | 'language'>,
): void {
  if (number >= state.live.length) reserveDocuments(state, number + 1);
  state.live[number] = 1;
  state.documentCount++;
  state.next = Math.max(state.next, number + 1);
  const code = placeOf(state, language);
  state.languageOf[number] = code;
  if (state.documentsByCode[code]!++ === 0) findLanguages(state);
  for (let field = 0; field < state.fieldCount; field++) {
    state.lengths[field]![number] = lengths[field]!;
    state.lengthSums[field]! += lengths[field]!;
  }
}

/** Counts a document out; its postings stay until a merge leaves them behind. */
export function markRemoved(state: IndexState, number: number): void {
  if (state.live[number] !== 1) return;
  state.live[number] = 0;
  state.documentCount--;
  if (--state.documentsByCode[state.languageOf[number]!]! === 0) findLanguages(state);
  for (let field = 0; field < state.fieldCount; field++) {
    state.lengthSums[field]! -= state.lengths[field]![number]!;
  }
  const segment = state.segments.find((each) => number >= each.first && number < each.first + each.count);
  (segment ?? state.tail).removedCount++;
  state.removed.add(number);
}

/** The place of a code in `codes`; one that is new gets the next. */
function placeOf(state: IndexState, code: string): number {
  const known = state.codes.indexOf(code);
  if (known >= 0) return known;
  state.documentsByCode.push(0);
  return state.codes.push(code) - 1;
}

function findLanguages(state: IndexState): void {
  state.languages = state.codes.filter((_, place) => state.documentsByCode[place]! > 0).sort();
}

/** Gives the id of a living document. */
export function idOf(state: IndexState, number: number): string {
  if (number >= state.tail.first) return state.tail.documents[number - state.tail.first]!.id;
  let low = 0;
  let high = state.segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (state.segments[middle]!.first <= number) low = middle;
    else high = middle - 1;
  }
  const segment = state.segments[low]!;
  return segment.ids.at(number - segment.first);
}

/** Gives the code of the language by which a living document was indexed. */
export function languageOf(state: IndexState, number: number): string {
  return state.codes[state.languageOf[number]!]!;
}

function reserveDocuments(state: IndexState, count: number): void {
  const capacity = Math.max(count, state.live.length * 2);
  const live = new Uint8Array(capacity);
  live.set(state.live);
  state.live = live;
  state.removed = state.removed.grown(capacity);
  const languages = new Uint8Array(capacity);
  languages.set(state.languageOf);
  state.languageOf = languages;
  state.lengths = state.lengths.map((lengths) => {
    const grown = new Uint32Array(capacity);
    grown.set(lengths);
    return grown;
  });
}
