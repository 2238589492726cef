// Which worker is stopped when they hold too much.
import { expect, test } from 'vitest';
import { toBeStopped } from '../../../src/core/capture/memory-watch.ts';

test.each([
  ['one that holds too much by itself', [600], 600],
  ['the largest of several that do together', [330, 340, 200], 340],
  ['none while there is room', [450], undefined],
  ['none of many ordinary ones', [230, 230, 230, 230], undefined],
  ['none when nothing is at work', [], undefined],
])('%s', (_, held, stopped) => {
  expect(toBeStopped(held.map((heldMb) => ({ heldMb })))?.heldMb).toBe(stopped);
});
