import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextPeriod, withGaps } from '../../src/renderer/overview/periods.ts';

describe('periods', () => {
  test.each([
    ['2023', '2024'],
    ['2023-12', '2024-01'],
    ['2024-02-28', '2024-02-29'],
    ['2024-02-29', '2024-03-01'],
    ['0999-12-31', '1000-01-01'],
  ])('after %s comes %s, and before that again the first', (period, next) => {
    expect(nextPeriod(period)).toBe(next);
    expect(nextPeriod(next, -1)).toBe(period);
  });

  test('few are not walls: empty ones stand before them', () => {
    const all = withGaps([
      { period: '2024-05', documents: 2 },
      { period: '2024-07', documents: 1 },
    ]);
    expect(all).toHaveLength(12);
    expect(all.slice(-3)).toEqual([
      { period: '2024-05', documents: 2 },
      { period: '2024-06', documents: 0 },
      { period: '2024-07', documents: 1 },
    ]);
  });

  test('a span of centuries by days has no gaps filled', () => {
    const far = [
      { period: '1789-07-14', documents: 1 },
      { period: '2024-07-14', documents: 1 },
    ];
    expect(withGaps(far)).toEqual(far);
  });

  test('nothing is lost, nothing is counted twice, and each follows the one before it', () => {
    const months = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(months, (numbers) => {
        const periods = numbers
          .sort((a, b) => a - b)
          .map((n) => ({
            period: `${2000 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
            documents: n + 1,
          }));
        const all = withGaps(periods);
        expect(all.filter(({ documents }) => documents > 0)).toEqual(periods);
        for (const [index, { period }] of all.entries())
          if (index > 0) expect(nextPeriod(all[index - 1]?.period ?? '')).toBe(period);
      }),
    );
  });
});
