// What is recognised on pictures becomes lines, and lines a reading: divided words whole, heads gone, paragraphs over columns and pages joined.
import { expect, test } from 'vitest';
import { readRecognisedPage } from '../../../src/core/capture/recognise/recognised-lines.ts';
import { recognisedReading } from '../../../src/core/capture/recognise/recognised-reading.ts';

interface Said {
  readonly block: number;
  readonly paragraph?: number;
  readonly text: string;
  readonly top: number;
  readonly left?: number;
  readonly width?: number;
  readonly height?: number;
  readonly confidence?: number;
}

/** A table as Tesseract writes it, in dots at four to a point. */
function tableOf(lines: readonly Said[]): string {
  const rows = lines.flatMap(
    ({ block, paragraph = 1, text, top, left = 200, width = 900, height = 48, confidence = 95 }, i) => {
      const place = `1\t${block}\t${paragraph}\t${i + 1}`;
      return [
        `4\t${place}\t0\t${left}\t${top}\t${width}\t${height}\t-1\t`,
        ...text
          .split(' ')
          .map((word, n) => `5\t${place}\t${n + 1}\t${left}\t${top}\t50\t${height}\t${confidence}\t${word}`),
      ];
    },
  );
  return `level\tpage_num\t…\n1\t1\t0\t0\t0\t0\t0\t0\t2400\t3400\t-1\t\n${rows.join('\n')}\n`;
}

const page = (...lines: Said[]) => readRecognisedPage(tableOf(lines), 4);
const linesOf = async (...pages: ReturnType<typeof page>[]) =>
  (await recognisedReading(pages, { title: 'Scan', language: 'en' })).text.split('\n').slice(1);

test('words are joined as their script joins them, and spots are no words', () => {
  const { segments, width } = page(
    { block: 1, text: '长江 是 亚洲 第一 长河 ， Yangtze River', top: 100 },
    { block: 2, text: '~ .', top: 300, confidence: 8 },
    { block: 3, text: 'عين الزيتون', top: 500 },
  );
  expect(width).toBe(600);
  expect(segments.map(({ text, isRightToLeft }) => [text, isRightToLeft])).toEqual([
    ['长江是亚洲第一长河， Yangtze River', false],
    ['عين الزيتون', true],
  ]);
  expect(segments[0]).toMatchObject({ left: 50, right: 275, baseline: 37, size: 12 });
});

test('rows that are torn, and a table without any, are passed over', () => {
  expect(readRecognisedPage('level\n5\t1\n\n', 4).segments).toEqual([]);
});

test('lines of a paragraph are one, though their heights differ; paragraphs and headings are apart', async () => {
  const text = await linesOf(
    page(
      { block: 1, text: 'The harbour opens', top: 100, height: 110 },
      { block: 2, text: 'The cranes began to turn on Tues-', top: 300, height: 48 },
      { block: 2, text: 'day morning in the western', top: 360, height: 38 },
      { block: 2, text: 'basin.', top: 420, height: 41, width: 150 },
      { block: 2, paragraph: 2, text: 'Three ships were waiting.', top: 480, height: 50 },
    ),
  );
  expect(text).toEqual([
    'The harbour opens',
    'The cranes began to turn on Tuesday morning in the western basin.',
    'Three ships were waiting.',
  ]);
});

test('a paragraph goes on in the next column and on the next page, whose beginnings are known', async () => {
  const first = page(
    { block: 1, text: 'Nobody on the coast had believed that', top: 300 },
    { block: 1, text: 'the work would end before another', top: 360 },
    { block: 2, text: 'winter came, and the divers who had', top: 300, left: 1300 },
    { block: 2, text: 'lent their boats for nothing in all', top: 360, left: 1300 },
  );
  const second = page({ block: 1, text: 'those months were thanked.', top: 300 });
  const reading = await recognisedReading([first, second], { title: 'Scan', language: 'en' });
  const body =
    'Nobody on the coast had believed that the work would end before another winter came, and the divers who had lent their boats for nothing in all those months were thanked.';
  expect(reading.text).toBe(`Scan\n${body}`);
  expect(reading.pages).toEqual([0, 'Scan\n'.length + body.indexOf('those months')]);
});

test('heads and folios that recur on the pages are no text', async () => {
  const pages = ['One sentence here.', 'Another sentence there.', 'A last one.'].map((text, i) =>
    page({ block: 1, text: `THE COURIER ${i + 4}`, top: 60 }, { block: 2, text, top: 600 }),
  );
  expect(await linesOf(...pages)).toEqual(['One sentence here.', 'Another sentence there.', 'A last one.']);
});

test('pages without any text are refused', async () => {
  await expect(recognisedReading([page()], { title: 'Scan', language: undefined })).rejects.toMatchObject({
    code: 'invalid',
  });
});
