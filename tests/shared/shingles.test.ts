import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandsOf, likenessOf, shinglesOf } from '../../src/shared/shingles.ts';

const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `word${from + index}`).join(' ');
const article = (from: number, to: number, title = 'Title') => shinglesOf(`${title}\n${words(from, to)}\n`);
const shared = (a: ReadonlySet<number>, b: ReadonlySet<number>) =>
  bandsOf(a).filter((band) => bandsOf(b).includes(band)).length;

describe('texts that are nearly the same', () => {
  test('are the same whatever their title, case and spaces', () => {
    expect(article(0, 200, 'One')).toEqual(article(0, 200, 'Two'));
    expect(shinglesOf(`T\n${words(0, 99).toUpperCase().replaceAll(' ', '\n')}`)).toEqual(article(0, 99));
  });

  test('share a band when most of their words are common, and hardly ever when few are', () => {
    expect(shared(article(0, 300), article(0, 300))).toBe(16);
    expect(shared(article(0, 300), article(40, 300))).toBeGreaterThan(0);
    expect(shared(article(0, 300), article(1000, 1300))).toBe(0);
  });

  test('likeness is the share of common shingles', () => {
    const { resemblance, containment } = likenessOf(article(0, 304), article(0, 154));
    expect(resemblance).toBeCloseTo(0.5, 2);
    expect(containment).toBe(1);
  });

  test('a text of a few words is like no other', () => {
    expect(shinglesOf('Title\nOnly some words stand here').size).toBe(0);
    expect(bandsOf(new Set())).toEqual([]);
  });

  test('Chinese counts by characters', () => {
    const text =
      '中国外交部发言人星期一在例行记者会上说中方愿同有关各方一道推动局势尽快缓和并为地区的和平与稳定发挥建设性作用';
    expect(shinglesOf(`标题\n${text}`).size).toBeGreaterThan(40);
  });

  test('bands are whole numbers that SQLite and JSON keep', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 50 }), (all) => {
        expect(bandsOf(new Set(all)).every(Number.isSafeInteger)).toBe(true);
      }),
    );
  });
});
