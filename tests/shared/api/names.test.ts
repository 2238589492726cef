// The names that the preload knows are those of the contract, all of them and no other.
import { expect, test } from 'vitest';
import { api } from '../../../src/shared/api/index.ts';
import { METHOD_NAMES } from '../../../src/shared/api/names.ts';

test('the window can call every method of the contract', () => {
  expect([...METHOD_NAMES].sort()).toEqual(Object.keys(api).sort());
});
