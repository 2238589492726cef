// Finds terms, their postings and what surface forms stand for, over all segments and the tail. Made for one query; it remembers.
import type { Analysis } from './analysis.ts';
import type { BlockCache } from './block-cache.ts';
import { firstBlockOf, type IndexState, type Segment } from './index-state.ts';
import { stopWordLanguage } from './indexable-document.ts';
import { DecodedPostings, type PostingsPart, readPostings } from './postings.ts';
import { decodeFormTerms, decodeTitled } from './stored-terms.ts';
import { scanBlock, scanPrefix, takes, termAutomaton } from './term-automaton.ts';
import { BlockReader, blockFor, findEachInBlock, type ValuePlace } from './term-block.ts';
import { ByteReader } from './variable-integer.ts';

export interface TermPostings {
  /** Pairs of living document and field that hold the term. */
  fieldCount: number;
  readonly parts: PostingsPart[];
  /** By field: what the clauses of the query that ask for the term boost it by together, NaN where none does; noted by scoring. */
  weight: Float64Array | undefined;
  /** By field: a bit for each leaf of the query that it matches there and that is tracked; noted by scoring. */
  mark: Uint32Array | undefined;
}

export interface TermLookup {
  /** Gives the postings of terms, whether they are there or not. */
  postings(terms: Iterable<string>): ReadonlyMap<string, TermPostings>;
  /** Calls `visit` for the postings of each of many different terms, which are not remembered: thousands of them would fill the memory. */
  eachPostings(terms: Iterable<string>, visit: (term: string, postings: TermPostings) => void): void;
  /** Gives the terms that a surface form stands for. */
  termsOfForm(form: string): readonly string[];
  /** Gives the terms that fit a pattern: by their forms where forms are kept, else by themselves. @throws Failure `invalid` */
  expand(pattern: string, editDistance: number | undefined): ReadonlySet<string>;
  /** Gives the terms whose forms begin so, and the languages of which a stop word does. */
  expandBegun(prefix: string): { readonly terms: readonly string[]; readonly stopLanguages: ReadonlySet<string> };
  /** Calls `visit` for each title that is `key`, or that begins with it, with the numbers of the documents that have it, removed ones too. */
  eachTitle(key: string, isBeginning: boolean, visit: (title: string, numbers: readonly number[]) => void): void;
  /** Calls `visit` for each form within an edit distance that begins with `prefix`, with the terms it stands for. */
  eachFormNear(
    form: string,
    editDistance: number,
    prefix: string,
    visit: (form: string, terms: readonly string[]) => void,
  ): void;
}

/** Terms of which the postings are in memory together when there are many. */
const TERMS_AT_ONCE = 256;

/** Makes a lookup over the state of one moment. Postings of all terms of a query are asked for at once, so that each block is read once. */
export function createTermLookup(cache: BlockCache, state: IndexState, analysis: Analysis): TermLookup {
  const found = new Map<string, TermPostings>();
  const mainField = analysis.fields.indexOf('body');

  const addPart = (postings: TermPostings, part: PostingsPart, fieldCount: number, hasRemoved: boolean) => {
    postings.parts.push(part);
    postings.fieldCount += hasRemoved ? fieldCount - removedFieldCount(part, state, mainField) : fieldCount;
  };

  /** Reads each block once for all the terms in it. */
  const findInSegment = (segment: Segment, terms: readonly string[], into: ReadonlyMap<string, TermPostings>) => {
    for (let from = 0, to = 0; from < terms.length; from = to) {
      const place = blockFor(segment.terms, terms[from]!);
      const end = segment.terms[place + 1];
      do to++;
      while (to < terms.length && (end === undefined || terms[to]! < end));
      if (place < 0) continue;
      const block = cache.get(segment.id, place);
      findEachInBlock(block, terms, from, to, (term, start, valueEnd) => {
        const part = readPostings(segment.first, block.bytes, start, valueEnd);
        addPart(into.get(term)!, part, part.fieldCount, segment.removedCount > 0);
      });
    }
  };

  /** Finds ascending terms. */
  const findAll = (terms: readonly string[], into: ReadonlyMap<string, TermPostings>) => {
    for (const segment of state.segments) findInSegment(segment, terms, into);
    for (const term of terms) {
      const tail = state.tail.postings.get(term);
      if (tail === undefined) continue;
      const bytes = tail.view();
      const part = { base: state.tail.first, bytes, start: 0, end: bytes.length, skips: 0 };
      addPart(into.get(term)!, part, tail.fieldCount, state.tail.removedCount > 0);
    }
  };

  /** Scans the blocks that may hold an entry beginning with `literal`. */
  const scan = (
    automaton: ReturnType<typeof termAutomaton> | undefined,
    literal: string,
    take: (reader: BlockReader) => void,
  ) => {
    for (const segment of state.segments) {
      const directory = analysis.hasForms ? segment.forms : segment.terms;
      const offset = analysis.hasForms ? segment.terms.length : 0;
      for (let place = Math.max(0, blockFor(directory, literal)); place < directory.length; place++) {
        const first = directory[place]!;
        if (first > literal && !first.startsWith(literal)) break;
        const reader = new BlockReader(cache.get(segment.id, offset + place).bytes);
        if (automaton === undefined) scanPrefix(reader, literal, take);
        else scanBlock(reader, automaton, take);
      }
    }
  };

  const lookup: TermLookup = {
    postings(terms) {
      const missing: string[] = [];
      for (const term of terms) {
        if (found.has(term)) continue;
        found.set(term, emptyPostings());
        missing.push(term);
      }
      findAll(missing.sort(), found);
      return found;
    },
    eachPostings(terms, visit) {
      const ordered = [...terms].sort();
      for (let from = 0; from < ordered.length; from += TERMS_AT_ONCE) {
        const some = ordered.slice(from, from + TERMS_AT_ONCE);
        const postings = new Map(some.map((term) => [term, emptyPostings()]));
        findAll(some, postings);
        for (const [term, each] of postings) visit(term, each);
      }
    },
    termsOfForm(form) {
      const terms = new Set(state.tail.forms.get(form));
      for (const segment of state.segments) {
        const place = blockFor(segment.forms, form);
        if (place < 0) continue;
        const block = cache.get(segment.id, segment.terms.length + place);
        const value = block.find(form);
        if (value !== undefined)
          for (const term of decodeFormTerms(form, new ByteReader(block.bytes, value.start))) terms.add(term);
      }
      return [...terms].filter(isTerm);
    },
    expand(pattern, editDistance) {
      const fits = new Set<string>();
      const literal = editDistance === undefined ? (pattern.split('*', 1)[0] as string) : '';
      const isPrefix = editDistance === undefined && pattern === `${literal}*`;
      const automaton = isPrefix ? undefined : termAutomaton(pattern, editDistance);
      scan(automaton, literal, (reader) => {
        if (!analysis.hasForms) fits.add(reader.term);
        else addTermsOf(reader, fits);
      });
      for (const [form, terms] of tailEntries(state, analysis)) {
        if (automaton === undefined ? form.startsWith(literal) : takes(automaton, form))
          for (const term of terms) if (isTerm(term)) fits.add(term);
      }
      // A token that was trimmed to nothing is counted in lengths, but lunr never finds it.
      fits.delete('');
      if (analysis.hasForms) return fits;
      const postings = lookup.postings(fits);
      for (const term of fits) if (postings.get(term)!.fieldCount === 0) fits.delete(term);
      return fits;
    },
    expandBegun(prefix) {
      const terms = new Set<string>();
      const stopLanguages = new Set<string>();
      const add = (of: readonly string[]) => {
        for (const term of of) {
          const language = stopWordLanguage(term);
          if (language === undefined) terms.add(term);
          else stopLanguages.add(language);
        }
      };
      scan(undefined, prefix, (reader) =>
        add(decodeFormTerms(reader.term, new ByteReader(reader.bytes, reader.valueStart))),
      );
      for (const [form, of] of tailEntries(state, analysis)) if (form.startsWith(prefix)) add(of);
      return { terms: [...terms], stopLanguages };
    },
    eachTitle(key, isBeginning, visit) {
      for (const segment of state.segments) {
        const numbers = (bytes: Uint8Array, { start, end }: ValuePlace) =>
          decodeTitled(bytes, start, end).map((place) => segment.first + place);
        const offset = firstBlockOf(segment, 'titles');
        const from = blockFor(segment.titles, key);
        if (!isBeginning) {
          if (from < 0) continue;
          const block = cache.get(segment.id, offset + from);
          const value = block.find(key);
          if (value !== undefined) visit(key, numbers(block.bytes, value));
          continue;
        }
        for (let place = Math.max(0, from); place < segment.titles.length; place++) {
          if (place > from && !segment.titles[place]!.startsWith(key)) break;
          scanPrefix(new BlockReader(cache.get(segment.id, offset + place).bytes), key, (reader) =>
            visit(reader.term, numbers(reader.bytes, { start: reader.valueStart, end: reader.valueEnd })),
          );
        }
      }
      for (const { number, titleKey } of state.tail.documents)
        if (isBeginning ? titleKey.startsWith(key) : titleKey === key) visit(titleKey, [number]);
    },
    eachFormNear(form, editDistance, prefix, visit) {
      const automaton = termAutomaton(form, editDistance);
      scan(automaton, prefix, (reader) => {
        const { term } = reader;
        visit(term, decodeFormTerms(term, new ByteReader(reader.value)).filter(isTerm));
      });
      for (const [near, terms] of tailEntries(state, analysis))
        if (near.startsWith(prefix) && takes(automaton, near)) visit(near, terms.filter(isTerm));
    },
  };
  return lookup;
}

function emptyPostings(): TermPostings {
  return { fieldCount: 0, parts: [], weight: undefined, mark: undefined };
}

function addTermsOf(reader: BlockReader, terms: Set<string>): void {
  const form = reader.term;
  for (const term of decodeFormTerms(form, new ByteReader(reader.bytes, reader.valueStart)))
    if (isTerm(term)) terms.add(term);
}

function isTerm(term: string): boolean {
  return stopWordLanguage(term) === undefined;
}

const decoded = new DecodedPostings();

/** How many pairs of removed document and field a part has. */
function removedFieldCount(part: PostingsPart, state: IndexState, mainField: number): number {
  let pairs = 0;
  decoded.decodeAmong(part, mainField, state.removed);
  const { count, documents, masks } = decoded;
  for (let index = 0; index < count; index++) {
    if (!state.removed.has(documents[index]!)) continue;
    for (let rest = masks[index]!; rest !== 0; rest &= rest - 1) pairs++;
  }
  return pairs;
}

function tailEntries(state: IndexState, analysis: Analysis): Iterable<readonly [string, readonly string[]]> {
  if (analysis.hasForms) return state.tail.forms;
  return [...state.tail.postings.keys()].map((term) => [term, [term]] as const);
}
