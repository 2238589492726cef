import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseCsv } from '../../src/shared/csv.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('an import writes its report as a table or as lines of JSON, and refuses a place that cannot be written first', async () => {
  const folder = tempFolder('report');
  const program = commandLine(folder);
  await program.ok(['init']);
  writeFileSync(
    path.join(folder, 'a.txt'),
    '=HYPERLINK("http://evil.example")\n\nA story, with a title that is a formula.',
  );
  const table = path.join(folder, 'report.csv');
  const { status } = await program.run([
    'import',
    path.join(folder, 'a.txt'),
    path.join(folder, 'no.txt'),
    '--report',
    table,
  ]);
  expect(status).toBe(10);
  const [header, first, second] = parseCsv(readFileSync(table, 'utf8')).map(({ cells }) => cells);
  expect(header?.slice(0, 4)).toEqual(['source', 'status', 'id', 'title']);
  expect(first?.[1]).toBe('imported');
  expect(first?.[3]).toBe('\'=HYPERLINK("http://evil.example")');
  expect(second?.slice(-2)[0]).toBe('not-found');
  const lines = path.join(folder, 'report.jsonl');
  await program.ok(['import', path.join(folder, 'a.txt'), '--report', lines]);
  expect(JSON.parse(readFileSync(lines, 'utf8'))).toMatchObject({ status: 'duplicate' });
  const { status: refused } = await program.run([
    'import',
    path.join(folder, 'a.txt'),
    '--report',
    path.join(folder, 'no/such/report.csv'),
  ]);
  expect(refused).toBe(3);
});
