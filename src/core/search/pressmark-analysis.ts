// The product's analysis: words of any script, folded; a document's words are stemmed by its own language. A query's words are looked up
// by the stems of every language of the archive and by the folded form itself.
import type { AnalysedWord, Analysis, QueryWord } from './analysis.ts';
import { joinForms } from './folded-text.ts';
import { type LanguageRow, languageCode, languageRow } from './language-table.ts';
import { foldCase, foldLetters, foldWord } from './letter-folding.ts';
import { type WordAnalysis, WordCache } from './word-cache.ts';
import { languageOfWord } from './word-language.ts';
import { eachFittingWord, eachWord, wordsOf } from './word-segmentation.ts';

/** Raised whenever a word may get another term. */
const VERSION = 6;
/** Longer words are cut: they are addresses and data, which people find by their beginning. */
const MAX_WORD_UNITS = 64;
/** What a title adds to the same words in the body, of which it is the first line. Measured: more hurts topic queries. */
const TITLE_BOOST = 0.7;
/** A long title says hardly less of each of its words than a short one. */
const TITLE_LENGTH_NORM = 0.5;

/** Makes the product's analysis. Its cache takes some megabytes, so it is made once a thread. */
export function pressmarkAnalysis(): Analysis {
  const cache = new WordCache((raw, language) => analyseWord(raw, language, false));
  const analyse = (raw: string, isAcronym: boolean, language: string): WordAnalysis =>
    isAcronym ? analyseWord(raw.replaceAll('.', ''), language, true) : cache.get(raw, language);
  return {
    name: 'pressmark',
    version: VERSION,
    fields: ['title', 'body', 'notes', 'highlights'],
    defaultFields: ['title', 'body', 'notes'],
    boosts: [TITLE_BOOST, 1, 1, 1],
    lengthNorms: [TITLE_LENGTH_NORM, 0.75, 0.75, 0.75],
    bodyHoldsTitle: true,
    hasForms: true,
    rules: 'product',
    languageOf: languageCode,
    eachTerm(text, language, visit) {
      eachWord(text, (start, end, isAcronym) => {
        const raw = cutWord(text, start, end);
        const wordLanguage = languageOfWord(raw, language);
        const { form, term } = analyse(raw, isAcronym, wordLanguage);
        visit(term, form, wordLanguage);
      });
    },
    words(text, language, among) {
      const words: AnalysedWord[] = [];
      const visit = (start: number, end: number, isAcronym: boolean) => {
        const raw = cutWord(text, start, end);
        const { form, term } = analyse(raw, isAcronym, languageOfWord(raw, language));
        if (among === undefined || (term !== undefined && among.terms.has(term)))
          words.push({ start, end, term, form });
      };
      if (among === undefined) {
        eachWord(text, visit);
        return words;
      }
      const { filter, isRough, from = 0, to = text.length } = among;
      const cutsBeginnings = languageRow(language).cutsBeginnings === true || filter.mayLackBeginnings;
      const mayFit = (start: number, end: number) => filter.mayFit(text, start, end, cutsBeginnings);
      const visitPlace = (place: number, runEnd: number) => {
        const found = filter.termAt(text, place, runEnd);
        if (found !== undefined) words.push({ start: place, form: undefined, ...found });
      };
      const nextPlace = (at: number) => filter.nextPlace(text, at, to, cutsBeginnings);
      eachFittingWord(text, from, to, { mayFit, nextPlace }, visit, isRough ? visitPlace : undefined);
      return words;
    },
    queryWords: (text, languages) =>
      wordsOf(text).map(({ start, end, isAcronym }) => {
        const raw = cutWord(text, start, end);
        return queryWord(isAcronym ? raw.replaceAll('.', '') : raw, isAcronym, languages);
      }),
    foldPattern,
    foldTitle: (text) => joinForms(wordsOf(text).map(({ start, end }) => foldWord(cutWord(text, start, end)))).text,
  };
}

function cutWord(text: string, start: number, end: number): string {
  return text.slice(start, Math.min(end, start + MAX_WORD_UNITS));
}

function analyseWord(raw: string, language: string, isAcronym: boolean): WordAnalysis {
  const row = languageRow(language);
  const folded = foldedWord(row.foldCase?.(raw) ?? foldCase(raw));
  return { form: folded.form, term: termOf(row, folded, isAcronym) };
}

/** A word with its case folded, and with its letters folded too. */
interface FoldedWord {
  readonly word: string;
  readonly form: string;
}

function foldedWord(word: string): FoldedWord {
  return { word, form: foldLetters(word) };
}

/** Gives the term of a word in documents of a language; undefined for a stop word. */
function termOf(row: LanguageRow, { word, form }: FoldedWord, isAcronym: boolean): string | undefined {
  if (!isAcronym && row.isStopWord(word, form)) return undefined;
  const stem = row.stem(word);
  if (row.keepsAccents) return stem || form;
  return stem === word ? form : foldLetters(stem) || form;
}

/** Analyses a word for documents of some languages: what is the same in all of them is done once. */
function queryWord(raw: string, isAcronym: boolean, languages: readonly string[]): QueryWord {
  const folded = foldedWord(foldCase(raw));
  const terms = new Set<string>();
  const stopLanguages: string[] = [];
  let isAccented = false;
  for (const language of languages) {
    const wordLanguage = languageOfWord(raw, language);
    const row = languageRow(wordLanguage);
    isAccented ||= row.keepsAccents && folded.word !== folded.form;
    const term = termOf(row, row.foldCase === undefined ? folded : foldedWord(row.foldCase(raw)), isAcronym);
    if (wordLanguage === language && term === undefined) stopLanguages.push(language);
    if (term === undefined) continue;
    terms.add(term);
    // What stands before a word may have kept its stemmer from cutting it short.
    if (wordLanguage !== language) terms.add(folded.form);
  }
  // Where accents tell words apart, a word typed with them asks for no other.
  return { terms: [...terms], form: isAccented ? undefined : folded.form, stopLanguages };
}

const INITIALS = /^(?:\p{L}\p{M}*\.)+(?:\p{L}\p{M}*)?$/u;

/** Folds what stands between the wildcards; an elided article before the first one, and the stops of `U.S.`, are cut as in texts. */
function foldPattern(pattern: string): string {
  const parts = pattern.split('*');
  const first = parts[0]!.replace(/^(?:[ldjcmnst]|qu)['’]/iu, '');
  return [INITIALS.test(first) ? first.replaceAll('.', '') : first, ...parts.slice(1)]
    .map((part) => foldWord(part).replace(/[^\p{L}\p{M}\p{N}.,]/gu, ''))
    .join('*');
}
