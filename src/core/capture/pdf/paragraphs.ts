// Joins the lines of columns into paragraphs: by their distance, indents, sizes and ends, over columns and pages, words divided at a line's end made whole.
import type { Column, Line } from './reading-order.ts';

export interface Paragraph {
  readonly text: string;
  /** Of its letters, in points. */
  readonly size: number;
  readonly page: number;
  /** Where a later page begins within it, in UTF-16 units. */
  readonly pageStarts: readonly { readonly page: number; readonly offset: number }[];
}

const SENTENCE_END = /[.!?…。！？؟۔।:;»”"’)\]」』]\s*$/u;
const ITEM_MARK = /^\s*(?:[•·▪■□◦○●–—-]|\(?\d{1,3}[.)]|\(?[a-z]\))\s/u;
/** A line of a table of contents: dots that lead to a page's number. */
const LEADERS = /(?:[.…⋯·]\s?){4,}\s*[\p{Nd}ivxlcdm]+\s*$/iu;
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\u3000-\u303f\uff00-\uffef]$/u;
const DIVIDED = /(\p{L}+)[-\u00ad\u2010]$/u;

const FEWEST_LINES = 6;
/** Of a column's width: what no line that goes on leaves empty. */
const MUCH_ROOM = 0.25;

interface Draft {
  lines: { readonly line: Line; readonly page: number }[];
  readonly column: Column;
}

/** Makes paragraphs of the columns of each page, in order. */
export function readParagraphs(pages: readonly (readonly Column[])[]): readonly Paragraph[] {
  const drafts: Draft[] = [];
  for (const [page, columns] of pages.entries()) {
    for (const column of columns) {
      const own = draftsOf(column, page);
      const before = drafts.at(-1);
      const [first, ...rest] = own;
      if (before !== undefined && first !== undefined && isContinued(before, first)) {
        before.lines.push(...first.lines);
        drafts.push(...rest);
      } else drafts.push(...own);
    }
  }
  const words = new Words(drafts);
  return drafts.map((draft) => paragraphOf(draft, words)).filter(({ text }) => text !== '');
}

function draftsOf(column: Column, page: number): Draft[] {
  const leading = leadingOf(column);
  const drafts: Draft[] = [];
  for (const [i, line] of column.entries()) {
    const draft = drafts.at(-1);
    const before = column[i - 1];
    if (draft === undefined || before === undefined || begins(line, before, draft, column, leading))
      drafts.push({ lines: [{ line, page }], column });
    else draft.lines.push({ line, page });
  }
  return drafts;
}

/** The usual distance of lines: a low quartile, since distances between paragraphs are wider. */
function leadingOf(column: Column): number {
  const steps = column.slice(1).map(({ baseline }, i) => baseline - (column[i] as Line).baseline);
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 3)] ?? 0;
}

/** Tells whether a line begins a paragraph. */
function begins(line: Line, before: Line, draft: Draft, column: Column, leading: number): boolean {
  const step = line.baseline - before.baseline;
  if (step > Math.max(1.35 * leading, 1.25 * line.size) || step > 2.2 * Math.max(line.size, before.size)) return true;
  if (Math.abs(line.size - before.size) > 0.12 * Math.max(line.size, before.size)) return true;
  if (line.cells > 1 || before.cells > 1 || LEADERS.test(before.text)) return true;
  if (ITEM_MARK.test(line.text)) return !/[-–—]$/u.test(before.text) || SENTENCE_END.test(before.text);
  const indent = startOf(line) - startOf(before);
  const isSecond = draft.lines.length === 1;
  const first = draft.lines[0]?.line ?? before;
  if (isCentred(line, before)) return false;
  if (indent > 0.7 * line.size)
    return !(isSecond && ITEM_MARK.test(first.text)) && !(isSecond && endsLate(before, column));
  if (indent < -0.7 * line.size && !isSecond) return true;
  return (SENTENCE_END.test(before.text) && !endsLate(before, column)) || isBroken(before, line, column);
}

/** Lines of a list or a poem: the first word of the next would have had room, and begins as a line does. Headlines are broken at will. */
function isBroken(before: Line, line: Line, column: Column): boolean {
  if (column.length < FEWEST_LINES || !/^[\p{Lu}\p{Nd}]/u.test(line.text)) return false;
  const sizes = column.map(({ size }) => size).sort((a, b) => a - b);
  const usual = sizes[Math.floor(sizes.length / 2)] as number;
  if (line.size > 1.1 * usual) return false;
  const word = (/^\S+/u.exec(line.text)?.[0].length ?? 0) + 1;
  const edge = edgeOf(column);
  const room = edge - endOf(before);
  const needed = (1.5 * (line.right - line.left) * word) / line.text.length + line.size;
  return room > Math.max(needed, MUCH_ROOM * (edge - Math.min(...column.map(startOf))));
}

function edgeOf(column: Column): number {
  const ends = column.map(endOf).sort((a, b) => a - b);
  return ends[Math.floor(ends.length * 0.9)] ?? 0;
}

/** Where a line begins, growing in the direction of reading. */
function startOf({ left, right, isRightToLeft }: Line): number {
  return isRightToLeft ? -right : left;
}

function endOf({ left, right, isRightToLeft }: Line): number {
  return isRightToLeft ? -left : right;
}

/** Tells whether a line fills its column, as all lines of a paragraph but the last do. */
function endsLate(line: Line, column: Column): boolean {
  const edge = edgeOf(column);
  const width = edge - Math.min(...column.map(startOf));
  return endOf(line) > edge - 0.15 * width;
}

function isCentred(a: Line, b: Line): boolean {
  const isSameMiddle = Math.abs(a.left + a.right - b.left - b.right) < a.size / 2;
  return isSameMiddle && Math.abs(a.left - b.left) > 0.7 * a.size;
}

/** Tells whether a paragraph goes on at the head of the next column or page. */
function isContinued(before: Draft, next: Draft): boolean {
  const last = before.lines.at(-1)?.line as Line;
  const first = next.lines[0]?.line as Line;
  if (Math.abs(last.size - first.size) > 0.08 * last.size || last.cells > 1 || first.cells > 1) return false;
  if (ITEM_MARK.test(first.text)) return false;
  if (DIVIDED.test(last.text) || /^\p{Ll}/u.test(first.text)) return !/[.!?…]$/u.test(last.text);
  if (SENTENCE_END.test(last.text) || !endsLate(last, before.column)) return false;
  return /^[\p{Lo}\p{N}]/u.test(first.text) || /[,\p{Ll}]$/u.test(last.text);
}

/**
 * Tells whether a line of a justified column ends a hyphen's width before the column does: pdf.js gives no soft hyphens (U+00AD), which is what
 * layout programs divide words with. Widths are in parts of the letters' size.
 */
function lacksHyphen(line: Line, column: Column): boolean {
  const edge = edgeOf(column);
  const gap = (edge - endOf(line)) / line.size;
  if (gap < 0.2 || gap > 0.45 || line.cells > 1) return false;
  const flush = column.map(endOf).filter((end) => Math.abs(edge - end) < 0.1 * line.size).length;
  return column.length >= 5 && flush >= 0.5 * column.length;
}

function paragraphOf({ lines, column }: Draft, words: Words): Paragraph {
  let text = '';
  const pageStarts: { page: number; offset: number }[] = [];
  const page = lines[0]?.page ?? 0;
  let current = page;
  let before: Line | undefined;
  for (const { line, page: own } of lines) {
    const next = line.text.replace(/\s+/gu, ' ').trim();
    const isDivided = before !== undefined && lacksHyphen(before, column);
    text = text === '' ? next : words.joined(text, next, isDivided);
    before = line;
    if (own !== current) {
      current = own;
      pageStarts.push({ page: own, offset: text.length - next.length });
    }
  }
  return { text: text.normalize('NFC'), size: lines[0]?.line.size ?? 0, page, pageStarts };
}

/** The words of a document, which tell whether one that is divided at a line's end was written with a hyphen. */
class Words {
  readonly #known = new Set<string>();
  /** Those that stand neither first nor last in a line. */
  readonly #whole = new Set<string>();
  /** A document that shows hyphens at the ends of lines has no others. */
  readonly #areHyphensUnseen: boolean;

  constructor(drafts: readonly Draft[]) {
    for (const { lines } of drafts) {
      // The last word of a line may be a part only, and so may the first.
      for (const { line } of lines)
        for (const [word] of line.text.slice(0, line.text.search(/\S+\s*$/u)).matchAll(/\p{L}+(?:[-\u2010]\p{L}+)*/gu))
          this.#known.add(word.toLowerCase().replaceAll('\u2010', '-'));
      for (const { line } of lines)
        for (const word of line.text.trim().split(/\s+/u).slice(1, -1)) this.#whole.add(lettersOf(word));
    }
    let [seen, unseen] = [0, 0];
    for (const { lines, column } of drafts) {
      for (const { line } of lines.slice(0, -1)) {
        const last = lettersOf(/\S+$/u.exec(line.text.trim())?.[0] ?? '');
        if (DIVIDED.test(line.text.trim())) seen++;
        else if (/\p{L}$/u.test(line.text.trim()) && lacksHyphen(line, column) && !this.#whole.has(last)) unseen++;
      }
    }
    this.#areHyphensUnseen = unseen > seen;
  }

  /** Joins a line to the text before it, which may end in a word divided by a hyphen that is not there. */
  joined(before: string, next: string, isDivided: boolean): string {
    const divided = DIVIDED.exec(before);
    const rest = /^\p{L}+/u.exec(next)?.[0];
    if (divided !== null && rest !== undefined) {
      const stem = before.slice(0, -1);
      return this.#hasHyphen(divided[1] as string, rest, before.at(-1) as string) ? `${stem}-${next}` : stem + next;
    }
    const stem = isDivided ? /(?:^|[^\p{L}\p{N}'’])(\p{L}{2,})$/u.exec(before)?.[1] : undefined;
    if (stem !== undefined && rest !== undefined && this.#isDivided(stem.toLowerCase(), rest)) return before + next;
    if (/\p{L}[-\u2010–—/]$/u.test(before) || UNSPACED.test(before)) return before + next;
    return `${before} ${next}`;
  }

  /** Two parts are one word where the document writes it whole elsewhere, or one of the parts never alone. */
  #isDivided(stem: string, rest: string): boolean {
    if (!this.#areHyphensUnseen || !/^\p{Ll}{2}/u.test(rest)) return false;
    return this.#whole.has(stem + rest) || !this.#whole.has(stem) || !this.#whole.has(rest);
  }

  /** A hyphen stays where the document writes the word so elsewhere, before a capital, and between two words that both occur alone. */
  #hasHyphen(stem: string, rest: string, hyphen: string): boolean {
    if (hyphen === '\u00ad') return false;
    const [a, b] = [stem.toLowerCase(), rest.toLowerCase()];
    if (this.#known.has(a + b)) return false;
    if (this.#known.has(`${a}-${b}`) || /^\p{Lu}/u.test(rest)) return true;
    return a.length > 3 && b.length > 3 && this.#known.has(a) && this.#known.has(b);
  }
}

/** The letters of a word, in lower case, without its punctuation. */
function lettersOf(word: string): string {
  return word.toLowerCase().replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}

/** For each page the block, and the place in it, where its text begins; undefined for a page without text. */
export function pagePlaces(
  paragraphs: readonly Paragraph[],
  pages: number,
): ({ block: number; offset: number } | undefined)[] {
  const places = Array.from<{ block: number; offset: number } | undefined>({ length: pages });
  for (const [block, { page, pageStarts }] of paragraphs.entries()) {
    places[page] ??= { block, offset: 0 };
    for (const start of pageStarts) places[start.page] ??= { block, offset: start.offset };
  }
  return places;
}
