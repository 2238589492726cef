// A table of passages: a text, the selectors of a passage in it (or in an older form of it), and where the passage is now.
// `expected` is the passage's words in the text and which of their occurrences (from 0), or a state without a place.
// The window's selection tests run the same table, so that both sides agree.

export interface SelectorCase {
  readonly name: string;
  readonly text: string;
  readonly exact: string;
  readonly prefix?: string;
  readonly suffix?: string;
  /** Code points of the text it was made on. */
  readonly position?: number;
  readonly expected:
    | { readonly words: string; readonly occurrence?: number; readonly state?: 'exact' | 'approximate' }
    | 'orphan'
    | 'ambiguous';
}

const HARBOUR = [
  'The harbour opens again',
  'The harbour of Valmer opened again on Monday after three years of works, the port authority said.',
  'The works cost 41 million euros, half of it paid by the region.',
  'Fishermen had asked for a longer quay; they were given a deeper one.',
  '“We can land at low tide now,” said one of them. “That is all we wanted.”',
].join('\n');

const REFRAIN = 'Verse one.\nRow on, row on.\nVerse two.\nRow on, row on.\nVerse three.\nRow on, row on.';

export const SELECTOR_CASES: readonly SelectorCase[] = [
  {
    name: 'an unchanged text',
    text: HARBOUR,
    exact: 'three years of works',
    prefix: 'again on Monday after ',
    suffix: ', the port authority',
    position: 78,
    expected: { words: 'three years of works', state: 'exact' },
  },
  {
    name: 'a text with a paragraph put before',
    text: `Correction: an earlier version gave another sum.\n${HARBOUR}`,
    exact: 'half of it paid by the region',
    prefix: 'cost 41 million euros, ',
    suffix: '.\nFishermen',
    position: 148,
    expected: { words: 'half of it paid by the region', state: 'exact' },
  },
  {
    name: 'a wrong position and no context',
    text: HARBOUR,
    exact: 'a deeper one',
    position: 2,
    expected: { words: 'a deeper one' },
  },
  {
    name: 'a quote over two paragraphs that were joined',
    text: HARBOUR.replace('said.\nThe works', 'said. The works'),
    exact: 'the port authority said.\nThe works cost 41 million euros',
    prefix: 'years of works, ',
    suffix: ', half of it',
    expected: { words: 'the port authority said. The works cost 41 million euros', state: 'exact' },
  },
  {
    name: 'straight quotes for curly ones',
    text: HARBOUR,
    exact: '"We can land at low tide now,"',
    suffix: ' said one of them',
    expected: { words: '“We can land at low tide now,”', state: 'exact' },
  },
  {
    name: 'no-break and thin spaces, guillemets and an apostrophe of another kind',
    text: "Le port rouvre\nLa maire a parlé d'un «\u00a0jour heureux\u202f», après 3\u202f000 jours d'attente.",
    exact: 'd’un « jour heureux », après 3 000 jours d’attente',
    expected: { words: "d'un «\u00a0jour heureux\u202f», après 3\u202f000 jours d'attente", state: 'exact' },
  },
  {
    name: 'soft hyphens and zero-width characters inside a word',
    text: 'T\nThe inter\u00adnational com\u200bmission met.',
    exact: 'international commission',
    expected: { words: 'inter\u00adnational com\u200bmission', state: 'exact' },
  },
  {
    name: 'a decomposed text',
    text: 'T\nL’été à Orléans fut très chaud.'.normalize('NFD'),
    exact: 'Orléans fut très',
    expected: { words: 'Orléans fut très'.normalize('NFD'), state: 'exact' },
  },
  {
    name: 'full-width letters and figures',
    text: '港口\n港务局称，新码头长４１０米，造价ＥＵＲ２千万。',
    exact: '新码头长410米,造价EUR2千万',
    expected: { words: '新码头长４１０米，造价ＥＵＲ２千万', state: 'exact' },
  },
  {
    name: 'a dash for two hyphens',
    text: 'T\nVALMER, 3 June — The port opened.',
    exact: '3 June -- The port',
    expected: { words: '3 June — The port', state: 'exact' },
  },
  {
    name: 'a letter lost in the quote',
    text: HARBOUR.replace('authority', 'autority'),
    exact: 'the port authority said',
    prefix: 'three years of works, ',
    suffix: '.\nThe works cost',
    expected: { words: 'the port autority said', state: 'approximate' },
  },
  {
    name: 'words put into the quote',
    text: HARBOUR.replace('a longer quay', 'a longer and, if possible, wider quay'),
    exact: 'asked for a longer quay; they were given',
    prefix: 'Fishermen had ',
    suffix: ' a deeper one.',
    expected: { words: 'asked for a longer and, if possible, wider quay; they were given', state: 'approximate' },
  },
  {
    name: 'a quote now in capitals',
    text: HARBOUR.replace('half of it paid by the region', 'HALF OF IT PAID BY THE REGION'),
    exact: 'half of it paid by the region',
    prefix: '41 million euros, ',
    suffix: '.\nFishermen',
    expected: { words: 'HALF OF IT PAID BY THE REGION', state: 'approximate' },
  },
  {
    name: 'a refrain, told apart by its context',
    text: REFRAIN,
    exact: 'Row on, row on.',
    prefix: 'Verse two.\n',
    suffix: '\nVerse three.',
    expected: { words: 'Row on, row on.', occurrence: 1, state: 'exact' },
  },
  {
    name: 'a refrain, told apart by its position',
    text: REFRAIN,
    exact: 'Row on, row on.',
    position: 38,
    expected: { words: 'Row on, row on.', occurrence: 1, state: 'exact' },
  },
  { name: 'a refrain with nothing to tell it apart', text: REFRAIN, exact: 'Row on, row on.', expected: 'ambiguous' },
  {
    name: 'characters outside the basic plane before the passage',
    text: '𝒯\n😀😀 The 𝓁ast ferry leaves at 9.',
    exact: 'ast ferry',
    prefix: 'The 𝓁',
    suffix: ' leaves',
    position: 10,
    expected: { words: 'ast ferry', state: 'exact' },
  },
  {
    name: 'Arabic with and without the tatweel',
    text: 'الميناء\nأعلنت سلطة المينـاء إعادة فتح الرصيف أمام الصيادين.',
    exact: 'سلطة الميناء إعادة فتح الرصيف',
    expected: { words: 'سلطة المينـاء إعادة فتح الرصيف', state: 'exact' },
  },
  {
    name: 'a passage that was taken out',
    text: HARBOUR.replace('The works cost 41 million euros, half of it paid by the region.\n', ''),
    exact: 'cost 41 million euros, half of it paid by the region',
    prefix: 'said.\nThe works ',
    suffix: '.\nFishermen had',
    position: 129,
    expected: 'orphan',
  },
  {
    name: 'another article',
    text: 'A museum of clocks\nThe museum keeps two hundred clocks, and none of them agree.',
    exact: 'three years of works',
    prefix: 'again on Monday after ',
    suffix: ', the port authority',
    position: 78,
    expected: 'orphan',
  },
  { name: 'an empty text', text: '', exact: 'three years', position: 3, expected: 'orphan' },
  { name: 'an empty quote', text: HARBOUR, exact: '', expected: 'orphan' },
];
