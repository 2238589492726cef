// Changes an index: documents in and out in one transaction, and the tail written as a segment when it is long enough.
import type { Analysis } from './analysis.ts';
import { writeDocumentIds } from './document-ids.ts';
import type { IndexFile } from './index-file.ts';
import { type IndexState, markAdded, markRemoved, segmentOf } from './index-state.ts';
import { analyseDocument, type IndexableDocument } from './indexable-document.ts';
import { DecodedPostings, PostingsPart, PostingsWriter } from './postings.ts';
import { addDocument, createSegmentBuilder } from './segment-builder.ts';
import { encodeDocuments } from './segment-documents.ts';
import { addKept, createSegmentWriter } from './segment-writer.ts';
import { encodeDocument, encodeFormTerms, encodeTitled } from './stored-terms.ts';

/** Documents that the tail holds at most between two updates: it is read whole at opening. */
export const TAIL_DOCUMENTS = 64;
/** Documents after which a long update writes a segment, so that its memory is bounded. */
const BATCH_DOCUMENTS = 1024;

export interface IndexChange {
  readonly put: Iterable<IndexableDocument>;
  readonly remove: Iterable<string>;
  readonly mark: string;
}

/**
 * Takes documents out, then puts documents in, inside a transaction that is open. A known id is replaced.
 * When it throws, the state no longer follows the database and must be loaded anew.
 */
export function applyChange(file: IndexFile, state: IndexState, analysis: Analysis, change: IndexChange): void {
  for (const id of change.remove) removeDocument(file, state, id);
  const keptInTail = state.tail.documents.length;
  let hasFlushed = false;
  const waiting: { readonly number: number; readonly id: string; readonly stored: Uint8Array }[] = [];
  for (const document of change.put) {
    const { number, stored } = putDocument(
      file,
      state,
      analysis,
      document,
      !hasFlushed && waiting.length + keptInTail < TAIL_DOCUMENTS,
    );
    if (stored !== undefined) waiting.push({ number, id: document.id, stored });
    if (state.tail.documents.length < BATCH_DOCUMENTS) continue;
    flushTail(file, state, analysis);
    hasFlushed = true;
  }
  if (hasFlushed || state.tail.documents.length > TAIL_DOCUMENTS) flushTail(file, state, analysis);
  else for (const row of waiting) file.insertTail(row.number, row.id, row.stored);
  file.setMark(change.mark);
  file.setRevision(++state.revision);
}

function removeDocument(file: IndexFile, state: IndexState, id: string): void {
  const inTail = state.tail.numbers.get(id);
  const number = inTail ?? file.numberOf(id);
  if (number === undefined) return;
  if (inTail === undefined) file.deleteDocument(id);
  state.tail.numbers.delete(id);
  file.remove(number);
  markRemoved(state, number);
}

function putDocument(
  file: IndexFile,
  state: IndexState,
  analysis: Analysis,
  document: IndexableDocument,
  isStored: boolean,
) {
  removeDocument(file, state, document.id);
  const analysed = analyseDocument(document, analysis);
  const number = state.next;
  addDocument(state.tail, number, analysed, analysis);
  markAdded(state, number, analysed);
  return { number, stored: isStored ? encodeDocument(analysed) : undefined };
}

/** Writes the tail as a segment, without the documents that were removed from it. */
function flushTail(file: IndexFile, state: IndexState, analysis: Analysis): void {
  const { tail } = state;
  const count = tail.documents.length;
  if (count === 0) return;
  const id = file.nextSegmentId();
  file.insertSegment(id, tail.first, count);
  const writer = createSegmentWriter(file, id);
  writeTerms(state, analysis, writer.addTerm);
  for (const form of [...tail.forms.keys()].sort()) writer.addForm(form, encodeFormTerms(form, tail.forms.get(form)!));
  const isLive = (number: number) => state.live[number] === 1;
  for (const [each, number] of tail.numbers) file.putDocument(each, number);
  const titles = new Map<string, number[]>();
  for (const { number, titleKey } of tail.documents) {
    if (titleKey === '' || !isLive(number)) continue;
    const places = titles.get(titleKey);
    if (places === undefined) titles.set(titleKey, [number - tail.first]);
    else places.push(number - tail.first);
  }
  for (const title of [...titles.keys()].sort()) writer.addTitle(title, encodeTitled(titles.get(title)!));
  const content = {
    ...writer.finish(),
    ids: writeDocumentIds(tail.documents.map(({ number, id }) => (isLive(number) ? id : undefined))),
    documents: encodeDocuments(state, tail.first, count, isLive),
  };
  file.finishSegment(id, content);
  file.clearTail();
  file.forgetRemoved(tail.first, tail.first + count);
  state.segments.push(segmentOf({ id, first: tail.first, count }, content));
  state.tail = createSegmentBuilder(tail.first + count);
}

function writeTerms(state: IndexState, analysis: Analysis, addTerm: (term: string, value: Uint8Array) => void): void {
  const { tail } = state;
  const fields = { count: analysis.fields.length, main: analysis.fields.indexOf('body') };
  const decoded = new DecodedPostings();
  const part = new PostingsPart();
  for (const term of [...tail.postings.keys()].sort()) {
    const postings = tail.postings.get(term)!;
    if (tail.removedCount === 0) {
      addTerm(term, postings.value());
      continue;
    }
    const kept = new PostingsWriter();
    decoded.decode(part.takeDocuments(tail.first, postings.view()), fields.main);
    addKept(kept, decoded, tail.first, fields, (number) => state.live[number] === 1);
    if (kept.fieldCount > 0) addTerm(term, kept.value());
  }
}
