// Takes out of a query what lunr does not know, phrases, filters, operators and brackets, and leaves blanks in their places, so that
// lunr's parser reads the rest where it stands. It gives places in UTF-16 units and decides nothing about documents.
import type { Failure } from '../../shared/errors.ts';
import { type Said, type SaidValue, said } from '../../shared/said.ts';
import type { FieldName } from './analysis.ts';
import {
  FILTER_VALUES,
  type FilterName,
  isTypedQuote,
  LONGEST_NEAR,
  type Operator,
  QUOTES,
  type QueryVocabulary,
} from './query-words.ts';

export type Presence = 'optional' | 'required' | 'prohibited';

interface Place {
  readonly start: number;
  readonly end: number;
}

export interface ScannedPhrase extends Place {
  readonly text: string;
  readonly field: FieldName | undefined;
  readonly presence: Presence;
  readonly boost: number;
  /** Whether it stands in quotation marks of print, « » or “ ” or 「 」. */
  readonly isInPrintQuotes: boolean;
}

export interface ScannedFilter extends Place {
  readonly name: FilterName;
  readonly value: string;
  readonly isExcluded: boolean;
}

export interface ScannedMark extends Place {
  readonly mark: Operator | '(' | ')' | 'near';
  /** How many words apart, for NEAR. */
  readonly distance?: number;
}

export interface ScannedQuery {
  readonly phrases: readonly ScannedPhrase[];
  readonly filters: readonly ScannedFilter[];
  readonly marks: readonly ScannedMark[];
  /** The fields that `in:` chose; empty for the default ones. */
  readonly fields: readonly FieldName[];
  /** The query with blanks for all that was taken out: as long as the query. */
  readonly rest: string;
}

/** A fault of a query at a UTF-16 place. */
export type Refuse = (message: SaidValue, at: number, remedy?: Said) => Failure;

/** Scans a query; in one that is being typed the word at the end is no operator yet. @throws Failure `invalid`, made by `refuse` */
export function scanQuery(
  query: string,
  vocabulary: QueryVocabulary,
  refuse: Refuse,
  isBeingTyped = false,
): ScannedQuery {
  const phrases: ScannedPhrase[] = [];
  const filters: ScannedFilter[] = [];
  const marks: ScannedMark[] = [];
  const fields: FieldName[] = [];
  const rest = query.split('');
  const blank = (start: number, end: number) => {
    for (let unit = start; unit < end; unit++) rest[unit] = ' ';
  };
  let at = 0;
  while (at < query.length) {
    if (isSpace(query[at]!)) {
      at++;
      continue;
    }
    const start = at;
    const bracket = query[at]!;
    if (bracket === '(' || bracket === ')') {
      marks.push({ mark: bracket, start, end: ++at });
      blank(start, at);
      continue;
    }
    const presence = presenceOf(query[at]!);
    if (presence !== 'optional') at++;
    if (presence !== 'optional' && (at === query.length || isSpace(query[at]!))) {
      // A dash or plus between two words is punctuation.
      blank(start, at);
      continue;
    }
    const named = readName(query, at, vocabulary, refuse);
    if (named?.kind === 'filter') {
      const value = readValue(query, named, refuse);
      at = value.end;
      if (named.filter === 'in') fields.push(value.text as FieldName);
      else
        filters.push({ name: named.filter, value: value.text, isExcluded: presence === 'prohibited', start, end: at });
      blank(start, at);
      continue;
    }
    const textStart = named?.end ?? at;
    const closers = QUOTES[query[textStart] ?? ''];
    if (closers !== undefined) {
      const phrase = readPhrase(query, textStart, closers, refuse);
      at = phrase.end;
      const { text, boost } = phrase;
      const isInPrintQuotes = !isTypedQuote(query[textStart]!);
      phrases.push({ text, field: named?.field, presence, boost, isInPrintQuotes, start, end: at });
      blank(start, at);
      continue;
    }
    // Lunr's fields are in small letters.
    if (named !== undefined) rest.splice(at, named.end - at, ...query.slice(at, named.end).toLowerCase());
    at = wordEnd(query, textStart);
    const near = /^NEAR\/(\d+)$/.exec(query.slice(start, at));
    if (near !== null) {
      const distance = Number(near[1]);
      if (distance < 1 || distance > LONGEST_NEAR)
        throw refuse(said`NEAR takes a number from 1 to ${LONGEST_NEAR}`, start + 'NEAR/'.length);
      marks.push({ mark: 'near', distance, start, end: at });
      blank(start, at);
      continue;
    }
    const word = query.slice(start, at);
    // NOT may become NOTER.
    const mayBeOperator = presence === 'optional' && !(isBeingTyped && at === query.length);
    const operator =
      mayBeOperator && Object.hasOwn(vocabulary.operators, word) ? vocabulary.operators[word] : undefined;
    if (operator !== undefined) {
      marks.push({ mark: operator, start, end: at });
      blank(start, at);
    } else if (named === undefined) {
      at = cleanWord(query, textStart, at, blank, refuse);
    }
  }
  return { phrases, filters, marks, fields, rest: rest.join('') };
}

function isSpace(character: string): boolean {
  return /\s/.test(character);
}

function presenceOf(character: string): Presence {
  if (character === '+') return 'required';
  return character === '-' || character === '−' ? 'prohibited' : 'optional';
}

/** The end of a word: at white space or a bracket that closes. */
function wordEnd(query: string, from: number): number {
  let end = from;
  while (end < query.length && !isSpace(query[end]!) && query[end] !== ')') end += query[end] === '\\' ? 2 : 1;
  return Math.min(Math.max(end, from), query.length);
}

type Named =
  | {
      readonly kind: 'filter';
      readonly name: string;
      readonly filter: FilterName | 'in';
      readonly end: number;
      readonly field?: never;
    }
  | { readonly kind: 'field'; readonly field: FieldName; readonly end: number };

/** Reads a field's or filter's name with its colon; undefined when the word has none that is known. */
function readName(query: string, from: number, vocabulary: QueryVocabulary, refuse: Refuse): Named | undefined {
  const match = /^(\p{L}+):(\S?)(\S?)/u.exec(query.slice(from, from + 40));
  if (match === null) return undefined;
  const name = match[1]!.toLowerCase();
  const end = from + name.length + 1;
  if (Object.hasOwn(vocabulary.filters, name)) return { kind: 'filter', name, filter: vocabulary.filters[name]!, end };
  if (Object.hasOwn(vocabulary.fields, name)) {
    if (match[2] === '')
      throw refuse(said`${name}: is followed by nothing`, end - 1, said`write ${name}:word, or \\: for a colon`);
    return { kind: 'field', field: vocabulary.fields[name]!, end };
  }
  // `http://x` and `Brexit: what now` are words with punctuation; `foo:bar` names a field that there is not.
  if (match[2] === '' || `${match[2]}${match[3]}` === '//') return undefined;
  const known = [...Object.keys(vocabulary.fields), ...Object.keys(vocabulary.filters)].join(', ');
  throw refuse(
    said`there is no field or filter named ${match[1] ?? ''}`,
    from,
    said`use one of ${known}, or write \\: for a colon`,
  );
}

function readValue(query: string, named: Named & { kind: 'filter' }, refuse: Refuse): { text: string; end: number } {
  const closers = QUOTES[query[named.end] ?? ''];
  const value = closers === undefined ? readBareValue(query, named.end) : readQuoted(query, named.end, closers, refuse);
  if (value.text.trim() === '')
    throw refuse(said`${named.name}: is followed by nothing`, named.end - 1, said`write ${named.name}:value`);
  const allowed = FILTER_VALUES[named.filter];
  if (allowed !== undefined && !allowed.accepts(value.text)) {
    throw refuse(said`${named.name}: takes ${allowed.expected}`, named.end, undefined);
  }
  return value;
}

function readBareValue(query: string, from: number): { text: string; end: number } {
  const end = wordEnd(query, from);
  return { text: query.slice(from, end), end };
}

function readQuoted(query: string, from: number, closers: string, refuse: Refuse): { text: string; end: number } {
  let end = from + 1;
  while (end < query.length && !closers.includes(query[end]!)) end++;
  if (end === query.length)
    throw refuse(said`a phrase is opened and not closed`, from, said`close it with the same kind of quotation mark`);
  return { text: query.slice(from + 1, end), end: end + 1 };
}

function readPhrase(
  query: string,
  from: number,
  closers: string,
  refuse: Refuse,
): { text: string; end: number; boost: number } {
  const { text, end } = readQuoted(query, from, closers, refuse);
  const boost = /^\^(\d+)/.exec(query.slice(end));
  if (boost !== null) return { text, end: end + boost[0].length, boost: Number(boost[1]) };
  if (query[end] === '^' || query[end] === '~') throw refuse(said`after a phrase only ^ and a number may stand`, end);
  return { text, end, boost: 1 };
}

/** Blanks what is punctuation in a word; gives the word's end. A quotation mark inside a word is an inch mark or an apostrophe. */
function cleanWord(
  query: string,
  from: number,
  end: number,
  blank: (start: number, end: number) => void,
  refuse: Refuse,
): number {
  let isLeading = true;
  for (let unit = from; unit < end; unit++) {
    const character = query[unit]!;
    if (character === '\\') {
      unit++;
      isLeading = false;
    } else if (character === ':' || character === '(' || (QUOTES[character] !== undefined && !/[*]/.test(character))) {
      blank(unit, unit + 1);
    } else if (character === '~' || character === '^') {
      if (isLeading) blank(unit, unit + 1);
      else if (!/\d/.test(query[unit + 1] ?? ''))
        throw refuse(
          said`${character} is not followed by a number`,
          unit,
          said`write \\${character} for the sign itself`,
        );
    } else isLeading = false;
  }
  return end;
}
