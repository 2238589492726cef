// Puts the glyphs of a PDF's page into pieces that read as its reading text does, and gives the quadrilaterals of passages.

import { alignPieces } from '../../../shared/align-pieces.ts';
import type { PageGlyph, Point } from '../../pdf/page-glyphs.ts';
import type { Quad } from '../finish/markup.ts';

/** Glyphs that follow one another on a line, in the order in which they are read. */
interface Piece {
  readonly glyphs: readonly PageGlyph[];
  readonly text: string;
  /** For each UTF-16 unit of the text: its glyph, and which share of the glyph it is. */
  readonly units: readonly { readonly glyph: number; readonly from: number; readonly to: number }[];
}

/** A stretch of a piece's glyphs; the first and the last may be a part of a ligature. */
interface Stretch {
  readonly piece: Piece;
  readonly parts: Map<number, { from: number; to: number }>;
}

/** A page whose words have their places in a reading text. */
export interface PageWords {
  /** Gives the quadrilaterals of a passage (UTF-16 units of the text), in the order in which it is read. */
  quadsOf(start: number, end: number): Quad[];
  /** Gives those of words that stand somewhere on the page, once; empty when they do not, or stand there several times. */
  quadsOfWords(words: string): Quad[];
}

/** Finds the places of the stretch of a reading text that a page has: from `from` to `to`, in UTF-16 units. */
export function pageWords(glyphs: readonly PageGlyph[], text: string, from: number, to: number): PageWords {
  const compared = comparedText(text.slice(from, to));
  const pieces = piecesOf(glyphs).map((piece) =>
    compared.includes(comparedText(piece.text)) ? piece : turnedLigatures(piece),
  );
  const runs = alignPieces(
    text,
    from,
    to,
    pieces.map((piece) => ({ node: piece, text: piece.text })),
  );
  return {
    quadsOf(start, end) {
      const stretches: Stretch[] = [];
      for (const { node, nodeStart, nodeLength, textStart, textLength } of runs) {
        const [a, b] = [Math.max(start, textStart), Math.min(end, textStart + textLength)];
        if (a >= b) continue;
        const isEven = nodeLength === textLength;
        const first = isEven ? nodeStart + a - textStart : nodeStart;
        const last = isEven ? nodeStart + b - textStart : nodeStart + nodeLength;
        add(stretches, node, first, withHyphen(node, last, end > b));
      }
      return stretches.flatMap(quadsOf);
    },
    quadsOfWords: (words) => wordsAmong(pieces, words).flatMap(quadsOf),
  };
}

function add(stretches: Stretch[], piece: Piece, first: number, last: number): void {
  let own = stretches.at(-1);
  if (own?.piece !== piece) {
    own = { piece, parts: new Map() };
    stretches.push(own);
  }
  for (const { glyph, from, to } of piece.units.slice(first, last)) {
    const known = own.parts.get(glyph);
    own.parts.set(glyph, { from: Math.min(from, known?.from ?? 1), to: Math.max(to, known?.to ?? 0) });
  }
}

/** A hyphen at the end of a line belongs to the word that goes on. */
function withHyphen(piece: Piece, last: number, goesOn: boolean): number {
  return goesOn && /^[-\u00ad\u2010\u2011]\s*$/u.test(piece.text.slice(last)) ? last + 1 : last;
}

/** How far glyphs of a piece stand apart, and how much higher or lower, in sizes of the letters. */
const WIDEST_GAP = 1.2;
const DEEPEST_BACK = 0.6;
const HIGHEST_STEP = 0.5;

function piecesOf(glyphs: readonly PageGlyph[]): Piece[] {
  const groups: PageGlyph[][] = [];
  for (const glyph of glyphs) {
    const group = groups.at(-1);
    const last = group?.findLast((each) => lengthOf(each) > 0 && each.text.trim() !== '') ?? group?.at(-1);
    if (group && last && (glyph.text.trim() === '' || follows(last, glyph))) group.push(glyph);
    else groups.push([glyph]);
  }
  return groups.map((group) => pieceOf(inReadingOrder(group)));
}

function follows(last: PageGlyph, next: PageGlyph): boolean {
  const along = directionOf(last);
  const size = Math.max(last.size, next.size) || 1;
  if (lengthOf(next) > 0 && dot(along, directionOf(next)) < 0.99) return false;
  const across: Point = [-along[1], along[0]];
  const step = minus(next.start, last.end);
  if (Math.abs(dot(step, across)) > HIGHEST_STEP * size) return false;
  const gap = dot(step, along);
  if (gap > -DEEPEST_BACK * size && gap < WIDEST_GAP * size) return true;
  // Right-to-left text may be drawn in the order in which it is read.
  const back = dot(minus(last.start, next.end), along);
  return isRightToLeft(last.text + next.text) && back > -DEEPEST_BACK * size && back < WIDEST_GAP * size;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LEFT_TO_RIGHT = /[\p{L}\p{N}]/u;

function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** Right-to-left letters that are drawn from left to right are turned; numbers and words of other scripts among them stay. */
function inReadingOrder(group: readonly PageGlyph[]): readonly PageGlyph[] {
  const letters = group.filter(({ text }) => isRightToLeft(text));
  const [first, last] = [letters[0], letters.at(-1)];
  if (first === undefined || last === undefined) return group;
  const along = directionOf(group.find((each) => lengthOf(each) > 0) ?? first);
  if (letters.length > 1 && dot(minus(last.start, first.start), along) <= 0) return group;
  const others = group.filter(({ text }) => !isRightToLeft(text) && /\p{L}/u.test(text));
  // A word within a line of another direction is turned by itself.
  if (others.length > letters.length) return turnedRuns(group, (text) => isRightToLeft(text), /[\s\p{P}]/u);
  return turnedRuns(group.toReversed(), (text) => LEFT_TO_RIGHT.test(text) && !isRightToLeft(text), /[.,:/%+-]/u);
}

/** Turns runs of glyphs of one kind round, with what may stand between two of them. */
function turnedRuns(group: readonly PageGlyph[], isOfKind: (text: string) => boolean, between: RegExp): PageGlyph[] {
  const turned: PageGlyph[] = [];
  for (let i = 0; i < group.length; ) {
    if (!isOfKind((group[i] as PageGlyph).text)) {
      turned.push(group[i++] as PageGlyph);
      continue;
    }
    let end = i;
    for (let j = i; j < group.length; j++) {
      const { text } = group[j] as PageGlyph;
      if (isOfKind(text)) end = j;
      else if (text !== '' && !between.test(text)) break;
    }
    turned.push(...group.slice(i, end + 1).toReversed());
    i = end + 1;
  }
  return turned;
}

function pieceOf(glyphs: readonly PageGlyph[]): Piece {
  let text = '';
  const units: { glyph: number; from: number; to: number }[] = [];
  for (const [glyph, each] of glyphs.entries()) {
    const { length } = each.text;
    for (let i = 0; i < length; i++) units.push({ glyph, from: i / length, to: (i + 1) / length });
    text += each.text;
  }
  return { glyphs, text, units };
}

/** pdf.js turns the letters of right-to-left ligatures round with the line; where a reading text has them so, they are found so. */
function turnedLigatures(piece: Piece): Piece {
  if (!isRightToLeft(piece.text)) return piece;
  const isLigature = ({ text }: PageGlyph) => isRightToLeft(text) && [...text.normalize('NFKC')].length > 1;
  if (!piece.glyphs.some(isLigature)) return piece;
  return pieceOf(
    piece.glyphs.map((glyph) =>
      isLigature(glyph) ? { ...glyph, text: [...glyph.text.normalize('NFKC')].reverse().join('') } : glyph,
    ),
  );
}

/** Letters so many times as large have a quadrilateral of their own. */
const OTHER_SIZE = 1.6;

/** One quadrilateral for each stretch of letters of a size without a foreign glyph between. */
function quadsOf({ piece, parts }: Stretch): Quad[] {
  const { glyphs } = piece;
  const base =
    glyphs.find((glyph, i) => parts.has(i) && lengthOf(glyph) > 0) ?? glyphs.find((each) => lengthOf(each) > 0);
  if (base === undefined) return [];
  const along = directionOf(base);
  const across: Point = [-along[1], along[0]];
  const visible = glyphs
    .map((glyph, i) => ({
      ...spanOf(glyph, along, across),
      part: parts.get(i),
      size: glyph.size,
      isSpace: glyph.text.trim() === '',
    }))
    .sort((a, b) => a.from + a.to - b.from - b.to);
  const quads: { from: number; to: number; top: number; foot: number; size: number }[] = [];
  let open: (typeof quads)[number] | undefined;
  for (const { from, to, top, foot, part, size, isSpace } of visible) {
    if (part === undefined) {
      if (!isSpace && to > from) open = undefined;
      continue;
    }
    const isForward = isRightToLeft(piece.text) ? { from: 1 - part.to, to: 1 - part.from } : part;
    const [a, b] = [from + (to - from) * isForward.from, from + (to - from) * isForward.to];
    // Large figures beside small lines would take in the line above.
    const isOther = open !== undefined && !isSpace && Math.max(size / open.size, open.size / size) > OTHER_SIZE;
    if (open === undefined || isOther) {
      open = { from: a, to: b, top, foot, size };
      quads.push(open);
    } else {
      open.from = Math.min(open.from, a);
      open.to = Math.max(open.to, b);
      open.top = Math.max(open.top, top);
      open.foot = Math.min(open.foot, foot);
    }
  }
  return quads
    .filter(({ from, to }) => to > from)
    .map(({ from, to, top, foot }) => {
      const at = (x: number, y: number) => [x * along[0] + y * across[0], x * along[1] + y * across[1]] as const;
      return [...at(from, top), ...at(to, top), ...at(from, foot), ...at(to, foot)] as unknown as Quad;
    });
}

/** Where a glyph is along its line and across it. */
function spanOf({ start, end, up, down }: PageGlyph, along: Point, across: Point) {
  const ends = [dot(start, along), dot(end, along)];
  const heights = [plus(start, up), plus(start, down)].map((point) => dot(point, across));
  return { from: Math.min(...ends), to: Math.max(...ends), top: Math.max(...heights), foot: Math.min(...heights) };
}

/** Finds words among the pieces as they are drawn, one after the other. */
function wordsAmong(pieces: readonly Piece[], words: string): Stretch[] {
  const wanted = comparedText(words);
  const letters = pieces.flatMap((piece) => folded(piece.text).map((each) => ({ ...each, piece })));
  // A hyphen before another piece may be the printer's.
  const drawn = letters.filter(({ letter, piece }, i) => !(letter === '-' && letters[i + 1]?.piece !== piece));
  const all = drawn.map(({ letter }) => letter).join('');
  const at = wanted === '' ? -1 : all.indexOf(wanted);
  if (at === -1 || all.indexOf(wanted, at + 1) !== -1) return [];
  const stretches: Stretch[] = [];
  for (const { piece, unit, length } of drawn.slice(at, at + wanted.length)) add(stretches, piece, unit, unit + length);
  return stretches;
}

/** Letters of one UTF-16 unit each, as they are compared, with the unit that they come from. */
function folded(text: string): { readonly letter: string; readonly unit: number; readonly length: number }[] {
  const letters: { letter: string; unit: number; length: number }[] = [];
  let unit = 0;
  for (const character of text) {
    for (const letter of comparedLetters(character))
      letters.push(
        ...[...Array(letter.length).keys()].map((i) => ({
          letter: letter[i] as string,
          unit,
          length: character.length,
        })),
      );
    unit += character.length;
  }
  return letters;
}

function comparedText(text: string): string {
  return folded(text)
    .map(({ letter }) => letter)
    .join('');
}

function comparedLetters(character: string): string[] {
  const plain = character
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u2010\u2011]/gu, '-');
  return [...plain].filter((letter) => !/[\s\p{Cf}]/u.test(letter));
}

/** The text of the glyphs whose middle lies in one of the quadrilaterals. */
export function textUnderQuads(glyphs: readonly PageGlyph[], quads: readonly Quad[]): string {
  let text = '';
  for (const glyph of glyphs) {
    const middle = middleOf(glyph);
    if (quads.some((quad) => contains(quad, middle))) text += glyph.text;
  }
  return text;
}

/** A narrower gap parts no words, in sizes of the letters. */
const NARROWEST_SPACE = 0.18;

/** The words under quadrilaterals as they are read, a text for each line; gaps that the page leaves between words become spaces. */
export function linesUnderQuads(glyphs: readonly PageGlyph[], quads: readonly Quad[]): string[] {
  return piecesOf(glyphs).flatMap(({ glyphs: own }) => {
    let text = '';
    let last: PageGlyph | undefined;
    for (const glyph of own) {
      const middle = middleOf(glyph);
      if (!quads.some((quad) => contains(quad, middle))) continue;
      const isApart = last !== undefined && gapBetween(last, glyph) > NARROWEST_SPACE * glyph.size;
      text += isApart && !/\s$/u.test(text) && !/^\s/u.test(glyph.text) ? ` ${glyph.text}` : glyph.text;
      last = glyph;
    }
    return text.trim() === '' ? [] : [text];
  });
}

/** Between two glyphs of a line, whichever comes first on it. */
function gapBetween(a: PageGlyph, b: PageGlyph): number {
  const along = directionOf(lengthOf(a) > 0 ? a : b);
  return Math.max(dot(minus(b.start, a.end), along), dot(minus(a.start, b.end), along));
}

function middleOf({ start, end, up, down }: PageGlyph): Point {
  const [x, y] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
  return [x + (up[0] + down[0]) / 2, y + (up[1] + down[1]) / 2];
}

function contains([ax, ay, bx, by, cx, cy]: Quad, [x, y]: Point): boolean {
  const [u, v]: [Point, Point] = [
    [bx - ax, by - ay],
    [cx - ax, cy - ay],
  ];
  const at: Point = [x - ax, y - ay];
  const [p, q] = [dot(at, u) / (dot(u, u) || 1), dot(at, v) / (dot(v, v) || 1)];
  return p >= 0 && p <= 1 && q >= 0 && q <= 1;
}

function directionOf({ start, end }: PageGlyph): Point {
  const [x, y] = minus(end, start);
  const length = Math.hypot(x, y);
  return length === 0 ? [1, 0] : [x / length, y / length];
}

function lengthOf({ start, end }: PageGlyph): number {
  return Math.hypot(end[0] - start[0], end[1] - start[1]);
}

function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1];
}

function plus(a: Point, b: Point): Point {
  return [a[0] + b[0], a[1] + b[1]];
}

function minus(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1]];
}
