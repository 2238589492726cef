// Several captures of a document on the command line: listed by their ids, compared, and read again in an older one.
import { beforeAll, expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Listed {
  readonly readings: readonly { readonly capture: string; readonly number: number; readonly shown: boolean }[];
}

const cli = commandLine(tempFolder('captures'));
const URL = 'https://example.org/gates';
let id = '';
let newest = '';
let oldest = '';

beforeAll(async () => {
  await cli.ok(['init']);
  for (const many of ['Two', 'Three'])
    await cli.ok(['import', '-', '--format', 'text', '--url', URL], `The gates\n${many} gates were broken.\n`);
  const { items } = (await cli.ok(['list'])).value as { items: { id: string }[] };
  expect(items).toHaveLength(1);
  id = items[0]?.id as string;
  const { readings } = (await cli.ok(['reading', id])).value as Listed;
  [newest = '', oldest = ''] = readings.map(({ capture }) => capture);
});

test('nothing stands before the oldest capture, and the sentence says so', async () => {
  const { status, value } = await cli.run(['differences', id, '--newer', oldest]);
  expect(status).toBe(3);
  expect(value).toMatchObject({ error: { code: 'not-found', message: expect.stringMatching(/oldest/) } });
  expect((await cli.ok(['differences', id, '--older', oldest])).value).toMatchObject({ newer: { capture: newest } });
});

test('a person sees the captures by the ids that other commands take', async () => {
  const { stdout } = await cli.forPeople(['reading', id]);
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain(newest);
  expect(lines[1]).toContain(oldest);
});

test('a reading of an older capture can be chosen, and the text is that one', async () => {
  const { readings } = (await cli.ok(['reading', id, '--choose', '1', '--capture', oldest])).value as Listed;
  expect(readings.find(({ shown }) => shown)).toMatchObject({ capture: oldest, number: 1 });
  expect((await cli.ok(['show', id, '--text'])).value).toMatchObject({ text: expect.stringContaining('Two gates') });
  expect(await cli.run(['reading', id, '--choose', '1', '--capture', 'nocapture'])).toMatchObject({ status: 3 });
  expect(await cli.run(['reading', id, '--capture', oldest])).toMatchObject({ status: 2 });
});
