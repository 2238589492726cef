// Puts the segments of a page into reading order: columns are found by the gutters between them, tallest first, and read one after the other.
import type { PageLayer, Segment } from './page-segments.ts';

/** A line of a column: its segments from its beginning to its end; several when wide gaps part them, as in a table. */
export interface Line {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  readonly cells: number;
  readonly isRightToLeft: boolean;
}

/** Lines that are read from top to bottom. */
export type Column = readonly Line[];

/** With more segments a page is a drawing or a trap; it is read in rows, which takes no search. */
const MOST_SEGMENTS = 3000;
/** How wide a gutter is at least, in sizes of the text around it. */
const NARROWEST_GUTTER = 0.7;
/** A column has at least so many lines, and so many letters in a line, beside its gutter: less is a list's mark or a table's cell. */
const FEWEST_LINES = 3;
const FEWEST_LETTERS = 10;
const DEEPEST = 12;
/** How much larger than the text around it a headline is at least. */
const HEADLINE = 1.25;

/** Gives the columns of a layer in the order in which they are read. */
export function readColumns({ segments }: PageLayer): readonly Column[] {
  const isRightToLeft = segments.filter((each) => each.isRightToLeft).length > segments.length / 2;
  if (segments.length > MOST_SEGMENTS) return [linesOf(segments, isRightToLeft)];
  const columns: Column[] = [];
  part(segments, 0);
  return columns;

  function part(region: readonly Segment[], depth: number): void {
    if (region.length === 0) return;
    const gutter = depth < DEEPEST ? tallestGutter(region) : undefined;
    if (gutter === undefined) {
      columns.push(linesOf(region, isRightToLeft));
      return;
    }
    const { x, top, bottom } = gutter;
    const beside = region.filter(({ baseline }) => baseline > top && baseline < bottom);
    const [first, second] = [
      beside.filter(({ left, right }) => (left + right) / 2 < x),
      beside.filter(({ left, right }) => (left + right) / 2 >= x),
    ];
    part(
      region.filter(({ baseline }) => baseline <= top),
      depth + 1,
    );
    part(isRightToLeft ? second : first, depth + 1);
    part(isRightToLeft ? first : second, depth + 1);
    part(
      region.filter(({ baseline }) => baseline >= bottom),
      depth + 1,
    );
  }
}

interface Gutter {
  readonly x: number;
  /** Nothing crosses between these two baselines, which are outside of it. */
  readonly top: number;
  readonly bottom: number;
}

/** Finds the upright strip of white that has the most lines on its poorer side. */
function tallestGutter(region: readonly Segment[]): Gutter | undefined {
  const sorted = [...region].sort((a, b) => a.baseline - b.baseline);
  const size = median(sorted.map((each) => each.size));
  const margin = (NARROWEST_GUTTER * size) / 2;
  const left = Math.min(...sorted.map((each) => each.left));
  const right = Math.max(...sorted.map((each) => each.right));
  const step = Math.max(2, margin);
  const large = sorted.filter((each) => each.size >= HEADLINE * size);
  let best: Gutter | undefined;
  let bestScore = 0;
  for (let x = left + 2 * size; x < right - 2 * size; x += step) {
    let top = -Infinity;
    let within: Segment[] = [];
    const end = (bottom: number) => {
      const score = scoreOf(within, x);
      if (score > bestScore) {
        bestScore = score;
        best = { x, top, bottom };
      }
    };
    for (const segment of sorted) {
      if (segment.left - margin < x && segment.right + margin > x) {
        end(segment.baseline);
        top = segment.baseline;
        within = [];
      } else if (isHeadlineBeside(segment, x, large) && scoreOf(within, x) > 0) {
        // New articles begin on both sides: what is above is read before.
        const edge = segment.baseline - segment.size / 2;
        end(edge);
        top = edge;
        within = [segment];
      } else within.push(segment);
    }
    end(Infinity);
  }
  return best;
}

/** Tells whether a headline has another on the same line, beyond a strip. */
function isHeadlineBeside(segment: Segment, x: number, large: readonly Segment[]): boolean {
  if (!large.includes(segment)) return false;
  const isLeft = segment.right < x;
  return large.some(
    (other) => other.right < x !== isLeft && Math.abs(other.baseline - segment.baseline) < segment.size / 2,
  );
}

/** The lines on the poorer side of a strip; 0 when one side is no column. */
function scoreOf(within: readonly Segment[], x: number): number {
  const sides = [within.filter((each) => each.right < x), within.filter((each) => each.left > x)];
  const scores = sides.map((side) => {
    const letters = side.reduce((sum, { text }) => sum + text.length * (isWide(text) ? 2 : 1), 0);
    return side.length >= FEWEST_LINES && letters / side.length >= FEWEST_LETTERS ? side.length : 0;
  });
  const [a, b] = sides as [Segment[], Segment[]];
  const height = Math.min(...[a, b].map((side) => (side.at(-1)?.baseline ?? 0) - (side[0]?.baseline ?? 0)));
  return height <= 0 ? 0 : Math.min(...scores);
}

function isWide(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);
}

/** Gathers segments on the same height into lines. */
function linesOf(region: readonly Segment[], isRightToLeft: boolean): Column {
  const rows: Segment[][] = [];
  for (const segment of [...region].sort((a, b) => a.baseline - b.baseline || a.left - b.left)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row === undefined || first === undefined || !isBeside(first, segment)) rows.push([segment]);
    else row.push(segment);
  }
  return rows.map((row) => lineOf(row, isRightToLeft));
}

function isBeside(a: Segment, b: Segment): boolean {
  return Math.abs(a.baseline - b.baseline) < 0.4 * Math.min(a.size, b.size);
}

function lineOf(row: readonly Segment[], isRightToLeft: boolean): Line {
  const ordered = [...row].sort((a, b) => (isRightToLeft ? b.right - a.right : a.left - b.left));
  const main = ordered.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  return {
    text: ordered.map(({ text }) => text.trim()).join(' '),
    left: Math.min(...row.map((each) => each.left)),
    right: Math.max(...row.map((each) => each.right)),
    baseline: main.baseline,
    size: main.size,
    cells: row.length,
    isRightToLeft,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
