// The labels of pages as they are printed: roman before the first article, arabic from there, both counted from the first page.
import type { Edit } from './content-stream.ts';
import type { Figures, Slot } from './page-content.ts';
import { hexOf } from './to-unicode.ts';

const NUMERALS = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
] as const;

/** Gives the label of a page (from 0) in a document whose first article begins on page `bodyStart` (from 0). */
export function labelOf(pageIndex: number, bodyStart: number): string {
  return pageIndex < bodyStart ? roman(pageIndex + 1) : String(pageIndex + 1);
}

function roman(number: number): string {
  let text = '';
  let rest = number;
  for (const [value, letters] of NUMERALS)
    while (rest >= value) {
      text += letters;
      rest -= value;
    }
  return text;
}

/**
 * Gives the edits that print labels in the places that wait for them, each at its right edge; what stands before one in a line of text moves
 * up to it. The space before a label parts it from a right-to-left title for those who read the line back.
 * @throws Error when a place is set in a font whose figures are not in the document
 */
export function slotEdits(slots: readonly Slot[], labels: readonly string[], figures: readonly Figures[]): Edit[] {
  return [...Map.groupBy(slots, ({ number }) => number)].flatMap(([number, all]) => {
    const pieces = all.filter(({ isBeside }) => !isBeside);
    const [first] = pieces;
    const label = labels[number] ?? '';
    const nothing = pieces.map(({ start, end }) => ({ start, end, replacement: '<> Tj' }));
    if (label === '' || !first) return nothing;
    const right = Math.max(...pieces.map((piece) => piece.right));
    const { text, slack } = shown(first, right - first.left, label, figures);
    const before = all.filter(({ isBeside, left }) => isBeside && left < first.left);
    return [
      { ...(nothing[0] as Edit), replacement: text },
      ...nothing.slice(1),
      ...before.flatMap((piece) => movedRight(piece, slack)),
    ];
  });
}

/** Shows a label at the right of a width. `slack` is what it leaves free, in text space. */
function shown({ font, size }: Slot, width: number, label: string, figures: readonly Figures[]) {
  const own = figures.find((each) => each.font.ref === font.ref)?.codes;
  const codes = [...label].flatMap((character) => own?.get(character) ?? []);
  if (!own || codes.length < label.length) throw new Error('a page number stands in a font without figures');
  const space = own.get('\u00a0') ?? own.get(' ');
  const spaces = space === undefined ? [] : [space];
  const wide = [...spaces, ...codes].reduce((sum, code) => sum + font.widthOf(code), 0);
  const shift = (wide - width / size) * 1000;
  return { text: `[<${hexOf(spaces)}> ${shift.toFixed(1)} <${hexOf(codes)}>] TJ`, slack: width - wide * size };
}

/** Shows a piece further to the right (or the left), and what comes after it where it was. */
function movedRight({ size, start, end }: Slot, distance: number): Edit[] {
  const thousandths = (distance / size) * 1000;
  return [
    { start, end: start, replacement: `[${(-thousandths).toFixed(1)}] TJ\n` },
    { start: end, end, replacement: `\n[${thousandths.toFixed(1)}] TJ` },
  ];
}
