// What is said with an import: of a single article, of its address, of its format; and what is no article at all.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { readZip } from '../../src/core/archive/zip.ts';
import type { ImportItem } from '../../src/shared/api/documents.ts';
import { atEnd } from '../support/at-end.ts';
import { commandLine } from '../support/command-line.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder('import-options');
const cli = commandLine(folder);
const file = (name: string, content: string) => {
  const place = path.join(folder, name);
  writeFileSync(place, content);
  return place;
};
const total = async () => ((await cli.ok(['list'])).value as { total: number }).total;
const importOne = async (...args: string[]) => (await cli.ok(['import', ...args])).value as ImportItem;

beforeAll(async () => {
  await cli.ok(['init']);
});

describe('what is said of a single article', () => {
  test('is refused for several, whatever they come in, and nothing is imported', async () => {
    const before = await total();
    const first = file('k1.txt', 'A strike at the port\n\nIt began on Monday.');
    const second = file('k2.txt', 'A ferry line\n\nIt opens in the spring.');
    const both = await cli.run(['import', first, second, '--url', 'https://ex.org/a', '--title', 'Same']);
    expect(both.status).toBe(2);
    expect(both.values).toMatchObject([
      { error: { code: 'usage', message: expect.stringContaining('--url, --title'), subject: second } },
    ]);
    const lines = file('two.jsonl', '{"title":"One","text":"Words."}\n{"title":"Two","text":"Others."}\n');
    expect(await cli.run(['import', lines, '--author', 'Ada'])).toMatchObject({ status: 2 });
    expect(await total()).toBe(before);
  });

  test('is taken for the one article of a file that could hold several', async () => {
    const line = file('one.jsonl', '{"title":"One","text":"Words of the one article."}\n');
    expect(await importOne(line, '--title', 'Said', '--url', 'https://ex.org/one')).toMatchObject({ title: 'Said' });
  });
});

test('an address given for known bytes is one of the document’s, whose recapture is known by it', async () => {
  const { id } = await importOne(file('y1.txt', 'The mayor spoke\n\nOf the bridge, on Monday.'));
  expect(await importOne(path.join(folder, 'y1.txt'), '--url', 'https://www.exact.org/p1')).toMatchObject({
    status: 'duplicate',
    id,
  });
  const newer = file('y2.txt', 'The mayor spoke\n\nOf the bridge, on Monday and on Tuesday.');
  expect(await importOne(newer, '--url', 'https://exact.org/p1')).toMatchObject({ recapture: true, id });
});

test('what lets one in stands in an address that is given, and nowhere in the archive', async () => {
  const body = '<p>The authority of the port said on Monday that the repairs would take some weeks.</p>'.repeat(8);
  const page = `<html><head><title>Behind a door</title></head><body><article><h1>Behind a door</h1>${body}</article></body></html>`;
  const server = http.createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => server.close());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const given = `http://reader:topsecret@${host}/a`;
  const report = path.join(folder, 'report.jsonl');
  const item = await importOne(given, '--allow-private', '--report', report);
  expect(item).toMatchObject({ source: given, status: 'imported', title: 'Behind a door' });
  const text = file('address.txt', 'A text\n\nWith an address that was given.');
  await cli.ok(['import', text, '--url', `https://reader:topsecret@ex.org/text`]);
  const entry = file(
    'pocket.csv',
    `title,url,time_added,tags,status\nKept,http://reader:topsecret@${host}/b,1,,unread\n`,
  );
  await cli.ok(['import', entry, '--no-fetch']);
  expect(await total()).toBeGreaterThan(2);
  const shown = (await cli.ok(['list', '--limit', '0'])).stdout + readFileSync(report, 'utf8');
  expect(shown).toContain(`http://${host}/a`);
  expect(shown).not.toContain('topsecret');
  for (const each of readdirSync(cli.archive, { recursive: true, withFileTypes: true })) {
    if (!each.isFile()) continue;
    const place = path.join(each.parentPath, each.name);
    const members = each.name.endsWith('.zip') ? [...(await readZip(place)).values()] : [readFileSync(place)];
    for (const bytes of members) {
      const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
      expect((isPacked ? gunzipSync(bytes) : Buffer.from(bytes)).includes('topsecret'), place).toBe(false);
    }
  }
});

test('an archive in a folder is passed over; one that is named is refused', async () => {
  const inside = path.join(folder, 'inside');
  mkdirSync(inside);
  writeFileSync(path.join(inside, 'article.txt'), 'An article\n\nBeside the archive.');
  const nested = commandLine(path.join(folder, 'nested'), path.join(inside, 'Press'));
  await nested.ok(['init']);
  const { values } = await nested.ok(['import', inside]);
  expect(values).toMatchObject([{ title: 'An article' }, { summary: { imported: 1, failed: 0 } }]);
  const named = await nested.run(['import', nested.archive]);
  expect(named.status).toBe(4);
  expect(named.values[0]).toMatchObject({ status: 'failed', error: { code: 'invalid' } });
});

test('a word that is no format is refused before anything is read, also for known bytes', async () => {
  const known = file('format.txt', 'A text\n\nThat is imported twice.');
  await importOne(known);
  expect(await cli.run(['import', known, '--format', 'foo'])).toMatchObject({ status: 2, values: [{ error: {} }] });
});
