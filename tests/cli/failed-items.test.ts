import { expect, test } from 'vitest';
import { endEach, failureLines } from '../../src/cli/failed-items.ts';
import type { FailureCode } from '../../src/shared/errors.ts';

const failed = (code: FailureCode) => ({ code, message: `It is ${code}.` });

test.each([
  ['all done', 2, [], undefined],
  ['some failed', 1, [failed('damaged')], 'partial'],
  ['all failed', 0, [failed('damaged'), failed('not-found')], 'damaged'],
] as const)('a call with several items ends as they went: %s', (_, done, failures, code) => {
  let ended: FailureCode | undefined;
  endEach({ endWith: (given) => (ended = given) }, done, failures[0]);
  expect(ended).toBe(code);
});

test('each failure is a line, with what can be done about it', () => {
  const lines = failureLines([{ ...failed('damaged'), remedy: 'Look at it.' }, failed('not-found')]);
  expect(lines).toEqual(['failed: It is damaged. Look at it.', 'failed: It is not-found.']);
});
