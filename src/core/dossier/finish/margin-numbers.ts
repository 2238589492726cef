// Sets the highlights' numbers into the margin beside their first line, after printing, so that they move nothing in the text.
import type { Box, Figures } from './page-content.ts';
import { hexOf } from './to-unicode.ts';

export interface MarginNumber {
  readonly number: number;
  /** The first stretch of the highlight on this page. */
  readonly beside: Box;
  /** The place of an area, which has its number at its upper left instead. */
  readonly area?: Box;
}

export interface Margin {
  /** Where the column begins (left to right) or ends (right to left), in points. */
  readonly columnEdgePt: number;
  readonly direction: 'ltr' | 'rtl';
}

/** The name of the figures' font in a page's resources. */
export const FIGURES_FONT = 'PmFigures';

const SIZE_PT = 7;
const GAP_PT = 9;
const BETWEEN_PT = 3.5;
/** Numbers whose lines are nearer than this stand side by side. */
const SAME_LINE_PT = 7;
/** How high above a stretch's foot its base line is, in parts of its height. */
const BASE_LINE = 0.24;

/** Writes the content that shows the numbers, as an artifact; empty when there are none. */
export function marginNumbers(numbers: readonly MarginNumber[], margin: Margin, figures: Figures): string {
  const lines: MarginNumber[][] = [];
  const corners = numbers.flatMap(({ number, area }) => (area ? [cornerNumber(number, area, figures)] : []));
  for (const each of numbers.filter(({ area }) => area === undefined)) {
    const line = lines.find(
      ([first]) => first && Math.abs(baseLine(first.beside) - baseLine(each.beside)) < SAME_LINE_PT,
    );
    if (line) line.push(each);
    else lines.push([each]);
  }
  if (lines.length + corners.length === 0) return '';
  const shown = lines.flatMap((line) => setLine(line, margin, figures));
  const beside = shown.length === 0 ? [] : [`q BT /${FIGURES_FONT} ${SIZE_PT} Tf 0.3 g\n${shown.join('\n')}\nET Q`];
  return `/Artifact BMC\n${[...beside, ...corners].join('\n')}\nEMC\n`;
}

/** The white field of a number in the corner of an area, within its frame: its height, and what is left on both sides of the number. */
const [FRAME_PT, FIELD_PT, PADDING_PT] = [3, 10, 2.5];

function cornerNumber(number: number, [areaLeft, , , areaTop]: Box, figures: Figures): string {
  const [left, top] = [areaLeft + FRAME_PT, areaTop - FRAME_PT];
  const width = widthOf(number, figures) + 2 * PADDING_PT;
  const place = [left, top - FIELD_PT, width, FIELD_PT].map((each) => each.toFixed(2)).join(' ');
  const [x, y] = [(left + PADDING_PT).toFixed(2), (top - FIELD_PT + 2.6).toFixed(2)];
  const text = `BT /${FIGURES_FONT} ${SIZE_PT} Tf 0 g 1 0 0 1 ${x} ${y} Tm <${hexOf(codesOf(number, figures))}> Tj ET`;
  return `q 1 g ${place} re f ${text} Q`;
}

/** The lowest number stands nearest to where the line begins on paper: all of them read from left to right. */
function setLine(line: readonly MarginNumber[], { columnEdgePt, direction }: Margin, figures: Figures): string[] {
  const numbers = [...new Set(line.map(({ number }) => number))].sort((a, b) => a - b);
  const widths = numbers.map((number) => widthOf(number, figures));
  const total = widths.reduce((sum, width) => sum + width, BETWEEN_PT * (numbers.length - 1));
  const y = baseLine((line[0] as MarginNumber).beside).toFixed(2);
  let x = direction === 'ltr' ? columnEdgePt - GAP_PT - total : columnEdgePt + GAP_PT;
  return numbers.map((number, i) => {
    const place = `1 0 0 1 ${x.toFixed(2)} ${y} Tm`;
    x += (widths[i] as number) + BETWEEN_PT;
    return `${place} <${hexOf(codesOf(number, figures))}> Tj`;
  });
}

/** Taller than a line of any text: a column of letters, whose note stands at its head. */
const TALLEST_PT = 24;

/** The height of a stretch's base line. */
export function baseLine([, bottom, , top]: Box): number {
  return Math.max(bottom + BASE_LINE * (top - bottom), top - TALLEST_PT);
}

function codesOf(number: number, { codes }: Figures): number[] {
  return [...String(number)].map((digit) => codes.get(digit) ?? 0);
}

function widthOf(number: number, figures: Figures): number {
  return codesOf(number, figures).reduce((sum, code) => sum + figures.font.widthOf(code) * SIZE_PT, 0);
}
