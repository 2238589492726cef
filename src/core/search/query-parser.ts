// Reads the query language: lunr's own, with phrases, filters and AND OR NOT added. It knows neither documents nor languages;
// filters are for the caller to resolve. A query that cannot be read is `invalid`, with the place of the first bad character.
import { countCodePoints } from '../../shared/code-points.ts';
import { Failure } from '../../shared/errors.ts';
import { type Said, type SaidValue, said } from '../../shared/said.ts';
import type { FieldName } from './analysis.ts';
import { buildExpression, type QueryExpression } from './boolean-expression.ts';
import { type LunrParseError, type LunrPipeline, lunr, type PlacedClause, parseClauses } from './lunr-library.ts';
import { type Presence, type Refuse, scanQuery } from './query-scanner.ts';
import { type FilterName, type QueryVocabulary, queryVocabulary } from './query-words.ts';
import { MAX_EDIT_DISTANCE } from './term-automaton.ts';

/** Something that is searched. `start` and `end` are code points of the query. */
export interface QueryClause {
  readonly kind: 'term' | 'phrase';
  readonly text: string;
  /** The fields asked for; undefined for the default ones. */
  readonly fields: readonly FieldName[] | undefined;
  readonly boost: number;
  readonly presence: Presence;
  readonly hasWildcard: boolean;
  readonly editDistance: number | undefined;
  /** Whether it is a phrase in quotation marks of print, « » or “ ” or 「 」. */
  readonly isInPrintQuotes: boolean;
  readonly start: number;
  readonly end: number;
}

/** A condition on records, such as `tag:climate`. */
export interface QueryFilter {
  readonly name: FilterName;
  readonly value: string;
  /** Written with a minus: the documents that do not fit it. */
  readonly isExcluded: boolean;
  readonly start: number;
  readonly end: number;
}

export interface ParsedQuery {
  readonly query: string;
  readonly clauses: readonly QueryClause[];
  readonly filters: readonly QueryFilter[];
  /** How clauses are combined, when AND, OR or NOT was written; else their presence decides. */
  readonly expression: QueryExpression | undefined;
}

/**
 * Parses a query of the product. French operators and filter names are understood when the interface speaks French.
 * @throws Failure `invalid`; its message names the place in code points, from 0.
 */
export function parseQuery(
  query: string,
  options: { readonly interfaceLanguage?: string; readonly asYouType?: boolean } = {},
): ParsedQuery {
  const refuse: Refuse = (message, at, remedy) => invalidQuery(query, message, at, remedy);
  const vocabulary = queryVocabulary(options.interfaceLanguage);
  const scanned = scanQuery(query, vocabulary, refuse, options.asYouType === true);
  const chosen = scanned.fields.length > 0 ? scanned.fields : undefined;
  const words = readWithLunr(query, scanned.rest, Object.keys(vocabulary.fields), new lunr.Pipeline()).map((clause) =>
    termClause(clause, chosen, vocabulary),
  );
  const phrases = scanned.phrases.map(
    (phrase): QueryClause => ({
      ...phrase,
      kind: 'phrase',
      fields: phrase.field === undefined ? chosen : [phrase.field],
      hasWildcard: false,
      editDistance: undefined,
    }),
  );
  const clauses = [...words, ...phrases].sort((a, b) => a.start - b.start);
  const hasOperators = scanned.marks.some(({ mark }) => mark !== '(' && mark !== ')');
  const places = clauses.map(({ start, presence }) => ({ start, isProhibited: presence === 'prohibited' }));
  return {
    query,
    clauses: clauses.map((clause) => inCodePoints(query, clause)),
    filters: scanned.filters.map((filter) => inCodePoints(query, filter)),
    expression: hasOperators ? buildExpression(places, scanned.marks, refuse) : undefined,
  };
}

/**
 * Gives the query with the words of phrases in quotation marks of print instead of the phrases, for when no document has them: such marks
 * come with a headline or a sentence that is pasted. Undefined when it has none, or says with a sign or an operator what is required.
 */
export function withWordsOfPhrases(query: ParsedQuery): ParsedQuery | undefined {
  if (query.expression !== undefined) return undefined;
  const isQuoted = ({ isInPrintQuotes, presence }: QueryClause) => isInPrintQuotes && presence === 'optional';
  if (!query.clauses.some(isQuoted)) return undefined;
  return {
    ...query,
    clauses: query.clauses.map((clause) => (isQuoted(clause) ? { ...clause, kind: 'term' } : clause)),
  };
}

/** Parses a query with lunr's parser alone. @throws Failure `invalid`, as parseQuery does */
export function parseLunrQuery(query: string, fields: readonly FieldName[], searchPipeline: LunrPipeline): ParsedQuery {
  const clauses = readWithLunr(query, query, fields, searchPipeline).map((clause) =>
    inCodePoints(query, termClause(clause, undefined, queryVocabulary())),
  );
  return { query, clauses, filters: [], expression: undefined };
}

function readWithLunr(
  query: string,
  rest: string,
  fields: readonly string[],
  pipeline: LunrPipeline,
): readonly PlacedClause[] {
  try {
    const clauses = parseClauses(rest, fields, pipeline);
    for (const clause of clauses) refuseFar(query, rest, clause);
    return clauses;
  } catch (cause) {
    if ((cause as LunrParseError).name !== 'QueryParseError') throw cause;
    const { message, start } = cause as LunrParseError;
    throw invalidQuery(query, { pattern: message, values: [] }, start);
  }
}

/** @throws Failure `invalid` for an edit distance that is too long */
function refuseFar(query: string, rest: string, { start, editDistance }: PlacedClause): void {
  if (editDistance === undefined || editDistance <= MAX_EDIT_DISTANCE) return;
  const at = start + rest.slice(start).search(/(?<!\\)~/u);
  throw invalidQuery(
    query,
    said`an edit distance of ${editDistance} is too long`,
    at,
    said`Use ~1 to ~${MAX_EDIT_DISTANCE}.`,
  );
}

const PRESENCES: readonly Presence[] = ['optional', 'required', 'prohibited'];

function termClause(
  clause: PlacedClause,
  chosen: readonly FieldName[] | undefined,
  vocabulary: QueryVocabulary,
): QueryClause {
  return {
    kind: 'term',
    text: clause.term,
    fields: clause.fields.length === 1 ? [vocabulary.fields[clause.fields[0]!]!] : chosen,
    boost: clause.boost,
    presence: PRESENCES[clause.presence - 1] ?? 'optional',
    hasWildcard: !clause.usePipeline,
    editDistance: clause.editDistance,
    isInPrintQuotes: false,
    start: clause.start,
    end: clause.end,
  };
}

function inCodePoints<T extends { readonly start: number; readonly end: number }>(query: string, placed: T): T {
  const toCodePoints = (unit: number) => countCodePoints(query.slice(0, unit));
  return { ...placed, start: toCodePoints(placed.start), end: toCodePoints(placed.end) };
}

function invalidQuery(query: string, message: SaidValue, at: number, remedy?: Said): Failure {
  const position = countCodePoints(query.slice(0, at));
  return new Failure('invalid', said`the query cannot be read at position ${position}: ${message}`, {
    subject: query,
    remedy,
  });
}
