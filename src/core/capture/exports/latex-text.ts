// Reads the text behind LaTeX as reference managers write it: accents, special letters, protected capitals. No formula is computed.

/** Combining characters of LaTeX's accents. */
const ACCENTS: Readonly<Record<string, string>> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  u: '\u0306',
  '.': '\u0307',
  '"': '\u0308',
  r: '\u030a',
  H: '\u030b',
  v: '\u030c',
  c: '\u0327',
  k: '\u0328',
  d: '\u0323',
  b: '\u0331',
};

const LETTERS: Readonly<Record<string, string>> = {
  ss: 'ß',
  ae: 'æ',
  AE: 'Æ',
  oe: 'œ',
  OE: 'Œ',
  aa: 'å',
  AA: 'Å',
  o: 'ø',
  O: 'Ø',
  l: 'ł',
  L: 'Ł',
  i: 'ı',
  j: 'ȷ',
  dh: 'ð',
  DH: 'Ð',
  th: 'þ',
  TH: 'Þ',
  dj: 'đ',
  DJ: 'Đ',
  textquotesingle: "'",
  textquoteright: '’',
  textquoteleft: '‘',
  textquotedblleft: '“',
  textquotedblright: '”',
  textendash: '–',
  textemdash: '—',
  textellipsis: '…',
  ldots: '…',
  dots: '…',
  texteuro: '€',
  textregistered: '®',
  texttrademark: '™',
  copyright: '©',
  textasciitilde: '~',
  textbackslash: '\\',
  S: '§',
};

/** Gives the text: `M{\"u}ller \& {S}ons` → `Müller & Sons`. */
export function latexText(source: string): string {
  return source
    .replace(/\\([`'^~=."])\s*\{?\\?([ij\p{L}])\}?/gu, (_, accent, letter) =>
      accented(accent as string, letter as string),
    )
    .replace(/\\([uvHckdbr])(?:\s*\{\s*\\?(\p{L})\s*\}|\s+(\p{L}))/gu, (_, accent, braced, bare) =>
      accented(accent as string, (braced ?? bare) as string),
    )
    .replace(/\\([a-zA-Z]+)(?:\{\}|\s+|(?![a-zA-Z]))/gu, (_, name) => LETTERS[name as string] ?? '')
    .replace(/\\([&%$#_{}])/gu, (_, character) =>
      character === '{' || character === '}' ? `\u0000${character}` : (character as string),
    )
    .replace(/(?<!\u0000)[{}]/gu, '')
    .replaceAll('\u0000', '')
    .replace(/(?<!-)---(?!-)/gu, '—')
    .replace(/(?<!-)--(?!-)/gu, '–')
    .replace(/``|''/gu, (quotes) => (quotes === '``' ? '“' : '”'))
    .replace(/~/gu, '\u00a0')
    .replace(/\s+/gu, ' ')
    .normalize('NFC')
    .trim();
}

function accented(accent: string, letter: string): string {
  return `${letter}${ACCENTS[accent] ?? ''}`;
}
