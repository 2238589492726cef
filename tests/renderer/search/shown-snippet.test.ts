import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownSnippet } from '../../../src/renderer/search/shown-snippet.ts';

const marked = ({ text, matches }: ReturnType<typeof shownSnippet>) =>
  matches.map(([start, end]) => [...text].slice(start, end).join(''));

function snippetOf(before: string, match: string, after: string) {
  const start = [...before].length;
  return { text: before + match + after, matches: [[start, start + [...match].length]] as [number, number][] };
}

describe('the snippet of a row', () => {
  test.each([
    ['A sentence that is short, with its ', 'ferry', ' at the end.'],
    ['国家图书馆周四宣布延长', '开放', '时间。'],
  ])('is whole when its match is in view: %s', (before, match, after) => {
    const snippet = snippetOf(before, match, after);
    expect(shownSnippet(snippet)).toBe(snippet);
  });

  test('begins at a word near a match that stands far in it', () => {
    const before = 'The council of the island had waited for a whole year to hear when the old ';
    const shown = shownSnippet(snippetOf(before, 'ferry', ' would return.'));
    expect(shown.text).toBe('…a whole year to hear when the old ferry would return.');
    expect(marked(shown)).toEqual(['ferry']);
  });

  test('counts a character of Chinese twice', () => {
    const before = '国家图书馆周四宣布，自下个月起将延长所有阅览室的开放时间，读者们对此表示欢迎，';
    const shown = shownSnippet(snippetOf(before, '馆长', '说。'));
    expect(shown.text).toBe('…室的开放时间，读者们对此表示欢迎，馆长说。');
  });

  test('has every match, and the first one in view', () => {
    const words = fc.array(fc.constantFrom('ferry', '图书馆', '🚢', 'ห้องสมุด', 'مكتبة', '한국어', 'a'.repeat(70), '—'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(words, fc.constantFrom(' ', ''), (list, joint) => {
        const before = list.join(joint);
        const shown = shownSnippet(snippetOf(before, 'match', ' after'));
        expect(marked(shown)).toEqual(['match']);
        expect(shown.text.indexOf('match')).toBeLessThanOrEqual(60);
        expect(`${before}match after`.endsWith(shown.text.replace(/^…/u, ''))).toBe(true);
      }),
    );
  });
});
