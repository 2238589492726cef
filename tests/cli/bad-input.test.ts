// Bad input of every kind: a code and a sentence, the rest of the batch goes on, nothing is lost.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('bad-input');
const cli = commandLine(folder);
const file = (name: string, content: string | Uint8Array) => {
  const place = path.join(folder, name);
  writeFileSync(place, content);
  return place;
};
const error = (code: string) => ({ error: { code, message: expect.stringMatching(/\S/) } });

test('without an archive, the sentence says how to make one', async () => {
  const result = await cli.run(['list']);
  expect(result.status).toBe(3);
  expect(result.value).toMatchObject({
    error: { code: 'not-found', remedy: expect.stringContaining('pressmark init') },
  });
});

describe('files that are no articles', () => {
  const cases: Record<
    string,
    { name: string; content: string | Uint8Array; code: string; status: number; format?: string }
  > = {
    'an empty file': { name: 'empty.txt', content: '', code: 'invalid', status: 4 },
    'white space alone': { name: 'blank.txt', content: ' \n\t\n', code: 'invalid', status: 4 },
    'a binary called .txt': {
      name: 'picture.txt',
      content: Uint8Array.from({ length: 4000 }, (_, n) => (n * 197 + (n >> 3)) % 256),
      code: 'invalid',
      status: 4,
    },
    'a page without text': {
      name: 'blank.html',
      content: '<!doctype html><title></title><script>var a = 1</script><p> </p>',
      code: 'invalid',
      status: 4,
    },
    'a line that is no JSON': {
      name: 'lines.jsonl',
      content: '{"title": "A", \n',
      code: 'invalid',
      status: 4,
      format: 'jsonl',
    },
    'a line without text': {
      name: 'lines2.jsonl',
      content: '{"title":"A"}\n',
      code: 'invalid',
      status: 4,
      format: 'jsonl',
    },
    'a file of an unknown kind': {
      name: 'disk.iso',
      content: Uint8Array.from([0, 1, 2, 3, 0, 0, 0, 250, 251]),
      code: 'invalid',
      status: 4,
    },
    'a PDF that holds nothing': { name: 'paper.pdf', content: '%PDF-1.7\n', code: 'invalid', status: 4 },
  };
  for (const [what, { name, content, code, status, format }] of Object.entries(cases)) {
    test(`${what} is ${code}`, async () => {
      if (!existsSync(cli.archive)) await cli.ok(['init']);
      const result = await cli.run(['import', file(name, content), ...(format ? ['--format', format] : [])]);
      expect(result.values[0]).toMatchObject({ status: 'failed', ...error(code) });
      expect(result.values.at(-1)).toMatchObject({ summary: { imported: 0, failed: 1 } });
      expect(result.status).toBe(status);
      expect((await cli.ok(['verify'])).value).toMatchObject({ damaged: [] });
    });
  }

  test('a wrong encoding is imported with replacement characters and a warning', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Une phrase entière en français, pour être lue\nété '),
      Buffer.from([0xff, 0xc3]),
      Buffer.from(' et encore des mots écrits là, où ça va bien.\n'),
    ]);
    const { value } = await cli.ok(['import', file('damaged.txt', bytes)]);
    expect(value).toMatchObject({ status: 'imported', warnings: [expect.any(String)] });
    const shown = (await cli.ok(['show', (value as { id: string }).id, '--text'])).value as { text: string };
    expect(shown.text).toContain('Une phrase entière');
  });

  test('a missing file is not-found, and the others of the batch are imported', async () => {
    const good = file('good.txt', 'A good title\nAnd a sentence that ends here.\n');
    const result = await cli.run(['import', path.join(folder, 'nowhere.txt'), good]);
    expect(result.status).toBe(10);
    expect(result.values).toMatchObject([
      { status: 'failed', ...error('not-found') },
      { status: 'imported' },
      { summary: { imported: 1, failed: 1 } },
    ]);
  });

  test('a folder without rights is reported, and its neighbours are imported', async () => {
    const batch = path.join(folder, 'batch');
    mkdirSync(path.join(batch, 'closed'), { recursive: true });
    writeFileSync(path.join(batch, 'open.txt'), 'An open title\nAnd a sentence about it.\n');
    writeFileSync(path.join(batch, 'closed', 'x.txt'), 'x');
    chmodSync(path.join(batch, 'closed'), 0);
    const result = await cli.run(['import', batch]);
    chmodSync(path.join(batch, 'closed'), 0o755);
    if (process.getuid?.() === 0) {
      console.warn('skipped: a folder without rights (the superuser may read everything)');
      return;
    }
    expect(result.values.find((value) => (value as { status?: string }).status === 'failed')).toMatchObject({
      error: { code: 'unavailable' },
    });
    expect(result.values.at(-1)).toMatchObject({ summary: { imported: 1, failed: 1 } });
  });
});

describe('calls with wrong words', () => {
  for (const words of [
    ['frobnicate'],
    ['list', '--limit', 'many'],
    ['highlight', 'abc'],
    ['show'],
    ['list', '--sort', 'length'],
  ]) {
    test(`${words.join(' ')} is usage`, async () => {
      const result = await cli.run(words);
      expect(result.status).toBe(2);
      expect(result.value).toMatchObject(error('usage'));
    });
  }
});

test('an id, a dossier, an annotation that is not there is not-found; among several ids the others are shown', async () => {
  for (const words of [
    ['show', 'zzzzzzzzzzzz'],
    ['split', 'zzzzzzzzzzzz', '--pages', '1-2'],
    ['dossier', 'show', 'No such'],
    ['bibliography', '--dossier', 'No such'],
    ['annotations', 'remove', 'zzzzzzzzzzzz'],
    ['remove', 'zzzzzzzzzzzz'],
    ['restore', 'zzzzzzzzzzzz'],
    ['export', 'zzzzzzzzzzzz', '--to', path.join(folder, 'x.pdf')],
  ]) {
    const result = await cli.run(words);
    expect([words.join(' '), result.status]).toEqual([words.join(' '), 3]);
    expect(result.value).toMatchObject(error('not-found'));
  }
  const [item] = ((await cli.ok(['list'])).value as { items: { id: string }[] }).items;
  const both = await cli.run(['show', 'zzzzzzzzzzzz', item?.id as string]);
  expect(both.status).toBe(10);
  expect(both.values).toMatchObject([{ error: { code: 'not-found', subject: 'zzzzzzzzzzzz' } }, { id: item?.id }]);
});

test('a query that cannot be read names the place, alone and among lines', async () => {
  const alone = await cli.run(['search', 'title:']);
  expect(alone.status).toBe(4);
  expect(alone.value).toMatchObject({ error: { code: 'invalid', message: expect.stringMatching(/\d/) } });
  const lines = await cli.run(['search', '-'], 'good\ntitle:\nsentence\n');
  expect(lines.status).toBe(10);
  expect(lines.values).toMatchObject([
    { query: 'good' },
    { query: 'title:', error: { code: 'invalid' } },
    { query: 'sentence' },
  ]);
});

test('a target that cannot be written is unavailable before any work is done', async () => {
  const [item] = ((await cli.ok(['list'])).value as { items: { id: string }[] }).items;
  const id = item?.id as string;
  expect(await cli.run(['export', id, '--to', path.join(folder, 'no-such-folder', 'x.pdf')])).toMatchObject({
    status: 3,
  });
  expect(await cli.run(['export', id, '--to', folder, '--format', 'pdf'])).toMatchObject({ status: 9 });
  expect(await cli.run(['export', id, '--to', path.join(folder, 'x.xyz')])).toMatchObject({ status: 2 });
});

test('a file of the archive, or one that is imported, is never written over', async () => {
  const [item] = ((await cli.ok(['list'])).value as { items: { id: string }[] }).items;
  const id = item?.id as string;
  const manifest = path.join(cli.archive, 'pressmark.json');
  const before = readFileSync(manifest, 'utf8');
  const source = file('kept.txt', 'A kept title\nAnd a sentence about it.\n');
  for (const words of [
    ['export', id, '--to', manifest, '--format', 'html'],
    ['export', id, '--to', path.join(cli.archive, 'captures', 'new.html')],
    ['show', id, '--original', manifest],
    ['export-archive', path.join(cli.archive, 'all.zip')],
    ['import', source, '--report', path.join(cli.archive, 'README.txt')],
  ])
    expect([words[0], await cli.run(words)]).toMatchObject([words[0], { status: 4, value: error('invalid') }]);
  expect(await cli.run(['import', source, '--report', source])).toMatchObject({ status: 2, value: error('usage') });
  expect(readFileSync(source, 'utf8')).toContain('A kept title');
  expect(readFileSync(manifest, 'utf8')).toBe(before);
  expect((await cli.ok(['verify'])).value).toMatchObject({ damaged: [] });
});

test('a cache or a state folder that cannot be is unavailable, with what to do', async () => {
  const place = file('no-folder', 'x');
  for (const name of ['PRESSMARK_CACHE', 'XDG_STATE_HOME', 'XDG_CONFIG_HOME']) {
    const elsewhere = commandLine(folder, cli.archive);
    elsewhere.env[name] = place;
    const words =
      name === 'XDG_CONFIG_HOME' ? ['settings', 'set', 'theme', 'dark'] : ['import', '-', '--format', 'text'];
    const result = await elsewhere.run(words, 'A title\nAnd a sentence.\n');
    expect([name, result]).toMatchObject([name, { status: 9, value: error('unavailable') }]);
    expect(result.value).toMatchObject({ error: { remedy: expect.stringMatching(/\S/) } });
  }
});

test('an archive of a newer version is refused by every command, and not touched', async () => {
  const newer = commandLine(tempFolder('newer'));
  await newer.ok(['init']);
  const manifest = path.join(newer.archive, 'pressmark.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"version":1', '"version":9'));
  const before = readdirSync(newer.archive, { recursive: true });
  for (const words of [['list'], ['verify'], ['import', '-', '--format', 'text']]) {
    const result = await newer.run(words, 'A title\nA sentence.\n');
    expect(result.status).toBe(7);
    expect(result.value).toMatchObject(error('newer-format'));
  }
  expect(readdirSync(newer.archive, { recursive: true })).toEqual(before);
});

test('init refuses a folder that is an archive already or holds something', async () => {
  const again = await cli.run(['init']);
  expect(again.status).toBe(4);
  expect(again.value).toMatchObject(error('invalid'));
});
