// Work on many files: few at once, in their order, all of them or a failure.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fewAtOnce } from '../../../src/core/archive/few-at-once.ts';

test('what comes of it stands in the order of what was given, and never more than 32 are under way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 3 }), { maxLength: 200 }), async (turns) => {
      let [now, most] = [0, 0];
      const done = await fewAtOnce([...turns.entries()], async ([index, count]) => {
        most = Math.max(most, ++now);
        for (let i = 0; i < count; i++) await Promise.resolve();
        now--;
        return index;
      });
      expect(done).toEqual([...turns.keys()]);
      expect(most).toBeLessThanOrEqual(32);
    }),
  );
});

test('after the first failure nothing more is begun', async () => {
  const begun: number[] = [];
  const failing = fewAtOnce(
    [1, 2, 3, 4, 5, 6],
    async (each) => {
      begun.push(each);
      await Promise.resolve();
      if (each === 2) throw new Error('no');
    },
    2,
  );
  await expect(failing).rejects.toThrow('no');
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual([1, 2, 3]);
});
