// Everything that goes along with the program is named with its licence, and none of it is one that we may not pass on.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { licencesPage } from '../../scripts/notices.ts';

const PAGE = path.resolve(import.meta.dirname, '../../docs/licences.md');

test('the page of licences names what is installed', () => {
  expect(readFileSync(PAGE, 'utf8'), 'run `node scripts/notices.ts`').toBe(licencesPage());
});

test('no package under a GPL and none without a licence goes along', () => {
  const rows = licencesPage()
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| package'));
  expect(rows.length).toBeGreaterThan(50);
  // Of two licences the one that may be passed on is taken.
  const bound = rows.filter((row) => !/\(MIT OR [^)]*\)|CPAL-1\.0 OR /.test(row));
  expect(bound.filter((row) => /\bA?L?GPL|unknown|UNLICENSED/.test(row))).toEqual([]);
});
