// EPUB, Word, Markdown, feeds and lists of feeds.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openContainer } from '../../../../src/core/capture/containers/open-container.ts';
import { readFrontMatter } from '../../../../src/core/capture/markdown/front-matter.ts';
import { captureAll, captureFile, linesOf } from '../../../support/captures.ts';
import { corpus } from '../../../support/corpus.ts';
import {
  ATOM,
  JSON_FEED,
  MARKDOWN,
  makeDocx,
  makeEpub,
  OPML,
  PARAGRAPHS,
  RSS,
  TITLE,
} from '../../../support/made-files.ts';

describe('a book (EPUB)', () => {
  test('is one document: chapters in order, images kept, links between chapters lead on', async () => {
    const captured = await captureFile('a.epub', makeEpub());
    expect(linesOf(captured)).toEqual([TITLE, 'Morning', PARAGRAPHS[0], 'See the evening.', 'Evening', PARAGRAPHS[1]]);
    expect(captured.fields).toMatchObject({
      title: TITLE,
      author: ['Ana Ruiz'],
      source: 'Harbour Press',
      published: '2026-02-03',
      language: 'en',
    });
    expect(captured.reading.media).toHaveLength(1);
    expect(captured.reading.html).toMatch(
      /<section>.*<a href="#note-1">the evening<\/a>.*<section>.*<h2 id="note-1">Evening<\/h2>/su,
    );
    expect(captured).toMatchObject({ format: 'epub', externalId: 'urn:isbn:0000000000000', warnings: [] });
  });

  test('of fixed pages that draw their words says them', async () => {
    const drawn =
      '<html><body><svg xmlns="http://www.w3.org/2000/svg"><style>.a{fill:red}</style><text><tspan y="0">The gates of the </tspan><tspan y="9">harbour</tspan><tspan y="9">s.</tspan></text></svg></body></html>';
    const captured = await captureFile('a.epub', makeEpub({ 'OEBPS/one.xhtml': Buffer.from(drawn) }));
    expect(linesOf(captured)).toContain('The gates of the harbours.');
    expect(captured.reading.html).not.toMatch(/svg|fill/u);
  });

  test('a missing chapter is told, and stops nothing', async () => {
    const opf = makeEpub({ 'OEBPS/one.xhtml': Buffer.from('<html><body><p>One.</p></body></html>') });
    expect((await captureFile('a.epub', opf)).warnings).toEqual([]);
    const lost = Buffer.from(
      '<package><metadata><title>T</title></metadata><manifest><item id="a" href="one.xhtml" media-type="application/xhtml+xml"/><item id="b" href="lost.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>',
    );
    expect((await captureFile('a.epub', makeEpub({ 'OEBPS/book.opf': lost }))).warnings).toEqual(['pages-left-out']);
  });

  test.each([
    [
      'whose chapters are encrypted',
      {
        'META-INF/encryption.xml': Buffer.from(
          '<encryption><EncryptedData><CipherData><CipherReference URI="OEBPS/one.xhtml"/></CipherData></EncryptedData></encryption>',
        ),
      },
    ],
    [
      'whose entities grow',
      {
        'OEBPS/one.xhtml': Buffer.from(
          '<!DOCTYPE html [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><html><body><p>&b;</p></body></html>',
        ),
      },
    ],
    ['without a package', { 'META-INF/container.xml': Buffer.from('<container/>'), 'OEBPS/book.opf': Buffer.from('') }],
  ])('one %s is refused', async (_, more) => {
    await expect(captureFile('a.epub', makeEpub(more))).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('a Word document (DOCX)', () => {
  test('gives title, headings, paragraphs and tables', async () => {
    const captured = await captureFile('a.docx', makeDocx());
    expect(linesOf(captured)).toEqual([TITLE, PARAGRAPHS[0], 'What the divers found', PARAGRAPHS[1], 'Ships\t3']);
    expect(captured.fields).toMatchObject({ title: TITLE, author: ['Ana Ruiz', 'Li Lei'], language: 'en' });
  });

  test('one that declares entities is refused', async () => {
    const xxe = Buffer.from('<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document/>');
    await expect(captureFile('a.docx', makeDocx({ 'word/document.xml': xxe }))).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('Markdown', () => {
  test('front matter becomes fields, the text an article without scripts', async () => {
    const captured = await captureFile('a.md', MARKDOWN);
    expect(linesOf(captured)).toEqual([TITLE, PARAGRAPHS[0], 'Ships\tBoats', '3\t12', PARAGRAPHS[1]]);
    expect(captured.fields).toMatchObject({
      title: TITLE,
      author: ['Ana Ruiz', 'Li Lei'],
      published: '2026-02-03',
      language: 'en',
    });
    expect(captured).toMatchObject({ tags: ['ports', 'sea'], url: 'https://harbour.example/a' });
    expect(captured.reading.html).not.toContain('alert');
  });

  test('footnotes are blocks where they stand, their marks no text; formulas keep their backslashes', async () => {
    const captured = await captureFile(
      'a.md',
      '# T\n\nA claim[^1] costs $5 or $6: $a\\,b$.\n\n[^1]: The *source*\nof it.\n\nMore.',
    );
    expect(linesOf(captured)).toEqual(['T', 'A claim costs $5 or $6: $a\\,b$.', 'The source of it.', 'More.']);
    expect(captured.reading.html).toMatch(/<a href="#note-1">1<\/a>.*<p id="note-1">/su);
  });

  test('without a heading its first sentence names it', async () =>
    expect((await captureFile('a.md', 'Only words here. And more.')).fields.title).toBe('Only words here.'));

  test.each([
    [
      'yaml',
      '---\nTitle: A: b # no\nlist:\n  - one\n  - "two"\nflow: [a, \'b, c\']\ntext: >\n  folded\n  words\nnested:\n  key: value\n---\nBody',
      { title: 'A: b', list: ['one', 'two'], flow: ['a', 'b, c'], text: 'folded words' },
    ],
    ['toml', '+++\ntitle = "A"\ntags = ["x", "y"]\n+++\nBody', { title: 'A', tags: ['x', 'y'] }],
    ['a rule is no front matter', '---\n\nBody', {}],
  ])('front matter: %s', (_, text, expected) => {
    const { fields, body } = readFrontMatter(text);
    expect(Object.fromEntries(fields)).toMatchObject(expected);
    expect(body.trim()).toMatch(/Body$/);
  });
});

describe('a feed', () => {
  test('of RSS gives each entry with its content', async () => {
    const [first, second] = await captureAll('feed.xml', Buffer.from(RSS, 'latin1'));
    expect(first?.name).toBe('https://harbour.example/a');
    expect(first?.captured).toMatchObject({ url: 'https://harbour.example/a', format: 'feed' });
    expect(first?.captured.fields).toMatchObject({
      title: TITLE,
      author: ['Ana Ruiz'],
      source: 'Harbour Press',
      published: '2026-02-18T07:32+01:00',
      language: 'en-GB',
      keywords: ['Ports'],
    });
    expect(linesOf(first!.captured)).toEqual([TITLE, PARAGRAPHS[0], PARAGRAPHS[1]]);
    expect(second?.captured).toMatchObject({ externalId: 'x-2', fields: { title: 'Fish & ships' } });
    expect(linesOf(second!.captured)[1]).toBe(PARAGRAPHS[2]);
  });

  test('of Atom', async () => {
    const [only] = await captureAll('feed', ATOM);
    expect(only?.captured.fields).toMatchObject({ title: TITLE, author: ['Ana Ruiz'], published: '2026-02-18T07:32Z' });
    expect(linesOf(only!.captured)).toEqual([TITLE, PARAGRAPHS[0], 'A second line.']);
  });

  test('of JSON', async () => {
    const [only] = await captureAll('feed.json', JSON_FEED);
    expect(only?.captured.fields).toMatchObject({
      title: TITLE,
      author: ['Ana Ruiz'],
      source: 'Harbour Press',
      published: '2026-02-18T07:32+01:00',
    });
  });

  test('a list of feeds gives their addresses', async () => {
    const parts = await Array.fromAsync(openContainer({ name: 'a.opml', format: 'opml', bytes: Buffer.from(OPML) }));
    expect(parts).toEqual([{ address: 'https://harbour.example/feed' }, { address: 'http://harbour.example/other' }]);
  });
});

describe.each(['epub', 'docx', 'markdown', 'eml', 'mhtml'])('real files: %s', { timeout: 300_000 }, (kind) => {
  const real = corpus(kind);
  interface Known {
    readonly file: string;
    readonly title?: string | null;
    readonly subject?: string;
    readonly first?: string;
    readonly last?: string;
  }
  const fold = (text: string) => text.normalize('NFKC').replace(/\s+/gu, ' ').trim().toLowerCase();

  test.skipIf(real === undefined)('have title and text as they are known', async () => {
    const folder = real as string;
    const index: readonly Known[] = JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8'));
    const wrong: string[] = [];
    for (const { file, title, subject, first, last } of index) {
      if (file.endsWith('.mbox') || /truncated/u.test(file)) continue;
      try {
        const captured = await captureFile(file, readFileSync(path.join(folder, file)));
        const text = fold(captured.reading.text);
        const known = title || subject;
        if (known && fold(known) !== fold(captured.fields.title)) wrong.push(`${file}: title ${captured.fields.title}`);
        for (const words of [first, last])
          if (words && !text.includes(fold(words))) wrong.push(`${file}: lacks ${words}`);
      } catch (error) {
        if ((error as { code?: string }).code !== 'invalid') wrong.push(`${file}: ${error}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
