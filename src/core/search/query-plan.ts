// Turns a parsed query into what the engine runs: leaves of terms that are scored, and the condition that a document must meet.
// Here the product's rules and lunr's part ways; the scores do not.
import { countCodePoints } from '../../shared/code-points.ts';
import type { Analysis, FieldName } from './analysis.ts';
import type { QueryExpression } from './boolean-expression.ts';
import { asksLeavesAlone, type Condition, conditionTest, leavesOf, requiredLeaves } from './condition.ts';
import { joinForms } from './folded-text.ts';
import { holdsNear } from './near-check.ts';
import { createPhraseCheck } from './phrase-check.ts';
import type { ParsedQuery, QueryClause } from './query-parser.ts';
import type { AskedLeaves, Leaf } from './scoring.ts';
import type { TermLookup } from './term-lookup.ts';
import type { WordMarks } from './text-matcher.ts';
import { isUnspaced } from './word-segmentation.ts';

export interface QueryPlan {
  readonly leaves: readonly Leaf[];
  readonly condition: Condition;
  /** Whether every document that scoring gives meets the condition. */
  readonly isMetByScored: boolean;
  /** The languages whose documents are all found, when the query has nothing but stop words. */
  readonly stopLanguages: ReadonlySet<string> | undefined;
  /** The leaves that the condition asks about. */
  readonly asked: AskedLeaves;
  /** Whether a document without any of the words may fit, so that all are candidates. */
  readonly takesAll: boolean;
  /** What is marked in a text: each word and phrase of the query that is asked to be there. */
  readonly marks: readonly WordMarks[];
}

const ALWAYS: Condition = { kind: 'always' };
const NO_LANGUAGES: ReadonlySet<string> = new Set();
/** Characters of a phrase without spaces that are asked of the dictionary to choose candidates. */
const PHRASE_CHARACTERS = 6;

/**
 * What a word counts that is a stop word in some language of the archive. Where it is none it is rare, and would outweigh all else:
 * `the` of an English question would put a French article first that cites an English title.
 */
const STOP_WORD_WEIGHT = 0.1;

/** What the words that a word begins count beside the word itself. */
const BEGUN_WORD_WEIGHT = 0.5;
/** How many words at the end of a text without spaces the next character may cut anew. */
const CUT_WORDS = 4;

/** What a clause comes to: a condition, or undefined when nothing of it can be searched (punctuation, stop words). */
interface PlannedClause {
  readonly condition: Condition | undefined;
  /** The languages in which all its words are stop words, or may become ones, and what finds them in documents of other languages. */
  readonly stopWords?: { readonly languages: ReadonlySet<string>; readonly found: Condition | undefined } | undefined;
  /** The terms that stand for it in a text. */
  readonly terms: ReadonlySet<string>;
  readonly phrase?: string;
  readonly marks: readonly WordMarks[];
}

interface Planning {
  readonly analysis: Analysis;
  readonly lookup: TermLookup;
  readonly languages: readonly string[];
  readonly leaves: Leaf[];
}

/**
 * Plans a query. `languages` are those of the archive's documents; with `all`, words without a sign are required;
 * with `asYouType`, a word that ends the query may be only begun.
 */
export function planQuery(
  query: ParsedQuery,
  analysis: Analysis,
  lookup: TermLookup,
  languages: readonly string[],
  options: { readonly all?: boolean; readonly asYouType?: boolean },
): QueryPlan {
  const planning: Planning = { analysis, lookup, languages, leaves: [] };
  const end = options.asYouType === true ? countCodePoints(query.query) : -1;
  const signs = clauseSigns(query);
  const begunState = ({ end: at }: QueryClause) =>
    at !== end ? 'no' : query.clauses.length + query.filters.length === 1 ? 'alone' : 'last';
  const clauses = query.clauses.map((clause, index) =>
    analysis.rules === 'lunr'
      ? planLunrClause(clause, planning)
      : planClause(clause, signs[index]!, planning, begunState(clause)),
  );
  const stopWords = stopWordCondition(query, clauses);
  const condition =
    stopWords ??
    (query.expression === undefined
      ? presenceCondition(query, clauses, analysis, options.all === true)
      : (expressionCondition(query.expression, query, clauses, analysis) ?? ALWAYS));
  const takesEvery = stopWords !== undefined || takesAll(query, clauses, condition, analysis);
  const isMetByScored = !takesEvery && asksLeavesAlone(condition, planning.leaves);
  return {
    leaves: planning.leaves,
    condition,
    isMetByScored,
    stopLanguages: languagesAskedFor(stopWords),
    asked: {
      tracked: isMetByScored ? new Set() : leavesOf(condition),
      required: requiredLeaves(condition, planning.leaves),
    },
    takesAll: takesEvery,
    marks: clauses.flatMap(({ marks }, index) => (signs[index] ? marks : [])),
  };
}

/** Whether each clause asks for something to be there (true) or not to be. */
function clauseSigns(query: ParsedQuery): boolean[] {
  const signs = query.clauses.map((clause) => clause.presence !== 'prohibited');
  const visit = (expression: QueryExpression, sign: boolean) => {
    if (expression.kind === 'clause') signs[expression.clause] = sign;
    else if (expression.kind === 'near') for (const clause of expression.clauses) signs[clause] = sign;
    else if (expression.kind === 'not') visit(expression.part, !sign);
    else for (const part of expression.parts) visit(part, sign);
  };
  if (query.expression !== undefined) visit(query.expression, true);
  return signs;
}

function fieldMask(analysis: Analysis, fields: readonly FieldName[] | undefined): number {
  return (fields ?? analysis.defaultFields).reduce((mask, field) => mask | (1 << analysis.fields.indexOf(field)), 0);
}

function addLeaf(
  planning: Planning,
  clause: QueryClause,
  terms: Leaf['terms'],
  isScored: boolean,
  boost = clause.boost,
): Condition {
  const mask = fieldMask(planning.analysis, clause.fields);
  planning.leaves.push({ terms, fieldMask: mask, boost, isScored });
  return { kind: 'leaf', leaf: planning.leaves.length - 1 };
}

/** Lunr's own way: the terms that the pipeline gives, each looked up as it is; a required term that is not there refuses all. */
function planLunrClause(clause: QueryClause, planning: Planning): PlannedClause {
  const { analysis, lookup } = planning;
  const words = clause.hasWildcard ? [clause.text] : analysis.queryWords(clause.text, []).flatMap((word) => word.terms);
  const expansions = words.map((word): ReadonlySet<string> => {
    if (clause.editDistance !== undefined || word.includes('*')) return lookup.expand(word, clause.editDistance);
    return new Set(word !== '' && lookup.postings([word]).get(word)!.fieldCount > 0 ? [word] : []);
  });
  const isRefused = clause.presence === 'required' && expansions.some((expansion) => expansion.size === 0);
  const terms = isRefused ? [] : expansions.length === 1 ? expansions[0]! : expansions.flatMap((each) => [...each]);
  return plannedTerms(addLeaf(planning, clause, terms, clause.presence !== 'prohibited'), new Set(terms));
}

function planClause(
  clause: QueryClause,
  sign: boolean,
  planning: Planning,
  begun: 'no' | 'last' | 'alone',
): PlannedClause {
  if (clause.kind === 'phrase') return planPhrase(clause, sign, planning);
  if (clause.hasWildcard || clause.editDistance !== undefined) return planPattern(clause, sign, planning);
  return begun !== 'no' ? planBegunWord(clause, sign, planning, begun === 'alone') : planWords(clause, sign, planning);
}

/** What a word that is being typed finds: itself, and with less weight what it begins, so that no article vanishes under the keys. */
function planBegunWord(clause: QueryClause, sign: boolean, planning: Planning, isAlone: boolean): PlannedClause {
  const { analysis, lookup } = planning;
  // In scripts without spaces several words are one clause. Those before the last are whole.
  const words = analysis.words(clause.text, 'und');
  const start = words.at(-1)?.start ?? 0;
  const before =
    words.length < 2 ? undefined : planWords({ ...clause, text: clause.text.slice(0, start) }, sign, planning);
  const last = { ...clause, text: clause.text.slice(start) };
  const whole = planWords(last, sign, planning);
  const form = analysis.foldPattern(last.text);
  if (form === '') return planWords(clause, sign, planning);
  // Where words are not parted by spaces, what is typed may be cut otherwise than the word that it begins.
  const isOpen = words.length > 1 && isUnspaced(clause.text.charCodeAt(clause.text.length - 1));
  const starts = isOpen ? words.slice(-CUT_WORDS).map((word) => word.start) : [start];
  const expansions = starts.map((from) => lookup.expandBegun(analysis.foldPattern(clause.text.slice(from))));
  const terms = new Set(expansions.flatMap((expansion) => expansion.terms)).difference(whole.terms);
  const begins = addLeaf(planning, clause, terms, sign, clause.boost * BEGUN_WORD_WEIGHT);
  const asWhole = whole.condition ?? whole.stopWords?.found;
  const found: Condition = asWhole === undefined ? begins : { kind: 'or', parts: [asWhole, begins] };
  // What may become a stop word is not asked for, unless nothing else is.
  const stopLanguages = new Set(expansions.flatMap(({ stopLanguages: of }) => [...of]));
  const isAsked = !isOpen && (isAlone || stopLanguages.size === 0);
  const parts = [isOpen ? undefined : before?.condition, isAsked ? found : undefined];
  return {
    condition: all(parts.filter((part) => part !== undefined)),
    stopWords: before === undefined && stopLanguages.size > 0 ? { languages: stopLanguages, found } : undefined,
    terms: terms.union(whole.terms).union(before?.terms ?? new Set()),
    marks: [...(before?.marks ?? []), { terms: terms.union(whole.terms) }],
  };
}

function planWords(clause: QueryClause, sign: boolean, planning: Planning): PlannedClause {
  const parts: Condition[] = [];
  const marks: WordMarks[] = [];
  const found: Condition[] = [];
  let stopLanguages: ReadonlySet<string> | undefined;
  for (const word of planning.analysis.queryWords(clause.text, planning.languages)) {
    const terms = new Set(word.terms);
    if (word.form !== undefined) for (const term of planning.lookup.termsOfForm(word.form)) terms.add(term);
    const ofWord = new Set(word.stopLanguages);
    stopLanguages = stopLanguages?.intersection(ofWord) ?? ofWord;
    if (terms.size === 0) continue;
    marks.push({ terms, stopLanguages: ofWord });
    const isStopWord = ofWord.size > 0;
    const boost = isStopWord ? clause.boost * STOP_WORD_WEIGHT : clause.boost;
    const condition = addLeaf(planning, clause, terms, sign, boost);
    // Documents of the language in which it is a stop word do not have it: it counts where it is, and is not asked for.
    if (!isStopWord) parts.push(condition);
    found.push(condition);
  }
  const stopWords = stopLanguages?.size ? { languages: stopLanguages, found: all(found) } : undefined;
  return { condition: all(parts), stopWords, terms: new Set(marks.flatMap(({ terms }) => [...terms])), marks };
}

function planPattern(clause: QueryClause, sign: boolean, planning: Planning): PlannedClause {
  const pattern = planning.analysis.foldPattern(clause.text);
  if (/^\**$/.test(pattern)) return { condition: pattern === '' ? undefined : ALWAYS, terms: new Set(), marks: [] };
  const terms = planning.lookup.expand(pattern, clause.editDistance);
  const languages = terms.size === 0 ? languagesOfBegun(pattern, clause, planning) : NO_LANGUAGES;
  if (languages.size > 0) return { condition: undefined, stopWords: { languages, found: undefined }, terms, marks: [] };
  return plannedTerms(addLeaf(planning, clause, terms, sign), terms);
}

/** The languages of the stop words that a pattern like `whe*` begins. */
function languagesOfBegun(pattern: string, { editDistance }: QueryClause, { lookup }: Planning): ReadonlySet<string> {
  const isBeginning = editDistance === undefined && pattern.indexOf('*') === pattern.length - 1;
  return isBeginning ? lookup.expandBegun(pattern.slice(0, -1)).stopLanguages : NO_LANGUAGES;
}

function plannedTerms(condition: Condition, terms: ReadonlySet<string>): PlannedClause {
  return { condition, terms, marks: [{ terms }] };
}

/** Candidates are the documents with all the words; where words are cut otherwise in each text, those with all the characters. */
function planPhrase(clause: QueryClause, sign: boolean, planning: Planning): PlannedClause {
  const words = planning.analysis.words(clause.text, 'und');
  const { text } = joinForms(words.map(({ form }) => form ?? ''));
  if (text === '') return { condition: undefined, terms: new Set(), marks: [] };
  const spoken = planWords(clause, sign, planning);
  const characters = [...new Set(text)]
    .filter((character) => isUnspaced(character.charCodeAt(0)))
    .slice(0, PHRASE_CHARACTERS);
  const parts = characters.map((character) =>
    addLeaf(planning, clause, planning.lookup.expand(`*${character}*`, undefined), sign, 0),
  );
  const hasCharacters = characters.length > 0;
  if (!hasCharacters && spoken.condition !== undefined) parts.push(spoken.condition);
  const { analysis } = planning;
  const fields = clause.fields ?? analysis.defaultFields;
  const holds = createPhraseCheck(analysis, text);
  parts.push({ kind: 'text', check: { name: `phrase ${clause.start}`, fields, holds } });
  return { condition: all(parts), terms: new Set(), phrase: text, marks: [{ terms: new Set(), phrase: text }] };
}

/** The languages that are enough to meet a condition of one clause; none where there are several, which are looked at one by one. */
function languagesAskedFor(condition: Condition | undefined): ReadonlySet<string> | undefined {
  if (condition === undefined) return undefined;
  const first = condition.kind === 'or' ? condition.parts[0] : condition;
  return first?.kind === 'language' ? first.languages : new Set();
}

/**
 * What finds a query of nothing but stop words: the documents of their language, which hardly ever lack them, and those of others that
 * have them. Undefined for any other query.
 */
function stopWordCondition(query: ParsedQuery, clauses: readonly PlannedClause[]): Condition | undefined {
  if (query.expression !== undefined || query.filters.length > 0) return undefined;
  const parts: Condition[] = [];
  for (const [index, { condition, stopWords }] of clauses.entries()) {
    if (query.clauses[index]!.presence === 'prohibited') {
      if (condition !== undefined) parts.push({ kind: 'not', part: condition });
      continue;
    }
    // A field that is named is meant.
    if (stopWords === undefined || query.clauses[index]!.fields !== undefined) return undefined;
    const inLanguage: Condition = { kind: 'language', languages: stopWords.languages };
    parts.push(stopWords.found === undefined ? inLanguage : { kind: 'or', parts: [inLanguage, stopWords.found] });
  }
  return parts.some(({ kind }) => kind !== 'not') ? all(parts) : undefined;
}

function all(parts: readonly Condition[]): Condition | undefined {
  return parts.length < 2 ? parts[0] : { kind: 'and', parts };
}

/** Lunr's rule: what is required must be there, what is prohibited must not. A phrase is required unless it is prohibited. */
function presenceCondition(
  query: ParsedQuery,
  clauses: readonly PlannedClause[],
  analysis: Analysis,
  isAll: boolean,
): Condition {
  const parts: Condition[] = [];
  query.clauses.forEach((clause, index) => {
    const condition = clauses[index]!.condition;
    if (condition === undefined) return;
    if (clause.presence === 'prohibited') parts.push({ kind: 'not', part: condition });
    else if (clause.presence === 'required' || clause.kind === 'phrase' || (isAll && analysis.rules === 'product'))
      parts.push(condition);
  });
  return all(parts) ?? ALWAYS;
}

/** Parts that cannot be searched are left out. */
function expressionCondition(
  expression: QueryExpression,
  query: ParsedQuery,
  clauses: readonly PlannedClause[],
  analysis: Analysis,
): Condition | undefined {
  if (expression.kind === 'clause') return clauses[expression.clause]!.condition;
  if (expression.kind === 'near') return nearCondition(expression, query, clauses, analysis);
  if (expression.kind === 'not') {
    const part = expressionCondition(expression.part, query, clauses, analysis);
    return part && { kind: 'not', part };
  }
  const parts = expression.parts
    .map((part) => expressionCondition(part, query, clauses, analysis))
    .filter((part) => part !== undefined);
  return parts.length < 2 ? parts[0] : { kind: expression.kind, parts };
}

/** Both sides must be there, and near each other; of a side that cannot be searched nothing is asked. */
function nearCondition(
  { distance, clauses: [one, other] }: QueryExpression & { kind: 'near' },
  query: ParsedQuery,
  clauses: readonly PlannedClause[],
  analysis: Analysis,
): Condition | undefined {
  const sides = [clauses[one]!, clauses[other]!] as const;
  const parts = sides.map(({ condition }) => condition).filter((part) => part !== undefined);
  if (parts.length < 2) return parts[0];
  const fields = query.clauses[one]!.fields ?? query.clauses[other]!.fields ?? analysis.defaultFields;
  const holds = (text: string, language: string | undefined) => holdsNear(analysis, text, language, sides, distance);
  return { kind: 'and', parts: [...parts, { kind: 'text', check: { name: `near ${one} ${other}`, fields, holds } }] };
}

/**
 * In lunr's rules all documents are candidates when nothing is asked to be there. In the product's, words that cannot be searched
 * (stop words, punctuation) are no wish for every document, unless filters or exclusions say what is wanted.
 */
function takesAll(
  query: ParsedQuery,
  clauses: readonly PlannedClause[],
  condition: Condition,
  analysis: Analysis,
): boolean {
  if (analysis.rules === 'lunr') return query.clauses.every(({ presence }) => presence === 'prohibited');
  if (query.clauses.length === 0) return query.filters.length > 0 || query.query.trim() === '';
  const wanted = clauses
    .filter((_, index) => query.clauses[index]!.presence !== 'prohibited')
    .map((clause) => clause.condition);
  if (query.expression === undefined && wanted.some((each) => each?.kind === 'always' || each?.kind === 'text'))
    return true;
  const isNothingWanted = wanted.every((each) => each === undefined);
  if (query.expression === undefined)
    return isNothingWanted && (query.filters.length > 0 || condition.kind !== 'always');
  if (isNothingWanted && wanted.length > 0) return query.filters.length > 0;
  const ofNothing = { hasLeaf: () => false, passes: () => true, languageOf: () => '' };
  return conditionTest(condition, ofNothing)(0);
}
