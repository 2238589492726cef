// A date is shown exactly as precisely as it is known.
import { expect, test } from 'vitest';
import { formatPublished } from '../../../src/renderer/library/published-date.ts';

test.each([
  ['2024', '2024'],
  ['2024-06', 'June 2024'],
  ['2024-06-05', '5 June 2024'],
  ['2024-06-05T23:30:00-05:00', '5 June 2024'],
  ['last spring', 'last spring'],
  ['', ''],
])('%j is shown as %j', (published, shown) => {
  expect(formatPublished(published)).toBe(shown);
});

test('the month is in the reader’s language', () => {
  expect(formatPublished('2024-06', 'fr')).toBe('juin 2024');
});
