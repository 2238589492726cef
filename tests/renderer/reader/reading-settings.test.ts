// What was kept of the settings is read strictly: each value that is none of the choices is the usual one.
import { expect, test } from 'vitest';
import { readSettings, USUAL } from '../../../src/renderer/reader/reading-settings.ts';

test.each([null, '', 'null', '[]', '{', '"text"', '{"size":99,"width":"huge","face":4,"leading":null}'])(
  '%s',
  (stored) => {
    expect(readSettings(stored)).toEqual(USUAL);
  },
);

test('what was chosen is kept, beside what was not', () => {
  expect(readSettings('{"size":0,"width":"wide","face":"sans","leading":"x"}')).toEqual({
    face: 'sans',
    size: 0,
    width: 'wide',
    leading: 'medium',
  });
});
