// Parts of pictures that were marked: drawn where they are, as annotations that come back, on the printed page and in the other forms.
import path from 'node:path';
import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFRef } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createChromiumPrinter, launch } from '../../../src/cli/chromium-printer.ts';
import { exportArticlePdf } from '../../../src/core/dossier/export-pdf.ts';
import { writeDocx } from '../../../src/core/dossier/forms/docx-form.ts';
import { writeHtml } from '../../../src/core/dossier/forms/html-form.ts';
import { planArticles } from '../../../src/core/dossier/plan.ts';
import type { PrintedArticle, PrintPorts, PrintSettings } from '../../../src/core/dossier/printed-article.ts';
import { annotationsOf } from '../../../src/core/dossier/read-back/annotations-of.ts';
import type { Annotation, Area } from '../../../src/shared/annotation.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { buildDossierResources } from './support/built-resources.ts';
import { markedPicture } from './support/made-picture.ts';
import { readAnnotations, readGlyphs, stringOf } from './support/read-back.ts';
import { inkIn } from './support/rendered-pages.ts';
import { noteOnArticle, PRINT_SETTINGS, printedArticle, type SampleArticle } from './support/sample-articles.ts';

const printer = createChromiumPrinter({ log: () => undefined });
let ports: PrintPorts;
beforeAll(async () => {
  ports = { printer, ...(await buildDossierResources(tempFolder('areas'))) };
});
afterAll(() => printer.close());

/** What is black on the pictures, and marked. */
const MARKED = { x: 0.25, y: 0.4, width: 0.3, height: 0.35 };

const PICTURES: Readonly<Record<string, readonly [width: number, height: number]>> = {
  'wide.png': [1200, 700],
  'tall.png': [500, 1300],
};

const WORDS = 'The ferry waited for the tide, and the harbour was quiet that day. '.repeat(6);

const SAMPLE: SampleArticle = {
  id: 'dar1',
  language: 'en',
  title: 'Seen from the quay',
  body: `<p>${WORDS}</p><figure><img src="media/wide.png" alt="The quay"><figcaption>The quay at dawn</figcaption></figure>
<p>${WORDS}</p><figure><img src="media/tall.png" alt="The mast" width="500" height="1300"></figure><p>${WORDS}</p>
<p>In a line <img src="media/wide.png" alt="Small" width="120" height="90"> of text.</p>`,
  highlights: [{ quote: 'The ferry waited', note: 'On words.' }],
};

function areaOn(id: string, image: number, note: string | undefined, more: Partial<Area> = {}): Annotation {
  const area = { ...MARKED, image, ...more };
  return noteOnArticle(id, note ?? '', {
    motivation: 'highlighting',
    creator: { type: 'Person', name: 'Reader Rose' },
    'pressmark:color': 'pink',
    ...(note === undefined ? { body: [] } : {}),
    target: {
      source: 'd',
      selector: [{ type: 'FragmentSelector', value: 'xywh=percent:25,40,30,35', 'pressmark:area': area }],
    },
  });
}

const AREAS = [areaOn('areab', 2, undefined), areaOn('areaa', 1, 'Who is *this*?'), areaOn('areac', 3, 'Small one.')];

function marked(annotations: readonly Annotation[] = AREAS, more: Partial<SampleArticle> = {}): PrintedArticle {
  const made = printedArticle({ ...SAMPLE, ...more });
  return {
    ...made,
    annotations: [...made.annotations, ...annotations],
    media: async (name) => {
      const size = PICTURES[name];
      const { x, y, width, height } = MARKED;
      return size && markedPicture(...size, [x, y, x + width, y + height]);
    },
  };
}

interface Square {
  readonly page: number;
  readonly dict: PDFDict;
  readonly rect: readonly [left: number, bottom: number, right: number, top: number];
}

async function squaresOf(bytes: Uint8Array): Promise<{ squares: Map<string, Square>; root: PDFDict }> {
  const { document } = await readAnnotations(bytes);
  const squares = new Map<string, Square>();
  for (const [page, { node }] of document.getPages().entries()) {
    const all = node.lookupMaybe(PDFName.of('Annots'), PDFArray);
    for (let i = 0; all && i < all.size(); i++) {
      const dict = all.lookup(i, PDFDict);
      if (dict.get(PDFName.of('Subtype')) !== PDFName.of('Square')) continue;
      const rect = dict.lookup(PDFName.of('Rect'), PDFArray);
      const corners = [0, 1, 2, 3].map((at) => rect.lookup(at, PDFNumber).asNumber());
      squares.set(stringOf(dict, 'NM'), { page, dict, rect: corners as unknown as Square['rect'] });
    }
  }
  return { squares, root: document.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict) };
}

async function print(article: PrintedArticle, settings: Partial<PrintSettings> = {}) {
  return exportArticlePdf(article, { ...PRINT_SETTINGS, ...settings }, ports);
}

describe('a marked part of a picture', () => {
  test.for([
    ['A4', 'en', 'margin'],
    ['Letter', 'en', 'end'],
    ['A4', 'ar', 'margin'],
  ] as const)('is framed where it is, on %s, in %s, notes in the %s', async ([paper, language, notes]) => {
    const printed = await print(marked(AREAS, { language }), { paper, notes });
    expect(printed.unmatched).toEqual([]);
    const { squares } = await squaresOf(printed.bytes);
    expect([...squares.keys()]).toEqual(['areaa', 'areab', 'areac']);
    const browser = await launch(undefined, () => undefined);
    try {
      for (const [name, { page, rect }] of squares) {
        const [left, bottom, right, top] = rect;
        // The frame stands within the rectangle; a small picture has it nearer to its middle.
        const [inside, outside, sidePt] = name === 'areac' ? [6, 2, 1.5] : [7, 4, 3];
        // Its number stands at the upper left.
        const corners = [
          [right, 1, bottom, -1],
          [right, 1, top, 1],
          ...(name === 'areac' ? [] : [[left, -1, bottom, -1] as const]),
        ] as const;
        const at = (by: number) => corners.map(([x, dx, y, dy]) => ({ page, x: x + dx * by, y: y + dy * by, sidePt }));
        const [within, around] = [
          await inkIn(browser, printed.bytes, at(-inside)),
          await inkIn(browser, printed.bytes, at(outside)),
        ];
        expect(within.join(''), `within ${name}`).toMatch(/^f+$/);
        expect(around.join(''), `around ${name}`).toMatch(/^[01]+$/);
      }
    } finally {
      await browser.close();
    }
  });

  test('is an annotation with its note, author and colour, under its picture in the tag tree, and moves nothing', async () => {
    const [printed, bare] = [await print(marked()), await print(marked([]))];
    const { squares } = await squaresOf(printed.bytes);
    const { dict } = squares.get('areaa') as Square;
    expect([stringOf(dict, 'Contents'), stringOf(dict, 'T')]).toEqual(['Who is *this*?', 'Reader Rose']);
    expect(dict.lookup(PDFName.of('AP'), PDFDict).has(PDFName.of('N'))).toBe(true);
    for (const { dict: each } of squares.values()) expect(typesAbove(each)).toContain('Figure');
    const text = async (bytes: Uint8Array) =>
      (await readGlyphs(bytes)).map((page) => page.filter(({ sizePt }) => Math.abs(sizePt - 10.5) < 0.05));
    expect(await text(printed.bytes)).toEqual(await text(bare.bytes));
  });

  test('comes back by its name with what was edited', async () => {
    const { bytes } = await print(marked());
    const read = await annotationsOf(bytes);
    expect(read.map(({ name, contents }) => [name, contents])).toEqual([
      ['dar1h1', 'On words.'],
      ['areaa', 'Who is *this*?'],
      ['areab', ''],
      ['areac', 'Small one.'],
    ]);
  });

  test('of a picture that is not there is reported', async () => {
    const printed = await print(marked([areaOn('areaz', 9, 'Gone')]));
    expect(printed.unmatched).toEqual(['areaz']);
  });

  test('is framed in HTML, with a link to its note, and a comment on the picture in Word', async () => {
    const planned = planArticles([marked()], PRINT_SETTINGS);
    const dossier = { name: 'Seen', parts: new Set<never>() };
    const written = await writeHtml(dossier, planned, PRINT_SETTINGS, {
      resources: path.resolve(import.meta.dirname, '../../../resources'),
      mostPictureBytes: 10_000_000,
    });
    const page = written.html.replace(/data:image[^"]*/g, '');
    const frame = /<span class="pictured"><img [^>]*><a ([^>]*)><span>2<\/span><\/a><\/span>/.exec(page)?.[1];
    expect(frame?.split(/(?<=") /).sort()).toEqual([
      'class="area pink"',
      'href="#note-a1-2"',
      'id="a1-h2"',
      'style="left:25%;top:40%;width:30%;height:35%"',
    ]);
    expect(page).toMatch(/<a class="number" href="#a1-h2">2<\/a><p class="state">Area \(Picture 1\)<\/p>/);
    const { unzipSync, strFromU8 } = await import('fflate');
    const files = unzipSync((await writeDocx(dossier, planned, PRINT_SETTINGS)).bytes);
    const comments = strFromU8(files['word/comments.xml'] as Uint8Array);
    expect(comments).toContain('Area (Picture 1): ← 25 %, ↑ 40 %, 30 × 35 %');
    expect(comments).toContain('Area (Picture 2)');
    expect(strFromU8(files['word/document.xml'] as Uint8Array)).toMatch(
      /<w:commentRangeStart w:id="1"\/><w:r><w:drawing>.*?<\/w:drawing><\/w:r><w:commentRangeEnd w:id="1"\/>/,
    );
  });
});

/** The types of the tags that an annotation's own stands in. */
function typesAbove(annotation: PDFDict): string[] {
  const { context } = annotation;
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('S')) !== PDFName.of('Annot')) continue;
    const kids = object.lookup(PDFName.of('K'), PDFArray);
    if (kids.lookup(0, PDFDict).lookup(PDFName.of('Obj')) !== annotation) continue;
    const types: string[] = [];
    for (let parent = context.lookup(ref) as PDFDict; ; ) {
      const above = context.lookup(parent.get(PDFName.of('P')) as PDFRef);
      if (!(above instanceof PDFDict) || !above.has(PDFName.of('S'))) return types;
      types.push(above.lookup(PDFName.of('S'), PDFName).decodeText());
      parent = above;
    }
  }
  return [];
}
