// Says which words of a text a query matches, by the analysis that the index used. Nothing of this is stored: it is found again in the
// text of the hits that are shown.
import type { AnalysedWord, Analysis, WantedTerms } from './analysis.ts';
import { findPhrase, joinForms } from './folded-text.ts';
import { WordFilter } from './word-filter.ts';

/** A matched range in UTF-16 units of the text. */
export interface TextMatch {
  readonly start: number;
  readonly end: number;
  /** The number of the clause of the query that it matches. */
  readonly clause: number;
}

export interface TextMatcher {
  /** How many clauses mark anything. */
  readonly clauseCount: number;
  /** Whether a phrase is among them, which may go over the end of a line. */
  readonly marksPhrases: boolean;
  /** Finds all matches in a text of a language (BCP 47, or undefined), in order, not overlapping. */
  find(text: string, language: string | undefined): readonly TextMatch[];
}

/** What a clause marks: words by their terms, or a phrase as one range. */
export interface ClauseMarks {
  readonly terms: ReadonlySet<string>;
  readonly phrase: string | undefined;
}

/** Makes the matcher of a planned query. */
export function createTextMatcher(analysis: Analysis, marks: readonly ClauseMarks[]): TextMatcher {
  let clauseOf: Map<string, number> | undefined;
  const wantedIn = new Map<string, WantedTerms>();
  const marksPhrases = marks.some(({ phrase }) => phrase !== undefined);
  return {
    marksPhrases,
    clauseCount: marks.filter(({ terms, phrase }) => terms.size > 0 || phrase !== undefined).length,
    find(text, language) {
      clauseOf ??= clausesByTerm(marks);
      const code = analysis.languageOf(language);
      let wanted = wantedIn.get(code);
      if (wanted === undefined) {
        wanted = wantedTerms(clauseOf.keys().filter((term) => analysis.mayHave(code, term)));
        wantedIn.set(code, wanted);
      }
      // A phrase is looked for among all words.
      const words = analysis.words(text, code, marksPhrases ? undefined : wanted);
      const matches = phraseMatches(words, marks);
      for (const { start, end, term } of words) {
        const clause = term === undefined ? undefined : clauseOf.get(term);
        if (clause !== undefined) matches.push({ start, end, clause });
      }
      return withoutOverlaps(matches);
    },
  };
}

function clausesByTerm(marks: readonly ClauseMarks[]): Map<string, number> {
  const clauseOf = new Map<string, number>();
  marks.forEach(({ terms }, clause) => {
    for (const term of terms) if (!clauseOf.has(term)) clauseOf.set(term, clause);
  });
  return clauseOf;
}

function wantedTerms(terms: Iterable<string>): WantedTerms {
  const wanted = new Set(terms);
  return { terms: wanted, filter: new WordFilter(wanted) };
}

function phraseMatches(words: readonly AnalysedWord[], marks: readonly ClauseMarks[]): TextMatch[] {
  const phrases = marks.flatMap(({ phrase }, clause) => (phrase === undefined ? [] : [{ phrase, clause }]));
  if (phrases.length === 0) return [];
  const placed = withForms(words);
  const joined = joinForms(placed.map(({ form }) => form));
  return phrases.flatMap(({ phrase, clause }) =>
    findPhrase(placed, joined, phrase).map((range) => ({ ...range, clause })),
  );
}

function withForms(words: readonly AnalysedWord[]) {
  return words.map(({ start, end, form }) => ({ start, end, form: form ?? '' }));
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
