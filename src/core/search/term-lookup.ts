// Finds terms, their postings and what surface forms stand for, over all segments and the tail. Made for one query; it remembers.
import type { Analysis } from './analysis.ts';
import type { IndexFile } from './index-file.ts';
import type { IndexState, Segment } from './index-state.ts';
import { DecodedPostings } from './postings.ts';
import { decodeFormTerms } from './stored-terms.ts';
import { scanBlock, takes, termAutomaton } from './term-automaton.ts';
import { BlockReader, blockFor, findEachInBlock, findInBlock } from './term-block.ts';
import { ByteReader } from './variable-integer.ts';

/** The postings of a term in one segment, or in the tail. */
export interface PostingsPart {
  /** The number of the document that the postings count from. */
  readonly base: number;
  readonly bytes: Uint8Array;
}

export interface TermPostings {
  /** Pairs of living document and field that hold the term. */
  fieldCount: number;
  readonly parts: PostingsPart[];
}

export interface TermLookup {
  /** Gives the postings of terms, whether they are there or not. */
  postings(terms: Iterable<string>): ReadonlyMap<string, TermPostings>;
  /** Gives the terms that a surface form stands for. */
  termsOfForm(form: string): readonly string[];
  /** Gives the terms that fit a pattern: by their forms where forms are kept, else by themselves. @throws Failure `invalid` */
  expand(pattern: string, editDistance: number | undefined): readonly string[];
}

/** Makes a lookup over the state of one moment. Postings of all terms of a query are asked for at once, so that each block is read once. */
export function createTermLookup(file: IndexFile, state: IndexState, analysis: Analysis): TermLookup {
  const found = new Map<string, TermPostings>();
  const blocks = new Map<string, Uint8Array>();
  const mainField = analysis.fields.indexOf('body');
  const decoded = new DecodedPostings();

  const block = (segment: Segment, place: number): Uint8Array => {
    const key = `${segment.id}/${place}`;
    let bytes = blocks.get(key);
    if (bytes === undefined) {
      bytes = file.block(segment.id, place);
      blocks.set(key, bytes);
    }
    return bytes;
  };

  const addPart = (postings: TermPostings, part: PostingsPart, fieldCount: number, hasRemoved: boolean) => {
    postings.parts.push(part);
    if (!hasRemoved) {
      postings.fieldCount += fieldCount;
      return;
    }
    decoded.decode(part.bytes, mainField, part.base);
    for (let index = 0; index < decoded.count; index++) {
      if (state.live[decoded.documents[index]!] !== 1) continue;
      for (let mask = decoded.masks[index]!; mask !== 0; mask &= mask - 1) postings.fieldCount++;
    }
  };

  const addStored = (segment: Segment, postings: TermPostings, value: Uint8Array) => {
    const reader = new ByteReader(value);
    const fieldCount = reader.integer();
    const part = { base: segment.first, bytes: value.subarray(reader.position) };
    addPart(postings, part, fieldCount, segment.removedCount > 0);
  };

  /** Reads each block once for all the terms in it. */
  const findInSegment = (segment: Segment, terms: readonly string[]) => {
    for (let from = 0, to = 0; from < terms.length; from = to) {
      const place = blockFor(segment.terms, terms[from]!);
      const end = segment.terms[place + 1];
      do to++;
      while (to < terms.length && (end === undefined || terms[to]! < end));
      if (place < 0) continue;
      const inBlock = terms.slice(from, to);
      findEachInBlock(block(segment, place), inBlock, (term, value) => addStored(segment, found.get(term)!, value));
    }
  };

  const findAll = (terms: readonly string[]) => {
    for (const term of terms) found.set(term, { fieldCount: 0, parts: [] });
    for (const segment of state.segments) findInSegment(segment, terms);
    for (const term of terms) {
      const tail = state.tail.postings.get(term);
      if (tail !== undefined)
        addPart(found.get(term)!, { base: state.tail.first, bytes: tail.view() }, tail.fieldCount, true);
    }
  };

  const lookup: TermLookup = {
    postings(terms) {
      const wanted = [...terms];
      findAll([...new Set(wanted.filter((term) => !found.has(term)))].sort());
      return new Map(wanted.map((term) => [term, found.get(term)!]));
    },
    termsOfForm(form) {
      const terms = new Set(state.tail.forms.get(form));
      for (const segment of state.segments) {
        const place = blockFor(segment.forms, form);
        const value = place < 0 ? undefined : findInBlock(block(segment, segment.terms.length + place), form);
        if (value !== undefined) for (const term of decodeFormTerms(form, new ByteReader(value))) terms.add(term);
      }
      return [...terms];
    },
    expand(pattern, editDistance) {
      const fits = new Set<string>();
      const automaton = termAutomaton(pattern, editDistance);
      const literal = editDistance === undefined ? (pattern.split('*', 1)[0] as string) : '';
      const take = (reader: BlockReader) => {
        if (!analysis.hasForms) fits.add(reader.term);
        else for (const term of decodeFormTerms(reader.term, new ByteReader(reader.value))) fits.add(term);
      };
      for (const segment of state.segments) {
        const directory = analysis.hasForms ? segment.forms : segment.terms;
        const offset = analysis.hasForms ? segment.terms.length : 0;
        for (let place = Math.max(0, blockFor(directory, literal)); place < directory.length; place++) {
          const first = directory[place]!;
          if (first > literal && !first.startsWith(literal)) break;
          scanBlock(new BlockReader(block(segment, offset + place)), automaton, take);
        }
      }
      for (const [form, terms] of tailEntries(state, analysis))
        if (takes(automaton, form)) for (const term of terms) fits.add(term);
      // A token that was trimmed to nothing is counted in lengths, but lunr never finds it.
      fits.delete('');
      if (analysis.hasForms) return [...fits];
      const postings = lookup.postings(fits);
      return [...fits].filter((term) => postings.get(term)!.fieldCount > 0);
    },
  };
  return lookup;
}

function tailEntries(state: IndexState, analysis: Analysis): Iterable<readonly [string, readonly string[]]> {
  if (analysis.hasForms) return state.tail.forms;
  return [...state.tail.postings.keys()].map((term) => [term, [term]] as const);
}
