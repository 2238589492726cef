// The one door to lunr 2.3.9 and lunr-languages: the parts that are used, with their types. Adding a language changes the shared
// `lunr` object, so nothing else imports either package.
import lunrModule from 'lunr';
import danish from 'lunr-languages/lunr.da.js';
import german from 'lunr-languages/lunr.de.js';
import greek from 'lunr-languages/lunr.el.js';
import spanish from 'lunr-languages/lunr.es.js';
import finnish from 'lunr-languages/lunr.fi.js';
import french from 'lunr-languages/lunr.fr.js';
import hungarian from 'lunr-languages/lunr.hu.js';
import italian from 'lunr-languages/lunr.it.js';
import dutch from 'lunr-languages/lunr.nl.js';
import norwegian from 'lunr-languages/lunr.no.js';
import polish from 'lunr-languages/lunr.pl.js';
import portuguese from 'lunr-languages/lunr.pt.js';
import romanian from 'lunr-languages/lunr.ro.js';
import russian from 'lunr-languages/lunr.ru.js';
import stemmerSupport from 'lunr-languages/lunr.stemmer.support.js';
import swedish from 'lunr-languages/lunr.sv.js';
import turkish from 'lunr-languages/lunr.tr.js';

/** A token on its way through a pipeline. */
export interface LunrToken {
  toString(): string;
}

export type LunrPipelineFunction = (
  token: LunrToken,
  index: number,
  tokens: LunrToken[],
) => LunrToken | LunrToken[] | null | undefined;

export interface LunrPipeline {
  add(...functions: LunrPipelineFunction[]): void;
  reset(): void;
  run(tokens: LunrToken[]): LunrToken[];
  runString(text: string, metadata?: object): string[];
}

/** A clause as lunr's parser makes it. `presence`: 1 optional, 2 required, 3 prohibited. `term` may hold `*`. */
export interface LunrClause {
  readonly term: string;
  readonly fields: readonly string[];
  readonly boost: number;
  readonly presence: number;
  readonly usePipeline: boolean;
  readonly editDistance?: number;
}

interface LunrQuery {
  readonly clauses: LunrClause[];
}

interface LunrQueryParser {
  readonly lexemes: readonly { readonly start: number; readonly end: number; readonly type: string }[];
  readonly lexemeIdx: number;
  nextClause(): void;
  parse(): void;
}

/** A state of the automaton of a term with wildcards or edits; an edge named `*` takes any unit. */
export interface LunrTokenSet {
  readonly final: boolean;
  readonly edges: Readonly<Record<string, LunrTokenSet>>;
}

interface LunrLanguage {
  readonly stemmer?: LunrPipelineFunction;
  readonly stopWordFilter?: LunrPipelineFunction;
}

interface LunrLibrary {
  readonly Token: new (text: string, metadata: object) => LunrToken;
  readonly Pipeline: new () => LunrPipeline;
  readonly Query: new (fields: readonly string[]) => LunrQuery;
  readonly QueryParser: new (query: string, target: LunrQuery) => LunrQueryParser;
  readonly TokenSet: { fromClause(clause: { readonly term: string; readonly editDistance?: number }): LunrTokenSet };
  readonly trimmer: LunrPipelineFunction;
  readonly stopWordFilter: LunrPipelineFunction;
  readonly stemmer: LunrPipelineFunction;
}

export const lunr = lunrModule as unknown as LunrLibrary;

type Plugin = (library: Record<string, unknown>) => void;

/** Only pipelines that work beside all others are here; docs/decisions/language-pipelines.md says which are not, and why. */
const PLUGINS: Readonly<Record<string, Plugin>> = {
  da: danish,
  de: german,
  el: greek,
  es: spanish,
  fi: finnish,
  fr: french,
  hu: hungarian,
  it: italian,
  nl: dutch,
  no: norwegian,
  pl: polish,
  pt: portuguese,
  ro: romanian,
  ru: russian,
  sv: swedish,
  tr: turkish,
};

/** The language codes that have a pipeline, English included. */
export const PIPELINE_LANGUAGES: readonly string[] = ['en', ...Object.keys(PLUGINS)].sort();

const loaded = new Map<string, LunrLanguage>();

function loadLanguage(code: string): LunrLanguage | undefined {
  const known = loaded.get(code);
  if (known !== undefined) return known;
  const plugin = Object.hasOwn(PLUGINS, code) ? PLUGINS[code] : undefined;
  if (plugin === undefined) return undefined;
  if (loaded.size === 0) stemmerSupport(lunrModule as unknown as Record<string, unknown>);
  plugin(lunrModule as unknown as Record<string, unknown>);
  const language = (lunrModule as unknown as Record<string, LunrLanguage>)[code] as LunrLanguage;
  loaded.set(code, language);
  return language;
}

/** The pipelines that a language gives to documents and to queries. */
export interface LunrPipelines {
  readonly index: LunrPipeline;
  readonly search: LunrPipeline;
}

/** Builds the pipelines of a language of PIPELINE_LANGUAGES as stock lunr sets them up; undefined for any other code. */
export function createPipelines(code: string): LunrPipelines | undefined {
  const pipelines = { pipeline: new lunr.Pipeline(), searchPipeline: new lunr.Pipeline() };
  if (code === 'en') {
    pipelines.pipeline.add(lunr.trimmer, lunr.stopWordFilter, lunr.stemmer);
    pipelines.searchPipeline.add(lunr.stemmer);
  } else {
    const language = loadLanguage(code);
    if (language === undefined) return undefined;
    (language as unknown as (this: typeof pipelines) => void).call(pipelines);
  }
  return { index: pipelines.pipeline, search: pipelines.searchPipeline };
}

/** Gives the stemmer and the stop words of a language as functions on lower-case words; undefined for a code without a pipeline. */
export function wordFunctions(
  code: string,
): { stem(word: string): string; isStopWord(word: string): boolean } | undefined {
  const language = code === 'en' ? lunr : loadLanguage(code);
  if (language?.stemmer === undefined) return undefined;
  const { stemmer, stopWordFilter } = language;
  const run = (step: LunrPipelineFunction | undefined, word: string) => {
    const token = new lunr.Token(word, {});
    return step === undefined ? token : step(token, 0, [token]);
  };
  return { stem: (word) => String(run(stemmer, word) ?? ''), isStopWord: (word) => run(stopWordFilter, word) == null };
}

/** A clause with the UTF-16 range of the query it was read from. */
export interface PlacedClause extends LunrClause {
  readonly start: number;
  readonly end: number;
}

/** What lunr's parser throws: a message and the UTF-16 range it is about. */
export interface LunrParseError {
  readonly name: 'QueryParseError';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Reads a query with lunr's own parser, and notes where each clause stands. @throws LunrParseError */
export function parseClauses(
  query: string,
  fields: readonly string[],
  searchPipeline: LunrPipeline,
): readonly PlacedClause[] {
  const target = new lunr.Query(fields);
  // lunr-languages folds the accents of wildcards by this pipeline; without it every loaded language would.
  Object.assign(target, { _lunrLanguagesSearchPipeline: searchPipeline });
  const parser = new lunr.QueryParser(query, target);
  const nextClause = parser.nextClause;
  const places: { start: number; end: number }[] = [];
  let first = 0;
  parser.nextClause = function (this: LunrQueryParser) {
    const last = this.lexemeIdx - 1;
    places.push({ start: this.lexemes[first]?.start ?? 0, end: this.lexemes[last]?.end ?? query.length });
    first = this.lexemeIdx;
    nextClause.call(this);
  };
  parser.parse();
  return target.clauses.map((clause, index) => ({ ...clause, ...(places[index] as { start: number; end: number }) }));
}
