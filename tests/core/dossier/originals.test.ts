// PDFs of other programs are annotated behind their own bytes: every kind of cross-reference and encryption, turned and cut pages, columns, words
// divided at ends of lines, signed and damaged ones. What comes out is read by pdf.js and pdf-lib, which share no code with what wrote it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { degrees, PDFArray, PDFDict, PDFDocument, PDFName, type PDFPage, PDFString, StandardFonts } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { capturePdf } from '../../../src/core/capture/pdf/pdf-article.ts';
import { annotateOriginal } from '../../../src/core/dossier/originals/annotate-original.ts';
import type { AnnotatedOriginal, OriginalPlan } from '../../../src/core/dossier/originals/original-plan.ts';
import { annotationsOf } from '../../../src/core/dossier/read-back/annotations-of.ts';
import type { Failure } from '../../../src/shared/errors.ts';
import { readAnnotations, readGlyphs, sortedCharacters, textUnderQuads } from './support/read-back.ts';

const FIXTURES = path.join(import.meta.dirname, '../../fixtures/pdf');
const LINES = [
  'The cranes began to turn again on Tuesday morning in the',
  'western basin, which had been closed since a quay fell in-',
  'to the water. Three ships were waiting outside the har-',
  'bour, and nobody had believed that it would end so soon.',
];
const TITLE = 'The harbour opens again';

interface Drawn {
  readonly pages?: number;
  readonly prepare?: (page: PDFPage) => void;
  readonly origin?: readonly [x: number, y: number];
  readonly turned?: number;
  readonly objectStreams?: boolean;
  readonly finish?: (pdf: PDFDocument) => void;
}

/** Makes a paper of some pages, each with a title and a column of lines. */
async function paper({
  pages = 1,
  prepare,
  origin = [60, 700],
  turned = 0,
  objectStreams = false,
  finish,
}: Drawn = {}) {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.TimesRoman);
  for (let n = 1; n <= pages; n++) {
    const page = pdf.addPage([595, 842]);
    prepare?.(page);
    const along = (turned * Math.PI) / 180;
    const down = (distance: number) => ({
      x: origin[0] + Math.sin(along) * distance,
      y: origin[1] - Math.cos(along) * distance,
      rotate: degrees(turned),
      font,
    });
    page.drawText(pages === 1 ? TITLE : `${TITLE}, part ${n}`, { ...down(0), size: 20 });
    for (const [i, line] of LINES.entries())
      page.drawText(line.replace('Tuesday', `Tuesday${n > 1 ? ` ${n}` : ''}`), { ...down(40 + 14 * i), size: 11 });
  }
  finish?.(pdf);
  return pdf.save({ useObjectStreams: objectStreams });
}

async function planFor(
  bytes: Uint8Array,
  quotes: readonly string[],
  more: Partial<OriginalPlan> = {},
): Promise<OriginalPlan> {
  const { reading } = (await capturePdf({
    bytes,
    name: 'paper.pdf',
    given: {},
    ...(more.password ? { password: more.password } : {}),
  } as never)) as { reading: { text: string; pages?: readonly number[] } };
  const highlights = quotes.map((quote, i) => {
    const at = reading.text.lastIndexOf(quote);
    expect(at, `“${quote}” in ${reading.text}`).toBeGreaterThan(-1);
    const start = [...reading.text.slice(0, at)].length;
    return {
      id: `mark${i}aaaa`,
      number: i + 1,
      start,
      end: start + [...quote].length,
      quote,
      note: i === 0 ? 'Vu à l’instant — 注释 (a) \\' : undefined,
      author: 'Zoé',
      created: '2026-02-03T04:05:06Z',
      modified: '2026-02-04T04:05:06Z',
      color: i === 0 ? ('green' as const) : ('yellow' as const),
    };
  });
  return {
    id: 'paperdocument',
    name: 'paper.pdf',
    text: reading.text,
    pageStarts: reading.pages,
    highlights,
    notes: [],
    labels: { highlight: 'Highlight', area: 'Area', note: 'Note' },
    date: '2026-02-05T00:00:00Z',
    password: '',
    mayBeSigned: false,
    ...more,
  };
}

interface Seen {
  readonly subtype: string;
  readonly contents: string;
  readonly author: string;
  readonly quads: readonly number[];
  readonly rect: readonly number[];
  readonly page: number;
}

/** What pdf.js says of the annotations. */
async function seenIn(bytes: Uint8Array, password?: string): Promise<Seen[]> {
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0, ...(password ? { password } : {}) }).promise;
  const seen: Seen[] = [];
  for (let n = 1; n <= pdf.numPages; n++)
    for (const each of (await (await pdf.getPage(n)).getAnnotations()) as Record<string, unknown>[])
      seen.push({
        subtype: String(each['subtype']),
        contents: (each['contentsObj'] as { str: string }).str,
        author: (each['titleObj'] as { str: string } | undefined)?.str ?? '',
        quads: [
          ...((each['quadPoints'] as ArrayLike<number> | null)
            ? Array.from(each['quadPoints'] as ArrayLike<number>)
            : []),
        ],
        rect: each['rect'] as number[],
        page: n - 1,
      });
  await pdf.loadingTask.destroy();
  return seen;
}

async function pagesIn(bytes: Uint8Array): Promise<number> {
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const { numPages } = pdf;
  await pdf.loadingTask.destroy();
  return numPages;
}

function expectPrefix({ bytes }: AnnotatedOriginal, original: Uint8Array): void {
  expect(Buffer.from(bytes.subarray(0, original.length)).equals(Buffer.from(original))).toBe(true);
}

const QUOTES = [
  'turn again on Tuesday morning in the western basin',
  'closed since a quay fell into the water',
  'the harbour, and nobody',
];

/** Annotates and expects every quote under its quadrilaterals, as another reader of glyphs sees them. */
async function expectAnnotated(original: Uint8Array, quotes: readonly string[] = QUOTES): Promise<AnnotatedOriginal> {
  const plan = await planFor(original, quotes);
  const made = await annotateOriginal(original.slice(), plan);
  expectPrefix(made, original);
  expect(made.unmatched).toEqual([]);
  const { highlights } = await readAnnotations(made.bytes);
  const glyphs = await readGlyphs(made.bytes);
  for (const { id, quote, note } of plan.highlights) {
    const parts = highlights.filter(({ name }) => name.replace(/\.\d+$/, '') === id);
    const under = parts.map(({ page, quads }) => textUnderQuads(glyphs[page] ?? [], upright(quads))).join('');
    expect(sortedCharacters(under), quote).toBe(sortedCharacters(quote));
    for (const part of parts)
      expect(part).toMatchObject({
        contents: note ?? quote,
        author: 'Zoé',
        created: 'D:20260203040506Z',
        modified: 'D:20260204040506Z',
        hasAppearance: true,
      });
  }
  return made;
}

/** Quadrilaterals of turned text as the rectangles that they are. */
function upright(quads: readonly number[]): number[] {
  return Array.from({ length: quads.length / 8 }, (_, i) => quads.slice(8 * i, 8 * i + 8)).flatMap((quad) => {
    const [xs, ys] = [quad.filter((_, n) => n % 2 === 0), quad.filter((_, n) => n % 2 === 1)];
    const [left, right, foot, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    return [left, top, right, top, left, foot, right, foot];
  });
}

describe('an original with highlights', () => {
  test.each([
    ['a table of places', {}],
    ['a stream of places and packed objects', { objectStreams: true }],
    ['a page turned by 90°', { prepare: (page: PDFPage) => page.setRotation(degrees(90)) }],
    ['a page turned by 180°', { prepare: (page: PDFPage) => page.setRotation(degrees(180)) }],
    ['text that runs upwards', { turned: 90, origin: [200, 100] as const }],
    ['text that runs downwards', { turned: 270, origin: [300, 700] as const }],
    [
      'a page cut out of a larger sheet',
      {
        origin: [260, 1000] as const,
        prepare: (page: PDFPage) => {
          page.setMediaBox(100, 50, 900, 1200);
          page.setCropBox(200, 300, 595, 842);
        },
      },
    ],
    ['several pages', { pages: 3 }],
  ] as const)('has them on exactly their words: %s', async (_, drawn) => {
    await expectAnnotated(await paper(drawn as Drawn));
  });

  test('has them in two columns, also where a line of one stands beside a line of the other', async () => {
    const pdf = await PDFDocument.create();
    const font = await pdf.embedFont(StandardFonts.TimesRoman);
    const page = pdf.addPage([595, 842]);
    page.drawText(TITLE, { x: 50, y: 780, size: 20, font });
    const other = [
      'A second story stands beside it and',
      'runs on for as many lines as the',
      'first one does, in the same face of',
      'letters and with words as long.',
    ];
    const first = [
      'The cranes began to turn again on',
      'Tuesday morning in the western ba-',
      'sin, which had been closed since a',
      'quay fell into the water in spring.',
    ];
    for (let i = 0; i < 4; i++) {
      page.drawText(first[i] as string, { x: 50, y: 740 - 14 * i, size: 11, font });
      page.drawText(other[i] as string, { x: 310, y: 740 - 14 * i, size: 11, font });
    }
    await expectAnnotated(await pdf.save(), [
      'Tuesday morning in the western basin, which',
      'as many lines as the first one',
    ]);
  });

  test('crosses pages as an annotation on each, with the whole note', async () => {
    const original = await paper({ pages: 2 });
    const plan = await planFor(original, []);
    const [before, after] = ['it would end so soon.', `${TITLE}, part 2`];
    const start = plan.text.indexOf(before);
    const end = plan.text.indexOf(after, start) + after.length;
    const quote = plan.text.slice(start, end);
    const base = (await planFor(original, [before])).highlights[0] as OriginalPlan['highlights'][number];
    const made = await annotateOriginal(original, { ...plan, highlights: [{ ...base, start, end, quote }] });
    const { highlights } = await readAnnotations(made.bytes);
    expect(highlights.map(({ page, name }) => [page, name])).toEqual([
      [0, 'mark0aaaa'],
      [1, 'mark0aaaa.2'],
    ]);
    expect(new Set(highlights.map(({ contents }) => contents)).size).toBe(1);
  });

  test('keeps the annotations that it had, whether its list stands in the page or apart', async () => {
    for (const isApart of [false, true]) {
      const original = await paper({
        finish: (pdf) => {
          const page = pdf.getPage(0);
          const { context } = pdf;
          const link = context.obj({
            Type: 'Annot',
            Subtype: 'Link',
            Rect: [10, 10, 50, 50],
            Border: [0, 0, 0],
            A: { S: 'URI', URI: PDFString.of('https://a.example/') },
          });
          const comment = context.register(
            context.obj({
              Type: 'Annot',
              Subtype: 'Text',
              Rect: [100, 100, 120, 120],
              Contents: PDFString.of('An older note'),
            }),
          );
          const list = context.obj([link, comment]);
          page.node.set(PDFName.of('Annots'), isApart ? context.register(list) : list);
        },
      });
      const made = await expectAnnotated(original);
      const seen = await seenIn(made.bytes);
      expect(seen.filter(({ subtype }) => subtype === 'Link')).toHaveLength(1);
      expect(seen.filter(({ contents }) => contents === 'An older note')).toHaveLength(1);
    }
  });

  test.each([
    ['a list', false],
    ['a tree of lists', true],
  ])('has them in the tag tree that it has, whose places are %s', async (_, isTree) => {
    const original = await paper({
      finish: ({ context, catalog }) => {
        const [root, whole] = [context.nextRef(), context.nextRef()];
        const leaf = { Nums: [0, [whole]], ...(isTree ? { Limits: [0, 0] } : {}) };
        const places = isTree ? { Kids: [context.register(context.obj(leaf as never))] } : leaf;
        context.assign(root, context.obj({ Type: 'StructTreeRoot', K: whole, ParentTree: places } as never));
        context.assign(whole, context.obj({ Type: 'StructElem', S: 'Document', P: root }));
        catalog.set(PDFName.of('StructTreeRoot'), root);
      },
    });
    const { bytes } = await expectAnnotated(original);
    const { highlights, document } = await readAnnotations(bytes);
    expect(highlights.every(({ isInTagTree }) => isInTagTree)).toBe(true);
    const root = document.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
    const kids = root.lookup(PDFName.of('K'), PDFDict).lookup(PDFName.of('K'), PDFArray).asArray();
    const elements = kids.map((each) => document.context.lookup(each, PDFDict));
    const places = root.lookup(PDFName.of('ParentTree'), PDFDict);
    const nums = isTree ? places.lookup(PDFName.of('Kids'), PDFArray).lookup(1, PDFDict) : places;
    const listed = nums
      .lookup(PDFName.of('Nums'), PDFArray)
      .asArray()
      .slice(isTree ? 0 : 2);
    expect(listed.filter((_each, i) => i % 2 === 1)).toEqual(kids);
    const held = elements.map((each) =>
      each.lookup(PDFName.of('K'), PDFArray).lookup(0, PDFDict).lookup(PDFName.of('Obj'), PDFDict),
    );
    expect(held.map((each) => String(each.get(PDFName.of('StructParent'))))).toEqual(
      listed.filter((_each, i) => i % 2 === 0).map(String),
    );
  });

  test('can be annotated again, update upon update', async () => {
    const original = await paper();
    const once = await expectAnnotated(original, QUOTES.slice(0, 1));
    const plan = await planFor(once.bytes, ['Three ships were waiting']);
    const twice = await annotateOriginal(once.bytes.slice(), {
      ...plan,
      highlights: plan.highlights.map((each) => ({ ...each, id: 'secondmark' })),
    });
    expectPrefix(twice, once.bytes);
    const { highlights } = await readAnnotations(twice.bytes);
    expect(highlights.map(({ name }) => name)).toEqual(['mark0aaaa', 'secondmark']);
  });

  test('is the same for the same annotations, and itself without any', async () => {
    const original = await paper();
    const plan = await planFor(original, QUOTES);
    const [one, two] = [await annotateOriginal(original.slice(), plan), await annotateOriginal(original.slice(), plan)];
    expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(true);
    const bare = await annotateOriginal(original.slice(), { ...plan, highlights: [] });
    expect(Buffer.from(bare.bytes).equals(Buffer.from(original))).toBe(true);
  });

  test('whose words are not on the page, as on a scan, has them in notes at its head', async () => {
    const original = await paper({ pages: 2 });
    const plan = await planFor(original, ['it would end so soon.']);
    const [mark] = plan.highlights as [OriginalPlan['highlights'][number]];
    const words = 'words from a picture.';
    const text = [...plan.text].toSpliced(mark.start, words.length, ...words).join('');
    const made = await annotateOriginal(original, {
      ...plan,
      text,
      highlights: [{ ...mark, quote: words }],
    });
    expect(made.unmatched).toEqual([mark.id]);
    const [seen] = await seenIn(made.bytes);
    expect(seen).toMatchObject({ subtype: 'Text', page: 1, contents: `“${words}”\n${mark.note}` });
  });

  test('has areas where they were marked, as the turned page is seen, and notes at its head', async () => {
    const original = await paper({ prepare: (page) => page.setRotation(degrees(90)) });
    const plan = await planFor(original, []);
    const own = { author: 'Zoé', created: '2026-02-03T04:05:06Z', color: 'blue' as const };
    const area = { x: 0.1, y: 0.2, width: 0.3, height: 0.4, page: 1 };
    const made = await annotateOriginal(original, {
      ...plan,
      notes: [
        { ...own, id: 'areaaaaa', note: 'The picture', area, quote: undefined },
        { ...own, id: 'noteaaaa', note: 'On the whole', quote: undefined },
        { ...own, id: 'lostaaaa', note: 'Of words that are gone', quote: 'gone words' },
      ],
    });
    const seen = await seenIn(made.bytes);
    const square = seen.find(({ subtype }) => subtype === 'Square') as Seen;
    // Turned by 90° the page's left edge is its top: 842 wide and 595 high as it is seen.
    expect(square.rect.map(Math.round)).toEqual([0.2 * 595, 0.1 * 842, 0.6 * 595, 0.4 * 842].map(Math.round));
    expect(seen.filter(({ subtype }) => subtype === 'Text').map(({ contents }) => contents)).toEqual([
      'On the whole',
      '“gone words”\nOf words that are gone',
    ]);
    expect(made.unmatched).toEqual(['lostaaaa']);
  });
});

describe('an encrypted original', () => {
  test.each(['rc4-40', 'rc4-128', 'aes-128', 'aes-128-clear-metadata', 'aes-256', 'aes-256-r5'])(
    '%s is annotated in the same encryption',
    async (kind) => {
      const original = new Uint8Array(readFileSync(path.join(FIXTURES, `encrypted-${kind}.pdf`)));
      const plan = await planFor(original, ['turn again on Tuesday morning', 'closed since a quay']);
      const made = await annotateOriginal(original.slice(), plan);
      expectPrefix(made, original);
      expect(made.unmatched).toEqual([]);
      const seen = await seenIn(made.bytes);
      expect(seen.map(({ contents, author }) => [contents, author])).toEqual(
        plan.highlights.map(({ note, quote, author }) => [note ?? quote, author]),
      );
      // Nothing of the note lies open in the file.
      expect(Buffer.from(made.bytes).includes(Buffer.from('Vu à', 'utf16le').swap16())).toBe(false);
    },
  );

  test('locked with a password asks for it', async () => {
    const original = new Uint8Array(readFileSync(path.join(FIXTURES, 'locked.pdf')));
    const plan = { ...(await planFor(original, [], { password: 'clé' })), password: '' };
    await expect(annotateOriginal(original.slice(), plan)).rejects.toMatchObject({
      code: 'invalid',
      remedy: expect.stringContaining('--password'),
    });
    const note = {
      id: 'noteaaaa',
      author: 'Zoé',
      created: '2026-02-03T04:05:06Z',
      color: 'blue' as const,
      note: 'On the whole',
      quote: undefined,
    };
    const made = await annotateOriginal(original.slice(), { ...plan, password: 'clé', notes: [note] });
    expectPrefix(made, original);
    expect((await seenIn(made.bytes, 'clé')).map(({ contents }) => contents)).toEqual(['On the whole']);
  });
});

describe('a signed original', () => {
  const signed = () =>
    paper({
      finish: (pdf) => {
        const { context } = pdf;
        const value = context.obj({
          Type: 'Sig',
          Filter: 'Adobe.PPKLite',
          SubFilter: 'adbe.pkcs7.detached',
          ByteRange: [0, 100, 200, 300],
          Contents: PDFString.of('00'),
        });
        const field = context.register(
          context.obj({
            FT: 'Sig',
            T: PDFString.of('Signature'),
            V: context.register(value),
            Type: 'Annot',
            Subtype: 'Widget',
            Rect: [0, 0, 0, 0],
            P: pdf.getPage(0).ref,
          }),
        );
        pdf.catalog.set(PDFName.of('AcroForm'), context.obj({ SigFlags: 3, Fields: [field] }));
        pdf.getPage(0).node.set(PDFName.of('Annots'), context.obj([field]));
      },
    });

  test('is not annotated without consent, and what helps is said', async () => {
    const original = await signed();
    const plan = await planFor(original, QUOTES);
    const failure = (await annotateOriginal(original.slice(), plan).catch((thrown: unknown) => thrown)) as Failure;
    expect(failure).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('signed'),
      remedy: expect.stringContaining('--allow-signed'),
    });
  });

  test('is annotated in a copy with consent, which says so; its own bytes and its catalogue stay', async () => {
    const original = await signed();
    const plan = await planFor(original, QUOTES, { mayBeSigned: true });
    const made = await annotateOriginal(original.slice(), plan);
    expectPrefix(made, original);
    expect(made.warnings.join()).toContain('signature');
    const document = await PDFDocument.load(made.bytes, { updateMetadata: false });
    expect(document.catalog.has(PDFName.of('PieceInfo'))).toBe(false);
  });

  test('without anything to annotate is given as it is', async () => {
    const original = await signed();
    const made = await annotateOriginal(original.slice(), await planFor(original, []));
    expect(Buffer.from(made.bytes).equals(Buffer.from(original))).toBe(true);
    expect(made.warnings).toEqual([]);
  });

  test('an empty field for a signature is none', async () => {
    await expectAnnotated(
      await paper({
        finish: (pdf) => {
          const field = pdf.context.register(pdf.context.obj({ FT: 'Sig', T: PDFString.of('Signature') }));
          pdf.catalog.set(PDFName.of('AcroForm'), pdf.context.obj({ SigFlags: 1, Fields: [field] }));
        },
      }),
    );
  });
});

describe('a damaged original', () => {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
  const bytesOf = (value: string) => new Uint8Array(Buffer.from(value, 'latin1'));

  test.each([
    ['that does not say where its objects are', (file: string) => file.replace(/startxref\s+\d+\s+%%EOF\s*$/, '')],
    [
      'whose places are wrong',
      (file: string) => file.replace(/^%PDF-1\.7\n/, '%PDF-1.7\n% a line that moves everything\n'),
    ],
    ['that begins with something else', (file: string) => `HTTP/1.1 200 OK\r\n\r\n${file}`],
    ['whose table is damaged', (file: string) => file.replace(/\d{10} (\d{5}) n/g, '0000000003 $1 n')],
  ])('%s is annotated, and sounder after than before', async (_, damage) => {
    const original = bytesOf(damage(text(await paper())));
    const made = await expectAnnotated(original);
    const offset = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text(made.bytes))?.[1]);
    expect(
      text(made.bytes)
        .slice(offset + Math.max(0, text(original).indexOf('%PDF')))
        .startsWith('xref'),
    ).toBe(true);
  });

  test('whose page is no object of its own is annotated: the page becomes one', async () => {
    const page = `<</Type/Page/Parent 1 0 R/MediaBox[0 0 300 200]/Contents 2 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>`;
    const content = 'BT /F1 12 Tf 20 100 Td (The cranes began to turn again) Tj ET';
    const file = `%PDF-1.4\n1 0 obj\n<</Type/Pages/Count 1/Kids[${page}]>>\nendobj\n2 0 obj\n<</Length ${content.length}>>\nstream\n${content}\nendstream\nendobj\ntrailer\n<</Root<</Type/Catalog/Pages 1 0 R>>>>`;
    const original = bytesOf(file);
    const plan = await planFor(original, ['began to turn']);
    const made = await annotateOriginal(original.slice(), plan);
    expectPrefix(made, original);
    expect(made.unmatched).toEqual([]);
    expect((await seenIn(made.bytes)).map(({ contents }) => contents)).toEqual([plan.highlights[0]?.note]);
  });

  test('gives a clear failure, or an annotated file with every byte of its own', async () => {
    const whole = await paper({ pages: 2 });
    const plan = await planFor(whole, QUOTES.slice(0, 1));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 12 }),
        fc.nat({ max: whole.length }),
        async (flips, cut) => {
          const damaged = whole.slice(0, cut < whole.length / 4 ? whole.length : cut);
          for (const [at, value] of flips) if (at < damaged.length) damaged[at] = value;
          try {
            const made = await annotateOriginal(damaged.slice(), plan);
            expectPrefix(made, damaged);
            expect(await pagesIn(made.bytes)).toBe(made.pages);
          } catch (thrown) {
            expect(thrown).toMatchObject({ name: 'Failure', code: 'invalid' });
          }
        },
      ),
      { numRuns: 40, seed: 9 },
    );
  }, 120_000);
});

test('any passage of any paper has its words under its quadrilaterals', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        turn: fc.constantFrom(0, 90, 180, 270),
        objectStreams: fc.boolean(),
        x: fc.integer({ min: 20, max: 250 }),
        words: fc.tuple(fc.nat({ max: 30 }), fc.integer({ min: 1, max: 9 })),
      }),
      async ({ turn, objectStreams, x, words: [first, count] }) => {
        const original = await paper({
          objectStreams,
          origin: [x, 700],
          prepare: (page) => page.setRotation(degrees(turn)),
        });
        const { text } = await planFor(original, []);
        const body = text.slice(text.indexOf('The cranes'));
        const quote = body
          .split(' ')
          .slice(first, first + count)
          .join(' ');
        fc.pre(quote.length > 3 && text.indexOf(quote) === text.lastIndexOf(quote));
        await expectAnnotated(original, [quote]);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

describe('what comes back from another program', () => {
  test('an edited note and colour are read by their names, a new highlight by the words under it', async () => {
    const original = await paper();
    const { bytes } = await expectAnnotated(original, QUOTES.slice(0, 2));
    const edited = await PDFDocument.load(bytes, { updateMetadata: false });
    const page = edited.getPage(0);
    const all = page.node.lookup(PDFName.of('Annots'), PDFArray);
    const [first, second] = [all.lookup(0, PDFDict), all.lookup(1, PDFDict)];
    first.set(PDFName.of('Contents'), PDFString.of('Edited elsewhere'));
    const [quads] = (await readAnnotations(bytes)).highlights.slice(1).map((each) => each.quads);
    const fresh = edited.context.obj({
      Type: 'Annot',
      Subtype: 'Highlight',
      Rect: [0, 0, 1, 1],
      QuadPoints: [...(quads as number[])],
      C: [1, 0.8, 0.85],
      NM: PDFString.of('other-1'),
      Contents: PDFString.of('New'),
    });
    page.node.addAnnot(edited.context.register(fresh));
    second.set(PDFName.of('C'), edited.context.obj([0.7, 0.86, 1]));
    const found = await annotationsOf(await edited.save());
    expect(found.map(({ name, contents, article }) => [name, contents, article])).toEqual([
      ['mark0aaaa', 'Edited elsewhere', 'paperdocument'],
      ['mark1aaaa', 'closed since a quay fell into the water', 'paperdocument'],
      ['other-1', 'New', 'paperdocument'],
    ]);
    expect(found[2]?.words).toBe('closed since a quay fell into the water');
  });
});
