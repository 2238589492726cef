// Says how much a decoded text looks like writing rather than like bytes read in the wrong encoding. It knows no language.

const TYPOGRAPHY =
  /[\u00a0\u00ab\u00bb\u00b0\u00a7\u2013\u2014\u2018-\u201e\u2026\u20ac\u2116\u00bf\u00a1\u3000-\u303f\uff01-\uff60]/u;

/** Letters of Serbian and Macedonian, which other Cyrillic encodings show in place of Russian capitals. */
const RARE_CYRILLIC = /[ЂЃЉЊЌЋЏђѓљњќћџ]/u;

/** Half-width kana are what GB 18030 and others become in Shift_JIS; texts of their own they hardly make any more. */
const HALF_WIDTH = /[\uff61-\uffdc]/u;

/**
 * Rates a text from about -1 (wrong encoding) to 1 (writing), by its characters beyond ASCII.
 * A letter among letters of its own script counts for it; a capital after a small letter, another script within a word, symbols, controls
 * and U+FFFD count against it.
 */
export function plausibilityOf(text: string): number {
  let sum = 0;
  let count = 0;
  let before = '';
  for (const character of text) {
    if (character > '\x7f') {
      sum += rate(character, before);
      count++;
    } else if (/[a-z]/iu.test(character) && before > '\x7f' && /\p{L}/u.test(before) && scriptOf(before) !== 'latin')
      sum -= 1;
    before = character;
  }
  return count === 0 ? 0 : sum / count;
}

function rate(character: string, before: string): number {
  if (TYPOGRAPHY.test(character)) return 0.5;
  if (!/[\p{L}\p{M}]/u.test(character)) return -1;
  if (/\p{Script=Han}/u.test(character)) return 0.9;
  if (HALF_WIDTH.test(character)) return -0.5;
  if (RARE_CYRILLIC.test(character)) return -0.5;
  if (!/\p{L}/u.test(before)) return 0.8;
  if (scriptOf(character) !== scriptOf(before)) return -0.5;
  return /\p{Lu}/u.test(character) && /\p{Ll}/u.test(before) ? -1 : 1;
}

function scriptOf(character: string): string {
  if (/\p{Script=Latin}/u.test(character)) return 'latin';
  if (/\p{Script=Cyrillic}/u.test(character)) return 'cyrillic';
  if (/\p{Script=Greek}/u.test(character)) return 'greek';
  if (/\p{Script=Arabic}/u.test(character)) return 'arabic';
  if (/\p{Script=Hebrew}/u.test(character)) return 'hebrew';
  return 'other';
}
