// Whether a text holds a phrase. Cutting a whole text into words is dear, so its longest word is looked for first, and only what stands
// around it is cut; where folding moves letters, the whole text is.
import type { Analysis } from './analysis.ts';
import { findPhrase, joinForms } from './folded-text.ts';
import { foldLetters } from './letter-folding.ts';
import { isUnspaced } from './word-segmentation.ts';

/** What may stand inside a word of a text but not in its folded form. */
const INSIDE_WORDS = /['’ʼ‘.·\u00ad\u200c\u200d]/g;
/** Punctuation that may lie between the words of a phrase, in UTF-16 units, besides a space for each. */
const SLACK = 80;
/** With more places than these the whole text is as quick. */
const MOST_PLACES = 40;

/** Tells whether a text holds a phrase (folded and joined as folded-text.ts does), its words next to each other. */
export function holdsPhrase(analysis: Analysis, text: string, language: string | undefined, phrase: string): boolean {
  const words = phrase.split(' ');
  const anchor = words.reduce((longest, word) => (word.length > longest.length ? word : longest));
  const folded = foldLetters(text.normalize('NFKC').toLowerCase());
  if (folded.length !== text.length || [...phrase].some((character) => isUnspaced(character.charCodeAt(0)))) {
    return holdsInWords(analysis, text, language, phrase);
  }
  const places = placesOf(folded, anchor);
  const written = placesOf(withoutInner(folded), withoutInner(anchor)).length;
  if (written === 0) return false;
  if (written !== places.length || written > MOST_PLACES) return holdsInWords(analysis, text, language, phrase);
  const reach = 2 * phrase.length + SLACK;
  const inner = words.map(withoutInner);
  return places.some((at) => {
    const [start, end] = widenedToSpaces(text, at - reach, at + reach);
    const near = withoutInner(folded.slice(start, end));
    return (
      inner.every((word) => near.includes(word)) && holdsInWords(analysis, text.slice(start, end), language, phrase)
    );
  });
}

function holdsInWords(analysis: Analysis, text: string, language: string | undefined, phrase: string): boolean {
  const words = analysis
    .words(text, analysis.languageOf(language))
    .map(({ start, end, form }) => ({ start, end, form: form ?? '' }));
  return findPhrase(words, joinForms(words.map(({ form }) => form)), phrase).length > 0;
}

function placesOf(text: string, word: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0 && places.length <= MOST_PLACES; at = text.indexOf(word, at + 1))
    places.push(at);
  return places;
}

function withoutInner(text: string): string {
  return text.replace(INSIDE_WORDS, '');
}

/** Widens a range to white space, so that no word is cut in two. */
function widenedToSpaces(text: string, from: number, to: number): [start: number, end: number] {
  let start = Math.max(0, from);
  while (start > 0 && !/\s/.test(text[start]!)) start--;
  let end = Math.min(text.length, to);
  while (end < text.length && !/\s/.test(text[end]!)) end++;
  return [start, end];
}
