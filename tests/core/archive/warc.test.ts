// WARC records of captures: those that a page was fetched with stay what they were, and every line of the index leads to its record.
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { CaptureRecord } from '../../../src/core/archive/capture-file.ts';
import { captureWarc, cdxjLine, warcRecords } from '../../../src/core/archive/warc.ts';

const CAPTURE: CaptureRecord = {
  document: 'k3f9q2x7abcd',
  capture: 'm8d1c5z0qrst',
  title: 'Un titre',
  url: 'https://www.Courrier.example.org/2024/bac?a=1',
  capturedAt: '2026-01-02T03:04:05.678Z',
  mediaType: 'text/html',
  format: 'html',
  digest: 'sha256:00',
  bytes: 5,
  engine: { name: 'pressmark', version: '0.1.0' },
  origins: {},
  warnings: [],
};

function record(type: string, url: string, block: string, more = ''): Buffer {
  const bytes = Buffer.from(block);
  return Buffer.concat([
    Buffer.from(
      `WARC/1.1\r\nWARC-Type: ${type}\r\nWARC-Target-URI: ${url}\r\nWARC-Date: 2026-01-02T03:04:05Z\r\n${more}Content-Length: ${bytes.length}\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n\r\n'),
  ]);
}

const PAGE = 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Le bac 😀\r\n\r\nreprend</p>';
const RECORDS = [
  record('request', CAPTURE.url as string, 'GET /2024/bac HTTP/1.1\r\n\r\n'),
  record('response', CAPTURE.url as string, PAGE, 'WARC-Payload-Digest: sha256:11\r\n'),
  record('response', 'https://img.example.org:8443/a.png', 'HTTP/1.1 404 Not Found\r\nContent-Type: image/png\r\n\r\n'),
];

test.each([
  ['each record a gzip member', Buffer.concat(RECORDS.map((each) => gzipSync(each)))],
  ['all in one gzip member', gzipSync(Buffer.concat(RECORDS))],
])('the records of a page that was fetched keep their bytes: %s', (_, bytes) => {
  const found = [...warcRecords(CAPTURE, { name: 'page.warc.gz', bytes })];
  expect(found.map(({ gzip }) => gunzipSync(gzip))).toEqual(RECORDS);
  expect(found.map(({ page }) => page)).toEqual([
    undefined,
    { url: CAPTURE.url, date: '2026-01-02T03:04:05Z', mime: 'text/html', status: 200, digest: 'sha256:11' },
    {
      url: 'https://img.example.org:8443/a.png',
      date: '2026-01-02T03:04:05Z',
      mime: 'image/png',
      status: 404,
      digest: '',
    },
  ]);
});

test('a page whose file was imported is a resource, the same bytes each time', () => {
  const original = { name: 'original.html', bytes: Buffer.from('<p>é') };
  const [one, ...more] = [...warcRecords(CAPTURE, original)];
  expect(more).toEqual([]);
  expect(gunzipSync(one?.gzip as Uint8Array).toString()).toMatch(
    /^WARC\/1\.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https:\/\/www\.Courrier[\s\S]*Content-Type: text\/html\r\n[\s\S]*Content-Length: 5\r\n\r\n<p>é\r\n\r\n$/,
  );
  expect([...warcRecords(CAPTURE, original)]).toEqual([one]);
});

test('a document without an address has no record', () => {
  const { url: _, ...capture } = CAPTURE;
  expect([...warcRecords(capture, { name: 'original.txt', bytes: Buffer.from('x') })]).toEqual([]);
});

test('a line of the index sorts by the address from its end', () => {
  const [, page] = [...warcRecords(CAPTURE, { name: 'page.warc.gz', bytes: gzipSync(Buffer.concat(RECORDS)) })];
  const line = cdxjLine(page?.page as NonNullable<typeof page>['page'] & object, {
    offset: 7,
    length: 9,
    filename: 'data.warc.gz',
  });
  expect(line).toMatch(
    /^org,example,courrier\)\/2024\/bac\?a=1 20260102030405 \{"url":.*"offset":"7","filename":"data.warc.gz"\}$/,
  );
});

describe('a capture as a file of its own', () => {
  const said = [{ type: 'Annotation', body: [{ value: 'Où ?' }] }];

  test('has the records of the page as they were fetched, and what people said of it', () => {
    const bytes = Buffer.concat(RECORDS.map((each) => gzipSync(each)));
    const file = gunzipSync(captureWarc(CAPTURE, { name: 'page.warc.gz', bytes }, said, 'Pressmark')).toString('utf8');
    expect(file.startsWith('WARC/1.1\r\nWARC-Type: warcinfo\r\n')).toBe(true);
    for (const each of RECORDS) expect(file).toContain(each.toString('utf8'));
    expect(file).toMatch(/WARC-Type: metadata\r\n[\s\S]*application\/ld\+json[\s\S]*"Où \?"/);
  });

  test('names what has no address of the web by its URN; nothing said, nothing added', () => {
    const { url: _, ...nowhere } = CAPTURE;
    const original = { name: 'original.txt', bytes: Buffer.from('Le bac') };
    const file = gunzipSync(captureWarc(nowhere, original, [], 'Pressmark')).toString('utf8');
    expect(file).toContain('WARC-Target-URI: urn:pressmark:k3f9q2x7abcd\r\n');
    expect(file).toContain('\r\n\r\nLe bac\r\n\r\n');
    expect(file).not.toContain('WARC-Type: metadata');
  });
});
