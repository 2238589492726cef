// Ctrl-C while a command waits for standard input that never ends: it stops at the first one, and what was told stays told.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, expect, test } from 'vitest';
import { atEnd } from '../support/at-end.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const cli = commandLine(tempFolder('stopped-input'));

beforeAll(() => cli.ok(['init']));

interface Started {
  readonly child: ChildProcess;
  readonly printed: () => string;
  /** Resolves when something that fits was printed. */
  readonly has: (what: RegExp) => Promise<void>;
}

function start(words: readonly string[]): Started {
  const args = [...cli.program, ...words, '--archive', cli.archive, '--json'];
  const child = spawn(process.execPath, args, { env: cli.env });
  atEnd(() => child.kill('SIGKILL'));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const has = async (what: RegExp) => {
    while (!what.test(text)) await once(child.stdout, 'data');
  };
  return { child, printed: () => text, has };
}

/** One SIGINT; gives the exit status. */
async function interrupt({ child }: Started): Promise<number | null> {
  const ended = once(child, 'close');
  child.kill('SIGINT');
  return (await ended)[0] as number | null;
}

const STOPPED = { error: { code: 'unavailable', message: 'Stopped. What was reported as done stays done.' } };

/** Long enough for the command to have begun reading; nothing is printed then. */
const begun = () => new Promise((resolve) => setTimeout(resolve, 2_000));

test('queries one a line', async () => {
  const search = start(['search', '-']);
  search.child.stdin?.write('ports\n');
  await search.has(/"query":"ports"/);
  expect(await interrupt(search)).toBe(9);
  expect(JSON.parse(search.printed().trim().split('\n').at(-1) ?? '')).toMatchObject(STOPPED);
});

test.each(['text', 'jsonl'])('an article from standard input (%s)', async (format) => {
  const before = (await cli.ok(['stats'])).value;
  const importing = start(['import', '-', '--format', format]);
  importing.child.stdin?.write(format === 'text' ? 'A title\nHalf a sen' : '{"title":"A", "te');
  await begun();
  expect(await interrupt(importing)).toBe(9);
  expect(JSON.parse(importing.printed().trim().split('\n').at(-1) ?? '')).toMatchObject(STOPPED);
  expect((await cli.ok(['stats'])).value).toEqual(before);
});

test('an article that is handed over to the program that holds the archive', async () => {
  const holder = start(['serve', '--no-open', '--port', '0']);
  await holder.has(/"url"/);
  const before = (await cli.ok(['stats'])).value;
  const importing = start(['import', '-', '--format', 'text']);
  importing.child.stdin?.write('A title\nHalf a sen');
  await begun();
  expect(await interrupt(importing)).toBe(9);
  expect((await cli.ok(['stats'])).value).toEqual(before);
  await interrupt(holder);
});
