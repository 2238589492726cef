// Web archives: each page with its images, whole, damaged and hostile archives.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { captureAll, captureFile, linesOf } from '../../../support/captures.ts';
import { corpus } from '../../../support/corpus.ts';
import {
  makeRecord,
  makeWacz,
  makeWarc,
  makeWarcRecord,
  PAGE,
  PARAGRAPHS,
  TITLE,
} from '../../../support/made-files.ts';

const namesOf = (parts: readonly { readonly name: string }[]) => parts.map(({ name }) => name);
const URL_A = 'https://harbour.example/a';
const URL_B = 'https://harbour.example/b';

describe('a WARC', () => {
  test('gives each page that has words, with its images, as an archive of its own', async () => {
    const parts = await captureAll('a.warc.gz', makeWarc());
    expect(namesOf(parts)).toEqual([URL_A, URL_B]);
    const [first] = parts;
    expect(linesOf(first!.captured)).toEqual([TITLE, ...PARAGRAPHS]);
    expect(first?.captured).toMatchObject({ url: URL_A, format: 'warc', originalName: 'page.warc.gz' });
    expect(first?.captured.reading.media).toHaveLength(1);
    const again = await captureAll('again.warc.gz', first!.captured.original);
    expect(namesOf(again)).toEqual([URL_A]);
    expect(Buffer.from(again[0]!.captured.original).equals(first!.captured.original)).toBe(true);
  });

  test.each([
    ['not packed', [makeRecord(URL_A, 'text/html', PAGE)], false],
    ['packed as one', [gzipSync(Buffer.concat([makeRecord(URL_A, 'text/html', PAGE)]))], false],
    [
      'with line ends of LF',
      [
        Buffer.from(
          makeRecord(URL_A, 'text/html', PAGE)
            .toString()
            .replace(/^[^<]*/u, (head) =>
              head
                .replaceAll('\r\n', '\n')
                .replace(/Content-Length: (\d+)/u, (_, n) => `Content-Length: ${Number(n) - 3}`),
            ),
        ),
      ],
      false,
    ],
    [
      'of bodies in chunks',
      [
        makeRecord(URL_A, 'text/html', `${Buffer.byteLength(PAGE).toString(16)}\r\n${PAGE}\r\n0\r\n\r\n`, [
          'Transfer-Encoding: chunked',
        ]),
      ],
      false,
    ],
    [
      'of bodies that only say they are in chunks',
      [makeRecord(URL_A, 'text/html', PAGE, ['Transfer-Encoding: chunked'])],
      false,
    ],
    ['of gzip bodies', [makeRecord(URL_A, 'text/html', gzipSync(PAGE), ['Content-Encoding: gzip'])], false],
    ['of brotli bodies', [makeRecord(URL_A, 'text/html', brotliCompressSync(PAGE), ['Content-Encoding: br'])], false],
    [
      'with a record that claims too much at its end',
      [makeRecord(URL_A, 'text/html', PAGE), makeWarcRecord('response', URL_B, Buffer.from('x'), 10 ** 12)],
      true,
    ],
    ['with rubbish between', [makeRecord(URL_A, 'text/html', PAGE), Buffer.from('rubbish\r\n')], true],
  ] as const)('%s', async (_, records, isDamaged) => {
    const parts = await captureAll('a.warc', Buffer.concat(records));
    expect(namesOf(parts)).toEqual([URL_A]);
    expect(linesOf(parts[0]!.captured)[0]).toBe(TITLE);
    expect(parts[0]?.warnings).toEqual(isDamaged ? ['source-damaged'] : []);
  });

  test('a damaged record is passed over, those behind it are read, and it is told', async () => {
    const [a, b] = [URL_A, URL_B].map((url) => gzipSync(makeRecord(url, 'text/html', PAGE))) as [Buffer, Buffer];
    a.fill(0, 100, 200);
    const parts = await captureAll('a.warc.gz', Buffer.concat([a, b]));
    expect(namesOf(parts)).toEqual([URL_B]);
    expect(parts[0]?.warnings).toEqual(['source-damaged']);
  });

  test('one that is cut gives what is before the cut', async () => {
    const [a, b] = [URL_A, URL_B].map((url) => gzipSync(makeRecord(url, 'text/html', PAGE))) as [Buffer, Buffer];
    const parts = await captureAll('a.warc.gz', Buffer.concat([a, b.subarray(0, b.length / 2)]));
    expect(namesOf(parts)).toEqual([URL_A]);
    expect(parts[0]?.warnings).toEqual(['source-damaged']);
  });

  test.each([
    ['no archive', Buffer.from('WARC/ it is not\n')],
    [
      'a body that unpacks without end',
      makeRecord(URL_A, 'text/html', gzipSync(Buffer.alloc(64 * 2 ** 20)), ['Content-Encoding: gzip']),
    ],
    ['a record that unpacks without end', gzipSync(Buffer.alloc(200 * 2 ** 20))],
    ['a claim alone', makeWarcRecord('response', URL_A, Buffer.alloc(0), Number.MAX_SAFE_INTEGER)],
  ])('%s is refused', async (_, bytes) => {
    await expect(captureAll('a.warc', bytes)).rejects.toMatchObject({
      code: expect.stringMatching(/^(?:invalid|too-large)$/),
    });
  });

  test('a page of PDF and one of ARC are read too', async () => {
    const arc = `filedesc://a.arc 0.0.0.0 20260203040506 text/plain 9\n1 0 Test\n\n${URL_A} 1.2.3.4 20260203040506 text/html ${Buffer.byteLength(PAGE) + 44}\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${PAGE}\n`;
    const parts = await captureAll('a.arc', arc);
    expect(namesOf(parts)).toEqual([URL_A]);
  });
});

describe('a WACZ', () => {
  test('gives the pages that it lists', async () =>
    expect(namesOf(await captureAll('a.wacz', makeWacz()))).toEqual([URL_A]));

  test.each([
    ['no list', { 'pages/pages.jsonl': Buffer.from('') }],
    ['a list of other pages', { 'pages/pages.jsonl': Buffer.from('{"url":"https://else.example/"}') }],
    [
      'entries that lead out of it',
      {
        'pages/pages.jsonl': Buffer.from('not JSON'),
        '../../slip.txt': Buffer.from('x'),
        'C:\\slip.txt': Buffer.from('x'),
      },
    ],
  ])('with %s gives all pages', async (_, more) =>
    expect(namesOf(await captureAll('a.wacz', makeWacz(more)))).toEqual([URL_A, URL_B]),
  );

  test('cut in two it is refused', async () => {
    await expect(captureAll('a.wacz', makeWacz().subarray(0, 400))).rejects.toMatchObject({ code: 'invalid' });
  });
});

const real = corpus('warc');
test.skipIf(real === undefined)('real archives give every article', { timeout: 300_000 }, async () => {
  const folder = real as string;
  const index: readonly { readonly file: string; readonly articles?: readonly { readonly url: string }[] }[] =
    JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8'));
  for (const { file, articles } of index) {
    const bytes = readFileSync(path.join(folder, file));
    if (articles === undefined || articles.length === 0 || bytes.length === 0) continue;
    const names = namesOf(await captureAll(file, bytes));
    expect([file, articles.filter(({ url }) => !names.includes(url))]).toEqual([file, []]);
  }
});

test('a file of one page is captured by itself', async () => {
  const captured = await captureFile('a.warc', makeRecord(URL_A, 'text/html', PAGE), { format: 'warc' });
  expect(captured.fields.title).toBe(TITLE);
});
