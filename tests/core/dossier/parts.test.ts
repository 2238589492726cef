// Prints a dossier with every part, and the recipients' edition of it, and reads both back: texts, page numbers, secrets, tags.
import { inflateSync } from 'node:zlib';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, type PDFRef } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChromiumPrinter } from '../../../src/cli/chromium-printer.ts';
import { setBibliography } from '../../../src/core/dossier/citations/bibliography.ts';
import { cslRecord } from '../../../src/core/dossier/citations/csl-record.ts';
import { exportArticlePdf, exportDossierPdf } from '../../../src/core/dossier/export-pdf.ts';
import { exportVolumes } from '../../../src/core/dossier/export-volumes.ts';
import type {
  DossierToPrint,
  PrintedArticle,
  PrintedPdf,
  PrintPorts,
  PrintSettings,
} from '../../../src/core/dossier/printed-article.ts';
import { DOSSIER_PARTS } from '../../../src/shared/dossier.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { buildDossierResources } from './support/built-resources.ts';
import { madePicture } from './support/made-picture.ts';
import { readAnnotations, readGlyphs, stringOf, textOf } from './support/read-back.ts';
import { noteOnArticle, PRINT_SETTINGS, printedArticle, SAMPLES } from './support/sample-articles.ts';

const SETTINGS: PrintSettings = { ...PRINT_SETTINGS, labelLanguage: 'fr', groupBy: 'language' };

const SECRET_NOTE = noteOnArticle('secret1', 'For our eyes only: KEEPSECRET.', { 'pressmark:private': true });
const LINKED_NOTE = noteOnArticle(
  'linked1',
  'See https://desk.example/a?token=SECRET&utm_source=x and [this](https://desk.example/b?sid=SECRET).',
);
const articles: readonly PrintedArticle[] = SAMPLES.map(printedArticle).map((article, i) => ({
  ...article,
  annotations: i === 0 ? [...article.annotations, SECRET_NOTE, LINKED_NOTE] : article.annotations,
  item: {
    ...article.item,
    tags: i < 2 ? ['énergie', 'personne:Anne Martin', 'org:Agence X'] : [],
    published: `2024-0${1 + (i % 5)}-05`,
  },
  isStarred: i === 1,
  isUsed: i === 2,
  original: async () => ({ name: 'original.html', bytes: Buffer.from(`<p>original ${i}</p>`) }),
}));
const DOSSIER: DossierToPrint = {
  name: 'Le fleuve',
  subtitle: 'Huit articles',
  recipient: 'Madame la Ministre',
  author: 'Bureau de presse',
  confidentiality: 'Diffusion restreinte',
  logo: `data:image/png;base64,${'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='}`,
  editionNumber: 3,
  synthesis:
    '## Ce qu’il faut retenir\n\nLire [l’article russe](article:dru7), et ce [passage](highlight:dzh3h1). <script>alert(1)</script>',
  rights: 'cfc',
  starredFirst: true,
  meanings: { yellow: 'Affirmation' },
  attachOriginals: true,
  parts: new Set(DOSSIER_PARTS),
};

const printer = createChromiumPrinter({ log: () => undefined });
let ports: PrintPorts;
let printed: PrintedPdf;
let pages: string[];
let labels: string[];

beforeAll(async () => {
  ports = { printer, ...(await buildDossierResources(tempFolder('parts'))) };
  printed = await exportDossierPdf(DOSSIER, articles, SETTINGS, ports);
  pages = (await readGlyphs(printed.bytes)).map((glyphs) => squeezed(textOf(glyphs)));
  labels = await labelsOf(printed.bytes);
}, 120_000);
afterAll(() => printer.close());

/** Lines end without a space: words are compared without any. */
const squeezed = (text: string): string => text.replace(/[\s\u00a0\u2060]+/g, '');
/** The text of a part: all pages that have its title in their running head. */
const partOf = (title: string): string =>
  pages.filter((text) => text.startsWith(squeezed(`Le fleuve${title}`))).join('');
const labelOfItem = (id: string): string =>
  labels[(printed.items.find((item) => item.id === id)?.firstPage ?? 0) - 1] ?? '';

describe('every part of a dossier, in French', () => {
  test('the cover says what, for whom, by whom, how confidential, which edition', () => {
    for (const words of [
      'Le fleuve',
      'Huit articles',
      'Madame la Ministre',
      'Bureau de presse',
      'Diffusion restreinte',
      'Édition n° 3',
      '10 juin 2024',
    ])
      expect(pages[0]).toContain(squeezed(words));
  });

  test('the page of rights counts publications, has the mention and grants nothing', () => {
    const rights = partOf('Droits et sources');
    for (const words of ['Centre français d’exploitation', 'ne confère aucun droit', 'Source den1', 'Total'])
      expect(rights).toContain(squeezed(words));
  });

  test('the synthesis leads to articles and highlights by their pages, and shows markup as text', () => {
    const synthesis = partOf('Synthèse');
    expect(synthesis).toContain(`${labelOfItem('dru7')})`);
    expect(synthesis).toContain(`${labelOfItem('dzh3')})`);
    expect(synthesis).toContain('<script>alert(1)</script>');
  });

  test('the contents have groups, a star, what was used before, and the pages of all parts', () => {
    const contents = partOf('Sommaire');
    for (const words of ['Français', '★', 'Déjà dans une édition précédente', 'Passages surlignés', 'Bibliographie'])
      expect(contents).toContain(squeezed(words));
    for (const { id } of printed.items) expect(contents).toContain(labelOfItem(id));
    expect(contents).toContain('Droitsetsourcesii');
  });

  test('the highlights stand under what their colours mean, each with its page', () => {
    const highlights = partOf('Passages surlignés');
    expect(highlights).toContain('亚洲第一长河，货运量');
    expect(highlights).toContain('核对数字');
  });

  test('the index has people, organisations and labels with their pages', () => {
    const index = partOf('Index');
    for (const words of ['Personnes', 'Organisations', 'Agence X', 'énergie', labelOfItem('den1'), labelOfItem('dfr2')])
      expect(index).toContain(squeezed(words));
    expect(index).not.toContain('personne:');
  });

  test('figures, bibliography and provenance are there', () => {
    for (const words of [
      'Articles par publication',
      'Articles par mois',
      'Articles par langue',
      'Articles par thème',
      'Longueur des articles',
    ])
      expect(partOf('Chiffres')).toContain(squeezed(words));
    expect(partOf('Bibliographie')).toContain(squeezed('Writer, A. et B. Writer'));
    expect(partOf('Provenance')).toContain(squeezed('pressmark verify'));
  });

  test('the annotations, the records and the originals are attached', async () => {
    const document = await PDFDocument.load(printed.bytes, { updateMetadata: false });
    const files = attachmentsOf(document);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['annotations.jsonld', 'records.json', 'den1-original.html']),
    );
    const annotations = JSON.parse(files.get('annotations.jsonld') ?? '[]') as { id: string }[];
    expect(annotations.map(({ id }) => id)).toContain('urn:pressmark:dzh3h1');
    expect((JSON.parse(files.get('records.json') ?? '[]') as unknown[]).length).toBe(articles.length);
    expect(files.get('den1-original.html')).toBe('<p>original 0</p>');
  });
});

describe('the recipients’ edition', () => {
  test('has no private note, attachment, path, token or tracking parameter anywhere in its decompressed bytes', async () => {
    const { bytes } = await exportDossierPdf(DOSSIER, articles, { ...SETTINGS, edition: 'recipient' }, ports);
    const everything = await allText(bytes);
    for (const secret of [
      'KEEPSECRET',
      'SECRET',
      'utm_source',
      'user:pass',
      'captures/',
      'EmbeddedFile',
      'annotations.jsonld',
    ])
      expect(everything.includes(secret) ? secret : '').toBe('');
    expect(everything).toContain('desk.example/a');
    // The same search finds them in the internal edition: it can fail.
    const internal = await allText(printed.bytes);
    for (const secret of ['KEEPSECRET', 'utm_source', 'captures/', 'EmbeddedFile']) expect(internal).toContain(secret);
  });
});

describe('labels and parts by choice', () => {
  test('Chinese labels, and only the parts that are asked for', async () => {
    const made = await exportDossierPdf(
      { ...DOSSIER, parts: new Set(['figures']) },
      articles.slice(0, 2),
      { ...SETTINGS, labelLanguage: 'zh' },
      ports,
    );
    const text = (await readGlyphs(made.bytes)).map(textOf).join(' ').normalize('NFKC');
    expect(text).toContain('各媒体篇数');
    for (const absent of ['目录', '版权与来源', '参考文献']) expect(text).not.toContain(absent);
    expect(made.items[0]?.firstPage).toBe(1);
  });

  test('a style that is none is told, and a style of the person’s own is used', async () => {
    const only = { ...DOSSIER, parts: new Set(['bibliography'] as const) };
    await expect(
      exportDossierPdf({ ...only, citationStyle: 'nonesuch' }, articles, SETTINGS, ports),
    ).rejects.toMatchObject({ code: 'usage' });
    const own =
      '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>t</title><id>t</id><updated>2024-01-01T00:00:00Z</updated></info><citation><layout><text variable="title"/></layout></citation><bibliography><layout><text variable="container-title" prefix="IN "/></layout></bibliography></style>';
    const made = await exportDossierPdf({ ...only, citationStyle: own }, articles.slice(0, 1), SETTINGS, ports);
    expect((await readGlyphs(made.bytes)).map(textOf).join(' ')).toContain('IN Source den1');
  });

  test('names keep the order of their own scripts, whatever language the article is in', () => {
    const item = { id: 'a', title: 'T', source: 'S', tags: [], capturedAt: '2024-06-06T09:30:00Z' };
    const set = (author: string[], language: string) =>
      setBibliography([cslRecord({ ...item, author, language })], 'press', 'en', 'text')[0]?.text;
    for (const language of ['zh', 'ja', 'fr']) {
      expect(set(['王小明', 'Marie Dupont'], language)).toBe('王小明 and Marie Dupont. “T.” S.');
      expect(set(['Marie Dupont', '王小明'], language)).toBe('Dupont, Marie and 王小明. “T.” S.');
    }
  });

  test('a synthesis has the direction of its words, and its references close up to their numbers', async () => {
    const synthesis = 'Lire [tout](article:dru7), ainsi.\n\nالميناء مزدحم، انظر [القصة](article:dru7) مرة.';
    const parts = new Set(['synthesis', 'contents'] as const);
    const made = await exportDossierPdf({ ...DOSSIER, synthesis, parts }, articles, SETTINGS, ports);
    const [page = []] = await readGlyphs(made.bytes);
    const lines = [...Map.groupBy(page, ({ y }) => Math.round(y / 12))].map(([, glyphs]) => glyphs);
    const latin = lines.find((glyphs) => textOf(glyphs).includes('Lire')) ?? [];
    const arabic = lines.find((glyphs) => /[\u0600-\u06ff]/.test(textOf(glyphs))) ?? [];
    // The one begins at the column's left edge, the other at its right.
    const ends = (glyphs: typeof latin) => [
      Math.min(...glyphs.map(({ x }) => x)),
      Math.max(...glyphs.map(({ x }) => x)),
    ];
    expect(ends(latin)[0]).toBeLessThan(100);
    expect(ends(arabic)[0]).toBeGreaterThan(200);
    expect(ends(arabic)[1]).toBeGreaterThan(440);
    for (const line of [latin, arabic]) {
      const arrow = line.find(({ text }) => text === '→');
      const digits = line.filter(({ text }) => /\d/.test(text));
      const bracket = line.filter(({ text }) => text === ')').at(-1);
      const steps = [arrow?.x ?? 0, ...digits.map(({ x }) => x), bracket?.x ?? 0];
      expect(digits.length).toBeGreaterThan(0);
      for (const [i, x] of steps.entries()) if (i > 0) expect(x - (steps[i - 1] as number)).toBeLessThan(11);
    }
  });

  test('more articles than one volume holds become volumes, whose first has the contents of all', async () => {
    const made = await exportVolumes(
      { ...DOSSIER, parts: new Set(['cover', 'contents']) },
      articles,
      { ...SETTINGS, groupBy: 'none' },
      ports,
      3,
    );
    expect(made.volumes).toHaveLength(3);
    expect(made.items.map(({ volume }) => volume)).toEqual([1, 1, 1, 2, 2, 2, 3, 3]);
    const first = (await readGlyphs(made.volumes[0]?.bytes ?? new Uint8Array()))
      .map(textOf)
      .join(' ')
      .replace(/[\s\u00a0]+/g, ' ');
    const last = made.items.at(-1);
    expect(first).toContain(`III · ${last?.firstPage}`);
    expect(first).toContain('Volume 1/3');
  });
});

describe('pictures', () => {
  const picture = madePicture(600, 400);
  const sample = {
    id: 'pic9',
    language: 'en',
    title: 'A picture',
    body: '<p>Before it.</p><figure><img src="media/1.png" alt="Noise"><figcaption>Noise</figcaption></figure>',
    highlights: [],
  };
  const article: PrintedArticle = { ...printedArticle(sample), media: async () => picture };

  test('are made smaller to keep a limit, and it is said', async () => {
    const whole = await exportArticlePdf(article, SETTINGS, ports);
    const limited = await exportArticlePdf(article, { ...SETTINGS, mostBytes: 250_000 }, ports);
    expect(whole.bytes.length).toBeGreaterThan(400_000);
    expect(limited.bytes.length).toBeLessThanOrEqual(250_000);
    expect(limited.warnings.join()).toContain('made smaller');
    await expect(exportArticlePdf(article, { ...SETTINGS, mostBytes: 9000 }, ports)).rejects.toMatchObject({
      code: 'too-large',
    });
  });

  test('of the captured page follow their article, in strips of a page each, with a text for those who listen', async () => {
    const tall = { ...article, facsimile: async () => ({ name: 'facsimile.png', bytes: madePicture(200, 1100) }) };
    const made = await exportDossierPdf(
      { name: 'Facsimile', parts: new Set(['facsimiles']) },
      [tall],
      { ...SETTINGS, groupBy: 'none' },
      ports,
    );
    // 1,100 pixels at 200 to the column are 803 mm: four strips after the article's own page.
    expect(made.items[0]?.pages).toBe(5);
    const document = await PDFDocument.load(made.bytes, { updateMetadata: false });
    expect(treeOf(document).figuresWithoutText).toBe(0);
    const drawn = document
      .getPages()
      .slice(1)
      .map((page) => contentOf(document, page.node.lookup(PDFName.of('Contents'))));
    expect(drawn.map((content) => / Do\b/.test(content))).toEqual([true, true, true, true]);
  });
});

describe('a dossier that is heard', () => {
  test('all content is tagged or an artifact, elements are those of PDF 1.7, links and highlights are in the tree', async () => {
    const document = await PDFDocument.load(printed.bytes, { updateMetadata: false });
    expect(untaggedTextOf(document)).toEqual([]);
    const { types, bodiless, figuresWithoutText, roles } = treeOf(document);
    const known =
      /^(Document|Part|Art|Sect|Div|BlockQuote|Caption|TOC|TOCI|Index|NonStruct|P|H[1-6]?|L|LI|Lbl|LBody|Table|TR|TH|TD|THead|TBody|TFoot|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Ruby|RB|RT|RP|Figure|Formula|Form)$/;
    expect(types.filter((type) => !known.test(roles.get(type) ?? type))).toEqual([]);
    expect(bodiless).toBe(0);
    expect(figuresWithoutText).toBe(0);
    const { highlights, links } = await readAnnotations(printed.bytes);
    expect(highlights.length).toBeGreaterThan(15);
    expect(highlights.every(({ isInTagTree }) => isInTagTree)).toBe(true);
    expect(links.every((link) => link.has(PDFName.of('StructParent')))).toBe(true);
    expect(links.every((link) => stringOf(link, 'Contents') !== '')).toBe(true);
  });

  test('headings go down one level at a time, in a dossier and in an article alone', async () => {
    const alone = await exportArticlePdf(articles[0] as PrintedArticle, SETTINGS, ports);
    for (const bytes of [printed.bytes, alone.bytes]) {
      const levels = treeOf(await PDFDocument.load(bytes, { updateMetadata: false })).headings;
      expect(levels[0]).toBe(1);
      expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([]);
    }
  });

  test('each article says its language, pages are gone through in the order of the tags, the title is shown', async () => {
    const document = await PDFDocument.load(printed.bytes, { updateMetadata: false });
    const { languages } = treeOf(document);
    for (const language of ['en', 'zh', 'ar', 'ja', 'he', 'ru', 'ko']) expect(languages).toContain(language);
    expect(document.getPages().every((page) => page.node.get(PDFName.of('Tabs')) === PDFName.of('S'))).toBe(true);
    const preferences = document.catalog.lookup(PDFName.of('ViewerPreferences'), PDFDict);
    expect(String(preferences.get(PDFName.of('DisplayDocTitle')))).toBe('true');
    const metadata = document.catalog.lookup(PDFName.of('Metadata'));
    expect(Buffer.from((metadata as PDFRawStream).contents).toString('utf8')).toContain('Le fleuve');
  });
});

async function labelsOf(bytes: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const found = (await document.getPageLabels()) ?? [];
  await document.loadingTask.destroy();
  return found;
}

/** All that a PDF says when every stream is decompressed: its objects as written, its streams, its glyphs' texts. */
async function allText(bytes: Uint8Array): Promise<string> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const parts = document.context.enumerateIndirectObjects().flatMap(([, object]) => {
    const strings = [...object.toString().matchAll(/<([0-9A-Fa-f]{4,})>/g)].map(([, hex = '']) => {
      const raw = Buffer.from(hex, 'hex');
      return raw[0] === 0xfe ? raw.subarray(2).swap16().toString('utf16le') : raw.toString('latin1');
    });
    const stream =
      object instanceof PDFRawStream ? [streamOf(object).toString('latin1'), streamOf(object).toString('utf8')] : [];
    return [object.toString(), ...strings, ...stream];
  });
  return [...parts, ...(await readGlyphs(bytes)).map(textOf)].join('\n');
}

function streamOf(stream: PDFRawStream): Buffer {
  const isFlate = stream.dict.get(PDFName.of('Filter')) === PDFName.of('FlateDecode');
  return Buffer.from(isFlate ? inflateSync(stream.contents) : stream.contents);
}

function attachmentsOf(document: PDFDocument): Map<string, string> {
  const names = document.catalog
    .lookup(PDFName.of('Names'), PDFDict)
    .lookup(PDFName.of('EmbeddedFiles'), PDFDict)
    .lookup(PDFName.of('Names'), PDFArray);
  const files = new Map<string, string>();
  for (let i = 1; i < names.size(); i += 2) {
    const specification = names.lookup(i, PDFDict);
    const file = specification.lookup(PDFName.of('EF'), PDFDict).lookup(PDFName.of('F')) as PDFRawStream;
    files.set(stringOf(specification, 'UF'), streamOf(file).toString('utf8'));
  }
  return files;
}

function contentOf(document: PDFDocument, contents: unknown): string {
  const streams =
    contents instanceof PDFArray ? contents.asArray().map((each) => document.context.lookup(each)) : [contents];
  return streams.map((each) => streamOf(each as PDFRawStream).toString('latin1')).join('\n');
}

/** Text that is shown outside marked content, page by page. */
function untaggedTextOf(document: PDFDocument): string[] {
  return document.getPages().flatMap((page, index) => {
    const content = contentOf(document, page.node.lookup(PDFName.of('Contents')));
    let depth = 0;
    const found: string[] = [];
    for (const [token] of content.matchAll(/\bBDC\b|\bBMC\b|\bEMC\b|\bTj\b|\bTJ\b|\bDo\b/g)) {
      if (token === 'BDC' || token === 'BMC') depth++;
      else if (token === 'EMC') depth--;
      else if (depth === 0) found.push(`page ${index + 1}: ${token}`);
    }
    return found;
  });
}

function treeOf(document: PDFDocument) {
  const { context, catalog } = document;
  const root = catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
  const roles = new Map(
    root
      .lookup(PDFName.of('RoleMap'), PDFDict)
      .entries()
      .map(([from, to]) => [from.decodeText(), (to as PDFName).decodeText()]),
  );
  const types: string[] = [];
  const languages: string[] = [];
  const headings: number[] = [];
  let bodiless = 0;
  let figuresWithoutText = 0;
  const visit = (element: PDFDict): void => {
    const type = (element.get(PDFName.of('S')) as PDFName | undefined)?.decodeText();
    if (type) types.push(type);
    const level = /^H([1-6])$/.exec(type ?? '')?.[1];
    if (level) headings.push(Number(level));
    if (element.has(PDFName.of('Lang'))) languages.push(stringOf(element, 'Lang'));
    if (type === 'Figure' && stringOf(element, 'Alt') === '') figuresWithoutText++;
    const kids = element.lookup(PDFName.of('K'));
    const all = kids instanceof PDFArray ? kids.asArray() : [element.get(PDFName.of('K'))];
    const children = all.map((kid) => context.lookup(kid as PDFRef)).filter((kid) => kid instanceof PDFDict);
    if (type === 'LI' && !children.some((child) => child.get(PDFName.of('S')) === PDFName.of('LBody'))) bodiless++;
    for (const child of children) visit(child);
  };
  visit(root);
  return { types: [...new Set(types)], languages, headings, bodiless, figuresWithoutText, roles };
}
