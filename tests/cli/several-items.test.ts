// Calls that are given several items: what fails is reported, the rest is done, and the exit status says how it went.
import { readdirSync, statSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const cli = commandLine(tempFolder('several-items'));
const missing = (subject: string) => ({ code: 'not-found', message: expect.stringContaining(subject), subject });

async function imported(title: string): Promise<string> {
  const { value } = await cli.ok(['import', '-', '--format', 'text'], `${title}\nA sentence on ${title}.\n`);
  return (value as { id: string }).id;
}

async function noted(document: string): Promise<string> {
  const { value } = await cli.ok(['note', document, 'To be checked.']);
  return (value as { id: string }).id.slice('urn:pressmark:'.length);
}

beforeAll(() => cli.ok(['init']));

test('documents are removed and brought back although one id is wrong', async () => {
  const id = await imported('The ferry');
  const removed = await cli.run(['remove', id, 'nope']);
  expect(removed).toMatchObject({ status: 10, value: { removed: [id], failed: [missing('nope')] } });
  expect((await cli.ok(['list', '--trash'])).value).toMatchObject({ items: [{ id }] });
  const restored = await cli.run(['restore', 'nope', id]);
  expect(restored).toMatchObject({ status: 10, value: { restored: [id], failed: [missing('nope')] } });
  expect((await cli.ok(['show', id])).value).toMatchObject({ id });
});

test('annotations are removed and brought back although one id is wrong', async () => {
  const document = await imported('The bridge');
  const note = await noted(document);
  expect(await cli.run(['annotations', 'remove', 'nope', note])).toMatchObject({
    status: 10,
    value: { removed: [note], failed: [missing('nope')] },
  });
  expect((await cli.ok(['annotations', document])).value).toEqual([]);
  expect(await cli.run(['annotations', 'restore', note, 'nope'])).toMatchObject({
    status: 10,
    value: { restored: [note], failed: [missing('nope')] },
  });
  expect((await cli.ok(['annotations', document])).value).toHaveLength(1);
});

test('when all fail, the exit status is that of the first', async () => {
  for (const words of [
    ['remove', 'nope', 'none'],
    ['restore', 'nope', 'none'],
    ['annotations', 'remove', 'nope', 'none'],
  ])
    expect(await cli.run(words)).toMatchObject({ status: 3, value: { failed: [missing('nope'), missing('none')] } });
});

test('a person is told what failed, and how many are done', async () => {
  const id = await imported('The lighthouse');
  const { stdout, status } = await cli.forPeople(['remove', 'nope', id]);
  expect(status).toBe(10);
  expect(stdout).toMatch(/^failed: .*nope.*\n1 in the trash/);
});

test('documents that are all damaged are reported as damaged', async () => {
  const ids = [await imported('The harbour'), await imported('The quay')];
  const captures = path.join(cli.archive, 'captures');
  for (const name of readdirSync(captures, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(captures, name);
    if (statSync(file).isFile() && /harbour|quay/.test(name)) truncateSync(file);
  }
  const shown = await cli.run(['show', ...ids, '--html']);
  expect(shown.values).toMatchObject(ids.map((subject) => ({ error: { code: 'damaged', subject } })));
  expect(shown.status).toBe(5);
  expect((await cli.run(['show', ids[0] as string, 'nope', '--html'])).status).toBe(5);
});
