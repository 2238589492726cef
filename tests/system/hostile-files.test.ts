// Damaged and hostile files of every format, imported by the built program: each is read or named, nothing crashes, hangs, fills the memory
// or appears outside the archive. The copies are made here: cut, with flipped bits, with bombs, slips and loops.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import {
  ATOM,
  JSON_FEED,
  MARKDOWN,
  makeDocx,
  makeEpub,
  makeMail,
  makeMbox,
  makeMhtml,
  makePdf,
  makeRecord,
  makeScan,
  makeWacz,
  makeWarc,
  OPML,
  PAGE,
  PARAGRAPHS,
  RSS,
  TITLE,
} from '../support/made-files.ts';
import { tempFolder } from '../support/temp-folder.ts';

const PRESS = path.join(import.meta.dirname, '../fixtures/press');
const CUTS = [0.1, 0.5, 0.9, 0.99];
const FLIPS = 4;
const LARGEST_MB = 1024;

const WHOLE = [
  'a.pdf',
  'scan.pdf',
  'a.epub',
  'a.docx',
  'a.md',
  'a.eml',
  'a.mhtml',
  'a.wacz',
  'a.warc.gz',
  'slip.epub',
  'slip.wacz',
];

interface Item {
  readonly source: string;
  readonly status: string;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Whole files by name. */
async function wholeFiles(): Promise<Map<string, Uint8Array>> {
  const lines = PARAGRAPHS.flatMap((text, i) => [{ text: text.slice(0, 80), x: 50, y: 700 - 40 * i }]);
  const files: [string, string | Uint8Array][] = [
    ['a.pdf', await makePdf([[{ text: TITLE, x: 50, y: 780, size: 20 }, ...lines], lines], TITLE)],
    ['scan.pdf', await makeScan(2)],
    ['a.epub', makeEpub()],
    ['a.docx', makeDocx()],
    ['a.md', MARKDOWN],
    ['a.html', PAGE],
    ['a.txt', `${TITLE}\n${PARAGRAPHS.join('\n')}`],
    ['a.eml', makeMail()],
    ['a.mbox', makeMbox()],
    ['a.mhtml', makeMhtml()],
    ['a.warc.gz', makeWarc()],
    ['a.warc', makeRecord('https://harbour.example/a', 'text/html', PAGE)],
    ['a.wacz', makeWacz()],
    ['feed.rss', RSS],
    ['feed.atom', ATOM],
    ['feed.json', JSON_FEED],
    ['list.opml', OPML],
    ...readdirSync(PRESS).map((name): [string, Uint8Array] => [name, readFileSync(path.join(PRESS, name))]),
  ];
  return new Map(files.map(([name, content]) => [name, Uint8Array.from(Buffer.from(content))]));
}

/** A pseudo-random series that is the same in every run. */
function series(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function damaged(name: string, bytes: Uint8Array): [string, Uint8Array][] {
  const next = series(name.length * 7919 + bytes.length);
  const cut = CUTS.map((share, i): [string, Uint8Array] => [
    `cut${i}-${name}`,
    bytes.slice(0, Math.floor(bytes.length * share)),
  ]);
  const flipped = Array.from({ length: FLIPS }, (_, i): [string, Uint8Array] => {
    const copy = Uint8Array.from(bytes);
    for (let n = 0; n < 1 + i * 8; n++) {
      const at = Math.floor(next() * copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(next() * 8));
    }
    return [`flip${i}-${name}`, copy];
  });
  const doubled = Uint8Array.from([...bytes, ...bytes]);
  const zeroed = Uint8Array.from(bytes);
  zeroed.fill(0, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2));
  return [...cut, ...flipped, [`twice-${name}`, doubled], [`zeros-${name}`, zeroed]];
}

/** Files that are made to harm. */
function hostile(): [string, Uint8Array][] {
  const zeros = (mb: number) => new Uint8Array(mb * 2 ** 20);
  const nested = (depth: number, open: string, close: string, inside: string) =>
    open.repeat(depth) + inside + close.repeat(depth);
  const utf8 = (text: string) => Uint8Array.from(Buffer.from(text));
  const loops =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 99999999/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF';
  const selfForm =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources 5 0 R>>endobj\n4 0 obj<</Length 6>>stream\n/F Do \nendstream endobj\n5 0 obj<</XObject<</F 6 0 R>>>>endobj\n6 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources 5 0 R/Length 12>>stream\n/F Do /F Do \nendstream endobj\ntrailer<</Root 1 0 R/Size 7>>\n%%EOF';
  const flateBomb = Buffer.concat([
    Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</Filter[/FlateDecode/FlateDecode]/Length 999999>>stream\n',
    ),
    gzipTwice(zeros(300)),
    Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF'),
  ]);
  const bomb = zipSync({ 'OEBPS/one.xhtml': [zeros(300), { level: 9 }] }, { level: 9 });
  return [
    ['loop.pdf', utf8(loops)],
    ['self.pdf', utf8(selfForm)],
    ['bomb.pdf', flateBomb],
    ['bomb.epub', makeEpub({ 'OEBPS/one.xhtml': zeros(300) })],
    ['image-bomb.epub', makeEpub({ 'OEBPS/images/dot.png': zeros(300) })],
    ['no-package.epub', bomb],
    ['bomb.docx', makeDocx({ 'word/document.xml': zeros(300) })],
    ['picture-bomb.docx', makeDocx({ 'word/media/a.png': zeros(300) })],
    [
      'deep.docx',
      makeDocx({
        'word/document.xml': utf8(
          `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${nested(50_000, '<w:sdt>', '</w:sdt>', 'x')}</w:body></w:document>`,
        ),
      }),
    ],
    [
      'slip.epub',
      makeEpub({ '../../../slipped.txt': utf8('x'), '/tmp/slipped.txt': utf8('x'), 'C:\\slipped.txt': utf8('x') }),
    ],
    ['slip.wacz', makeWacz({ '../../slipped.txt': utf8('x') })],
    ['bomb.wacz', makeWacz({ 'archive/data.warc.gz': gzipSync(gzipSync(zeros(500))) })],
    ['bomb.warc.gz', gzipSync(zeros(500))],
    ['bomb-in-bomb.warc.gz', gzipSync(gzipSync(zeros(500)))],
    [
      'body-bomb.warc',
      makeRecord('https://harbour.example/a', 'text/html', gzipSync(zeros(500)), ['Content-Encoding: gzip']),
    ],
    [
      'laughs.rss',
      utf8(
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>',
      ),
    ],
    [
      'xxe.nitf',
      utf8(
        '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body><body.content><p>&x;</p></body.content></body></nitf>',
      ),
    ],
    ['deep.xml', utf8(`<newsItem>${nested(100_000, '<a>', '</a>', 'x')}</newsItem>`)],
    [
      'wide.rss',
      utf8(
        `<rss><channel>${'<item><title>x</title><description>y</description></item>'.repeat(20_000).slice(0, 60_000)}</channel></rss>`,
      ),
    ],
    ['deep.json', utf8(`{"version":"https://jsonfeed.org/version/1","items":${nested(50_000, '[', ']', '')}}`)],
    [
      'deep.eml',
      utf8(
        Array.from({ length: 500 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`).join(''),
      ),
    ],
    [
      'loop.eml',
      utf8(
        'Content-Type: multipart/mixed; boundary=b\n\n'.concat(
          '--b\nContent-Type: multipart/mixed; boundary=b\n\n'.repeat(5000),
        ),
      ),
    ],
    ['parts.eml', utf8(`Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(30_000)}`)],
    ['headers.eml', utf8(`${'X-A: b\n'.repeat(160_000)}\nwords`)],
    ['words.eml', utf8(`Subject: ${'=?utf-8?q?a?= '.repeat(100_000)}\n\nwords`)],
    ['brackets.md', utf8('['.repeat(50_000))],
    ['emphasis.md', utf8('*a **b '.repeat(5000))],
    ['quotes.md', utf8(`${'> '.repeat(5000)}a`)],
    ['table.md', utf8(`|${'a|'.repeat(500)}\n|${'-|'.repeat(500)}\n${`|${'b|'.repeat(500)}\n`.repeat(20)}`)],
    ['braces.rtf', utf8(`{\\rtf1 ${'{'.repeat(200_000)}HD x Document ABCD20261123abc`)],
    ['nul.txt', zeros(1)],
  ];
}

/** Zlib streams within one another, as filters of a PDF. */
function gzipTwice(bytes: Uint8Array): Buffer {
  return deflateSync(deflateSync(bytes));
}

describe('damaged and hostile files', () => {
  const folder = tempFolder();
  const files = path.join(folder, 'files');
  const cli = commandLine(folder);
  let items: readonly Item[] = [];
  let names: readonly string[] = [];
  let status: number | null = null;
  let peakMb = 0;

  beforeAll(async () => {
    mkdirSync(files, { recursive: true });
    const whole = await wholeFiles();
    const all = [...whole, ...[...whole].flatMap(([name, bytes]) => damaged(name, bytes)), ...hostile()];
    for (const [name, bytes] of all) writeFileSync(path.join(files, name), bytes);
    names = all.map(([name]) => name);
    await cli.ok(['init']);
    const watch = setInterval(() => {
      peakMb = Math.max(peakMb, residentMb(cli.archive));
    }, 100);
    const result = await cli.run(['import', files]);
    clearInterval(watch);
    status = result.status;
    items = result.values.filter(
      (value): value is Item => typeof value === 'object' && value !== null && 'status' in value,
    );
  }, 1_500_000);

  test('every file is reported, as read or with a code that names what is wrong', () => {
    expect(status).toBe(10);
    const reported = new Set(items.map(({ source }) => path.basename(source.replace(/#.*$/su, ''))));
    const missing = names.filter((name) => !reported.has(name) && !name.endsWith('list.opml'));
    expect(missing).toEqual([]);
    const defects = items.filter(
      ({ status, error }) =>
        status === 'failed' && !['invalid', 'too-large', 'unavailable'].includes(error?.code ?? ''),
    );
    expect(defects).toEqual([]);
    // Addresses of a list of feeds are fetched; there are none at harbour.example.
    expect(items.filter(({ source, error }) => error?.code === 'unavailable' && !source.startsWith('http'))).toEqual(
      [],
    );
  });

  test('whole files are read', async () => {
    const failed = items.filter(({ source, status }) => status === 'failed' && WHOLE.includes(path.basename(source)));
    expect(failed).toEqual([]);
  });

  test('none takes too long or too much memory', () => {
    expect(items.filter(({ error }) => /more than \d+ seconds/u.test(error?.message ?? ''))).toEqual([]);
    if (process.platform === 'linux') expect(peakMb).toBeLessThan(LARGEST_MB);
    else console.warn('skipped: memory of another process is read on Linux only');
  });

  test('nothing was written outside, and the archive is sound', async () => {
    const outside = [folder, path.dirname(folder), files, path.dirname(files)].flatMap((each) => readdirSync(each));
    expect(outside.filter((name) => name.includes('slipped'))).toEqual([]);
    expect((await cli.ok(['verify'])).value).toMatchObject({ damaged: [] });
  });
});

/** The memory of the process whose command line names the archive, in megabytes; 0 where it cannot be read. */
function residentMb(archive: string): number {
  if (process.platform !== 'linux') return 0;
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/u.test(name))) {
    try {
      if (!readFileSync(`/proc/${id}/cmdline`, 'utf8').includes(archive)) continue;
      return Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024;
    } catch {
      // It ended meanwhile.
    }
  }
  return 0;
}
