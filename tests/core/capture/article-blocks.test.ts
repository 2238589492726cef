// Words are counted alike whichever way they are counted: by a table of letters, or by the pattern that says what a word is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsIn } from '../../../src/core/capture/article-blocks.ts';

test('words of scripts with spaces are runs of letters, digits and what joins them', () => {
  const unit = fc
    .oneof(
      fc.integer({ min: 0x20, max: 0x7f }),
      fc.integer({ min: 0x80, max: 0xdff }),
      fc.integer({ min: 0x2000, max: 0x2e7f }),
    )
    .map((code) => String.fromCharCode(code));
  const text = fc
    .array(fc.oneof(unit, fc.constantFrom(' ', '’', "'", 'e\u0301', 'don’t')))
    .map((units) => units.join(''));
  fc.assert(
    fc.property(text, (written) => {
      expect(wordsIn(written)).toBe(written.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu)?.length ?? 0);
    }),
  );
});

test.each([
  ['two characters of a script without spaces are a word', '新华社北京电', 3],
  ['words of both kinds are added', 'Xinhua 北京 says 新闻', 4],
  ['punctuation alone is none', '… — “”', 0],
])('%s', (_, text, words) => {
  expect(wordsIn(text)).toBe(words);
});
