// The words of a call: options that go with no other are refused, `--json` is read where options are, and every answer is JSON under it.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ImportItem } from '../../src/shared/api/documents.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('call-words');
const cli = commandLine(folder);
let id = '';

beforeAll(async () => {
  await cli.ok(['init']);
  const place = path.join(folder, 'port.txt');
  writeFileSync(place, 'A strike at the port\n\nIt began on Monday.\n\nIt went on for a week.');
  id = ((await cli.ok(['import', place])).value as ImportItem).id as string;
  await cli.ok(['highlight', id, '--quote', 'began on Monday', '--note', 'When?']);
});

describe('options that go with none of the others', () => {
  test.each([
    ['show', ['--text', '--body']],
    ['show', ['--html', '--original', path.join(folder, 'x')]],
    ['highlight', ['--quote', 'Monday', '--page', '9', '--image', '3']],
    ['highlight', ['--quote', 'Monday', '--area', '0,0,1,1']],
    ['highlight', ['--area', '0,0,1,1', '--page', '1', '--image', '1']],
    ['highlight', ['--area', ',,1,1', '--image', '1']],
    ['reading', ['--hide-lines', '2', '--correct', '2=It began on Tuesday.']],
  ])('%s %j is a wrong call', async (command, options) => {
    const { status, value } = await cli.run([command, id, ...options]);
    expect(status).toBe(2);
    expect(value).toMatchObject({ error: { code: 'usage', message: expect.stringMatching(/\S/) } });
  });
});

describe('under --json', () => {
  test('annotations in another form are a text in JSON', async () => {
    const { value, values } = await cli.ok(['annotations', id, '--format', 'csv']);
    expect(values).toHaveLength(1);
    expect(value).toMatchObject({ format: 'csv', text: expect.stringContaining('began on Monday') });
    const { stdout } = await cli.forPeople(['annotations', id, '--format', 'csv']);
    expect(stdout).toBe((value as { text: string }).text);
  });

  test.each([[[]], [['dossier']], [['help', 'nope']]])(
    '%j says in a sentence that a command is missing',
    async (words) => {
      const { status, value } = await cli.run(words);
      expect(status).toBe(2);
      expect(value).toMatchObject({ error: { code: 'usage', message: 'The call names no command that there is.' } });
    },
  );

  test('what stands after -- is no option', async () => {
    const { status, stdout } = await cli.forPeople(['note', id, '--', '--json']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^[a-z0-9]+ {2}Ada\n {4}--json\n$/);
  });
});

describe('sentences for people', () => {
  test('end before what to do, and a query that cannot be read names the place', async () => {
    const { status, stderr } = await cli.forPeople(['search', 'port strike~9']);
    expect(status).toBe(4);
    expect(stderr).toBe(
      'pressmark: the query cannot be read at position 11: an edit distance of 9 is too long. Use ~1 to ~3.\n',
    );
    const far = await cli.run(['search', 'port strike~9', '--lunr']);
    expect(far.value).toMatchObject({ error: { code: 'invalid', message: expect.stringContaining('position 11') } });
  });

  test('name a file that failed once', async () => {
    const { stdout } = await cli.forPeople(['import', path.join(folder, 'odd/nope')]);
    expect(stdout.split('\n')[0]).toBe(`failed     ${path.join(folder, 'odd/nope')}: there is no such file or folder`);
  });
});

test('a file that is no zip is no archive; one that was cut off is damaged', async () => {
  const page = path.join(folder, 'page.html');
  writeFileSync(page, '<p>No zip at all.</p>');
  expect(await cli.run(['import-archive', page])).toMatchObject({
    status: 4,
    value: { error: { code: 'invalid', message: `${page} is no archive that export-archive has written.` } },
  });
  const whole = path.join(folder, 'whole.wacz');
  await cli.ok(['export-archive', whole]);
  const cut = path.join(folder, 'cut.wacz');
  writeFileSync(cut, readFileSync(whole).subarray(0, 500));
  expect(await cli.run(['import-archive', cut])).toMatchObject({
    status: 5,
    value: { error: { code: 'damaged', message: `${cut} is damaged: its end is missing or unreadable.` } },
  });
});
