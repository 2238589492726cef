// What an index asks of an analysis: how a document's text becomes terms, and how a query's words become terms of the index.
// The engine knows no language; lunr-analysis.ts and pressmark-analysis.ts do.

import type { WordFilter } from './word-filter.ts';

export const FIELD_NAMES = ['title', 'body', 'notes', 'highlights'] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** A word of a text, with the UTF-16 range it takes. `term` is what the index holds for it, undefined for a stop word. */
export interface AnalysedWord {
  readonly start: number;
  readonly end: number;
  readonly term: string | undefined;
  /** The folded surface form; undefined in an analysis without forms. */
  readonly form: string | undefined;
}

/** What one word of a query may stand for in the index. */
export interface QueryWord {
  readonly terms: readonly string[];
  /** The folded surface form, to be looked up among the forms of the index; undefined in an analysis without forms. */
  readonly form: string | undefined;
  /** The languages asked for that leave the word out of their documents, so that it cannot be required. */
  readonly stopLanguages: readonly string[];
}

/** Terms that are looked for in texts, with the filter by which most words are passed over unread. */
export interface WantedTerms {
  readonly terms: ReadonlySet<string>;
  readonly filter: WordFilter;
  /** Whether words of scripts without spaces are taken wherever their characters stand, which saves cutting the text. */
  readonly isRough?: boolean;
  /** The range of the text that is looked through, which begins and ends between words; by default all of it. */
  readonly from?: number;
  readonly to?: number;
}

export type VisitTerm = (term: string | undefined, form: string, language: string) => void;

export interface Analysis {
  /** A name that is good in a file's name. */
  readonly name: string;
  /** Raised whenever a word may get another term; an index made under another name or version is emptied. */
  readonly version: number;
  /** The fields that are indexed; a field's place is its number in the postings (at most 7). */
  readonly fields: readonly FieldName[];
  /** By field: what a term's weight is multiplied with (lunr's field boost). */
  readonly boosts: readonly number[];
  /** By field: how much long fields are held back, 0 to 1 (b of BM25, one number for all fields in lunr). */
  readonly lengthNorms: readonly number[];
  /** Whether the body holds the title too: a title is the first line of a text, and some texts repeat it. */
  readonly bodyHoldsTitle: boolean;
  /** The fields that a clause without a field looks at. */
  readonly defaultFields: readonly FieldName[];
  /** Whether surface forms are kept, with the terms they stand for; wildcards and edits then look at forms. */
  readonly hasForms: boolean;
  /** `lunr`: queries are lunr's alone, with nothing added. */
  readonly rules: 'lunr' | 'product';
  /** Gives the code under which a document's language is analysed; several tags share one. */
  languageOf(tag: string | undefined): string;
  /**
   * Calls `visit` for each word of a text, in order: its term, undefined for a stop word; its surface form where forms are kept; and the
   * code of the language by which it was analysed, which may be another than the text's.
   */
  eachTerm(text: string, language: string, visit: VisitTerm): void;
  /** Gives the words of a text with their places, for marks and phrases; those alone that may be one of `among` when it is given. */
  words(text: string, language: string, among?: WantedTerms): readonly AnalysedWord[];
  /** Analyses what stands in one clause of a query, for documents of the given languages. */
  queryWords(text: string, languages: readonly string[]): readonly QueryWord[];
  /** Folds a term with wildcards as surface forms are folded. */
  foldPattern(pattern: string): string;
  /** Folds a title or a whole query for comparison: words in order, parted by single spaces. */
  foldTitle(text: string): string;
}
