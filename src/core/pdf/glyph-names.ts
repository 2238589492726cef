// Reads letters by the names of their glyphs, where a font without a map to Unicode gives bare codes: old-style figures, ligatures, small capitals.

/** What pdf.js tells of a font with `fontExtraProperties`. */
export interface FontNames {
  /** Codes whose glyphs the PDF names itself (ISO 32000-1, 9.6.6.1). */
  readonly differences?: ReadonlyMap<number, string>;
}

/** Control codes (C1), which no text has: pdf.js gives them for glyphs whose names it does not know. */
const BARE_CODES = /[\u0080-\u009f]/gu;

const NAMED: Readonly<Record<string, string>> = {
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ff: 'ff',
  fi: 'fi',
  fl: 'fl',
  ffi: 'ffi',
  ffl: 'ffl',
};

/** Tells whether a text has codes that may be read by the names of their glyphs. */
export function hasBareCodes(text: string): boolean {
  return text.search(BARE_CODES) !== -1;
}

/** Puts letters in the place of bare codes, where their font names them; others stay. */
export function withNamedLetters(text: string, font: FontNames | undefined): string {
  const names = font?.differences;
  if (names === undefined || !hasBareCodes(text)) return text;
  return text.replace(BARE_CODES, (code) => letterNamed(names.get(code.charCodeAt(0))) ?? code);
}

/** What follows a full stop is no part of a name, and an underscore joins the parts of a ligature (Adobe Glyph List specification, 2). */
function letterNamed(name: string | undefined): string | undefined {
  const parts = (name?.split('.')[0] ?? '').split('_').map((part) => (/^\p{L}$/u.test(part) ? part : NAMED[part]));
  return parts.includes(undefined) ? undefined : parts.join('');
}
