// Whether a text holds a phrase. Cutting a whole text into words is dear, so a pattern of all the ways to write the phrase looks for it
// first, and only what stands around a place is cut; a text with letters that the pattern does not know is cut whole.
import type { Analysis } from './analysis.ts';
import { findPhrase } from './folded-text.ts';
import { isPlain, spellingsOf } from './letter-classes.ts';
import { isUnspaced } from './word-segmentation.ts';

/** A word is looked for by its beginning. */
const LETTERS = 6;
/** How it goes on; bounded, since a text may be one endless word. */
const REST = "(?:['’‘.·]?[\\p{L}\\p{M}\\p{N}\\u00ad\\u200c\\u200d]){0,64}";
/** What may lie between two words: a possessive, punctuation and spaces or nothing, an elided article. */
const BETWEEN = "(?:['’]s)?[^\\p{L}\\p{N}]*(?:\\p{L}{1,8}['’])?";
/** Punctuation that is looked at behind a place, in UTF-16 units, since a pattern may end within a word. */
const SLACK = 80;
/** With more places than these the whole text is as quick. */
const MOST_PLACES = 40;

/** Makes the test whether a text of a language (BCP 47) holds a phrase (folded and joined as folded-text.ts does), its words next to each other. */
export function createPhraseCheck(
  analysis: Analysis,
  phrase: string,
): (text: string, language: string | undefined) => boolean {
  let pattern: RegExp | undefined;
  return (text, language) => {
    if (!isPlain(text)) return holdsInWords(analysis, text, language, phrase);
    pattern ??= patternOf(phrase);
    pattern.lastIndex = 0;
    for (let places = 0; places < MOST_PLACES; places++) {
      const found = pattern.exec(text);
      if (found === null) return false;
      const near = textAround(text, found.index, pattern.lastIndex + phrase.length + SLACK);
      if (holdsInWords(analysis, near, language, phrase)) return true;
      pattern.lastIndex = found.index + 1;
    }
    return holdsInWords(analysis, text, language, phrase);
  };
}

function patternOf(phrase: string): RegExp {
  const words = wordsOf(phrase).map(
    (word) => spellingsOf(word.slice(0, LETTERS)) + (word.length > LETTERS ? REST : ''),
  );
  return new RegExp(words.join(BETWEEN), 'gu');
}

/** The words of a phrase; each character of a script without spaces, since texts part them anywhere. */
function wordsOf(phrase: string): string[] {
  return phrase.split(' ').flatMap((word) => (isUnspaced(word.charCodeAt(0)) ? [...word] : [word]));
}

function holdsInWords(analysis: Analysis, text: string, language: string | undefined, phrase: string): boolean {
  return findPhrase(analysis.words(text, analysis.languageOf(language)), phrase).length > 0;
}

/** What stands around a range, to white space on both sides, so that no word is cut in two. */
function textAround(text: string, from: number, to: number): string {
  let start = from;
  while (start > 0 && !/\s/.test(text[start - 1]!)) start--;
  let end = Math.min(to, text.length);
  while (end < text.length && !/\s/.test(text[end]!)) end++;
  return text.slice(start, end);
}
