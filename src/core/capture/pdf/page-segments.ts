// Gathers what pdf.js finds on a page into segments: stretches of text that stand on one line without a wide gap. It knows nothing of columns.
import type { PDFPageProxy } from 'pdfjs-dist';
import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api.js';
import { type FontNames, hasBareCodes, withNamedLetters } from '../../pdf/glyph-names.ts';

/** A stretch of text. Places are in points from the top left of the page as it is read: text that runs up or down is turned first. */
export interface Segment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** The line that the letters stand on. */
  readonly baseline: number;
  /** The font's size. */
  readonly size: number;
  readonly isRightToLeft: boolean;
}

/** Segments that run in one direction, on a page turned so that they run from left to right. */
export interface PageLayer {
  readonly width: number;
  readonly height: number;
  readonly segments: readonly Segment[];
}

/** More pieces of text than any page has, even a page of statistics. */
const MOST_ITEMS = 60_000;
/** Pieces that follow one another in the file stay together over gaps up to this, in sizes of the font; others only over the narrower. */
const WIDEST_GAP_IN_ORDER = 1.5;
const WIDEST_GAP = 0.6;
/** A narrower gap parts no words, in sizes of the font. */
const NARROWEST_SPACE = 0.18;

type Direction = 'right' | 'down' | 'left' | 'up' | 'columns';

/** Reads a page: its layers, the one with the most text first; none when the page has no text. */
export async function readPageSegments(page: PDFPageProxy): Promise<readonly PageLayer[]> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const { items, styles } = await page.getTextContent();
  await nameLetters(page, items);
  const layers = new Map<Direction, Segment[]>();
  for (const item of items.slice(0, MOST_ITEMS)) {
    if (!isText(item) || item.str === '') continue;
    const isVertical = styles[item.fontName]?.vertical === true;
    const { direction, segment } = place(item, isVertical, transform, width, height);
    // pdf.js fills the gap between columns with a space as wide as it is.
    if (item.str.trim() === '' && segment.right - segment.left > segment.size) continue;
    if (!Number.isFinite(segment.left + segment.right + segment.baseline)) continue;
    const layer = layers.get(direction) ?? [];
    layers.set(direction, layer);
    layer.push(segment);
  }
  return [...layers]
    .map(([direction, segments]) => ({
      ...(direction === 'right' || direction === 'left' ? { width, height } : { width: height, height: width }),
      segments: mergeNeighbours(mergeInOrder(segments)),
    }))
    .filter(({ segments }) => segments.length > 0)
    .sort((a, b) => lettersOf(b) - lettersOf(a));
}

/** Reads codes that no text has by the names of their glyphs; the fonts are fetched only for a page that shows some. A piece may be of two. */
async function nameLetters(page: PDFPageProxy, items: (TextItem | TextMarkedContent)[]): Promise<void> {
  const bare = items.filter(isText).filter(({ str }) => hasBareCodes(str));
  if (bare.length === 0) return;
  // A page that cannot be drawn keeps its codes.
  await page.getOperatorList({ annotationMode: 0 }).catch(() => undefined);
  const names = new Set(items.filter(isText).map(({ fontName }) => fontName));
  const fonts = [...names].flatMap((name) =>
    page.commonObjs.has(name) ? [page.commonObjs.get(name) as FontNames] : [],
  );
  for (const item of bare) {
    const own = page.commonObjs.has(item.fontName) ? [page.commonObjs.get(item.fontName) as FontNames] : [];
    item.str = [...own, ...fonts].reduce(withNamedLetters, item.str);
  }
}

function isText(item: TextItem | TextMarkedContent): item is TextItem {
  return 'str' in item;
}

function lettersOf({ segments }: PageLayer): number {
  return segments.reduce((sum, { text }) => sum + text.length, 0);
}

/** Places an item on the page turned so that it runs to the right; text in vertical columns (Japanese, Chinese) is turned too. */
function place(
  { str, dir, width: itemWidth, height: itemHeight, transform }: TextItem,
  isVertical: boolean,
  view: readonly number[],
  width: number,
  height: number,
): { readonly direction: Direction; readonly segment: Segment } {
  const [va, vb, vc, vd, ve, vf] = view as [number, number, number, number, number, number];
  const [a, b, c, d, e, f] = transform as [number, number, number, number, number, number];
  const x = va * e + vc * f + ve;
  const y = vb * e + vd * f + vf;
  const size = Math.hypot(c, d) || Math.hypot(a, b) || 1;
  const [alongX, alongY] = [va * a + vc * b, vb * a + vd * b];
  const direction = isVertical
    ? 'columns'
    : Math.abs(alongX) >= Math.abs(alongY)
      ? alongX >= 0
        ? 'right'
        : 'left'
      : alongY > 0
        ? 'down'
        : 'up';
  const length = isVertical ? itemHeight : itemWidth;
  const turned: Readonly<Record<Direction, readonly [left: number, baseline: number]>> = {
    right: [x, y],
    left: [width - x, height - y],
    down: [y, width - x],
    up: [height - y, x],
    columns: [y, width - x],
  };
  const [left, baseline] = turned[direction];
  return {
    direction,
    segment: { text: str, left, right: left + length, baseline, size, isRightToLeft: dir === 'rtl' },
  };
}

/** Joins pieces that follow one another in the file and on the line. */
function mergeInOrder(pieces: readonly Segment[]): Segment[] {
  const merged: Segment[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    const joined = last === undefined ? undefined : join(last, piece, WIDEST_GAP_IN_ORDER);
    if (joined === undefined) merged.push(piece);
    else merged[merged.length - 1] = joined;
  }
  return merged.filter(({ text }) => text.trim() !== '');
}

/** Joins pieces that stand side by side whatever their order in the file. */
function mergeNeighbours(pieces: readonly Segment[]): readonly Segment[] {
  const sorted = [...pieces].sort((a, b) => a.baseline - b.baseline || a.left - b.left);
  const merged: Segment[] = [];
  for (const piece of sorted) {
    let isJoined = false;
    for (let i = merged.length - 1; i >= 0 && !isJoined; i--) {
      const other = merged[i] as Segment;
      if (piece.baseline - other.baseline > Math.max(piece.size, other.size)) break;
      const joined = join(other, piece, WIDEST_GAP) ?? join(piece, other, WIDEST_GAP);
      if (joined === undefined) continue;
      merged[i] = joined;
      isJoined = true;
    }
    if (!isJoined) merged.push(piece);
  }
  return merged;
}

/** Joins `next` behind `before` when both are on one line with no more than a gap between; undefined otherwise. */
function join(before: Segment, next: Segment, widestGap: number): Segment | undefined {
  const [small, large] = before.size < next.size ? [before, next] : [next, before];
  if (Math.abs(before.baseline - next.baseline) > (small.size < 0.8 * large.size ? 0.55 : 0.3) * large.size)
    return undefined;
  const isRightToLeft = runsRightToLeft(before, next);
  const gap = isRightToLeft ? before.left - next.right : next.left - before.right;
  if (gap > widestGap * large.size || gap < -0.6 * large.size) return undefined;
  const space = gap > NARROWEST_SPACE * small.size && needsSpace(before.text, next.text) ? ' ' : '';
  const main = before.text.length >= next.text.length ? before : next;
  return {
    text: before.text + space + next.text,
    left: Math.min(before.left, next.left),
    right: Math.max(before.right, next.right),
    baseline: main.baseline,
    size: main.size,
    isRightToLeft,
  };
}

/** Numbers and spaces between pieces of Arabic or Hebrew run with them. */
function runsRightToLeft(before: Segment, next: Segment): boolean {
  if (before.isRightToLeft !== next.isRightToLeft) {
    const plain = before.isRightToLeft ? next : before;
    const hasLatin = /\p{Script=Latin}/u.test(plain.text);
    return !hasLatin || before.isRightToLeft;
  }
  return before.isRightToLeft;
}

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;

function needsSpace(before: string, next: string): boolean {
  if (/\s$/u.test(before) || /^\s/u.test(next)) return false;
  return !(UNSPACED.test(before.slice(-1)) && UNSPACED.test(next.slice(0, 1)));
}
