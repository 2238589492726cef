// From the fills of a highlight on a page to its quadrilaterals: one for each stretch of a line.
import type { Box, Glyph, Mark } from './page-content.ts';

/** Fills that touch within this many points are one stretch; a line's are cut where fonts change. */
const GAP_PT = 1.2;
const SAME_PT = 0.8;

/** Joins boxes that follow each other on a line (or, in vertical writing, in a column). */
export function joinBoxes(boxes: readonly Box[]): Box[] {
  const joined: Box[] = [];
  for (const box of boxes) {
    const last = joined.at(-1);
    if (last && (touches(last, box, 0) || (isColumn(last, box) && touches(last, box, 1))))
      joined[joined.length - 1] = around(last, box);
    else joined.push(box);
  }
  return joined;
}

/** Whether two boxes have the same extent across `axis` (0: along a line, 1: down a column) and touch along it. */
function touches(a: Box, b: Box, axis: 0 | 1): boolean {
  const across = axis === 0 ? 1 : 0;
  const isLevel = Math.abs(a[across] - b[across]) < SAME_PT && Math.abs(a[across + 2]! - b[across + 2]!) < SAME_PT;
  return isLevel && Math.max(a[axis], b[axis]) - Math.min(a[axis + 2]!, b[axis + 2]!) < GAP_PT;
}

function isColumn(...boxes: readonly Box[]): boolean {
  return boxes.some(([left, bottom, right, top]) => top - bottom > 1.5 * (right - left));
}

/** The box around two. */
export function around(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** An engine paints to whole pixels of the screen: an edge is so far from that of its letter at most. */
const PIXEL_PT = 0.75;

/** Moves the edges of boxes to those of the letters in them. A letter is in a box when its centre is. */
export function toLetters(boxes: readonly Box[], glyphs: readonly Glyph[]): Box[] {
  return boxes.map((box) => {
    const [left, bottom, right, top] = box;
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const glyph of glyphs) {
      if (!contains(box, glyph) || glyph.text.trim() === '') continue;
      first = Math.min(first, glyph.startX, glyph.endX);
      last = Math.max(last, glyph.startX, glyph.endX);
    }
    const near = (edge: number, letter: number) => (Math.abs(edge - letter) <= PIXEL_PT ? letter : edge);
    return [near(left, first), bottom, near(right, last), top];
  });
}

/** How near a mark stands to an edge that is moved away from it, and how far from it the edge then is. */
const NEAR_PT = 0.5;
const CLEAR_PT = 0.2;

/**
 * Moves the edges of boxes away from marks that stand on them, so that a mark is on the side of its letter for every reader: a vowel sign that
 * is found at the end of its letter's width would belong to the next word as well.
 */
export function clearOfMarks(boxes: readonly Box[], marks: readonly Mark[]): Box[] {
  if (marks.length === 0) return [...boxes];
  return boxes.map((box) => {
    const [left, bottom, right, top] = box;
    let [clearLeft, clearRight] = [left, right];
    for (const { x, y, letter } of marks) {
      if (y < bottom || y > top) continue;
      const isOwn = contains(box, letter);
      if (Math.abs(x - left) < NEAR_PT)
        clearLeft = isOwn ? Math.min(clearLeft, x - CLEAR_PT) : Math.max(clearLeft, x + CLEAR_PT);
      if (Math.abs(x - right) < NEAR_PT)
        clearRight = isOwn ? Math.max(clearRight, x + CLEAR_PT) : Math.min(clearRight, x - CLEAR_PT);
    }
    return [clearLeft, bottom, clearRight, top];
  });
}

/**
 * Adds boxes for vowel signs that stand alone at the beginning of a line of the highlight: their letter ended the line before, or is a space,
 * and nothing is painted under them.
 * @param lacking the characters that are not under the boxes
 */
export function addLoneMarks(boxes: readonly Box[], glyphs: readonly Glyph[], lacking: string): Box[] {
  const lone = glyphs.flatMap(({ x, y, text }, i): Box[] => {
    const isLacking = /^\p{M}+$/u.test(text) && [...text].every((mark) => lacking.includes(mark));
    const line = isLacking && isAlone(glyphs, i) && boxes.find((box) => y >= box[1] && y <= box[3]);
    return line && !boxes.some((box) => contains(box, { x, y }))
      ? [[x - CLEAR_PT, line[1], x + CLEAR_PT, line[3]]]
      : [];
  });
  return [...boxes, ...lone];
}

/** Whether a mark has no letter before it on its line. */
function isAlone(glyphs: readonly Glyph[], i: number): boolean {
  const [before, mark] = [glyphs[i - 1], glyphs[i] as Glyph];
  return !before || Math.abs(before.y - mark.y) > NEAR_PT || /^[\s\p{Cf}]*$/u.test(before.text);
}

/** The text of the glyphs whose centre lies in one of the boxes. */
export function textUnder(glyphs: readonly Glyph[], boxes: readonly Box[]): string {
  let text = '';
  for (const glyph of glyphs) if (boxes.some((box) => contains(box, glyph))) text += glyph.text;
  return text;
}

function contains([left, bottom, right, top]: Box, { x, y }: Pick<Glyph, 'x' | 'y'>): boolean {
  return x >= left && x <= right && y >= bottom && y <= top;
}

/**
 * Whether two texts have the same characters, whatever their order (a right-to-left line stands in the order of the paper): compatibility
 * forms united; white space, hyphens (lines are hyphenated), joiners and direction marks left out.
 */
export function hasSameCharacters(a: string, b: string): boolean {
  return sorted(a) === sorted(b);
}

/** The characters of a text that another one lacks, sorted. */
export function lackingIn(found: string, wanted: string): string {
  const there = [...sorted(found)];
  return [...sorted(wanted)]
    .filter((character) => {
      const at = there.indexOf(character);
      if (at >= 0) there.splice(at, 1);
      return at < 0;
    })
    .join('');
}

function sorted(text: string): string {
  const compared = text.normalize('NFKC').replace(/[\s\p{Cf}\u2010\u2011\u0640\u002d]/gu, '');
  return [...compared].sort().join('');
}
