// Where words begin and end, and how their letters are folded.
import { expect, test } from 'vitest';
import { foldWord } from '../../../src/core/search/letter-folding.ts';
import { wordsOf } from '../../../src/core/search/word-segmentation.ts';

const WORDS: readonly (readonly [text: string, words: string])[] = [
  ["l'Europe, d’un côté", 'Europe|un|côté'],
  ["aujourd'hui jusqu’à", "aujourd'hui|à"],
  ["Iran's and James' don't", "Iran|and|James|don't"],
  ["dell'arte", 'arte'],
  ['U.S. and 3.14 or 1,000', 'U.S|and|3.14|or|1,000'],
  ['end.Next 10:30', 'end|Next|10|30'],
  ['state-of-the-art', 'state|of|the|art'],
  ['AT&T C++ naïve', 'AT|T|C|naïve'],
  ['Ελλάδα и Россия', 'Ελλάδα|и|Россия'],
  ['中国的图书馆', '中国|的|图书|馆'],
  ['G20峰会', 'G20|峰会'],
  ['การเลือกตั้ง', 'การ|เลือก|ตั้ง'],
  ['สหภาพNASUWTและ 3.14ครั้ง', 'สหภาพ|NASUWT|และ|3.14|ครั้ง'],
  ['𠮷野家iPhone', '𠮷|野家|iPhone'],
  ['한국어 문장', '한국어|문장'],
  ['…—!?', ''],
];

for (const [text, words] of WORDS) {
  test(`finds the words of ${text}`, () => {
    expect(
      wordsOf(text)
        .map(({ start, end }) => text.slice(start, end))
        .join('|'),
    ).toBe(words);
  });
}

test('folding makes one of the spellings that people mix, and keeps the vowels of Thai and Hindi', () => {
  const same: readonly (readonly string[])[] = [
    ['Œuvre', 'oeuvre'],
    ['STRASSE', 'Straße'],
    ['ＡＢＣ', 'abc'],
    ['İstanbul', 'istanbul', 'ıstanbul'],
    ['Łódź', 'lodz'],
    ['أحمد', 'احمد'],
    ['مكتبةُ', 'مكتبه'],
    ['ایران', 'ايران'],
    ['١٢٣', '123'],
    ['Ёлка', 'елка'],
    ['aujourd’hui', "aujourd'hui"],
    ['co\u00adoperate', 'cooperate'],
  ];
  for (const spellings of same) expect(new Set(spellings.map(foldWord)).size).toBe(1);
  expect(foldWord('ที่นี่')).toBe('ที่นี่');
  expect(foldWord('हिन्दी')).toBe('हिन्दी');
  expect(foldWord('が')).not.toBe(foldWord('か'));
});
