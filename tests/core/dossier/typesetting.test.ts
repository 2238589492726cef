// Prints what typesetters look at: long tables with their heads, signs that must not begin a line, words that are divided in each language.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createChromiumPrinter } from '../../../src/cli/chromium-printer.ts';
import { exportArticlePdf } from '../../../src/core/dossier/export-pdf.ts';
import type { PrintPorts } from '../../../src/core/dossier/printed-article.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { buildDossierResources } from './support/built-resources.ts';
import { type ReadGlyph, readAnnotations, readGlyphs, textOf } from './support/read-back.ts';
import { PRINT_SETTINGS, printedArticle, type SampleArticle } from './support/sample-articles.ts';

const SETTINGS = PRINT_SETTINGS;

const printer = createChromiumPrinter({ log: () => undefined });
let ports: PrintPorts;
beforeAll(async () => {
  ports = { printer, ...(await buildDossierResources(tempFolder('typesetting'))) };
});
afterAll(() => printer.close());

async function print(sample: Pick<SampleArticle, 'language' | 'body'> & Partial<SampleArticle>) {
  const article = printedArticle({ id: 'dty1', title: 'Set', highlights: [], ...sample });
  const { bytes, unmatched } = await exportArticlePdf(article, SETTINGS, ports);
  expect(unmatched).toEqual([]);
  return { pages: await readGlyphs(bytes), highlights: (await readAnnotations(bytes)).highlights };
}

/** The lines of the text, as they stand on paper. */
function linesOf(pages: readonly ReadGlyph[][]): string[] {
  const text = pages.flatMap((page, n) =>
    page
      .filter(({ sizePt }) => Math.abs(sizePt - 10.5) < 0.05)
      .map((glyph) => ({ ...glyph, line: `${n} ${glyph.y.toFixed(0)}` })),
  );
  return [...Map.groupBy(text, ({ line }) => line)]
    .map(([, glyphs]) =>
      glyphs
        .map((glyph) => glyph.text)
        .join('')
        .replace(/\p{Cf}/gu, '')
        .trim(),
    )
    .filter((line) => !line.startsWith('A. Writer'));
}

test('a long table begins where it stands and goes on under its head; a highlight in the head is one', async () => {
  const rows = Array.from({ length: 70 }, (_, i) => `<tr><td>${1950 + i}</td><td>Station ${i}</td></tr>`).join('');
  for (const head of [
    `<thead><tr><th>Yearly</th><th>Stations</th></tr></thead>`,
    `<tr><th>Yearly</th><th>Stations</th></tr>`,
  ]) {
    const { pages, highlights } = await print({
      language: 'en',
      body: `<p>Before it.</p><table>${head}${rows}</table>`,
      highlights: [{ quote: 'Yearly', note: 'On the head.' }, { quote: '2010\tStation 60' }],
    });
    const texts = pages.map(textOf);
    expect(texts[0]).toContain('Station 0');
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.every((text) => text.includes('Yearly'))).toBe(true);
    expect(highlights.map(({ name, page }) => [name, page])).toEqual([
      ['dty1h1', 0],
      ['dty1h2', expect.any(Number)],
    ]);
  }
});

test('words of a table are not cut while there is room for them', async () => {
  const long = '外交部长周六向联合国表示，继续制裁将加深双方的不信任。'.repeat(3);
  const rows = Array.from({ length: 6 }, (_, i) => `<tr><td>${1960 + i}</td><td>1,00${i}</td><td>${long}</td></tr>`);
  const { pages } = await print({
    language: 'zh',
    body: `<table><tr><th>年份</th><th>吨</th><th>备注</th></tr>${rows.join('')}</table>`,
  });
  const cells = [...Map.groupBy(pages.flat(), ({ y }) => y.toFixed(0))].map(([, glyphs]) => textOf(glyphs));
  for (const word of ['年份', '1960', '1,005']) expect(cells.some((line) => line.includes(word))).toBe(true);
});

test('a long word of a note is divided as the article’s are', async () => {
  const { pages } = await print({
    language: 'de',
    body: '<p>Der Hafen wartete auf die Flut.</p>',
    highlights: [{ quote: 'Hafen', note: 'Siehe Hafenkapitänsschreiben.' }],
  });
  const note = [
    ...Map.groupBy(
      pages.flat().filter(({ x }) => x > 482),
      ({ y }) => y.toFixed(0),
    ),
  ];
  expect(note.map(([, glyphs]) => textOf(glyphs)).join('|')).toMatch(/Hafen\p{L}*\u2060?[-\u2010]\|/u);
});

test('a short table is kept whole', async () => {
  const filler = '<p>Some words.</p>'.repeat(24);
  const rows = Array.from({ length: 12 }, (_, i) => `<tr><td>${1950 + i}</td><td>Station ${i}</td></tr>`).join('');
  const { pages } = await print({ language: 'en', body: `${filler}<table>${rows}</table>` });
  const on = pages.flatMap((page, n) => (/Station/.test(textOf(page)) ? [n] : []));
  expect(on).toHaveLength(1);
});

test('French signs stay with their words, figures with their units and groups', async () => {
  const sentence =
    'Qui les mènera ? Personne ! ont-ils dit ; « Le coût : 3 000 000 € environ, soit 12 % du budget », selon eux. ';
  const { pages } = await print({
    language: 'fr',
    body: Array.from({ length: 12 }, (_, i) => `<p>${'Mot'.repeat(i)} ${sentence.repeat(6)}</p>`).join(''),
  });
  const lines = linesOf(pages);
  expect(lines.length).toBeGreaterThan(60);
  for (const line of lines) {
    expect(line).not.toMatch(/^[»;:!?€%]|^000|«$/);
    expect(line).not.toMatch(/\d{1,3}$/);
  }
});

test.each([
  ['de', 'Verwaltungsgerichtshof', /(?:Verwal|Verwaltungs|Verwaltungsge|Verwaltungsgerichts)-/],
  ['en', 'responsibilities', /(?:re|respon|responsi|responsibil|responsibili)-/],
  ['en-GB', 'responsibilities', /(?:respons|responsib|responsibil|responsibilit)-/],
  ['fr', 'investigations', /(?:inves|investi|investiga)-/],
  ['es', 'responsabilidades', /(?:res|respon|responsa|responsabi|responsabili|responsabilida)-/],
  ['it', 'responsabilità', /(?:respon|responsa|responsabi|responsabili)-/],
  ['pt', 'responsabilidades', /(?:res|respon|responsa|responsabi|responsabili|responsabilida)-/],
])(
  'words of %s are divided at the ends of lines, and read back whole where they are not',
  async (language, word, divided) => {
    const { pages } = await print({
      language,
      body: Array.from({ length: 20 }, (_, i) => `<p>${'a '.repeat(i)}${`${word} `.repeat(18)}</p>`).join(''),
    });
    const lines = linesOf(pages);
    expect(lines.filter((line) => /[-\u2010]$/.test(line)).length).toBeGreaterThan(3);
    expect(lines.some((line) => divided.test(line.replaceAll('\u2010', '-')))).toBe(true);
    expect(lines.join('')).not.toContain('\u00ad');
  },
);
