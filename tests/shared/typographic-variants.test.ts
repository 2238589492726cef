// Folding: what is taken as equal, and that every folded unit points into the stored text.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldedForm, foldText, lowerCaseInPlace } from '../../src/shared/typographic-variants.ts';

const EQUAL: readonly (readonly [string, string])[] = [
  ['« mot »', '" mot "'],
  ['“word”', '"word"'],
  ['„Wort“', '"Wort"'],
  ['l’eau', "l'eau"],
  ['1939–45', '1939-45'],
  ['a — b', 'a -- b'],
  ['Wait…', 'Wait...'],
  ['20\u00a0%', '20 %'],
  ['a\n\n b', 'a b'],
  ['co\u00adop', 'coop'],
  ['ＡＢＣ１２３', 'ABC123'],
  ['ｶﾅ', 'カナ'],
  ['ﬁn', 'fin'],
  ['e\u0301te\u0301', 'été'],
  ['\u1112\u1161\u11ab', '한'],
  ['ﻣﺮﺣﺒﺎ', 'مرحبا'],
  ['⾧', '長'],
];

for (const [one, other] of EQUAL) {
  test(`“${one}” is taken as equal to “${other}”`, () => expect(foldedForm(one)).toBe(foldedForm(other)));
}

test('other characters stay apart', () => {
  for (const [one, other] of [
    ['a', 'A'],
    ['e', 'é'],
    ['²', '2'],
    ['。', '.'],
    ['ab', 'a b'],
  ] as const) {
    expect(foldedForm(one)).not.toBe(foldedForm(other));
  }
});

test('folded units point into the stored text, in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (source) => {
      const { text, starts, ends } = foldText(source);
      expect([starts.length, ends.length]).toEqual([text.length, text.length]);
      for (let i = 0; i < text.length; i++) {
        expect(ends[i]).toBeGreaterThan(starts[i] as number);
        expect(ends[i]).toBeLessThanOrEqual(source.length);
        if (i > 0) expect(starts[i]).toBeGreaterThanOrEqual(starts[i - 1] as number);
      }
    }),
  );
});

test('folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (source) => {
      const once = foldedForm(source);
      expect(foldedForm(once)).toBe(once);
    }),
  );
});

test('lower case keeps every offset', () => {
  expect(lowerCaseInPlace('İSTANBUL')).toHaveLength('İSTANBUL'.length);
  expect(lowerCaseInPlace('ÉTÉ')).toBe('été');
});
