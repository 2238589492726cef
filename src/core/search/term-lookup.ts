// Finds terms, their postings and what surface forms stand for, over all segments and the tail. Made for one query; it remembers.
import type { Analysis } from './analysis.ts';
import type { BlockCache } from './block-cache.ts';
import { firstBlockOf, type IndexState, type Segment } from './index-state.ts';
import { stopWordLanguage } from './indexable-document.ts';
import { DecodedPostings, PostingsPart } from './postings.ts';
import { decodeFormTerms, decodeTitled, eachFormTerm } from './stored-terms.ts';
import { scanBlock, scanPrefix, type TermAutomaton, takes, termAutomaton } from './term-automaton.ts';
import { BlockReader, findEachInBlock, type ValuePlace } from './term-block.ts';
import { ByteReader } from './variable-integer.ts';

export interface TermPostings {
  /** Pairs of living document and field that hold the term. */
  fieldCount: number;
  /** The postings in one of the segments that have the term; it leads to the others. */
  part: PostingsPart | undefined;
  /** By field: what the clauses of the query that ask for the term boost it by together, NaN where none does; noted by scoring. */
  weight: Float64Array | undefined;
  /** By field: a bit for each leaf of the query that it matches there and that is tracked; noted by scoring. */
  mark: Uint32Array | undefined;
}

export interface TermLookup {
  /** Gives the postings of terms, whether they are there or not. */
  postings(terms: Iterable<string>): ReadonlyMap<string, TermPostings>;
  /**
   * Calls `visit` for the postings of each of many different terms, which are not remembered: thousands of them would fill the memory.
   * What it gives is good until `visit` ends.
   */
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

/** Which of some ascending terms are looked for, and where what is found goes. */
interface PostingsOfTerms {
  readonly first: number;
  readonly end: number;
  postingsAt(place: number): TermPostings;
  newPart(): PostingsPart;
}

/** Terms of which the postings are in memory together when there are many. */
const TERMS_AT_ONCE = 256;

/** Makes a lookup over the state of one moment. Postings of all terms of a query are asked for at once, so that each block is read once. */
export function createTermLookup(cache: BlockCache, state: IndexState, analysis: Analysis): TermLookup {
  const found = new Map<string, TermPostings>();
  const mainField = analysis.fields.indexOf('body');

  const addPart = (postings: TermPostings, part: PostingsPart, fieldCount: number, hasRemoved: boolean) => {
    part.next = postings.part;
    postings.part = part;
    postings.fieldCount += hasRemoved ? fieldCount - removedFieldCount(part, state, mainField) : fieldCount;
  };

  /** Reads each block once for all the terms in it. */
  const findInSegment = (segment: Segment, terms: readonly string[], into: PostingsOfTerms) => {
    for (let from = into.first, to = from; from < into.end; from = to) {
      const place = segment.terms.blockFor(terms[from]!);
      const end = segment.terms.at(place + 1);
      do to++;
      while (to < into.end && (end === undefined || terms[to]! < end));
      if (place < 0) continue;
      const block = cache.get(segment.id, place);
      findEachInBlock(block, terms, from, to, (at, start, valueEnd) => {
        const part = into.newPart();
        const fieldCount = part.takeValue(segment.first, block.bytes, start, valueEnd);
        addPart(into.postingsAt(at), part, fieldCount, segment.removedCount > 0);
      });
    }
  };

  /** Finds those of ascending terms that are asked for. */
  const findAll = (terms: readonly string[], into: PostingsOfTerms) => {
    for (const segment of state.segments) findInSegment(segment, terms, into);
    for (let at = into.first; at < into.end; at++) {
      const tail = state.tail.postings.get(terms[at]!);
      if (tail === undefined) continue;
      const part = into.newPart().takeDocuments(state.tail.first, tail.view());
      addPart(into.postingsAt(at), part, tail.fieldCount, state.tail.removedCount > 0);
    }
  };

  /** Scans the blocks that may hold an entry beginning with `literal`. */
  const scan = (automaton: TermAutomaton | undefined, literal: string, take: (reader: BlockReader) => void) => {
    const reader = new BlockReader(new Uint8Array(0));
    for (const segment of state.segments) {
      const directory = analysis.hasForms ? segment.forms : segment.terms;
      const offset = analysis.hasForms ? segment.terms.length : 0;
      for (let place = Math.max(0, directory.blockFor(literal)); place < directory.length; place++) {
        const first = directory.at(place)!;
        if (first > literal && !first.startsWith(literal)) break;
        reader.begin(cache.get(segment.id, offset + place).bytes);
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
      missing.sort();
      findAll(missing, {
        first: 0,
        end: missing.length,
        postingsAt: (at) => found.get(missing[at]!)!,
        newPart: () => new PostingsPart(),
      });
      return found;
    },
    eachPostings(terms, visit) {
      const ordered = [...terms].sort();
      const postings = Array.from({ length: Math.min(TERMS_AT_ONCE, ordered.length) }, emptyPostings);
      const parts: PostingsPart[] = [];
      for (let first = 0; first < ordered.length; first += TERMS_AT_ONCE) {
        const end = Math.min(first + TERMS_AT_ONCE, ordered.length);
        let used = 0;
        for (const each of postings) {
          each.part = undefined;
          each.fieldCount = 0;
        }
        findAll(ordered, {
          first,
          end,
          postingsAt: (at) => postings[at - first]!,
          newPart() {
            if (used === parts.length) parts.push(new PostingsPart());
            return parts[used++]!;
          },
        });
        for (let at = first; at < end; at++) visit(ordered[at]!, postings[at - first]!);
      }
    },
    termsOfForm(form) {
      const terms = new Set(state.tail.forms.get(form));
      for (const segment of state.segments) {
        const place = segment.forms.blockFor(form);
        if (place < 0) continue;
        const block = cache.get(segment.id, segment.terms.length + place);
        const value = block.find(form);
        if (value !== undefined)
          eachFormTerm(form, new ByteReader(block.bytes, value.start), (term) => terms.add(term));
      }
      return [...terms].filter(isTerm);
    },
    expand(pattern, editDistance) {
      const fits = new Set<string>();
      const literal = editDistance === undefined ? (pattern.split('*', 1)[0] as string) : '';
      const isPrefix = editDistance === undefined && pattern === `${literal}*`;
      const automaton = isPrefix ? undefined : termAutomaton(pattern, editDistance);
      const values = new ByteReader(new Uint8Array(0));
      const addTerm = (term: string) => {
        if (isTerm(term)) fits.add(term);
      };
      scan(automaton, literal, (reader) => {
        if (!analysis.hasForms) fits.add(reader.term);
        else eachFormTerm(reader.term, putAtValue(values, reader), addTerm);
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
      const values = new ByteReader(new Uint8Array(0));
      const add = (term: string) => {
        const language = stopWordLanguage(term);
        if (language === undefined) terms.add(term);
        else stopLanguages.add(language);
      };
      scan(undefined, prefix, (reader) => eachFormTerm(reader.term, putAtValue(values, reader), add));
      for (const [form, of] of tailEntries(state, analysis)) if (form.startsWith(prefix)) of.forEach(add);
      return { terms: [...terms], stopLanguages };
    },
    eachTitle(key, isBeginning, visit) {
      for (const segment of state.segments) {
        const numbers = (bytes: Uint8Array, { start, end }: ValuePlace) =>
          decodeTitled(bytes, start, end).map((place) => segment.first + place);
        const offset = firstBlockOf(segment, 'titles');
        const from = segment.titles.blockFor(key);
        if (!isBeginning) {
          if (from < 0) continue;
          const block = cache.get(segment.id, offset + from);
          const value = block.find(key);
          if (value !== undefined) visit(key, numbers(block.bytes, value));
          continue;
        }
        for (let place = Math.max(0, from); place < segment.titles.length; place++) {
          if (place > from && !segment.titles.at(place)!.startsWith(key)) break;
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
  return { fieldCount: 0, part: undefined, weight: undefined, mark: undefined };
}

/** Puts a reader at the value of a block's present entry. */
function putAtValue(reader: ByteReader, { bytes, valueStart }: BlockReader): ByteReader {
  reader.bytes = bytes;
  reader.position = valueStart;
  return reader;
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
