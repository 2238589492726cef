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
 * Gives the edits that print labels in the places that wait for them, each at its right edge.
 * @throws Error when a place is set in a font whose figures are not in the document
 */
export function slotEdits(slots: readonly Slot[], labels: readonly string[], figures: readonly Figures[]): Edit[] {
  const shown = new Set<number>();
  return slots.map(({ number, font, sizePt, width, start, end }) => {
    const label = labels[number] ?? '';
    if (shown.has(number) || label === '') return { start, end, replacement: '<> Tj' };
    shown.add(number);
    const own = figures.find((each) => each.font.ref === font.ref);
    const codes = [...label].map((character) => own?.codes.get(character));
    if (codes.some((code) => code === undefined)) throw new Error('a page number stands in a font without figures');
    // The space parts the label from a right-to-left title for those who read the line back.
    const space = own?.codes.get('\u00a0') ?? own?.codes.get(' ');
    const spaced = space === undefined ? '' : `<${hexOf([space])}> `;
    const spaceWidth = space === undefined ? 0 : font.widthOf(space) * sizePt;
    const labelWidth = codes.reduce<number>((sum, code) => sum + font.widthOf(code ?? 0) * sizePt, 0);
    const shift = ((width - spaceWidth - labelWidth) / sizePt) * -1000;
    return { start, end, replacement: `[${spaced}${shift.toFixed(1)} <${hexOf(codes as number[])}>] TJ` };
  });
}
