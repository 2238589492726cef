// PDFs made for the purpose: columns, divided words, running heads, scans, locks; and real ones beside another reader's text.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readParagraphs } from '../../../../src/core/capture/pdf/paragraphs.ts';
import type { Line } from '../../../../src/core/capture/pdf/reading-order.ts';
import { captureFile, linesOf } from '../../../support/captures.ts';
import { corpus } from '../../../support/corpus.ts';
import { makePdf, makeScan, PARAGRAPHS, type PlacedLine, TITLE } from '../../../support/made-files.ts';

const FIXTURES = path.join(import.meta.dirname, '../../../fixtures/pdf');
const capture = async (pages: readonly (readonly PlacedLine[])[], title?: string) =>
  captureFile('a.pdf', await makePdf(pages, title));

/** Lines one below the other. */
const column = (x: number, y: number, lines: readonly string[]): PlacedLine[] =>
  lines.map((text, i) => ({ text, x, y: y - 12 * i }));

describe('the text of a PDF', () => {
  test('figures and ligatures that only the names of their glyphs tell are read by them, figures that nothing tells stay codes', async () => {
    const content =
      'BT /F1 12 Tf 72 700 Td (Port of call, November \\201\\200, \\201\\202\\203: sti\\204 winds, code \\206.) Tj ET';
    const pdf = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length ${content.length}>>stream
${content}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 32/LastChar 134/Widths[${'500 '.repeat(103)}]/Encoding<</Type/Encoding/Differences[128/zero.os/one.os/two.os/three.os/f_f 134/unheard.of]>>>>endobj
trailer<</Root 1 0 R>>
%%EOF`;
    const captured = await captureFile('a.pdf', Buffer.from(pdf, 'latin1'));
    expect(linesOf(captured).at(-1)).toBe('Port of call, November 10, 123: stiff winds, code \u0086.');
  });

  test('columns are read one after the other, also when the file draws them line by line', async () => {
    const left = [
      'The cranes began to turn again on Tuesday',
      'morning in the western basin of the port,',
      'which had been closed for a whole year.',
      'Three ships were waiting outside the wall.',
    ];
    const right = [
      'Nobody on the coast had believed that it',
      'would end before another winter came in.',
      'The council thanked the engineers and the',
      'divers for what they had done since then.',
    ];
    const lines = left.flatMap((_, i) => [
      ...column(50, 700 - 12 * i, [left[i] as string]),
      ...column(310, 700 - 12 * i, [right[i] as string]),
    ]);
    const captured = await capture([[{ text: TITLE, x: 50, y: 780, size: 20 }, ...lines]]);
    expect(linesOf(captured).join(' ')).toBe([TITLE, ...left, ...right].join(' '));
  });

  test('articles one above the other keep to themselves, each under its headline', async () => {
    const words = (tag: string) => Array.from({ length: 8 }, (_, i) => `${tag}${i} and what is said of it here`);
    const captured = await capture([
      [
        { text: 'The harbour opens again after a long year', x: 40, y: 780, size: 20 },
        ...column(40, 740, words('A')),
        ...column(320, 740, words('B')),
        { text: 'Divers find a bell', x: 40, y: 560, size: 16 },
        { text: 'Council votes at last', x: 320, y: 560, size: 16 },
        ...column(40, 530, words('C')),
        ...column(320, 530, words('D')),
      ],
    ]);
    const marks = captured.reading.text.match(/Divers|Council|[A-D](?=\d)/gu) ?? [];
    const order = marks.filter((mark, i) => mark !== marks[i - 1]);
    expect(order).toEqual(['A', 'B', 'Divers', 'C', 'Council', 'D']);
  });

  test('words divided at a line’s end are made whole, and those that are written with a hyphen keep it', async () => {
    const captured = await capture([
      [
        { text: TITLE, x: 50, y: 780, size: 20 },
        ...column(50, 700, [
          'The engineers of the harbour had to begin the recon-',
          'struction of the quay with well-known means, and so a well-',
          'known means it was that ended the whole affair at last.',
        ]),
      ],
    ]);
    expect(linesOf(captured)).toEqual([
      TITLE,
      'The engineers of the harbour had to begin the reconstruction of the quay with well-known means, and so a well-known means it was that ended the whole affair at last.',
    ]);
  });

  test('running heads and folios go, and a paragraph goes on over the page', async () => {
    const page = (n: number, words: string): PlacedLine[] => [
      { text: 'The Coast Daily', x: 50, y: 810 },
      { text: `- ${n} -`, x: 280, y: 30 },
      ...column(50, 700, [words, 'and the rest of what is said upon it fills the line to its']),
    ];
    const captured = await capture([
      [
        { text: TITLE, x: 50, y: 760, size: 20 },
        ...page(1, 'The first page of the paper begins here and says its word'),
      ],
      page(2, 'end, where the second page goes on as if it were nothing else'),
      page(3, 'end, where the third page ends the story of the harbour there'),
    ]);
    const { text, pages } = captured.reading;
    expect(text).not.toMatch(/Coast Daily|- \d -/);
    expect(text.split('\n')).toHaveLength(2);
    expect(pages).toHaveLength(3);
    const starts = pages!.map((start) => [...text].slice(start, start + 13).join(''));
    expect(starts.slice(1)).toEqual(['end, where th', 'end, where th']);
    expect(pages![0]).toBe(0);
  });

  test('paragraphs are told by distance and indent, headings by size', async () => {
    const captured = await capture([
      [
        { text: TITLE, x: 50, y: 780, size: 20 },
        ...column(50, 700, ['The first paragraph fills its line to the end here,', 'and ends.']),
        ...column(50, 650, ['The second one stands below a wider distance there,', 'and ends.']),
        { text: 'A heading between', x: 50, y: 600, size: 14 },
        ...column(50, 580, ['Words below it.']),
      ],
    ]);
    expect(linesOf(captured)).toEqual([
      TITLE,
      'The first paragraph fills its line to the end here, and ends.',
      'The second one stands below a wider distance there, and ends.',
      'A heading between',
      'Words below it.',
    ]);
    expect(captured.reading.html).toContain('<h2>A heading between</h2>');
  });

  test.each([
    ['what the file says when the page shows it', 'The harbour opens again', 'The harbour opens again'],
    ['the largest words when the file says a program’s name', 'Microsoft Word - final2.docx', TITLE],
    ['the largest words when the file says nothing', undefined, TITLE],
  ])('its title is %s', async (_, said, title) => {
    const page = [{ text: TITLE, x: 50, y: 780, size: 20 }, ...column(50, 700, [PARAGRAPHS[0].slice(0, 90)])];
    expect((await capture([page], said)).fields.title).toBe(title);
  });

  test('a scan is kept, and says that it has no text', async () => {
    const captured = await captureFile('old_paper.pdf', await makeScan(2));
    expect(captured.warnings).toEqual(['text-not-found', 'pages-without-text']);
    expect(captured.fields.title).toBe('old paper');
    expect(captured.reading.pages).toEqual([0, 9]);
  });

  test('empty pages are refused', async () => {
    await expect(capture([[]])).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('a locked PDF', () => {
  const locked = readFileSync(path.join(FIXTURES, 'locked.pdf'));

  test('asks for its password, and says when it is wrong', async () => {
    await expect(captureFile('a.pdf', locked)).rejects.toMatchObject({
      code: 'invalid',
      remedy: expect.stringContaining('--password'),
    });
    await expect(captureFile('a.pdf', locked, { password: 'no' })).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('does not open'),
    });
  });

  test('opens with it, and so does one that only restricts', async () => {
    expect((await captureFile('a.pdf', locked, { password: 'clé' })).fields.title).toBe(TITLE);
    expect((await captureFile('a.pdf', readFileSync(path.join(FIXTURES, 'restricted.pdf')))).fields.title).toBe(TITLE);
  });
});

const real = corpus('pdf');
describe.skipIf(real === undefined)('real PDFs', { timeout: 300_000 }, () => {
  const folder = real as string;
  const index: readonly { readonly file: string; readonly password: string | null }[] =
    real === undefined ? [] : JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8'));

  test('each is read, or asks for a password that nobody knows', async () => {
    const failed: string[] = [];
    for (const { file, password } of index) {
      const more = password === null ? {} : { password };
      await captureFile(file, readFileSync(path.join(folder, file)), more).catch(
        (error: { code: string; message: string }) => failed.push(`${error.code} ${error.message}`),
      );
    }
    expect(failed.filter((each) => !/^invalid .*password/.test(each))).toEqual([]);
    expect(failed.length).toBeLessThanOrEqual(2);
  });

  test('nine in ten have nine in ten of the letters that another reader finds', async () => {
    const shares: number[] = [];
    for (const name of readdirSync(path.join(folder, 'reference-text'))) {
      const file = path.join(folder, name.replace(/\.txt$/u, '.pdf'));
      const wanted = lettersOf(readFileSync(path.join(folder, 'reference-text', name), 'utf8'));
      if (!existsSync(file) || wanted.size === 0) continue;
      shares.push(likeness(wanted, lettersOf((await captureFile('a.pdf', readFileSync(file))).reading.text)));
    }
    expect(shares.length).toBeGreaterThan(20);
    expect(shares.filter((share) => share > 0.9).length / shares.length).toBeGreaterThan(0.9);
  });
});

function lettersOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [letter] of text.normalize('NFKC').matchAll(/[\p{L}\p{N}]/gu))
    counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
}

/** The F1 of two bags of letters. */
function likeness(a: Map<string, number>, b: Map<string, number>): number {
  const size = (counts: Map<string, number>) => [...counts.values()].reduce((sum, n) => sum + n, 0);
  const common = [...a].reduce((sum, [letter, n]) => sum + Math.min(n, b.get(letter) ?? 0), 0);
  return (2 * common) / (size(a) + size(b));
}

describe('lines', () => {
  const line = (text: string, right: number, baseline: number): Line => ({
    text,
    left: 50,
    right,
    baseline,
    size: 10,
    cells: 1,
    isRightToLeft: false,
  });
  const textOf = (rows: readonly (readonly [string, number])[]) =>
    readParagraphs([[rows.map(([text, right], i) => line(text, right, 100 + 12 * i))]]).map(({ text }) => text);

  // pdf.js gives no soft hyphens, which layout programs divide words with.
  test('of a justified column that end a hyphen’s width too early end within a word', () => {
    const rows = [
      ['The engineers of the harbour had to begin the recon', 296.7],
      ['struction of the quay with other means, and so it was', 300],
      ['that the whole affair ended on a day in spring, when the', 300],
      ['mayor and the people of the old town came to see what', 300],
      ['had been done there, and to hear the engi', 296.7],
      ['neers speak of it at length.', 180],
    ] as const;
    const [text] = textOf(rows);
    expect(text).toContain('begin the reconstruction of the quay');
    expect(text).toContain('hear the engineers speak');
    expect(text).toContain('the mayor and the people');
  });

  test('of a ragged column, and of a document that shows hyphens, are parted as they stand', () => {
    const ragged = [270, 296.7, 281, 300, 296.7, 180];
    const words = [
      'The engineers of the recon',
      'struction came and wrote',
      'what they had seen of it',
      'down',
      'in a',
      'book.',
    ];
    expect(textOf(words.map((text, i) => [text, ragged[i] as number] as const)).join(' ')).toContain('recon struction');
    const shown = [
      ['The engineers of the har-', 300],
      ['bour had their work to do in the most', 296.7],
      ['palatable of seasons, as it seemed to them and to the most of', 300],
      ['those who had come to see what they did there on the quays of', 300],
      ['the old town, and who were given bread.', 180],
    ] as const;
    expect(textOf(shown).join(' ')).toContain('the harbour had their work to do in the most palatable of seasons');
  });

  test('of a list, of a poem and of a small heading are broken where they are', () => {
    const rows = [
      ['CALENDAR', 110],
      ['The council has given the days of the coming month, which', 300],
      ['all who live at the harbour may wish to know, whether they', 300],
      ['have a ship or none, and whether it is at sea.', 230],
      ['Oct. 24: no school', 140],
      ['Oct. 31: parade at the quay', 180],
      ['Nov. 3: meeting of the council', 190],
    ] as const;
    expect(textOf(rows)).toHaveLength(5);
  });

  test('of a table of contents each stand alone', () =>
    expect(
      textOf([
        ['1. The harbour ........................ 1', 300],
        ['Its walls ............................. 12', 300],
        ['Index .................................. iv', 300],
      ]),
    ).toHaveLength(3));
});
