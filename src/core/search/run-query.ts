// Runs one parsed query over one state of the index: plan, score, filter, look at texts, rank. It changes nothing.
import type { Analysis } from './analysis.ts';
import type { BlockCache } from './block-cache.ts';
import { asksTexts, conditionTest, type TextCheck } from './condition.ts';
import { type IndexState, idOf, languageOf } from './index-state.ts';
import type { ParsedQuery } from './query-parser.ts';
import { planQuery, type QueryPlan } from './query-plan.ts';
import { type Candidate, type Candidates, fillCandidates, makeRoom, rank, TITLE_STEP } from './ranking.ts';
import { type Scores, type ScoringBoard, scoreDocuments } from './scoring.ts';
import { suggestSpelling } from './spelling.ts';
import { createTermLookup } from './term-lookup.ts';
import { createTextMatcher, type TextMatcher } from './text-matcher.ts';
import { rankTitles } from './title-rule.ts';

export interface SearchOptions {
  /** How many hits are given; 0 means all; 50 by default. */
  readonly limit?: number;
  /** How many hits are passed over first. */
  readonly offset?: number;
  /** Whether every word is required that has no sign of its own. */
  readonly all?: boolean;
  /** The documents that filters leave. */
  readonly allowed?: ReadonlySet<string> | ((id: string) => boolean);
  /** Tells what only a document's text can tell: whether a phrase stands in it. Without it a phrase and NEAR ask only that all their words are there. */
  readonly textHolds?: (question: TextQuestion) => boolean;
  /** Orders hits of equal score; by default the one that was indexed last comes first. */
  readonly order?: (a: string, b: string) => number;
  /** Whether `order` alone orders the hits, as by date, and scores and titles do not. */
  readonly isByOrder?: boolean;
  /** Whether the answer names all documents that fit. */
  readonly withIds?: boolean;
  /** A spelling is suggested when fewer documents fit; 0, never, by default. */
  readonly suggestsBelow?: number;
  /** Whether the last word may be only begun: it finds what it is and what it begins. */
  readonly asYouType?: boolean;
}

/** A question about a document's text. The same query asks the same questions under the same names. */
export interface TextQuestion {
  readonly id: string;
  /** What is asked about: the title with the body under it, the title alone, or the text of another field. */
  readonly part: 'text' | 'title' | 'notes' | 'highlights';
  readonly name: string;
  /** Answers the question, given the text. */
  readonly holds: (text: string) => boolean;
}

export interface SearchHit {
  readonly id: string;
  readonly score: number;
  /** Whether the hit stands first because the query is its title or begins it. */
  readonly titleMatch: boolean;
  /** The language by which the document was indexed. */
  readonly language: string;
}

export interface SearchAnswer {
  /** How many documents fit, however many are given. */
  readonly total: number;
  readonly hits: readonly SearchHit[];
  /** Says which words of a hit's text match. */
  readonly matcher: TextMatcher;
  /** The ids of all documents that fit, in no order, when they were asked for. */
  readonly ids: readonly string[] | undefined;
  /** The query with misspelt words put right by the archive's own, when few documents fit and it would find more. */
  readonly suggestion: string | undefined;
}

export interface QueryContext {
  readonly blocks: BlockCache;
  readonly state: IndexState;
  readonly analysis: Analysis;
  readonly board: ScoringBoard;
}

const DEFAULT_LIMIT = 50;
/** Above all numbers of documents: what has no score comes after all that has one. */
const UNSCORED = 2 ** 32;

/** Answers a query. */
export function runQuery(context: QueryContext, query: ParsedQuery, options: SearchOptions): SearchAnswer {
  const { blocks, state, analysis, board } = context;
  const lookup = createTermLookup(blocks, state, analysis);
  const languages = analysis.rules === 'product' ? state.languages : [];
  const plan = planQuery(query, analysis, lookup, languages, options);
  const scores = scoreDocuments(plan.leaves, plan.asked, lookup, state, analysis, board);
  const titles = rankTitles(query, analysis, lookup, options.asYouType === true);
  const candidates = findCandidates(context, plan, scores, titles, options);
  const ids = new Map<number, string>();
  const id = ({ number }: Candidate) => {
    let known = ids.get(number);
    if (known === undefined) {
      known = idOf(state, number);
      ids.set(number, known);
    }
    return known;
  };
  const { order } = options;
  const compare =
    order === undefined ? byNewest : (a: Candidate, b: Candidate) => order(id(a), id(b)) || byNewest(a, b);
  const shown = rank(candidates, options.offset ?? 0, options.limit ?? DEFAULT_LIMIT, compare);
  return {
    total: candidates.count,
    hits: shown.map((candidate) => ({
      id: id(candidate),
      score: scores.scoreOf(candidate.number),
      titleMatch: titles.has(candidate.number),
      language: languageOf(state, candidate.number),
    })),
    matcher: createTextMatcher(analysis, plan.marks),
    ids: options.withIds
      ? Array.from(candidates.numbers.subarray(0, candidates.count), (number) => idOf(state, number))
      : undefined,
    suggestion:
      candidates.count < (options.suggestsBelow ?? 0) ? suggestSpelling(query, analysis, lookup, state) : undefined,
  };
}

function byNewest(a: Candidate, b: Candidate): number {
  return b.number - a.number;
}

function findCandidates(
  context: QueryContext,
  plan: QueryPlan,
  scores: Scores,
  titles: ReadonlyMap<number, number>,
  options: SearchOptions,
): Candidates {
  const { state } = context;
  const { candidates } = context.board;
  const isAllowed = allowance(options.allowed, state);
  const isByScore = !options.isByOrder && plan.stopLanguages === undefined;
  if (plan.isMetByScored && isByScore && isAllowed === undefined && titles.size === 0) {
    fillCandidates(candidates, scores.documents, scores.count, scores.values);
    return candidates;
  }
  candidates.count = 0;
  const fits = fitTest(context, plan, scores, options);
  const consider = (number: number) => {
    const titleRank = titles.size === 0 ? 0 : (titles.get(number) ?? 0);
    // A title of stop words alone meets no condition but is what was typed.
    if (!(titleRank > 0 || fits(number)) || isAllowed?.(number) === false) return;
    makeRoom(candidates);
    const { count, numbers, keys } = candidates;
    const score = scores.scoreOf(number);
    numbers[count] = number;
    if (options.isByOrder) keys[count] = 0;
    // Thousands of documents of a language are equals for a stop word: their own order is given, since asking for it takes long.
    else if (score === 0 && titleRank === 0 && plan.stopLanguages !== undefined) keys[count] = number - UNSCORED;
    else keys[count] = score + titleRank * TITLE_STEP;
    candidates.count++;
  };
  if (plan.takesAll) {
    const { live, languageOf: languages } = state;
    const mayFit = languagesThatMayFit(plan, state);
    for (let number = 0; number < state.next; number++) {
      if (live[number] !== 1) continue;
      if (mayFit[languages[number]!] === 1 || scores.mayMatch(number) || titles.has(number)) consider(number);
    }
    return candidates;
  }
  for (let index = 0; index < scores.count; index++) consider(scores.documents[index]!);
  for (const number of titles.keys()) if (!scores.has(number) && state.live[number] === 1) consider(number);
  return candidates;
}

/** Makes the test whether a document fits the query. */
function fitTest(
  context: QueryContext,
  plan: QueryPlan,
  scores: Scores,
  options: SearchOptions,
): (number: number) => boolean {
  const { state } = context;
  const meetsCondition = conditionTest(plan.condition, {
    hasLeaf: scores.matches,
    passes: textCheck(context, options),
    languageOf: (number) => languageOf(state, number),
  });
  if (plan.isMetByScored) return (number) => scores.has(number) || meetsCondition(number);
  const isOfStopWords = state.codes.map((code) => plan.stopLanguages?.has(code) === true);
  return (number) => isOfStopWords[state.languageOf[number]!]! || meetsCondition(number);
}

/** By language: 1 when a document that has none of the query's words may fit. */
function languagesThatMayFit({ condition }: QueryPlan, { codes }: IndexState): Uint8Array {
  const fits = (code: string) =>
    conditionTest(condition, { hasLeaf: () => false, passes: () => true, languageOf: () => code })(0);
  const isSure = !asksTexts(condition);
  return Uint8Array.from(codes, (code) => (!isSure || fits(code) ? 1 : 0));
}

function allowance(allowed: SearchOptions['allowed'], state: IndexState): ((number: number) => boolean) | undefined {
  if (allowed === undefined) return undefined;
  if (typeof allowed === 'function') return (number) => allowed(idOf(state, number));
  return (number) => allowed.has(idOf(state, number));
}

/** Makes the check of texts; without texts every candidate passes. What a document has no words of is not asked about. */
function textCheck(context: QueryContext, options: SearchOptions): (check: TextCheck, number: number) => boolean {
  const { textHolds } = options;
  if (textHolds === undefined) return () => true;
  const { state, analysis } = context;
  const others = (['notes', 'highlights'] as const).map((part) => ({ part, place: analysis.fields.indexOf(part) }));
  return ({ fields, name, holds }, number) => {
    const id = idOf(state, number);
    const language = languageOf(state, number);
    const asks = (part: TextQuestion['part']) => textHolds({ id, part, name, holds: (text) => holds(text, language) });
    if (fields.includes('body') ? asks('text') : fields.includes('title') && asks('title')) return true;
    return others.some(
      ({ part, place }) => fields.includes(part) && place >= 0 && state.lengths[place]![number]! > 0 && asks(part),
    );
  };
}
