// An archive of many articles on a computer that lets a process have few files open at once (`ulimit -n`): everything that reads all of it still does.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const ARTICLES = 600;
const OPEN_FILES = 100;

test('an archive is taken in, indexed, searched, checked and written out with few files open at once', async () => {
  const folder = tempFolder();
  const [from, to] = [commandLine(folder), commandLine(folder, path.join(folder, 'other'))];
  const lines = Array.from({ length: ARTICLES }, (_, i) =>
    JSON.stringify({ title: `News ${i}`, text: `What was heard in the harbour on day ${i}.` }),
  );
  await from.ok(['init']);
  await from.ok(['import', '-', '--format', 'jsonl'], lines.join('\n'));
  const file = path.join(folder, 'all.zip');
  await from.ok(['export-archive', file]);
  await to.ok(['init']);
  const limited = (...args: string[]): unknown => {
    const words = ['-c', `ulimit -n ${OPEN_FILES}; exec "$@"`, 'limited', process.execPath, ...to.program, ...args];
    const printed = execFileSync('bash', [...words, '--archive', to.archive, '--json'], {
      env: to.env,
      encoding: 'utf8',
    });
    return JSON.parse(printed.trim().split('\n').at(-1) as string);
  };
  limited('import-archive', file);
  limited('reindex');
  expect(limited('search', 'harbour', '--limit', '0')).toMatchObject({ total: ARTICLES });
  expect(limited('verify')).toMatchObject({ documents: ARTICLES, damaged: [] });
  limited('syndications');
  limited('export-archive', path.join(folder, 'again.zip'));
});
