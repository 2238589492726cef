// Makes a reading of the lines that were recognised on the pages of a PDF: running heads dropped, divided words made whole, paragraphs over pages joined.
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { Reading } from '../captured.ts';
import { detectLanguage } from '../language.ts';
import { pagePlaces, readParagraphs } from '../pdf/paragraphs.ts';
import type { Column } from '../pdf/reading-order.ts';
import { withoutRunningHeads } from '../pdf/running-heads.ts';
import { readingOfBlocks } from '../reading-copy.ts';
import type { RecognisedLine, RecognisedPage } from './recognised-lines.ts';

/** Heights of recognised lines are rough: those that differ less, as a share, are of one size. */
const SAME = 0.3;
const LONGEST_HEADING = 200;
/** Between lines and between paragraphs, in sizes of the letters. */
const LEADING = 1.2;
const APART = 1.5;

/**
 * Makes the reading.
 * @throws Failure `invalid` when no page has text, `too-large`
 */
export async function recognisedReading(
  pages: readonly RecognisedPage[],
  { title, language }: { readonly title: string; readonly language: string | undefined },
): Promise<Reading> {
  const kept = withoutRunningHeads(pages.map((page) => [page])).map((layers) =>
    layers.flatMap(({ segments }) => segments as RecognisedLine[]),
  );
  const usual = medianHeight(kept.flat());
  const paragraphs = readParagraphs(kept.map((lines) => columnsOf(lines, usual)));
  if (paragraphs.length === 0) throw new Failure('invalid', said`No text was recognised on any page.`);
  const detected = language ?? (await detectLanguage(paragraphs.map(({ text }) => text).join('\n')))?.language;
  return readingOfBlocks({
    title,
    language: detected,
    blocks: paragraphs.map(({ text, size }) => ({
      text,
      tag: size > usual && text.length <= LONGEST_HEADING ? 'h2' : 'p',
    })),
    pages: pagePlaces(paragraphs, pages.length),
  });
}

/**
 * A column for each block that was seen, its paragraphs apart and its lines evenly set: the heights of recognised lines differ by their letters,
 * and would part what belongs together. Columns that go on in the next one are joined as in any PDF.
 */
function columnsOf(lines: readonly RecognisedLine[], usual: number): Column[] {
  return [...Map.groupBy(lines, ({ block }) => block).values()].map((own) => {
    let baseline = 0;
    return [...Map.groupBy(own, ({ paragraph }) => paragraph).values()].flatMap((paragraph) => {
      const size = sizeOf(paragraph, usual);
      baseline += APART * size;
      return paragraph.map(({ text, left, right, isRightToLeft }, i) => {
        baseline += LEADING * size;
        const isLast = i === paragraph.length - 1;
        const edge = isLast ? { left, right } : { left: leftOf(own), right: rightOf(own) };
        return { text, ...edge, baseline, size, cells: 1, isRightToLeft };
      });
    });
  });
}

/** The size of a paragraph's letters: the usual one unless they are clearly larger or smaller. */
function sizeOf(lines: readonly RecognisedLine[], usual: number): number {
  const size = medianHeight(lines);
  return Math.abs(size - usual) < SAME * usual ? usual : size;
}

function medianHeight(lines: readonly RecognisedLine[]): number {
  const heights = lines.map(({ size }) => size).sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)] ?? 0;
}

const leftOf = (lines: readonly RecognisedLine[]): number => Math.min(...lines.map(({ left }) => left));
const rightOf = (lines: readonly RecognisedLine[]): number => Math.max(...lines.map(({ right }) => right));
