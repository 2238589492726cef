// A light stemmer for Arabic: it takes off articles, conjunctions, prepositions and common endings, and looks for no roots.
// After L. Larkey, L. Ballesteros and M. Connell, "Light Stemming for Arabic Information Retrieval" (2007), light10, with the
// prepositions bi- and li- and the endings of pronouns added.
import { foldLetters } from './letter-folding.ts';

const PREFIXES = ['وال', 'بال', 'كال', 'فال', 'ولل', 'ال', 'لل'];
const SUFFIXES = 'هما كما تهم تها ها هم هن نا ات ان ون ين تي يه وا ه ي ا'.split(' ');
/** What an ending must leave: shorter stems are words that have nothing in common. */
const SHORTEST_STEM = 3;

/** Stems an Arabic word; its letters are folded first, so that all spellings of alef, yeh and teh marbuta are one. */
export function stemArabic(word: string): string {
  let stem = foldLetters(word);
  if (stem.length > 3 && stem.startsWith('و') && !stem.startsWith('وال')) stem = stem.slice(1);
  const prefix = PREFIXES.find((each) => stem.startsWith(each) && stem.length - each.length >= 2);
  if (prefix !== undefined) stem = stem.slice(prefix.length);
  else if (stem.length >= 4 && /^[بل]/.test(stem)) stem = stem.slice(1);
  for (const suffix of SUFFIXES) {
    if (stem.endsWith(suffix) && stem.length - suffix.length >= SHORTEST_STEM) stem = stem.slice(0, -suffix.length);
  }
  return stem;
}

/** Words of grammar, with their letters folded. */
const STOP_WORDS = new Set(
  (
    'من في على الى عن ما ماذا متى اين كيف كم هل هو هي هم هذا هذه ذلك تلك التي الذي الذين ان او و ثم لا لم لن قد كان كانت يكون مع كل بعد ' +
    'قبل بين حتى اذا اي ايضا غير عند منذ حيث لكن بل منها فيها به بها له لها وهو وهي كما لقد لماذا اية ايه وفي ومن وما فان وكان وكانت ' +
    'وقد ولم ولا والتي والذي اما انه انها فهو فهي'
  )
    .split(' ')
    .map(foldLetters),
);

/** Whether a word with its letters folded is one of Arabic grammar. */
export function isArabicStopWord(form: string): boolean {
  return STOP_WORDS.has(form);
}
