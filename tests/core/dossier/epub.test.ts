// Writes books and reads them back, with a strict parser of XML and with our own reader of books.
import { unzipSync } from 'fflate';
import { JSDOM } from 'jsdom';
import { beforeAll, describe, expect, test } from 'vitest';
import { captureEpub } from '../../../src/core/capture/epub/epub-article.ts';
import { endNoteId } from '../../../src/core/dossier/article-section.ts';
import { writeForm } from '../../../src/core/dossier/forms/forms.ts';
import { type PlannedArticle, planArticles } from '../../../src/core/dossier/plan.ts';
import type { DossierToPrint, PrintSettings } from '../../../src/core/dossier/printed-article.ts';
import { DOSSIER_PARTS } from '../../../src/shared/dossier.ts';
import { sortedCharacters } from './support/read-back.ts';
import { noteOnArticle, PRINT_SETTINGS, printedArticle, SAMPLES } from './support/sample-articles.ts';

const RESOURCES = new URL('../../../resources', import.meta.url).pathname;
const SETTINGS: PrintSettings = { ...PRINT_SETTINGS, labelLanguage: 'fr', edition: 'recipient', groupBy: 'language' };
const DOSSIER: DossierToPrint = {
  name: 'The river — 河 & co',
  author: 'Olive',
  synthesis: 'See [the first](article:den1).',
  parts: new Set(DOSSIER_PARTS),
};
/** What captured pages have and what books must not have. */
const MESSY = {
  id: 'mes1',
  language: 'en',
  title: 'A messy page\u000b',
  body: `<p>Before <span>a span with <div>a block</div></span> after.</p>
    <ul><li>one</li><ul><li>inner</li></ul><i>loose</i></ul><ol>words <li>two</li></ol><dl><dd>alone</dd></dl>
    <picture><img src="media/1.png" alt="A dot"></picture><picture><img src="media/none.png" alt="lost"></picture>
    <figcaption>a stray caption</figcaption><p id="twice x">first</p><p id="twice x">second</p>
    <p><a href="#twice x">within</a> <a href="#nowhere">nowhere</a> <a href="https://news.example/%2">broken</a> <a href="http://[">worse</a></p>
    <math><mi>x</mi></math>`,
  highlights: [{ quote: 'a block', note: 'A note on it.' }],
};

let planned: PlannedArticle[];
let bytes: Uint8Array;
let files: Map<string, Document>;
const written = (dossier = DOSSIER, settings = SETTINGS) => writeForm('epub', dossier, planned, settings, RESOURCES);

beforeAll(async () => {
  const secret = noteOnArticle('secret1', 'KEEPSECRET', { 'pressmark:private': true });
  const articles = [...SAMPLES, MESSY]
    .map(printedArticle)
    .map((article, i) => (i === 0 ? { ...article, annotations: [...article.annotations, secret] } : article));
  planned = planArticles(articles, SETTINGS);
  bytes = (await written()).bytes;
  files = documentsOf(bytes);
});

/** The pages of a book, by their names; one that is not well-formed is an error. */
function documentsOf(book: Uint8Array): Map<string, Document> {
  const { window } = new JSDOM('');
  const parser = new window.DOMParser();
  const documents = new Map<string, Document>();
  for (const [name, content] of Object.entries(unzipSync(book))) {
    if (!/\.(?:xhtml|opf|xml)$/.test(name)) continue;
    const document = parser.parseFromString(Buffer.from(content).toString('utf8'), 'application/xml');
    expect(document.querySelector('parsererror')?.textContent ?? '', name).toBe('');
    documents.set(name, document);
  }
  return documents;
}

describe('a book', () => {
  test('begins with its type, stored, as readers look for it', () => {
    expect(Buffer.from(bytes.subarray(30, 58)).toString('latin1')).toBe('mimetypeapplication/epub+zip');
  });

  test('names every file that it has, and reads the articles in their order', () => {
    const book = files.get('book/package.opf') as Document;
    const named = [...book.querySelectorAll('manifest > item')].map((item) => `book/${item.getAttribute('href')}`);
    const there = Object.keys(unzipSync(bytes)).filter((name) => name.startsWith('book/') && !name.endsWith('.opf'));
    expect(named.toSorted()).toEqual(there.toSorted());
    const hrefs = new Map([...book.querySelectorAll('item')].map((item) => [item.id, item.getAttribute('href')]));
    const order = [...book.querySelectorAll('itemref')].map((item) => hrefs.get(item.getAttribute('idref') ?? ''));
    expect(order.filter((href) => /^a\d/.test(href ?? ''))).toEqual(planned.map(({ element }) => `${element}.xhtml`));
    expect(order.indexOf('contents.xhtml')).toBe(order.indexOf('a1.xhtml') - 1);
  });

  test('lists groups and articles in its contents', () => {
    const entries = [...(files.get('book/contents.xhtml')?.querySelectorAll('nav a') ?? [])];
    for (const { item } of planned) expect(entries.map((entry) => entry.textContent)).toContain(item.title.trim());
    const groups = [...(files.get('book/contents.xhtml')?.querySelectorAll('nav span') ?? [])];
    expect(groups.map((group) => group.textContent).join()).toMatch(/chinois/i);
  });

  test('marks highlights on exactly their words, each with a link to its note', () => {
    for (const article of planned) {
      const page = files.get(`book/${article.element}.xhtml`) as Document;
      const marks = [...page.querySelectorAll('mark')].map((mark) => mark.textContent).join('');
      const covered = [...article.source.readingText].filter((_, i) =>
        article.highlights.some(({ start, end }) => i >= start && i < end),
      );
      expect(sortedCharacters(marks), article.item.id).toBe(sortedCharacters(covered.join('')));
      for (const { number, note } of article.highlights) {
        expect(page.getElementById(`${article.element}-h${number}`)).toBeTruthy();
        const written = page.getElementById(endNoteId(article.element, number))?.textContent ?? '';
        if (note) expect(page.querySelector(`a[href="#${endNoteId(article.element, number)}"]`)).toBeTruthy();
        if (note) expect(lettersOf(written)).toContain(lettersOf(note));
      }
    }
  });

  test('has no link that leads nowhere, and nothing that recipients must not see', () => {
    for (const [name, document] of files)
      for (const link of document.querySelectorAll('a[href]')) {
        const href = link.getAttribute('href') ?? '';
        if (/^(?:https?|mailto):/.test(href)) continue;
        const [file, id] = href.split('#');
        const target = file ? files.get(`book/${file}`) : document;
        expect(target, `${name}: ${href}`).toBeDefined();
        if (id) expect(target?.getElementById(decodeURI(id)), `${name}: ${href}`).toBeTruthy();
      }
    const all = Object.values(unzipSync(bytes))
      .map((content) => Buffer.from(content).toString('utf8'))
      .join('\n');
    for (const secret of ['KEEPSECRET', 'token=SECRET', 'utm_source', 'captures/']) expect(all).not.toContain(secret);
  });

  test('is read back by our own reader with the words of every article', async () => {
    const { reading } = await captureEpub({ bytes, name: 'book.epub', format: 'epub', given: {} } as never);
    const letters = lettersOf(reading.text);
    for (const { source } of planned)
      for (const line of source.readingText.split('\n')) expect(letters).toContain(lettersOf(line));
  });

  test('is the same, byte for byte, for the same input', async () => {
    expect(Buffer.compare((await written()).bytes, bytes)).toBe(0);
  });

  test('keeps a limit by leaving pictures out, and says so', async () => {
    const picture = Buffer.alloc(300_000, 7);
    planned = planned.map((article) => ({ ...article, source: { ...article.source, media: async () => picture } }));
    const limited = await written(DOSSIER, { ...SETTINGS, mostBytes: 200_000 });
    expect((await written()).bytes.length).toBeGreaterThan(300_000);
    expect(limited.bytes.length).toBeLessThanOrEqual(200_000);
    expect(limited.warnings.join()).toContain('left out');
  });

  test('has the annotations with it in an internal edition', async () => {
    const internal = unzipSync((await written(DOSSIER, { ...SETTINGS, edition: 'internal' })).bytes);
    const annotations = JSON.parse(Buffer.from(internal['META-INF/annotations.jsonld'] ?? []).toString('utf8'));
    expect(annotations.length).toBeGreaterThan(planned.length);
  });
});

test('one article alone is a book in the direction of its script', async () => {
  const arabic = planned.filter(({ direction }) => direction === 'rtl').slice(0, 1);
  const alone: DossierToPrint = { name: arabic[0]?.item.title ?? '', parts: new Set() };
  const book = documentsOf((await writeForm('epub', alone, arabic, SETTINGS, RESOURCES)).bytes);
  const spine = book.get('book/package.opf')?.querySelector('spine');
  expect(spine?.getAttribute('page-progression-direction')).toBe('rtl');
  expect(spine?.querySelectorAll('itemref')).toHaveLength(1);
});

/** The numbers of highlights stand between the words, and lists are laid out anew. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}]+/gu, '');
}
