// The patterns of folded letters match whatever is folded to them, or say that they do not know the text.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPlain, spellingsOf } from '../../../src/core/search/letter-classes.ts';
import { foldWord } from '../../../src/core/search/letter-folding.ts';

const matches = (folded: string, text: string) => new RegExp(`^(?:${spellingsOf(folded)})`, 'u').test(text);

test.each([
  ['oeuvre', 'Œuvre'],
  ['strasse', 'STRAẞE'],
  ['strasse', 'Straße'],
  ['elevant', 'e\u0301le\u0301vant'],
  ['cooperate', 'co\u00adoperate'],
  ['oclock', "o'clock"],
  ['lodz', 'Łódź'],
  ['елка', 'Ёлка'],
  ['احمد', 'أَحْمَد'],
  ['كتاب', 'کتـاب'],
  ['می رود'.replace(' ', '').replace('ی', 'ي'), 'می\u200cرود'],
  ['123', '١٢٣'],
  ['图书', '图书'],
  ['十', '十'],
  ['十', '〸'],
  ['full', 'Ｆｕｌｌ'],
  ['カメラ', 'ｶﾒﾗ'],
  ['win', 'Win™'],
])('%s is found in %s', (folded, text) => {
  expect(isPlain(text)).toBe(true);
  expect(matches(folded, text)).toBe(true);
});

test.each(['ﬁn', 'ที่นี่', 'हिन्दी', '𝐛𝐨𝐥𝐝', 'か\u3099', 'ｶﾞ'])('%s is not plain', (text) => {
  expect(isPlain(text)).toBe(false);
});

test('any word of plain letters is found by what it is folded to, and not by another letter', () => {
  const unit = fc
    .oneof(
      fc.integer({ min: 0x41, max: 0x24f }),
      fc.integer({ min: 0x370, max: 0x6ff }),
      fc.integer({ min: 0x1e00, max: 0x1eff }),
    )
    .map((code) => String.fromCharCode(code))
    .filter((letter) => /\p{L}|\p{M}/u.test(letter) && isPlain(letter));
  const word = fc.array(unit, { minLength: 1, maxLength: 6 }).map((letters) => letters.join(''));
  fc.assert(
    fc.property(word, (text) => {
      const folded = foldWord(text);
      fc.pre(folded !== '' && foldWord(text[0] as string) !== '');
      expect(matches(folded, text)).toBe(true);
      expect(matches(`${folded}图`, text)).toBe(false);
    }),
    { numRuns: 3000 },
  );
});
