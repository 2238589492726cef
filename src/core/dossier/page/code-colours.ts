// Paints each highlight with a colour of its own (CSS Custom Highlight API), by which it is found again in the printed PDF and erased there.

/** A stretch of one text node, in UTF-16 offsets. */
export interface Piece {
  readonly node: Node;
  readonly start: number;
  readonly end: number;
}

/** Five bits a component, in steps that survive Chromium's rounding to four decimals. */
const MOST_COLOURS = 2 ** 15 - 1;

/** For each highlight's number within its article, the pieces of all articles: an article begins a page, so numbers can be used again. */
const remembered: Piece[][] = [];

/** Keeps the pieces of one article's highlights until they are painted. */
export function rememberHighlights(highlights: readonly (readonly Piece[])[]): void {
  for (const [number, pieces] of highlights.slice(0, MOST_COLOURS).entries()) {
    remembered[number] ??= [];
    remembered[number].push(...pieces);
  }
}

/** Moves the ends of remembered pieces after characters were put into nodes, before some offsets (ascending) of their texts as they were. */
export function shiftHighlights(inserted: ReadonlyMap<Node, readonly number[]>): void {
  for (const pieces of remembered.filter((each) => each !== undefined))
    for (const [i, { node, start, end }] of pieces.entries()) {
      const places = inserted.get(node);
      if (!places) continue;
      const count = (isBefore: (place: number) => boolean) => places.filter(isBefore).length;
      pieces[i] = { node, start: start + count((place) => place <= start), end: end + count((place) => place < end) };
    }
}

/**
 * Paints what was remembered.
 * @returns the code colour (red, green, blue; 0–255) of each number.
 */
export function paintHighlights(): [number, number, number][] {
  const codes = Array.from(remembered, (_, number) => codeColour(number));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    codes.map((code, n) => `::highlight(pm${n}) { background-color: rgb(${code.join(' ')}) }`).join('\n'),
  );
  document.adoptedStyleSheets.push(sheet);
  for (const [number, pieces = []] of remembered.entries()) {
    const highlight = new Highlight(...pieces.map(rangeOf));
    highlight.priority = number;
    CSS.highlights.set(`pm${number}`, highlight);
  }
  return codes;
}

/** The colour of a number (from 1) that something other than words is found by. */
export function codeOf(number: number): string {
  remembered[number - 1] ??= [];
  return `rgb(${codeColour(number - 1).join(' ')})`;
}

function codeColour(number: number): [number, number, number] {
  const component = (shift: number) => (((number + 1) >> shift) & 31) * 8 + 3;
  return [component(10), component(5), component(0)];
}

function rangeOf({ node, start, end }: Piece): StaticRange {
  return new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end });
}
