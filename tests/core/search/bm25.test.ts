// Weights are rounded as Math.round rounds, which lunr does, to the last bit.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normOf, weightOf } from '../../../src/core/search/bm25.ts';

/** The formula as lunr 2.3.9 writes it (lunr.Builder#createFieldVectors). */
function lunrWeight(idf: number, tf: number, relativeLength: number, b: number, boost: number): number {
  const score = ((idf * ((1.2 + 1) * tf)) / (1.2 * (1 - b + b * relativeLength) + tf)) * boost;
  return Math.round(score * 1000) / 1000;
}

test('a weight is lunr’s', () => {
  const positive = fc.double({ min: 0, max: 20, noNaN: true });
  const frequency = fc.integer({ min: 1, max: 1000 });
  fc.assert(
    fc.property(positive, frequency, positive, fc.constantFrom(0, 0.5, 0.75), (idf, tf, relativeLength, b) => {
      expect(weightOf(idf, tf, normOf(relativeLength, b), 1)).toBe(lunrWeight(idf, tf, relativeLength, b, 1));
    }),
    { numRuns: 5000 },
  );
});

test('a weight beside the middle between two is rounded to lunr’s', () => {
  const thousandths = fc.integer({ min: 0, max: 20_000 });
  const away = fc.integer({ min: -3, max: 3 });
  fc.assert(
    fc.property(thousandths, away, (thousandth, steps) => {
      const middle = (thousandth + 0.5) / 1000;
      const idf = middle + (steps * middle * Number.EPSILON) / 2;
      expect(weightOf(idf, 1, normOf(1, 0.75), 1)).toBe(lunrWeight(idf, 1, 1, 0.75, 1));
    }),
    { numRuns: 5000 },
  );
});
