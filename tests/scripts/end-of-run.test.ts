// The last line of a run of tests.
import { expect, test } from 'vitest';
import { lastLine } from '../support/end-of-run.ts';

test('the last line says that nothing was skipped only when nothing was', () => {
  expect(lastLine([], [])).toBe('Nothing was skipped.');
  expect(lastLine(['a.test.ts “one”'], ['no unzip on this computer'])).toBe(
    'Skipped 1 test: a.test.ts “one” (no unzip on this computer).',
  );
  expect(lastLine([], ['no unzip on this computer'])).toBe('Skipped 0 tests (no unzip on this computer).');
});

test('many names become a number', () => {
  const names = Array.from({ length: 12 }, (_, n) => `${n}`);
  expect(lastLine(names, [])).toBe('Skipped 12 tests: 0 · 1 · 2 · 3 · 4 · 5 · 6 · 7 · and 4 more.');
});
