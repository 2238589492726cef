import { expect, test } from 'vitest';
import { asBegun } from '../../../src/renderer/search/find-all.ts';

test.each([
  ['ferr', 'ferr*'],
  ['rail lin', 'rail lin*'],
  ['source:Courier bri', 'source:Courier bri*'],
  ['été', 'été*'],
  ['f', undefined],
  ['ferry ', undefined],
  ['ferr*', undefined],
  ['"rail link"', undefined],
  ['has:note', undefined],
  ['', undefined],
])('the last word of %j may be the beginning of one: %j', (query, begun) => {
  expect(asBegun(query)).toBe(begun);
});
