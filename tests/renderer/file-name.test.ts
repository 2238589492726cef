import { expect, test } from 'vitest';
import { fileNameFor } from '../../src/renderer/file-name.ts';

test.each([
  ['The river', 'The river.pdf'],
  ['Q3/2024: water?', 'Q3 2024 water.pdf'],
  ['../../etc', 'etc.pdf'],
  ['  ', 'dossier.pdf'],
  ['水路\u0000の記録', '水路 の記録.pdf'],
  [`${'🚢'.repeat(130)}`, `${'🚢'.repeat(120)}.pdf`],
])('a dossier named %j is saved as %j', (name, file) => {
  expect(fileNameFor(name)).toBe(file);
});
