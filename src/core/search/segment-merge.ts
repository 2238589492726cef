// Joins neighbouring segments into one, in slices. Until its last slice commits, the new segment is not in use and the old ones are;
// what a kill leaves behind is dropped when the index is opened again.
import type { Analysis } from './analysis.ts';
import { writeDocumentIds } from './document-ids.ts';
import type { IndexFile } from './index-file.ts';
import { firstBlockOf, type IndexState, type Segment, segmentOf } from './index-state.ts';
import { DecodedPostings, PostingsPart, PostingsWriter } from './postings.ts';
import { encodeDocuments } from './segment-documents.ts';
import { addKept, createSegmentWriter } from './segment-writer.ts';
import { decodeFormTerms, decodeTitled, encodeFormTerms, encodeTitled } from './stored-terms.ts';
import { BlockReader } from './term-block.ts';
import { ByteReader } from './variable-integer.ts';

/** How many segments of a level make one of the next. */
const FAN = 4;
/** A segment of level n has about SMALLEST * FAN^n documents. */
const SMALLEST = 64;
/** Terms between two looks at the clock: about a tenth of a millisecond. */
const TERMS_A_LOOK = 32;
const BLOCKS_A_DELETION = 16;

/**
 * Chooses neighbours to merge, smallest first: a run whose segments are of one level or lower and together make a segment of the next.
 * So a document is written again about once a level. Undefined when there is none.
 */
export function chooseMerge(segments: readonly Segment[]): readonly Segment[] | undefined {
  const levels = segments.map((segment) => levelOf(segment.count - segment.removedCount));
  const highest = Math.max(0, ...levels);
  for (let level = 0; level <= highest; level++) {
    let start = 0;
    let weight = 0;
    for (let end = 0; end <= segments.length; end++) {
      if (end < segments.length && levels[end]! <= level) {
        weight += FAN ** (levels[end]! - level);
        continue;
      }
      if (weight >= FAN) return segments.slice(start, end);
      start = end + 1;
      weight = 0;
    }
  }
  return undefined;
}

/** Chooses the last segments, as many as have at most `documents` together: to a search, each costs as much as a large one. */
export function chooseLast(segments: readonly Segment[], documents: number): readonly Segment[] | undefined {
  let start = segments.length;
  for (let left = documents; start > 0 && segments[start - 1]!.count <= left; start--)
    left -= segments[start - 1]!.count;
  return segments.length - start > 1 ? segments.slice(start) : undefined;
}

function levelOf(documents: number): number {
  return Math.max(0, Math.round(Math.log(Math.max(1, documents) / SMALLEST) / Math.log(FAN)));
}

/**
 * Merges segments. Each step between two yields is one transaction that ends when `isTimeUp` says so.
 * The index may be changed between the steps: what is removed meanwhile stays marked as removed.
 */
export function* mergeSegments(
  file: IndexFile,
  state: IndexState,
  analysis: Analysis,
  sources: readonly Segment[],
  isTimeUp: () => boolean,
): Generator<void> {
  const first = sources[0]!.first;
  const last = sources.at(-1)!;
  const count = last.first + last.count - first;
  const live = state.live.slice(first, first + count);
  const isKept = (number: number) => live[number - first] === 1;
  file.begin();
  const id = file.nextSegmentId();
  file.insertSegment(id, first, count);
  const writer = createSegmentWriter(file, id);
  for (const _ of mergeTerms(file, sources, analysis, first, isKept, writer.addTerm)) {
    if (!isTimeUp()) continue;
    file.commit();
    yield;
    file.begin();
  }
  for (const _ of mergeForms(file, sources, writer.addForm)) {
    if (!isTimeUp()) continue;
    file.commit();
    yield;
    file.begin();
  }
  for (const _ of mergeTitles(file, sources, first, isKept, writer.addTitle)) {
    if (!isTimeUp()) continue;
    file.commit();
    yield;
    file.begin();
  }
  const content = {
    ...writer.finish(),
    ids: writeDocumentIds(
      sources.flatMap((source) =>
        Array.from({ length: source.count }, (_, place) =>
          isKept(source.first + place) ? source.ids.at(place) : undefined,
        ),
      ),
    ),
    documents: encodeDocuments(state, first, count, isKept),
  };
  file.finishSegment(id, content);
  for (const source of sources) file.retireSegment(source.id);
  forgetDropped(file, first, live);
  file.setRevision(++state.revision);
  file.commit();
  putInPlace(state, sources, segmentOf({ id, first, count }, content), isKept);
  for (const source of sources) yield* deleteSegment(file, source.id, isTimeUp);
}

function forgetDropped(file: IndexFile, first: number, live: Uint8Array): void {
  for (let index = 0; index < live.length; index++) if (live[index] !== 1) file.forgetOneRemoved(first + index);
}

function putInPlace(
  state: IndexState,
  sources: readonly Segment[],
  merged: Segment,
  isKept: (number: number) => boolean,
): void {
  for (let number = merged.first; number < merged.first + merged.count; number++) {
    if (isKept(number) && state.live[number] !== 1) merged.removedCount++;
  }
  state.segments = [...state.segments.filter((each) => !sources.includes(each)), merged].sort(
    (a, b) => a.first - b.first,
  );
}

/** Deletes a segment that is not in use, some blocks at a time. */
export function* deleteSegment(file: IndexFile, id: number, isTimeUp: () => boolean): Generator<void> {
  let deleted = BLOCKS_A_DELETION;
  while (deleted === BLOCKS_A_DELETION) {
    deleted = file.deleteBlocks(id, BLOCKS_A_DELETION);
    file.giveBack(deleted);
    if (isTimeUp()) yield;
  }
  file.deleteSegment(id);
}

function* mergeTerms(
  file: IndexFile,
  sources: readonly Segment[],
  analysis: Analysis,
  first: number,
  isKept: (number: number) => boolean,
  addTerm: (term: string, value: Uint8Array) => void,
): Generator<void> {
  const fields = { count: analysis.fields.length, main: analysis.fields.indexOf('body') };
  const decoded = new DecodedPostings();
  const part = new PostingsPart();
  const cursors = sources.map((source) => openCursor(file, source, 'terms'));
  for (const [done, entry] of mergeEntries(cursors)) {
    const postings = new PostingsWriter();
    for (const { source, value } of entry.values) {
      part.takeValue(source.first, value);
      decoded.decode(part, fields.main);
      addKept(postings, decoded, first, fields, isKept);
    }
    if (postings.fieldCount > 0) addTerm(entry.term, postings.value());
    if (done % TERMS_A_LOOK === 0) yield;
  }
}

function* mergeForms(
  file: IndexFile,
  sources: readonly Segment[],
  addForm: (form: string, value: Uint8Array) => void,
): Generator<void> {
  const cursors = sources.map((source) => openCursor(file, source, 'forms'));
  for (const [done, entry] of mergeEntries(cursors)) {
    const only = entry.values.length === 1 ? entry.values[0] : undefined;
    const terms = new Set(entry.values.flatMap(({ value }) => decodeFormTerms(entry.term, new ByteReader(value))));
    addForm(entry.term, only === undefined ? encodeFormTerms(entry.term, [...terms]) : only.value);
    if (done % TERMS_A_LOOK === 0) yield;
  }
}

function* mergeTitles(
  file: IndexFile,
  sources: readonly Segment[],
  first: number,
  isKept: (number: number) => boolean,
  addTitle: (title: string, value: Uint8Array) => void,
): Generator<void> {
  const cursors = sources.map((source) => openCursor(file, source, 'titles'));
  for (const [done, entry] of mergeEntries(cursors)) {
    const places = entry.values.flatMap(({ source, value }) =>
      decodeTitled(value, 0, value.length)
        .map((place) => source.first + place)
        .filter(isKept)
        .map((number) => number - first),
    );
    if (places.length > 0) addTitle(entry.term, encodeTitled(places));
    if (done % TERMS_A_LOOK === 0) yield;
  }
}

interface Cursor {
  readonly source: Segment;
  /** The present term, undefined at the end. */
  term: string | undefined;
  readonly value: () => Uint8Array;
  readonly advance: () => void;
}

/** Walks the entries of a segment's terms, forms or titles in order, a block at a time. */
function openCursor(file: IndexFile, source: Segment, kind: 'terms' | 'forms' | 'titles'): Cursor {
  const begin = firstBlockOf(source, kind);
  const end = begin + source[kind].length;
  let place = begin;
  const reader = new BlockReader(new Uint8Array(0));
  const cursor: Cursor = {
    source,
    term: undefined,
    value: () => reader.value,
    advance() {
      let hasNext = reader.next();
      while (!hasNext && place < end) {
        reader.begin(file.block(source.id, place++));
        hasNext = reader.next();
      }
      cursor.term = hasNext ? reader.term : undefined;
    },
  };
  cursor.advance();
  return cursor;
}

interface MergedEntry {
  readonly term: string;
  readonly values: readonly { readonly source: Segment; readonly value: Uint8Array }[];
}

/** Gives each term once, with its value in every segment that has it, after a count of the terms given. */
function* mergeEntries(cursors: readonly Cursor[]): Generator<readonly [number, MergedEntry]> {
  for (let done = 1; ; done++) {
    let term: string | undefined;
    for (const cursor of cursors)
      if (cursor.term !== undefined && (term === undefined || cursor.term < term)) term = cursor.term;
    if (term === undefined) return;
    const holders = cursors.filter((cursor) => cursor.term === term);
    yield [done, { term, values: holders.map((cursor) => ({ source: cursor.source, value: cursor.value() })) }];
    for (const holder of holders) holder.advance();
  }
}
