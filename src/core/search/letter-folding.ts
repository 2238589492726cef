// Folds letters so that what people type finds what was printed: case, width, accents, ligatures, Arabic and Persian variants.
// It does not shorten words; stemming is a language's own.

const NOT_ASCII = /[^\x00-\x7f]/;

/** Accents of Latin, Greek and Cyrillic; vowel points of Hebrew; vowel marks, hamza marks and tatweel of Arabic; joiners and soft hyphens. */
const MARKS =
  /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u200c\u200d]/g;

const APOSTROPHES = /['’ʼ‘＇]/g;

/** Letters that no decomposition takes apart, and letters that are written one for the other. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  œ: 'oe',
  æ: 'ae',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ې: 'ي',
  ک: 'ك',
  ة: 'ه',
  ہ: 'ه',
  ۀ: 'ه',
};
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}٠-٩۰-۹०-९]`, 'g');

/** Folds case and compatibility forms (NFKC) and drops apostrophes, but keeps accents: what stemmers and stop words expect. */
export function foldCase(word: string): string {
  const lower = word.toLowerCase();
  if (!NOT_ASCII.test(lower)) return lower.includes("'") ? lower.replaceAll("'", '') : lower;
  return lower
    .normalize('NFKC')
    .toLowerCase()
    .replace(APOSTROPHES, '')
    .replace(/[\u00ad\u200c\u200d]/g, '')
    .normalize('NFC');
}

/** Folds a word whole: its case and its letters. */
export function foldWord(word: string): string {
  return foldLetters(foldCase(word));
}

/** Folds a word whose case is folded: accents are dropped (not the vowel signs of Thai or Indic scripts), ligatures are spelt out. */
export function foldLetters(word: string): string {
  if (!NOT_ASCII.test(word)) return word;
  return word.normalize('NFD').replace(MARKS, '').normalize('NFC').replace(SPECIAL, foldSpecial);
}

function foldSpecial(letter: string): string {
  return LETTERS[letter] ?? String(digitValue(letter));
}

/** The digits of these scripts stand in rows of ten that begin with zero. */
function digitValue(digit: string): number {
  const code = digit.charCodeAt(0);
  for (const zero of [0x0660, 0x06f0, 0x0966]) if (code >= zero && code < zero + 10) return code - zero;
  return 0;
}
