// Writes the blocks and the row of one segment: from the tail, or from segments that are merged. Terms must come in order.
import { encodeDirectory } from './block-directory.ts';
import type { IndexFile, SegmentContent } from './index-file.ts';
import type { DecodedPostings, PostingsWriter } from './postings.ts';
import { BlockWriter } from './term-block.ts';

/** A segment while its blocks are written: first all terms, then all forms, then all titles. */
export interface SegmentWriter {
  addTerm(term: string, value: Uint8Array): void;
  addForm(form: string, value: Uint8Array): void;
  addTitle(title: string, value: Uint8Array): void;
  /** Writes the last block and gives the directories. */
  finish(): Pick<SegmentContent, 'terms' | 'forms' | 'titles'>;
}

/** Begins a segment that is not in use until its row is finished. */
export function createSegmentWriter(file: IndexFile, id: number): SegmentWriter {
  const block = new BlockWriter();
  const directories: { terms: string[]; forms: string[]; titles: string[] } = { terms: [], forms: [], titles: [] };
  let directory = directories.terms;
  let place = 0;
  const writeBlock = () => {
    if (block.isEmpty) return;
    const { first, bytes } = block.take();
    file.insertBlock(id, place++, bytes);
    directory.push(first);
  };
  const addTo = (kind: string[]) => (entry: string, value: Uint8Array) => {
    if (directory !== kind || block.isFullFor(entry, value)) writeBlock();
    directory = kind;
    block.add(entry, value);
  };
  return {
    addTerm: addTo(directories.terms),
    addForm: addTo(directories.forms),
    addTitle: addTo(directories.titles),
    finish() {
      writeBlock();
      return {
        terms: encodeDirectory(directories.terms),
        forms: encodeDirectory(directories.forms),
        titles: encodeDirectory(directories.titles),
      };
    },
  };
}

/** Adds decoded postings of documents that are kept, numbered from `first`. */
export function addKept(
  into: PostingsWriter,
  postings: DecodedPostings,
  first: number,
  fields: { readonly count: number; readonly main: number },
  isKept: (number: number) => boolean,
): void {
  const frequencies = new Uint32Array(fields.count);
  let used = 0;
  for (let index = 0; index < postings.count; index++) {
    const mask = postings.masks[index]!;
    for (let field = 0; field < fields.count; field++) {
      frequencies[field] = mask & (1 << field) ? postings.frequencies[used++]! : 0;
    }
    const number = postings.documents[index]!;
    if (isKept(number)) into.add(number - first, frequencies, 0, fields.count, fields.main);
  }
}
