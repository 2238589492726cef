// Prints small dossiers with a real Chromium and reads them back with pdf.js and pdf-lib.
import { PDFDict, PDFHexString, PDFName } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChromiumPrinter } from '../../../src/cli/chromium-printer.ts';
import { exportDossierAs } from '../../../src/core/dossier/export.ts';
import { exportArticlePdf, exportDossierPdf } from '../../../src/core/dossier/export-pdf.ts';
import type {
  DossierToPrint,
  PrintedArticle,
  PrintedPdf,
  PrintPorts,
} from '../../../src/core/dossier/printed-article.ts';
import type { Printer } from '../../../src/core/ports.ts';
import { positionOf } from '../../../src/shared/annotation.ts';
import { CodePointIndex } from '../../../src/shared/code-points.ts';
import { Failure } from '../../../src/shared/errors.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { buildDossierResources } from './support/built-resources.ts';
import {
  type ReadGlyph,
  type ReadPdf,
  readAnnotations,
  readGlyphs,
  sortedCharacters,
  stringOf,
  textOf,
  textUnderQuads,
} from './support/read-back.ts';
import { noteOnArticle, PRINT_SETTINGS, printedArticle, readingTextOf, SAMPLES } from './support/sample-articles.ts';

const SETTINGS = PRINT_SETTINGS;
const DOSSIER: DossierToPrint = {
  name: 'A dossier (test)',
  subtitle: 'Of eight articles',
  author: 'Owner Olive',
  parts: new Set(['cover', 'contents', 'provenance']),
};

const articles: readonly PrintedArticle[] = SAMPLES.map(printedArticle);
const printer = createChromiumPrinter({ log: () => undefined });
let ports: PrintPorts;
let printed: PrintedPdf;
let pages: ReadGlyph[][];
let read: ReadPdf;

beforeAll(async () => {
  ports = { printer, ...(await buildDossierResources(tempFolder('dossier'))) };
  printed = await exportDossierPdf(DOSSIER, articles, SETTINGS, ports);
  pages = await readGlyphs(printed.bytes);
  read = await readAnnotations(printed.bytes);
}, 60_000);
afterAll(() => printer.close());

const idOf = (iri: string): string => iri.replace('urn:pressmark:', '');

describe('highlights of a dossier', () => {
  const all = articles.flatMap((article) => article.annotations.map((annotation) => ({ article, annotation })));

  test('the program finds nothing wrong with its own print', () => {
    expect(printed.unmatched).toEqual([]);
    expect(printed.warnings).toEqual([]);
  });

  test.each(all.map((each) => [idOf(each.annotation.id), each] as const))(
    '%s lies on exactly its words',
    (id, { article, annotation }) => {
      const { start, end } = positionOf(annotation) as { start: number; end: number };
      const quote = new CodePointIndex(article.readingText).slice(start, end);
      const parts = read.highlights.filter(({ name }) => name === id || name.startsWith(`${id}.`));
      const under = parts.map(({ page, quads }) => textUnderQuads(pages[page] ?? [], quads)).join('');
      expect(parts.length).toBeGreaterThan(0);
      expect(sortedCharacters(under)).toBe(sortedCharacters(quote));
    },
  );

  test('one that crosses a page has a part on each page, each with its own name and the whole note or quote', () => {
    const parts = read.highlights.filter(({ name }) => name.startsWith('den1h7'));
    expect(parts.map(({ name }) => name)).toEqual(['den1h7', 'den1h7.2']);
    expect(new Set(parts.map(({ page }) => page)).size).toBe(2);
    expect(new Set(parts.map(({ contents }) => contents)).size).toBe(1);
  });

  test('each says who wrote it, when, and what', () => {
    const [first] = read.highlights.filter(({ name }) => name === 'den1h1');
    expect(first).toMatchObject({
      author: 'Reader Rose',
      contents: 'On the title (with a \\ backslash).',
      created: 'D:20240607080000Z',
      modified: 'D:20240608091011Z',
    });
    expect(read.highlights.find(({ name }) => name === 'den1h3')?.contents).toBe('report stay');
  });

  test('each has an appearance of its own and a place in the tag tree', () => {
    expect(read.highlights.every(({ hasAppearance, isInTagTree }) => hasAppearance && isInTagTree)).toBe(true);
  });

  test('they move no glyph', async () => {
    const bare = articles.map((article) => ({ ...article, annotations: [] }));
    const without = await readGlyphs((await exportDossierPdf(DOSSIER, bare, SETTINGS, ports)).bytes);
    const item = printed.items[2];
    const [page, other] = [
      pages[(item?.firstPage ?? 0) - 1] ?? [],
      without.find((each) => textOf(each).includes('亚洲第一长河')) ?? [],
    ];
    const places = (glyphs: readonly ReadGlyph[]) =>
      glyphs
        .filter(({ sizePt }) => Math.abs(sizePt - 10.5) < 0.01)
        .map(({ x, y, text }) => `${text} ${x.toFixed(1)} ${y.toFixed(1)}`);
    expect(places(other).length).toBeGreaterThan(40);
    expect(places(page)).toEqual(expect.arrayContaining(places(other)));
  });
});

describe('the parts of a dossier', () => {
  test('every article begins on the page that is reported, and all pages are counted', () => {
    for (const [i, { firstPage }] of printed.items.entries()) {
      const title = sortedCharacters(SAMPLES[i]?.title ?? '').replace(/[^\p{L}]/gu, '');
      const onPage = sortedCharacters(textOf(pages[firstPage - 1] ?? ''.split('').map(() => ({}) as ReadGlyph)));
      expect([...title].every((character) => onPage.includes(character))).toBe(true);
    }
    expect(printed.pages).toBe(pages.length);
  });

  test('the contents list every title with the label of its page', async () => {
    const labels = await labelsOf(printed.bytes);
    const contents = textOf(pages[1] ?? []).replace(/[\s\u2060]+/g, ' ');
    for (const { firstPage } of printed.items) expect(contents).toMatch(new RegExp(` ${labels[firstPage - 1]}(?!\\d)`));
    expect(contents).toContain('AVATAR’s Efficient Office');
    expect(labels.slice(0, 4)).toEqual(['i', 'ii', '3', '4']);
  });

  test('the outline leads from parts to articles to highlights', async () => {
    const outline = await outlineOf(printed.bytes);
    expect(outline.map(({ title }) => title)).toEqual(['Contents', ...SAMPLES.map(({ title }) => title), 'Provenance']);
    expect(outline.slice(1, -1).map(({ page }) => page)).toEqual(printed.items.map(({ firstPage }) => firstPage));
    expect(outline[0]?.page).toBe(2);
    expect(outline[3]?.children).toEqual([
      '1. “绿色”',
      '2. 亚洲第一长河，货运量',
      '3. 金、木、水、火、土各有用处。 2024年',
    ]);
  });

  test('the body stands at 10.5 points, although an article has a line of 300 letters without a space', () => {
    const body = (pages[(printed.items[0]?.firstPage ?? 1) - 1] ?? [])
      .filter(({ text }) => text === 'e')
      .map(({ sizePt }) => sizePt.toFixed(1));
    expect(body).toContain('10.5');
    const text = pages.flat().filter(({ sizePt }) => sizePt > 8);
    expect(Math.max(...text.map(({ x }) => x))).toBeLessThan(528);
  });

  test('Latin, Cyrillic, Chinese, Arabic, Hebrew and Korean are read back as written, also by readers that ignore /ActualText', () => {
    const text = pages
      .map(textOf)
      .join('')
      .normalize('NFKC')
      .replace(/[\p{Cf}\s]/gu, '');
    for (const words of ['Курсдоллара', '长江是亚洲第一长河', '서울의기온이']) expect(text).toContain(words);
    expect(text).not.toContain('\ufffd');
    expect(text).toContain([...'صحيفة'].reverse().join(''));
  });

  test('the file is tagged, has a language and fixed dates', () => {
    const { document } = read;
    expect(document.catalog.has(PDFName.of('StructTreeRoot'))).toBe(true);
    expect(stringOf(document.catalog, 'Lang')).toBe('en');
    expect(document.getTitle()).toBe(DOSSIER.name);
    expect(document.getCreationDate()?.toISOString()).toBe('2024-06-10T12:00:00.000Z');
    expect(document.getModificationDate()?.toISOString()).toBe('2024-06-10T12:00:00.000Z');
  });

  test('every link says where it leads, and the notes lead to their passages', () => {
    expect(read.links.every((link) => link.lookup(PDFName.of('Contents')) instanceof PDFHexString)).toBe(true);
    const addresses = read.links
      .map((link) => link.lookupMaybe(PDFName.of('A'), PDFDict))
      .map((action) => (action ? stringOf(action, 'URI') : ''));
    expect(addresses.some((address) => address.startsWith('pressmark-highlight'))).toBe(false);
    expect(addresses).toContain('https://news.example/a?token=SECRET&b=1');
  });

  test('the same input gives the same bytes', async () => {
    const again = await exportDossierPdf(DOSSIER, articles, SETTINGS, ports);
    expect(Buffer.compare(Buffer.from(again.bytes), Buffer.from(printed.bytes))).toBe(0);
  });
});

describe('editions and labels', () => {
  test('a recipient’s edition has no private note, token, tracking parameter or path, neither in texts nor in links', async () => {
    const { bytes } = await exportDossierPdf(
      DOSSIER,
      articles,
      { ...SETTINGS, edition: 'recipient', paper: 'Letter' },
      ports,
    );
    const { document, highlights, links } = await readAnnotations(bytes);
    const said = [
      ...(await readGlyphs(bytes)).map(textOf),
      ...highlights.map(({ contents }) => contents),
      ...links.map(
        (link) =>
          `${stringOf(link, 'Contents')} ${stringOf(link.lookupMaybe(PDFName.of('A'), PDFDict) ?? link, 'URI')}`,
      ),
    ].join('\n');
    for (const secret of ['SECRET', 'utm_source', 'user:pass', 'captures/', 'راجع المصدر'])
      expect(said).not.toContain(secret);
    expect(said).toContain('news.example/den1?id=7');
    expect(document.getPage(0).getWidth()).toBeCloseTo(612, 0);
  });

  test('labels are French, groups stand in contents and outline, and dates order them', async () => {
    const some = [articles[2], articles[1]].map(
      (article, i) => ({ ...article, item: { ...article?.item, published: `2024-0${6 - i}-01` } }) as PrintedArticle,
    );
    const { bytes } = await exportDossierPdf(
      DOSSIER,
      some,
      { ...SETTINGS, labelLanguage: 'fr', groupBy: 'date' },
      ports,
    );
    const outline = await outlineOf(bytes);
    expect(outline.map(({ title }) => title)).toEqual(['Sommaire', '1 mai 2024', '1 juin 2024', 'Provenance']);
    expect((await readGlyphs(bytes)).map(textOf).join(' ').replace(/\s+/g, ' ')).toContain('1 mai 2024');
  });

  test('one article alone begins on page 1, with a note on the article and a lost passage told', async () => {
    const lost = noteOnArticle('lost1', 'Where did it go?', {
      target: { source: 'd', selector: [{ type: 'TextQuoteSelector', exact: 'words that are gone' }] },
    });
    const article = {
      ...(articles[6] as PrintedArticle),
      annotations: [...(articles[6]?.annotations ?? []), noteOnArticle('whole1', 'All of it.'), lost],
    };
    const { bytes, items, unmatched } = await exportArticlePdf(article, SETTINGS, ports);
    const text = (await readGlyphs(bytes)).map(textOf).join(' ').replace(/\s+/g, ' ');
    expect(items).toEqual([{ id: 'dru7', firstPage: 1, pages: 1, highlights: 1 }]);
    expect(unmatched).toEqual([]);
    for (const words of ['All of it.', 'On the article', 'words that are gone', 'Where did it go?'])
      expect(text).toContain(words);
    expect((await readAnnotations(bytes)).highlights).toHaveLength(1);
  });

  test('a title that a person changed comes first, with the captured one and its highlight below', async () => {
    const [first] = articles as [PrintedArticle];
    const { bytes, unmatched } = await exportArticlePdf(
      { ...first, item: { ...first.item, title: 'Another title' } },
      SETTINGS,
      ports,
    );
    const text = textOf((await readGlyphs(bytes))[0] ?? []).replace(/\s+/g, ' ');
    expect(text.indexOf('Another title')).toBeLessThan(text.indexOf('Captured under the title: AVATAR’s'));
    expect(unmatched).toEqual([]);
  });
});

describe('what goes wrong', () => {
  test('an article whose page text is not the stored one gets no highlight on wrong words, and is reported', async () => {
    const [, second] = articles as [PrintedArticle, PrintedArticle];
    const { unmatched, warnings, bytes } = await exportArticlePdf(
      { ...second, readingText: `${second.readingText} more` },
      SETTINGS,
      ports,
    );
    expect(unmatched).toEqual(['dfr2h1', 'dfr2h2']);
    expect(warnings.join()).toContain('dfr2');
    expect((await readAnnotations(bytes)).highlights).toEqual([]);
  });

  test('a hostile reading runs nothing and asks for nothing', async () => {
    const body = `<p onclick="x()" style="background:url(https://evil.example/style)">Words that stay.</p><script>document.body.textContent = 'OWNED'; fetch('https://evil.example/fetch')</script>
<img src="https://evil.example/image.png" onerror="document.title='OWNED'"><img src="media/../../../etc/passwd"><iframe src="https://evil.example/frame"></iframe><link rel="stylesheet" href="https://evil.example/sheet.css"><meta http-equiv="refresh" content="0;url=https://evil.example/refresh"><object data="https://evil.example/object"></object><svg><script>document.body.textContent='OWNED'</script></svg><a href="javascript:document.write('OWNED')">link</a><form action="https://evil.example/form"><input autofocus onfocus="document.body.textContent='OWNED'"></form><base href="https://evil.example/">`;
    const html = `<!doctype html><html lang="en"><body><article><h1 data-pressmark="title">Hostile</h1>${body}</article></body></html>`;
    const asked: string[] = [];
    const watching: Printer = {
      open: (page) => {
        const file = (address: string) => {
          asked.push(address);
          return page.file(address);
        };
        return printer.open({ ...page, file });
      },
      close: async () => undefined,
    };
    const article = {
      ...(articles[0] as PrintedArticle),
      annotations: [],
      readingHtml: html,
      readingText: readingTextOf(html),
    };
    const { bytes } = await exportArticlePdf(
      { ...article, item: { ...article.item, title: '<img src=x onerror=alert(1)>' } },
      SETTINGS,
      { ...ports, printer: watching },
    );
    const text = (await readGlyphs(bytes)).map(textOf).join(' ');
    expect(text).toContain('Words that stay.');
    expect(text).toContain('<img src=x onerror=alert(1)>');
    expect(text).not.toContain('OWNED');
    expect(asked.filter((address) => !/^(fonts\/.*\.woff2|[\w-]+\.css|print-page\.js)$/.test(address))).toEqual([]);
    const { links } = await readAnnotations(bytes);
    expect(
      links
        .map((link) => stringOf(link.lookup(PDFName.of('A'), PDFDict), 'URI'))
        .filter((address) => /javascript|evil/.test(address)),
    ).toEqual([]);
  });

  test('it can be called off while it prints', async () => {
    const controller = new AbortController();
    const calling = exportDossierPdf(DOSSIER, articles, SETTINGS, {
      ...ports,
      signal: controller.signal,
      onProgress: ({ stage }) => stage === 'print' && controller.abort(),
    });
    await expect(calling).rejects.toThrow(/abort/i);
  });

  test('an engine that does not start is told as unavailable, with what to install', async () => {
    const missing = createChromiumPrinter({ executable: '/nowhere/chromium', log: () => undefined });
    const failure = await exportArticlePdf(articles[0] as PrintedArticle, SETTINGS, {
      ...ports,
      printer: missing,
    }).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ code: 'unavailable', remedy: expect.stringContaining('Install') });
  });

  test('a dossier without articles is refused', async () => {
    await expect(exportDossierAs('pdf', DOSSIER, [], SETTINGS, ports)).rejects.toMatchObject({ code: 'usage' });
  });
});

async function labelsOf(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const labels = (await document.getPageLabels()) ?? [];
  await document.loadingTask.destroy();
  return labels;
}

async function outlineOf(bytes: Uint8Array): Promise<{ title: string; page: number; children: string[] }[]> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const entries = (await document.getOutline()) ?? [];
  const read = await Promise.all(
    entries.map(async ({ title, dest, items }) => ({
      title,
      page: (await document.getPageIndex((dest as [{ num: number; gen: number }])[0])) + 1,
      children: items.map((item: { title: string }) => item.title),
    })),
  );
  await document.loadingTask.destroy();
  return read;
}
