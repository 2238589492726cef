import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countWords, textDifferences } from '../../../src/core/library/text-differences.ts';

const redline = (older: string, newer: string, language?: string) =>
  textDifferences(older, newer, language)
    .map(({ op, text }) => (op === 'deleted' ? `[-${text}-]` : op === 'inserted' ? `{+${text}+}` : text))
    .join('');

describe('the differences between two texts', () => {
  test.each([
    ['The gate is shut.', 'The gate is open.', 'The gate is [-shut-]{+open+}.'],
    ['One two three.', 'One three.', 'One [-two -]three.'],
    ['Old words here stay.', 'New terms here stay.', '[-Old words-]{+New terms+} here stay.'],
    ['A\nB\nC\n', 'A\nX\nC\n', 'A\n[-B-]{+X+}\nC\n'],
    ['', 'All new', '{+All new+}'],
    ['Same', 'Same', 'Same'],
  ])('%j → %j', (older, newer, expected) => {
    expect(redline(older, newer)).toBe(expected);
  });

  test('words of languages without spaces', () => {
    expect(redline('中国与哈萨克斯坦举行会谈', '中国与法国举行会谈', 'zh')).toBe(
      '中国与[-哈萨克斯坦-]{+法国+}举行会谈',
    );
    expect(countWords('中国与法国举行会谈', 'zh')).toBeLessThan(9);
  });

  test('both texts can be made of the parts', () => {
    const words = fc
      .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'é', '中', '.'), { maxLength: 60 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(words, words, (older, newer) => {
        const parts = textDifferences(older, newer);
        const without = (op: string) =>
          parts
            .filter((part) => part.op !== op)
            .map(({ text }) => text)
            .join('');
        expect([without('inserted'), without('deleted')]).toEqual([older, newer]);
      }),
    );
  });

  test('texts that have nothing in common cost no quadratic time', () => {
    const line = (word: string) => Array.from({ length: 30_000 }, (_, index) => `${word}${index}`).join('\n');
    expect(textDifferences(line('a'), line('b')).map(({ op }) => op)).toEqual(['deleted', 'inserted']);
  });
});
