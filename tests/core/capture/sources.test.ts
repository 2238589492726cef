import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSources, type SourceItem } from '../../../src/core/capture/sources.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const listed = (sources: string[], options: Partial<Parameters<typeof readSources>[1]> = {}) =>
  Array.fromAsync(readSources(sources, { format: 'auto', ...options }));
const seen = (items: readonly SourceItem[], folder: string) =>
  items.map(({ source, error }) =>
    [path.relative(folder, source), error?.code].filter((each) => each !== undefined).join(' '),
  );
const textOf = ({ bytes }: SourceItem) => new TextDecoder().decode(bytes);
async function* inParts(...parts: string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield new TextEncoder().encode(part);
}

describe('the items of sources', () => {
  test('a folder gives its files by name, folders within it too, hidden ones not', async () => {
    const folder = tempFolder('sources');
    mkdirSync(path.join(folder, 'b/deep'), { recursive: true });
    mkdirSync(path.join(folder, '.git'));
    for (const file of ['c.txt', 'a.txt', 'b/deep/z.txt', 'b/y.txt', '.git/x.txt', '.hidden.txt'])
      writeFileSync(path.join(folder, file), file);
    const items = await listed([folder]);
    expect(seen(items, folder)).toEqual(['a.txt', 'b/deep/z.txt', 'b/y.txt', 'c.txt']);
    expect(items.map(textOf)).toEqual(['a.txt', 'b/deep/z.txt', 'b/y.txt', 'c.txt']);
  });

  test('links in a circle are not followed round, and a broken link is no item', async () => {
    const folder = tempFolder('sources');
    mkdirSync(path.join(folder, 'a'));
    writeFileSync(path.join(folder, 'a/x.txt'), 'x');
    symlinkSync(folder, path.join(folder, 'a/up'));
    symlinkSync(path.join(folder, 'a'), path.join(folder, 'again'));
    symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'broken'));
    expect(seen(await listed([folder]), folder)).toEqual(['a/x.txt']);
  });

  test('what is not there is reported, and the rest goes on', async () => {
    const folder = tempFolder('sources');
    writeFileSync(path.join(folder, 'a.txt'), 'a');
    const items = await listed([path.join(folder, 'missing.txt'), path.join(folder, 'a.txt')]);
    expect(seen(items, folder)).toEqual(['missing.txt not-found', 'a.txt']);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that may not be read is reported, and the rest goes on', async () => {
    const folder = tempFolder('sources');
    mkdirSync(path.join(folder, 'closed'));
    writeFileSync(path.join(folder, 'z.txt'), 'z');
    chmodSync(path.join(folder, 'closed'), 0);
    expect(seen(await listed([folder]), folder)).toEqual(['closed unavailable', 'z.txt']);
    chmodSync(path.join(folder, 'closed'), 0o755);
  });

  test('an address of the web is an item to be fetched; another is refused', async () => {
    const items = await listed(['https://example.org/a', 'file:///etc/hosts']);
    expect(items.map(({ address, error }) => error?.code ?? address)).toEqual(['https://example.org/a', 'invalid']);
  });

  test('standard input is one item', async () => {
    const [item] = await listed(['-'], { format: 'text', input: inParts('Tit', 'le\nWords') });
    expect(item).toMatchObject({ source: '-', name: 'standard input', format: 'text' });
    expect(textOf(item as SourceItem)).toBe('Title\nWords');
  });

  test('each line of JSONL is an item with its number, however the bytes are cut', async () => {
    const input = inParts('{"text":"é', '1"}\r\n\n', '{"text', '":"2"}', '\n{"text":"3"}');
    const items = await listed(['-'], { format: 'jsonl', input });
    expect(items.map(({ source }) => source)).toEqual(['-:1', '-:3', '-:4']);
    expect(items.map(textOf)).toEqual(['{"text":"é1"}', '{"text":"2"}', '{"text":"3"}']);
  });

  test('lines of a JSONL file name the file', async () => {
    const file = path.join(tempFolder('sources'), 'a.jsonl');
    writeFileSync(file, '{"text":"1"}\n{"text":"2"}\n');
    expect((await listed([file])).map(({ source, format }) => [source, format])).toEqual([
      [`${file}#1`, 'jsonl'],
      [`${file}#2`, 'jsonl'],
    ]);
  });

  test('listing stops when asked to', async () => {
    const folder = tempFolder('sources');
    for (const name of ['a.txt', 'b.txt']) writeFileSync(path.join(folder, name), name);
    const stop = new AbortController();
    const items = readSources([folder], { format: 'auto', signal: stop.signal });
    await items.next();
    stop.abort(new Error('enough'));
    await expect(items.next()).rejects.toThrow('enough');
  });
});
