import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsOfText } from '../../../src/core/archive/text-facts.ts';

describe('how an article begins', () => {
  test('is what stands below the title, without captions and credits', () => {
    const text = 'The ferry returns\nA ferry at the quay. Photo: A. B.\nAfter nine years\nthe ferry is back.';
    expect(factsOfText(text, [[2, 'caption']])).toEqual({
      characters: [...text].length,
      opening: 'After nine years the ferry is back.',
    });
  });

  test('is empty where there is nothing but a title', () => {
    expect(factsOfText('The ferry returns', []).opening).toBe('');
    expect(factsOfText('', []).opening).toBe('');
  });

  test('ends at a word, or between characters where words are not parted', () => {
    expect(factsOfText(`T\n${'ferry '.repeat(100)}`, []).opening).toMatch(/^(?:ferry )+ferry$/);
    expect(factsOfText(`T\n${'𠮷'.repeat(300)}`, []).opening).toBe('𠮷'.repeat(100));
  });

  test('is short, well formed, and stands in the text word by word', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 120 }), { maxLength: 12 }), (lines) => {
        const text = lines.map((line) => line.replaceAll('\n', ' ')).join('\n');
        const { opening } = factsOfText(text, []);
        expect(opening.length).toBeLessThanOrEqual(200);
        expect(opening.isWellFormed()).toBe(true);
        const below = text.split('\n').slice(1).join(' ').replace(/\s+/g, ' ').trim();
        expect(below.startsWith(opening)).toBe(true);
      }),
    );
  });
});
