// Stock lunr's analysis: its tokenizer and one language's pipeline for all documents alike. Nothing is improved here.
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { AnalysedWord, Analysis, QueryWord } from './analysis.ts';
import { createPipelines, type LunrPipeline, type LunrPipelines, lunr, PIPELINE_LANGUAGES } from './lunr-library.ts';

const VERSION = 1;
const MAX_CACHED_TOKENS = 200_000;

/** A lunr analysis also gives the pipeline that lunr's query parser asks about. */
export interface LunrAnalysis extends Analysis {
  readonly searchPipeline: LunrPipeline;
}

/**
 * Makes stock lunr's analysis for a language (BCP 47; its first part decides).
 * @throws Failure `invalid` when lunr has no pipeline for the language.
 */
export function lunrAnalysis(languageTag = 'en'): LunrAnalysis {
  const code = primaryLanguage(languageTag);
  const pipelines = createPipelines(code);
  if (pipelines === undefined) {
    throw new Failure('invalid', said`lunr has no pipeline for the language ${languageTag}`, {
      subject: languageTag,
      remedy: said`choose one of ${PIPELINE_LANGUAGES.join(' ')}`,
    });
  }
  return analysisOf(code, pipelines);
}

/** Gives the language subtag of a BCP 47 tag in lower case; Bokmål and Nynorsk are `no`, as in lunr-languages. */
export function primaryLanguage(tag: string): string {
  const code = tag.toLowerCase().split(/[-_]/, 1)[0] as string;
  return code === 'nb' || code === 'nn' ? 'no' : code;
}

function analysisOf(code: string, pipelines: LunrPipelines): LunrAnalysis {
  const termsOf = cachedTerms(pipelines.index);
  const queryTerms = (text: string) => pipelines.search.runString(text);
  return {
    name: `lunr-${code}`,
    version: VERSION,
    fields: ['title', 'body'],
    defaultFields: ['title', 'body'],
    boosts: [1, 1],
    lengthNorms: [0.75, 0.75],
    bodyHoldsTitle: false,
    hasForms: false,
    rules: 'lunr',
    searchPipeline: pipelines.search,
    languageOf: () => code,
    eachTerm(text, language, visit) {
      eachToken(text, (token) => {
        for (const term of termsOf(token)) visit(term, '', language);
      });
    },
    words(text) {
      const words: AnalysedWord[] = [];
      eachToken(text, (token, start, end) => {
        for (const term of termsOf(token)) words.push({ start, end, term, form: undefined });
      });
      return words;
    },
    queryWords: (text): readonly QueryWord[] =>
      queryTerms(text).map((term) => ({ terms: [term], form: undefined, stopLanguages: [] })),
    foldPattern: (pattern) => pattern,
    foldTitle: (text) => text.toLowerCase(),
  };
}

/** Splits as `lunr.tokenizer` does with its own separator, white space and hyphens, without making its token objects. */
function eachToken(text: string, visit: (token: string, start: number, end: number) => void): void {
  const lower = text.toLowerCase();
  let start = 0;
  for (let end = 0; end <= lower.length; end++) {
    if (end < lower.length && !isSeparator(lower.charCodeAt(end))) continue;
    if (end > start) visit(lower.slice(start, end), start, end);
    start = end + 1;
  }
}

function isSeparator(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || unit === 0x2d || (unit >= 0x09 && unit <= 0x0d);
  return unit >= 0xa0 && /\s/.test(String.fromCharCode(unit));
}

/** Pipeline functions depend on nothing but the token, so each distinct token is run once. */
function cachedTerms(pipeline: LunrPipeline): (token: string) => readonly string[] {
  const cache = new Map<string, readonly string[]>();
  return (token) => {
    const known = cache.get(token);
    if (known !== undefined) return known;
    const terms = pipeline.run([new lunr.Token(token, {})]).map(String);
    if (cache.size >= MAX_CACHED_TOKENS) cache.clear();
    cache.set(token, terms);
    return terms;
  };
}
