// Words of strangers on a terminal: nothing in them steers it, and nothing in a record can.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { ImportItem } from '../../src/shared/api/documents.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const STEERING = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
const folder = tempFolder('hostile-words');
const cli = commandLine(folder);
let id = '';

beforeAll(async () => {
  await cli.ok(['init']);
  const place = path.join(folder, 'page.html');
  const evil = '&#27;]0;pwned&#7;&#27;[2J';
  writeFileSync(
    place,
    `<html><head><title>Strike ${evil}</title><meta name="author" content="Ann ${evil}Poe"></head><body><article><h1>Strike ${evil}</h1>${`<p>The port strike ${evil} went on, \u202eand nobody knew how long it would last.</p>`.repeat(6)}</article></body></html>`,
  );
  id = ((await cli.ok(['import', place])).value as ImportItem).id as string;
  await cli.ok(['note', id, 'Why \u001b[2Jnow?']);
});

test('fields hold no control characters, however they came', async () => {
  const { value } = await cli.ok(['show', id, '--text']);
  expect(value).toMatchObject({ title: 'Strike ]0;pwned[2J' });
  expect((value as { text: string }).text.split('\n')[0]).toBe('Strike ]0;pwned[2J');
  const edited = await cli.ok(['edit', id, '--title', 'New\u001b[2J title', '--author', 'Ann\u0007 Poe']);
  expect(edited.value).toMatchObject({ title: 'New[2J title', author: ['Ann Poe'] });
  const text = path.join(folder, 'nul.txt');
  writeFileSync(text, 'Port strike\0 ends\n\nAfter a week.\n');
  expect((await cli.ok(['import', text])).value).toMatchObject({ title: 'Port strike ends' });
  const list = path.join(folder, 'list.ris');
  writeFileSync(list, 'TY  - NEWS\nTI  - Ferry \u001b[2Jline\nAU  - Poe, Ann\u0007\nT2  - The \u001b[2JPost\nER  - \n');
  const { id: listed } = (await cli.ok(['import', list, '--no-fetch'])).value as ImportItem;
  expect((await cli.ok(['show', listed as string])).value).toMatchObject({
    title: 'Ferry [2Jline',
    source: 'The [2JPost',
  });
});

test('what is printed for people steers no terminal', async () => {
  for (const words of [
    ['list'],
    ['show', id],
    ['search', 'strike'],
    ['annotations'],
    ['import', path.join(folder, 'page.html')],
    ['import', path.join(folder, 'no\u001b[2J.txt')],
    ['show', 'a\u001b[2J'],
    ['highlight', id, '--quote', 'port strike', '--prefix', 'The '],
  ]) {
    const { stdout, stderr } = await cli.forPeople(words);
    expect(stdout + stderr, words.join(' ')).not.toMatch(STEERING);
  }
  expect((await cli.forPeople(['annotations'])).stdout).toContain('Why ␛[2Jnow?');
});

test('what goes into a file is as it is', async () => {
  expect((await cli.forPeople(['annotations', id, '--format', 'csv'])).stdout).toContain('Why \u001b[2Jnow?');
  const { text } = (await cli.ok(['show', id, '--text'])).value as { text: string };
  expect((await cli.forPeople(['show', id, '--text'])).stdout).toBe(`${text.trimEnd()}\n`);
});
