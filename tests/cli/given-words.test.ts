// What people give as words: white space is none, an emptied field is gone, and a date is on the calendar wherever it is asked for.
import { beforeAll, expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const cli = commandLine(tempFolder('given-words'));
let id = '';

beforeAll(async () => {
  await cli.ok(['init']);
  const { value } = await cli.ok(['import', '-', '--format', 'text', '--author', 'Ada'], 'Ports\nA sentence.\n');
  ({ id } = value as { id: string });
});

test('an emptied author is taken away', async () => {
  expect((await cli.ok(['show', id])).value).toMatchObject({ author: ['Ada'] });
  expect((await cli.ok(['edit', id, '--author', ''])).value).not.toHaveProperty('author');
  expect((await cli.ok(['edit', id, '--author', ' ', '--author', ' Bo '])).value).toMatchObject({ author: ['Bo'] });
});

test('an import with an empty author and language has neither', async () => {
  const words = ['import', '-', '--format', 'text', '--author', '', '--language', ''];
  const { value } = await cli.ok(words, 'Quays\nThis sentence is in plain English, as anyone can see.\n');
  expect(value).not.toHaveProperty('language');
  const shown = (await cli.ok(['show', (value as { id: string }).id])).value;
  expect(shown).not.toHaveProperty('author');
  expect(shown).not.toHaveProperty('language');
});

test.each([
  ['a note of white space', () => ['note', id, '   ']],
  ['a tag of white space', () => ['edit', id, '--tag', ' ']],
  ['a tag on two lines', () => ['edit', id, '--tag', 'one\ntwo']],
  ['a collection without a name', () => ['edit', id, '--collection', '/']],
  ['a collection in one without a name', () => ['edit', id, '--collection', 'A//B/']],
  ['an import into such a one', () => ['import', '-', '--format', 'text', '--collection', 'A/']],
  ['a highlight with a tag of white space', () => ['highlight', id, '--quote', 'A sentence', '--tag', ' ']],
  ['a saved search without a name', () => ['searches', 'save', ' ', 'port']],
] as const)('%s is refused, and nothing is kept of it', async (_, words) => {
  const before = (await cli.ok(['show', id])).value;
  const { status, value } = await cli.run(words(), 'Title\nSentence.\n');
  expect([2, 4]).toContain(status);
  expect(value).toMatchObject({ error: { message: expect.stringMatching(/\S/) } });
  expect((await cli.ok(['show', id])).value).toEqual(before);
  expect((await cli.ok(['annotations', id])).value).toEqual([]);
});

test('a tag is kept without the white space around it, and taken off by its name', async () => {
  expect((await cli.ok(['edit', id, '--tag', ' sea '])).value).toMatchObject({ tags: ['sea'] });
  expect((await cli.ok(['edit', id, '--untag', 'sea'])).value).toMatchObject({ tags: [] });
});

test.each(['2024-13', '2024-02-30', '24', '2024-06-05T10:00'])('%s is no date, whatever asks for one', async (date) => {
  for (const words of [
    ['list', '--after', date],
    ['list', '--before', date],
    ['search', 'ports', '--after', date],
    ['search', `after:${date}`],
    ['overview', '--before', date],
    ['annotations', '--after', date],
  ]) {
    const { status, value } = await cli.run(words);
    expect([words.join(' '), status]).toEqual([words.join(' '), 4]);
    expect(value).toMatchObject({ error: { code: 'invalid' } });
  }
});

test('a leap day is a date', async () => {
  for (const words of [
    ['list', '--after', '2024-02-29'],
    ['search', 'before:2024-02-29'],
    ['annotations', '--after', '2024-02'],
  ])
    await cli.ok(words);
});
