// What a search needs in memory: which documents live, how long their fields are, and where the segments' terms stand.
// It follows the database; it never writes to it.
import type { Analysis } from './analysis.ts';
import type { IndexFile, SegmentRow } from './index-file.ts';
import { addDocument, createSegmentBuilder, type SegmentBuilder } from './segment-builder.ts';
import { decodeDocument } from './stored-terms.ts';
import { type BlockDirectory, decodeDirectory } from './term-block.ts';
import { ByteReader, ByteWriter } from './variable-integer.ts';

export interface Segment extends SegmentRow {
  readonly terms: BlockDirectory;
  readonly forms: BlockDirectory;
  readonly ids: () => readonly (string | null)[];
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
  /** By `number * fieldCount + field`. */
  lengths: Uint32Array;
  /** N of lunr's formula. */
  documentCount: number;
  /** The codes of the languages that living documents have. */
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
    lengths: new Uint32Array(0),
    documentCount: 0,
    languages: file.languages(),
    lengthSums: new Float64Array(fieldCount),
  };
  const rows = file.segments();
  state.next = Math.max(0, ...rows.map((row) => row.first + row.count));
  reserveDocuments(state, state.next + 1024);
  for (const row of rows) state.segments.push(loadSegment(file, state, row));
  loadTail(file, state, analysis);
  for (const number of file.removed()) markRemoved(state, number);
  return state;
}

function loadSegment(file: IndexFile, state: IndexState, row: SegmentRow): Segment {
  const content = file.content(row.id);
  const reader = new ByteReader(content.lengths);
  const { live, lengths, lengthSums, fieldCount } = state;
  for (let number = row.first; number < row.first + row.count; number++) {
    if (reader.integer() === 0) continue;
    live[number] = 1;
    state.documentCount++;
    for (let field = 0; field < fieldCount; field++) {
      const length = reader.integer();
      lengths[number * fieldCount + field] = length;
      lengthSums[field]! += length;
    }
  }
  return segmentOf(row, content);
}

/** Makes the part of a segment that is kept in memory. */
export function segmentOf(row: SegmentRow, content: { ids: string; terms: Uint8Array; forms: Uint8Array }): Segment {
  let ids: readonly (string | null)[] | undefined;
  return {
    ...row,
    terms: decodeDirectory(content.terms),
    forms: decodeDirectory(content.forms),
    ids() {
      ids ??= JSON.parse(content.ids) as (string | null)[];
      return ids;
    },
    removedCount: 0,
  };
}

/** Encodes the lengths of the documents from `first` on: 0 for one that is not there, else 1 and the length of each field. */
export function encodeLengths(
  state: IndexState,
  first: number,
  count: number,
  isThere: (number: number) => boolean,
): Uint8Array {
  const bytes = new ByteWriter(count * 3);
  for (let number = first; number < first + count; number++) {
    bytes.integer(isThere(number) ? 1 : 0);
    if (!isThere(number)) continue;
    for (let field = 0; field < state.fieldCount; field++)
      bytes.integer(state.lengths[number * state.fieldCount + field]!);
  }
  return bytes.take();
}

function loadTail(file: IndexFile, state: IndexState, analysis: Analysis): void {
  state.tail = createSegmentBuilder(state.next);
  for (const row of file.tail()) {
    const document = decodeDocument(row.id, row.terms, state.fieldCount);
    addDocument(state.tail, row.number, document, analysis);
    markAdded(state, row.number, document.lengths);
  }
}

/** Counts a document in. */
export function markAdded(state: IndexState, number: number, lengths: readonly number[]): void {
  if (number >= state.live.length) reserveDocuments(state, number + 1);
  state.live[number] = 1;
  state.documentCount++;
  state.next = Math.max(state.next, number + 1);
  for (let field = 0; field < state.fieldCount; field++) {
    state.lengths[number * state.fieldCount + field] = lengths[field]!;
    state.lengthSums[field]! += lengths[field]!;
  }
}

/** Counts a document out; its postings stay until a merge leaves them behind. */
export function markRemoved(state: IndexState, number: number): void {
  if (state.live[number] !== 1) return;
  state.live[number] = 0;
  state.documentCount--;
  for (let field = 0; field < state.fieldCount; field++) {
    state.lengthSums[field]! -= state.lengths[number * state.fieldCount + field]!;
  }
  const segment = state.segments.find((each) => number >= each.first && number < each.first + each.count);
  if (segment !== undefined) segment.removedCount++;
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
  return segment.ids()[number - segment.first]!;
}

function reserveDocuments(state: IndexState, count: number): void {
  const capacity = Math.max(count, state.live.length * 2);
  const live = new Uint8Array(capacity);
  live.set(state.live);
  state.live = live;
  const lengths = new Uint32Array(capacity * state.fieldCount);
  lengths.set(state.lengths);
  state.lengths = lengths;
}
