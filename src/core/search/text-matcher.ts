// Says which words of a text a query matches, by the analysis that the index used. Nothing of this is stored: it is found again in the
// text of the hits that are shown.
import type { AnalysedWord, Analysis, WantedTerms } from './analysis.ts';
import { findPhrase } from './folded-text.ts';
import { WordFilter } from './word-filter.ts';
import { isUnspaced } from './word-segmentation.ts';

/** A matched range in UTF-16 units of the text. */
export interface TextMatch {
  readonly start: number;
  readonly end: number;
  /** The number of the word or phrase of the query that it matches. */
  readonly mark: number;
}

export interface TextMatcher {
  /** Whether a phrase is marked, which may go over the end of a line. */
  readonly hasPhrase: boolean;
  /** How many words and phrases may be marked in a text of a language (BCP 47, or undefined). */
  markCount(language: string | undefined): number;
  /** Finds all matches in a text of a language, or in a range of it that begins and ends between words, in order, not overlapping. */
  find(text: string, language: string | undefined, from?: number, to?: number): readonly TextMatch[];
  /** Finds about the same and sooner: words of scripts without spaces wherever their characters stand. Undefined where nothing is gained. */
  readonly findRoughly: TextMatcher['find'] | undefined;
}

/** What a word of a query marks: words by their terms, or, as a phrase, one range. */
export interface WordMarks {
  readonly terms: ReadonlySet<string>;
  readonly phrase?: string;
  /** The languages in which it is a stop word, and marks nothing. */
  readonly stopLanguages?: ReadonlySet<string>;
}

/** What is marked in the texts of one language. */
interface LanguageMarks {
  readonly count: number;
  readonly markOf: ReadonlyMap<string, number>;
  readonly wanted: WantedTerms;
}

/** Makes the matcher of a planned query. */
export function createTextMatcher(analysis: Analysis, marks: readonly WordMarks[]): TextMatcher {
  const byLanguage = new Map<string, LanguageMarks>();
  const byMarks = new Map<string, LanguageMarks>();
  const hasPhrase = marks.some(({ phrase }) => phrase !== undefined);
  const hasUnspaced = marks.some(({ terms }) => terms.values().some((term) => isUnspaced(term.charCodeAt(0))));
  const marksIn = (code: string) => {
    let known = byLanguage.get(code);
    if (known === undefined) {
      // In most languages the same words are marked, and their filter takes as long to make as a text to look through.
      const own = marks.flatMap(({ stopLanguages }, mark) => (stopLanguages?.has(code) ? [] : [mark]));
      known = byMarks.get(own.join()) ?? languageMarks(marks, own);
      byMarks.set(own.join(), known);
      byLanguage.set(code, known);
    }
    return known;
  };
  const find = (text: string, language: string | undefined, from: number, to: number, isRough: boolean) => {
    const code = analysis.languageOf(language);
    const { markOf, wanted } = marksIn(code);
    // A phrase is looked for among all words.
    const words = hasPhrase
      ? analysis.words(text.slice(from, to), code).map((word) => moved(word, from))
      : analysis.words(text, code, { ...wanted, isRough, from, to });
    const matches = phraseMatches(words, marks);
    for (const { start, end, term } of words) {
      const mark = term === undefined ? undefined : markOf.get(term);
      if (mark !== undefined) matches.push({ start, end, mark });
    }
    return withoutOverlaps(matches);
  };
  return {
    hasPhrase,
    markCount: (language) => marksIn(analysis.languageOf(language)).count,
    find: (text, language, from = 0, to = text.length) => find(text, language, from, to, false),
    findRoughly:
      hasUnspaced && !hasPhrase
        ? (text, language, from = 0, to = text.length) => find(text, language, from, to, true)
        : undefined,
  };
}

function languageMarks(marks: readonly WordMarks[], own: readonly number[]): LanguageMarks {
  const markOf = new Map<string, number>();
  let count = 0;
  for (const mark of own) {
    const { terms, phrase } = marks[mark]!;
    // A word that is asked for twice is one.
    const added = terms
      .values()
      .filter((term) => !markOf.has(term))
      .toArray();
    for (const term of added) markOf.set(term, mark);
    if (added.length > 0 || phrase !== undefined) count++;
  }
  const terms = new Set(markOf.keys());
  return { count, markOf, wanted: { terms, filter: new WordFilter(terms) } };
}

function moved(word: AnalysedWord, by: number): AnalysedWord {
  return { ...word, start: word.start + by, end: word.end + by };
}

function phraseMatches(words: readonly AnalysedWord[], marks: readonly WordMarks[]): TextMatch[] {
  return marks.flatMap(({ phrase }, mark) =>
    phrase === undefined ? [] : findPhrase(words, phrase).map((range) => ({ ...range, mark })),
  );
}

function withoutOverlaps(matches: TextMatch[]): TextMatch[] {
  matches.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  return matches.filter((match) => {
    if (match.start < end) return false;
    end = match.end;
    return true;
  });
}
