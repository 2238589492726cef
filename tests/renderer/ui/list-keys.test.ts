import { expect, test } from 'vitest';
import { stepOf } from '../../../src/renderer/ui/list-keys.ts';

test.each([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', 9],
  ['PageUp', -9],
  ['Home', 'first'],
  ['End', 'last'],
  ['a', undefined],
])('%s moves by %s in a list of pages of 9', (key, step) => {
  expect(stepOf(key, 9)).toBe(step);
});
