// Reads Tesseract's table (TSV: level, page, block, paragraph, line, word, left, top, width, height, confidence, text) as lines of text in their places.
import type { PageLayer, Segment } from '../pdf/page-segments.ts';

/** A line, with the block of the page and the paragraph that Tesseract sees it in. */
export interface RecognisedLine extends Segment {
  readonly block: string;
  readonly paragraph: string;
}

export interface RecognisedPage extends PageLayer {
  readonly segments: readonly RecognisedLine[];
}

const LEVEL = { page: 1, line: 4, word: 5 } as const;
/** Lines that are less sure, in hundredths, are spots and pieces of pictures. */
const LEAST_CONFIDENCE = 25;
/** Words of these scripts stand side by side without spaces. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\u3000-\u303f\uff00-\uffef]/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

interface Row {
  readonly level: number;
  readonly block: string;
  readonly paragraph: string;
  readonly line: string;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly confidence: number;
  readonly text: string;
}

/** Reads a page's table. `scale` is how many dots are a point. */
export function readRecognisedPage(tsv: string, scale: number): RecognisedPage {
  const rows = tsv.split('\n').slice(1).flatMap(rowOf);
  const page = rows.find(({ level }) => level === LEVEL.page);
  const boxes = rows.filter(({ level }) => level === LEVEL.line);
  const words = Map.groupBy(
    rows.filter(({ level, text }) => level === LEVEL.word && text.trim() !== ''),
    ({ line }) => line,
  );
  const segments = boxes.flatMap((box) => lineOf(box, words.get(box.line) ?? [], scale));
  return { width: (page?.width ?? 0) / scale, height: (page?.height ?? 0) / scale, segments };
}

function rowOf(line: string): Row[] {
  const cells = line.split('\t');
  if (cells.length < 12) return [];
  const [level, page, inPage, inBlock, number, , left, top, width, height, confidence] = cells
    .slice(0, 11)
    .map(Number) as [number, number, number, number, number, number, number, number, number, number, number];
  const block = `${page}.${inPage}`;
  const paragraph = `${block}.${inBlock}`;
  return [
    {
      level,
      block,
      paragraph,
      line: `${paragraph}.${number}`,
      left,
      top,
      width,
      height,
      confidence,
      text: cells.slice(11).join('\t'),
    },
  ];
}

function lineOf(box: Row, words: readonly Row[], scale: number): RecognisedLine[] {
  const sure = words.reduce((sum, { confidence }) => sum + confidence, 0) / words.length;
  if (words.length === 0 || sure < LEAST_CONFIDENCE) return [];
  const text = joined(words.map((word) => word.text.trim()));
  return [
    {
      text,
      left: box.left / scale,
      right: (box.left + box.width) / scale,
      baseline: (box.top + box.height) / scale,
      size: box.height / scale,
      isRightToLeft: RIGHT_TO_LEFT.test(text),
      block: box.block,
      paragraph: box.paragraph,
    },
  ];
}

function joined(words: readonly string[]): string {
  return words.reduce((text, word) => {
    const isTogether = UNSPACED.test(text.at(-1) ?? '') && UNSPACED.test(word.charAt(0));
    return text === '' || isTogether ? text + word : `${text} ${word}`;
  }, '');
}
