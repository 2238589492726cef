import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNextPage, isSameTitle, seriesAmong } from '../../../src/core/capture/page-series.ts';

const NEXT: readonly (readonly [address: string, next: string])[] = [
  ['/x/story', '/x/story/2'],
  ['/x/story/', '/x/story/2/'],
  ['/x/story/2', '/x/story/3/'],
  ['/x/story', '/x/story/page/2'],
  ['/x/story/page/9/', '/x/story/page/10/'],
  ['/x/story', '/x/story/seite-2'],
  ['/x/story', '/x/story/page2'],
  ['/x/story.html', '/x/story-2.html'],
  ['/x/story.html', '/x/story,page2.html'],
  ['/x/story_p2.html', '/x/story_p3.html'],
  ['/x/story.html', '/x/story/2.html'],
  ['/story', '/story?page=2'],
  ['/story?id=5', '/story?id=5&page=1'],
  ['/story?page=2&id=5', '/story?id=5&page=3'],
];

const NOT_NEXT: readonly (readonly [address: string, other: string])[] = [
  ['/story', 'https://elsewhere.example/story/2'],
  ['/story', '/other/2'],
  ['/story/2', '/story/4'],
  ['/story', '/story/3'],
  ['/story', '/story'],
  ['/report-2020', '/report-2021'],
  ['/story?cpage=1', '/story?cpage=2'],
  ['/2024/05/12', '/2024/06/13'],
  ['/story', '/'],
];

const full = (address: string) => new URL(address, 'https://paper.example').href;

describe('the next page of an article', () => {
  test.each(NEXT)('of %s is %s', (address, next) => {
    expect(isNextPage(full(address), full(next))).toBe(true);
    expect(isNextPage(full(next), full(address))).toBe(false);
    expect(seriesAmong([address, next, '/x', '/y/2'].map(full))(full(address))).toBe(full(next));
  });

  test.each(NOT_NEXT)('of %s is not %s', (address, other) => {
    expect(isNextPage(full(address), full(other))).toBe(false);
  });

  test('is found among many exactly where two addresses alone would tell', () => {
    const part = fc.constantFrom('a', 'b', 'page', '1', '2', '3', 'p2', 'a-2.html', 'a.html');
    const address = fc
      .tuple(fc.array(part, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '?page=1', '?page=2', '?q=x'))
      .map(([parts, query]) => full(`/${parts.join('/')}${query}`));
    fc.assert(
      fc.property(fc.uniqueArray(address, { minLength: 1, maxLength: 12 }), (addresses) => {
        const next = seriesAmong(addresses);
        for (const each of addresses) {
          const found = next(each);
          if (found !== undefined) expect(isNextPage(each, found)).toBe(true);
        }
      }),
    );
  });
});

test.each([
  ['A story of ships', 'A story of ships - Page 2', true],
  ['A story of ships (2/5)', 'A story of ships', true],
  ['Der Hafen – Seite 2', 'Der Hafen', true],
  ['港口关闭', '港口关闭 第2页', true],
  ['A story', 'Another story', false],
  ['Top 10 films', 'Top 20 films', false],
  ['Apollo 11', 'Apollo 13', false],
  ['', '', false],
])('%s and %s are titles of one article: %s', (a, b, is) => {
  expect(isSameTitle(a, b)).toBe(is);
});
