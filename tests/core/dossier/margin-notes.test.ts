// Prints articles with notes and looks where they came to stand: beside their passages, none over another, none lost, and nothing of the text moved.
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChromiumPrinter } from '../../../src/cli/chromium-printer.ts';
import { exportArticlePdf } from '../../../src/core/dossier/export-pdf.ts';
import type { PrintedPdf, PrintPorts, PrintSettings } from '../../../src/core/dossier/printed-article.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { buildDossierResources } from './support/built-resources.ts';
import { type ReadGlyph, readAnnotations, readGlyphs, stringOf, textOf } from './support/read-back.ts';
import { PRINT_SETTINGS, printedArticle, type SampleArticle, type SampleHighlight } from './support/sample-articles.ts';

const SETTINGS = PRINT_SETTINGS;
/** Of A4: where the column of a page that is read from left to right ends. */
const COLUMN_END_PT = 482;
const isText = ({ sizePt }: ReadGlyph): boolean => Math.abs(sizePt - 10.5) < 0.05;

const printer = createChromiumPrinter({ log: () => undefined });
let ports: PrintPorts;
beforeAll(async () => {
  ports = { printer, ...(await buildDossierResources(tempFolder('margin-notes'))) };
});
afterAll(() => printer.close());

const PARAGRAPHS = Array.from(
  { length: 40 },
  (_, i) => `Paragraph number${i} says that the ferry waited for the tide, and that the harbour was quiet that day.`,
);

function article(highlights: readonly SampleHighlight[], more: Partial<SampleArticle> = {}) {
  return printedArticle({
    id: 'dmn1',
    language: 'en',
    title: 'Notes beside the text',
    body: PARAGRAPHS.map((text) => `<p>${text}</p>`).join(''),
    highlights,
    ...more,
  });
}

const noted = (i: number, note: string): SampleHighlight => ({ quote: `number${i} says`, note });

interface Read {
  readonly printed: PrintedPdf;
  readonly pages: readonly ReadGlyph[][];
}

async function print(made: ReturnType<typeof article>, settings: Partial<PrintSettings> = {}): Promise<Read> {
  const printed = await exportArticlePdf(made, { ...SETTINGS, ...settings }, ports);
  expect(printed.unmatched).toEqual([]);
  return { printed, pages: await readGlyphs(printed.bytes) };
}

/** The glyphs beside the column. */
const besideColumn = (page: readonly ReadGlyph[]) => page.filter(({ x, sizePt }) => x > COLUMN_END_PT && sizePt < 8);

/** The words of a page that stand at a word's height, and its glyph's height. */
function heightOf(glyphs: readonly ReadGlyph[], words: string): number {
  const at = glyphs
    .map(({ text }) => text)
    .join('')
    .indexOf(words);
  expect(at, words).toBeGreaterThanOrEqual(0);
  let length = 0;
  const found = glyphs.find(({ text }) => {
    length += text.length;
    return length > at;
  });
  return found?.y ?? Number.NaN;
}

describe('notes in the margin', () => {
  test('stand beside the first line of their passages, on its page, and not at the end', async () => {
    const { pages } = await print(article([noted(1, 'Firstnote'), noted(8, 'Othernote'), noted(30, 'Farnote')]));
    for (const [i, words] of [
      [1, 'Firstnote'],
      [8, 'Othernote'],
      [30, 'Farnote'],
    ] as const) {
      const page = pages.find((glyphs) => textOf(glyphs).includes(`number${i} says`)) as ReadGlyph[];
      const body = page.filter(isText);
      expect(Math.abs(heightOf(besideColumn(page), words) - heightOf(body, `number${i}`))).toBeLessThan(6);
    }
    expect(pages.map(textOf).join(' ')).not.toContain('Annotations');
  });

  test('move nothing of the text', async () => {
    const [without, with_] = [await print(article([])), await print(article([noted(1, 'A note.'), noted(20, 'Two.')]))];
    const places = ({ pages }: Read) =>
      pages.map((page) => page.filter(isText).map(({ x, y, text }) => `${text} ${x.toFixed(2)} ${y.toFixed(2)}`));
    expect(places(without).flat().length).toBeGreaterThan(3000);
    expect(places(with_)).toEqual(places(without));
  });

  test('that are many stand below each other on the page, and what has no room there comes at the end: none is lost', async () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      noted(i, `Markedword${i}: ${'and words that fill the margin '.repeat(i % 7)}`),
    );
    const { pages } = await print(article(many));
    const all = pages.map((page) => textOf(page).replace(/\s+/g, ' ')).join(' ');
    for (let i = 0; i < 40; i++) expect(all.split(`Markedword${i}:`)).toHaveLength(2);
    expect(all).toContain('Annotations');
    for (const page of pages) {
      const lines = [
        ...new Set(
          besideColumn(page)
            .filter(({ y }) => y < 760)
            .map(({ y }) => y.toFixed(1)),
        ),
      ].map(Number);
      const apart = lines
        .toSorted((a, b) => b - a)
        .map((y, i, sorted) => (i === 0 ? 99 : (sorted[i - 1] as number) - y));
      // A number is set in another face than its note; their centres are nearly level.
      expect(apart.every((distance) => distance > 7 || distance < 1.5)).toBe(true);
      expect(Math.min(99, ...lines)).toBeGreaterThan(60);
    }
  });

  test('a long note stands at the end, under its number', async () => {
    const long = 'This note goes-on, and on, about the tides and the harbour. '.repeat(60);
    const { pages } = await print(article([noted(2, long), noted(3, 'Short one')]));
    expect(
      pages
        .flatMap((page) => besideColumn(page))
        .map(({ text }) => text)
        .join(''),
    ).not.toContain('goes-on');
    const all = pages.map(textOf).join(' ').replace(/\s+/g, ' ');
    expect(all).toContain('Annotations');
    expect(all.match(/goes-on,/g)).toHaveLength(60);
  });

  test('all stand at the end when that is asked for', async () => {
    const { pages } = await print(article([noted(1, 'Firstnote')]), { notes: 'end' });
    const text = pages.map(textOf).join(' ').replace(/\s+/g, ' ');
    expect(text).toMatch(/Annotations.*Firstnote/);
    expect(
      pages
        .flatMap((page) => besideColumn(page))
        .map(({ text }) => text)
        .join(''),
    ).not.toContain('note');
  });

  test('a page that is read from right to left is the mirror image', async () => {
    const body =
      '<p>قال الخبراء إنّ النموّ بلغ ثلاثة في المئة خلال العام، وأضافوا أنّ الأسعار ارتفعت كثيراً في الأشهر الأخيرة.</p>';
    const { pages } = await print(
      article([{ quote: 'النموّ بلغ', note: 'Leftnote' }], { language: 'ar', title: 'النموّ', body }),
    );
    const note = pages[0]?.filter(({ sizePt, y }) => sizePt < 8 && y < 760) ?? [];
    const at = note
      .map(({ text }) => text)
      .join('')
      .indexOf('Leftnote');
    expect(at).toBeGreaterThanOrEqual(0);
    expect(Math.max(...note.slice(at, at + 8).map(({ x }) => x))).toBeLessThan(595 - COLUMN_END_PT);
  });

  test('links in them lead on, and their tags stand after the paragraph, on its page', async () => {
    const { printed } = await print(article([noted(30, 'See [the report](https://example.org/report).')]));
    const { document, links } = await readAnnotations(printed.bytes);
    const link = links.find((each) =>
      stringOf(each.lookupMaybe(PDFName.of('A'), PDFDict) ?? each, 'URI').includes('example.org'),
    );
    const [left] = link?.lookup(PDFName.of('Rect'), PDFArray).asArray().map(String).map(Number) ?? [];
    expect(left).toBeGreaterThan(COLUMN_END_PT);
    expect(document.getPageCount()).toBe(printed.pages);
    const pages = new Set(document.getPages().map(({ ref }) => ref));
    // Every mark that a tag names is on a page that is there, and that page's table leads back to the tag.
    const tree = document.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
    const back = parentsOf(tree.lookup(PDFName.of('ParentTree'), PDFDict));
    let marks = 0;
    const walk = (ref: PDFRef, page: PDFRef | undefined) => {
      const element = document.context.lookup(ref, PDFDict);
      const own = (element.get(PDFName.of('Pg')) as PDFRef | undefined) ?? page;
      if (element.has(PDFName.of('Pg'))) expect(pages.has(own as PDFRef)).toBe(true);
      const kids = element.lookup(PDFName.of('K'));
      for (const kid of kids instanceof PDFArray ? kids.asArray() : [element.get(PDFName.of('K'))]) {
        if (kid instanceof PDFNumber) {
          marks++;
          const key = document.context.lookup(own, PDFDict).lookup(PDFName.of('StructParents'), PDFNumber).asNumber();
          const marked = document.context.lookup(back.get(key), PDFArray);
          expect(marked.get(kid.asNumber())).toBe(ref);
        } else if (kid instanceof PDFRef && document.context.lookup(kid) instanceof PDFDict) walk(kid, own);
      }
    };
    const top = tree.lookup(PDFName.of('K'));
    for (const ref of top instanceof PDFArray ? top.asArray() : [tree.get(PDFName.of('K'))])
      walk(ref as PDFRef, undefined);
    expect(marks).toBeGreaterThan(40);
  });
});

function parentsOf(tree: PDFDict): Map<number, PDFRef> {
  const nums = tree.lookupMaybe(PDFName.of('Nums'), PDFArray);
  const own = new Map<number, PDFRef>();
  for (let i = 0; nums && i + 1 < nums.size(); i += 2)
    own.set(nums.lookup(i, PDFNumber).asNumber(), nums.get(i + 1) as PDFRef);
  const kids = tree.lookupMaybe(PDFName.of('Kids'), PDFArray);
  for (let i = 0; kids && i < kids.size(); i++)
    for (const [key, value] of parentsOf(kids.lookup(i, PDFDict))) own.set(key, value);
  return own;
}
