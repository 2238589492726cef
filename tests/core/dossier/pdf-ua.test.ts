// Prints dossiers of well made and of careless articles and holds them to PDF/UA-1, as far as a machine can check it.
import { PDFDocument, PDFName } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChromiumPrinter } from '../../../src/cli/chromium-printer.ts';
import { exportArticlePdf, exportDossierPdf } from '../../../src/core/dossier/export-pdf.ts';
import type { PrintedArticle, PrintPorts, PrintSettings } from '../../../src/core/dossier/printed-article.ts';
import { DOSSIER_PARTS } from '../../../src/shared/dossier.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { buildDossierResources } from './support/built-resources.ts';
import { madePicture } from './support/made-picture.ts';
import { pdfUaFailures } from './support/pdf-ua.ts';
import {
  noteOnArticle,
  PRINT_SETTINGS,
  printedArticle,
  SAMPLES,
  type SampleArticle,
} from './support/sample-articles.ts';

const SETTINGS: PrintSettings = { ...PRINT_SETTINGS, labelLanguage: 'fr', groupBy: 'language' };

/** What pages of the web do to structure: headings out of order, stray items, short rows, spans that overlap, no alternative texts, tags that are none. */
const CARELESS: SampleArticle = {
  id: 'careless9',
  language: 'en',
  title: 'Tables, lists, pictures',
  body: `<h4>Deep first</h4><p>Words<sup>2</sup>, <strong>strong</strong> <em>em</em> <q>quoted</q> <mark>mark</mark> <del>old</del> <ins>new</ins></p><h2>Then</h2>
<table><caption>Caption of it</caption><thead><tr><th></th><th>A</th><th colspan="2">B</th></tr></thead><tbody><tr><th>r</th><td>1</td><td>2</td><td>3</td></tr><tr><td rowspan="2">x</td><td>1</td><td>2</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>
<table><tr><td rowspan="9">a</td><td colspan="3">b</td></tr><tr><td>c</td></tr></table><table><tr><td>a</td><td rowspan="2">b</td></tr><tr><td colspan="2">c</td></tr></table>
<table><tr><td>layout</td><td><table><tr><td>inner</td></tr></table></td></tr></table>
<ul><li>one<ol><li>two</li></ol></li></ul><ul><p>stray</p><li>li</li></ul><div><li>lone</li></div><div role="list"><div role="listitem">r</div></div><dl><dt>term</dt><dd>its words</dd></dl>
<figure><img src="media/1.png"><figcaption>cap <a href="https://x.example/">link</a></figcaption></figure><img src="media/missing.png"><p><img src="media/1.png" alt=""></p><blockquote><p>bq</p></blockquote><hr>
<p>Formula <math><mfrac><mi>a</mi><mi>b</mi></mfrac></math> in it.</p><details><summary>More</summary><p>folded</p></details><aside role="note"><p>aside</p></aside><section><h1>H1 again</h1></section>
<p aria-hidden="true">hidden to ears</p><p lang="x-none">odd</p><p lang="">empty</p><p lang="not a tag">bad</p><ruby>東<rt>とう</rt></ruby><a href="https://a.example/"><img src="media/1.png" alt="linked"></a>`,
  highlights: [
    { quote: 'its words', note: '**Bold** and [link](https://n.example/) `code`\n\n- one\n- two\n\n> quote' },
    { quote: 'one', note: 'In a list.' },
    { quote: 'inner', note: 'In a cell, ولا إله إلا الله.' },
    { quote: 'cap link', note: 'In a caption.' },
    { quote: 'folded' },
  ],
};

const articles: readonly PrintedArticle[] = [...SAMPLES, CARELESS].map(printedArticle).map((article, i) => ({
  ...article,
  annotations:
    i === 0 ? [...article.annotations, noteOnArticle('w1', 'On [all](https://x.example).')] : article.annotations,
  item: {
    ...article.item,
    tags: i < 2 ? ['énergie', 'personne:Anne Martin'] : [],
    published: `2024-0${1 + (i % 5)}-05`,
  },
  facsimile: i === 1 ? async () => ({ name: 'page.png', bytes: madePicture(300, 900) }) : undefined,
}));

const printer = createChromiumPrinter({ log: () => undefined });
let ports: PrintPorts;
beforeAll(async () => {
  ports = { printer, ...(await buildDossierResources(tempFolder('pdf-ua'))) };
});
afterAll(() => printer.close());

describe('PDF/UA-1', () => {
  test.each([
    ['A4', 'margin'],
    ['Letter', 'end'],
  ] as const)(
    'a dossier of every part on %s, notes at the %s',
    async (paper, notes) => {
      const dossier = {
        name: 'Le fleuve',
        subtitle: 'Neuf articles',
        confidentiality: 'Diffusion restreinte',
        parts: new Set(DOSSIER_PARTS),
        synthesis: '## Retenir\n\nLire [l’article russe](article:dru7).\n\n| a | b |\n|---|---|\n| 1 | 2 |',
      };
      const { bytes, unmatched } = await exportDossierPdf(dossier, articles, { ...SETTINGS, paper, notes }, ports);
      expect(unmatched).toEqual([]);
      expect(await pdfUaFailures(bytes)).toEqual([]);
    },
    60_000,
  );

  test('an article alone', async () => {
    const { bytes } = await exportArticlePdf(articles.at(-1) as PrintedArticle, SETTINGS, ports);
    expect(await pdfUaFailures(bytes)).toEqual([]);
  });

  test('the check finds what is wrong', async () => {
    const { bytes } = await exportArticlePdf(articles[1] as PrintedArticle, SETTINGS, ports);
    const text = Buffer.from(bytes).toString('latin1');
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>');
    const spoiled = Buffer.from(
      text.replace('<pdfuaid:part>1<', '<pdfuaid:part>7<').replace('%PDF-1.7', '%PDF-2.0'),
      'latin1',
    );
    expect(await pdfUaFailures(spoiled)).toEqual(['6.1-1 "%PDF-2.0\\n%"', '5-1']);
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    const [page] = document.getPages();
    for (const key of ['Lang', 'ViewerPreferences']) document.catalog.delete(PDFName.of(key));
    page?.node.delete(PDFName.of('Tabs'));
    page?.drawRectangle({ x: 10, y: 10, width: 5, height: 5 });
    const rules = (await pdfUaFailures(await document.save())).map((failure) => failure.split(' ', 1)[0]);
    expect([...new Set(rules)].sort()).toEqual(['7.1-10', '7.1-3', '7.18.3-1', '7.2-34']);
  });
});
