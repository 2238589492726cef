// A phrase is found in a text whenever its words stand next to each other there, whatever lies between them.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinForms } from '../../../src/core/search/folded-text.ts';
import { createPhraseCheck } from '../../../src/core/search/phrase-check.ts';
import { pressmarkAnalysis } from '../../../src/core/search/pressmark-analysis.ts';

const analysis = pressmarkAnalysis();

function formsOf(text: string): string[] {
  return analysis.words(text, 'en').map(({ form }) => form ?? '');
}

test('looking for a pattern of the phrase finds what cutting the whole text finds', () => {
  const word = fc.constantFrom(
    'press',
    'Presse',
    'archive',
    'œuvre',
    'the',
    'a',
    "l'été",
    "aujourd'hui",
    'aujourdhui',
    'U.S.',
    'us',
    'ﬁn',
    'É',
    '图书馆',
    '3.14',
    "Iran's",
    'e\u0301te\u0301',
    'straße',
    'STRASSE',
    'co\u00adoperate',
  );
  const gap = fc.constantFrom(' ', '\n', ', ', ' — ', '-', '… ', '. ');
  const text = fc.array(fc.tuple(word, gap), { maxLength: 60 }).map((pairs) => pairs.flat().join(''));
  const phrase = fc
    .array(word, { minLength: 1, maxLength: 3 })
    .map((words) => joinForms(formsOf(words.join(' '))).text);
  fc.assert(
    fc.property(text, phrase, (searched, asked) => {
      fc.pre(!/[\u4e00-\u9fff]/.test(asked));
      const whole = ` ${formsOf(searched).join(' ')} `.includes(` ${asked} `);
      expect(createPhraseCheck(analysis, asked)(searched, 'en')).toBe(whole);
    }),
    { numRuns: 1500 },
  );
});

test('a phrase of a script without spaces is found wherever its characters stand', () => {
  expect(createPhraseCheck(analysis, '馆周四宣')('国家图书馆周四宣布', 'zh')).toBe(true);
  expect(createPhraseCheck(analysis, '馆周四')('国家图书馆，周四', 'zh')).toBe(true);
  expect(createPhraseCheck(analysis, '周五')('国家图书馆周四宣布', 'zh')).toBe(false);
});

test.each([
  ['aaaaaaaaaaaaaaaa b', 'a'.repeat(300_000)],
  ['content page', 'content.'.repeat(5) + '.'.repeat(300_000) + "'".repeat(300_000)],
  ['content page', "c'".repeat(200_000)],
  ['馆馆馆馆馆馆 b', '馆'.repeat(100_000)],
])('a text made to be slow for %s is looked through once', (phrase, text) => {
  expect(createPhraseCheck(analysis, phrase)(text, 'en')).toBe(false);
});
