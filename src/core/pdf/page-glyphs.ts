// Reads the glyphs of a PDF's page one by one with their places: what pdf.js would draw, followed through its operators. Nothing is drawn.
import type { PDFPageProxy } from 'pdfjs-dist';
import { type FontNames, withNamedLetters } from './glyph-names.ts';

/** A glyph with its text. Places are in the page's own measure (default user space), whatever way the page or the text is turned. */
export interface PageGlyph {
  /** Several letters for a ligature; empty where the font does not say. */
  readonly text: string;
  /** Where its advance begins and ends, on the line that letters stand on (in columns: from its top to its foot, in the middle). */
  readonly start: Point;
  readonly end: Point;
  /** From the line to the letters' top and to their foot (in columns: to either side). */
  readonly up: Point;
  readonly down: Point;
  /** The size of the letters, in points. */
  readonly size: number;
}

export type Point = readonly [x: number, y: number];
type Matrix = readonly [number, number, number, number, number, number];

/** More glyphs than any page of print has. */
const MOST_GLYPHS = 200_000;

/** What pdf.js passes for a glyph. */
interface DrawnGlyph {
  readonly unicode?: string;
  readonly width?: number;
  readonly vmetric?: readonly [number, number, number];
  readonly isSpace?: boolean;
}

interface DrawnFont extends FontNames {
  readonly vertical?: boolean;
  readonly fontMatrix?: readonly number[];
  readonly isType3Font?: boolean;
  readonly bbox?: readonly number[];
}

/** Text state (ISO 32000-1 §9.3) and the transformation; what `q` keeps. */
interface State {
  ctm: Matrix;
  font: DrawnFont | undefined;
  /** Above and below the line, in sizes of the font. */
  ascent: number;
  descent: number;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  leading: number;
  rise: number;
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** Gives the glyphs in the order in which the page draws them. @throws what pdf.js throws for a page that cannot be read */
export async function readPageGlyphs(page: PDFPageProxy): Promise<readonly PageGlyph[]> {
  const ops = (await import('pdfjs-dist/legacy/build/pdf.mjs')).OPS as Readonly<Record<string, number>>;
  const { styles } = await page.getTextContent();
  // Annotations show words too, which are not the page's.
  const { fnArray, argsArray } = await page.getOperatorList({ annotationMode: 0 });
  const glyphs: PageGlyph[] = [];
  let state: State = {
    ctm: IDENTITY,
    font: undefined,
    ascent: 0.8,
    descent: -0.2,
    size: 1,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
    rise: 0,
  };
  let [matrix, line]: [Matrix, Matrix] = [IDENTITY, IDENTITY];
  const kept: State[] = [];

  const move = (x: number, y: number) => {
    line = times(line, [1, 0, 0, 1, x, y]);
    matrix = line;
  };
  const advance = (x: number, y: number) => {
    matrix = times(matrix, [1, 0, 0, 1, x, y]);
  };

  function setFont(name: string, size: number): void {
    const font = (page.commonObjs.has(name) ? page.commonObjs.get(name) : undefined) as DrawnFont | undefined;
    const { ascent = 0, descent = 0 } = (styles as Record<string, { ascent?: number; descent?: number }>)[name] ?? {};
    state.font = font;
    state.size = size;
    state.ascent = ascent > 0 ? clamp(ascent, 0.6, 0.95) : 0.8;
    state.descent = descent < 0 ? clamp(descent, -0.35, -0.12) : -0.2;
  }

  function show(shown: readonly (DrawnGlyph | number | null)[]): void {
    const { font, size, charSpacing, wordSpacing, scale } = state;
    const isVertical = font?.vertical === true;
    const unit = size * (font?.fontMatrix?.[0] ?? 0.001);
    for (const glyph of shown) {
      if (glyphs.length >= MOST_GLYPHS) return;
      if (typeof glyph === 'number') {
        const shift = (-glyph * size) / 1000;
        if (isVertical) advance(0, shift);
        else advance(shift * scale, 0);
        continue;
      }
      if (glyph === null) continue;
      const spacing = charSpacing + (glyph.isSpace === true ? wordSpacing : 0);
      if (isVertical) {
        const [height, x] = glyph.vmetric ?? [-1000, (glyph.width ?? 1000) / 2];
        glyphs.push(columnGlyph(glyph, height * unit, x * unit));
        advance(0, height * unit - spacing);
      } else {
        const width = (glyph.width ?? 0) * unit;
        glyphs.push(lineGlyph(glyph, width));
        advance((width + spacing) * scale, 0);
      }
    }
  }

  function lineGlyph({ unicode = '' }: DrawnGlyph, width: number): PageGlyph {
    const whole = times(state.ctm, matrix);
    const { rise, scale, ascent, descent } = state;
    const [above, below] = heightsOf(state.font, state.size, ascent, descent);
    return {
      text: withNamedLetters(unicode, state.font),
      start: apply(whole, 0, rise),
      end: apply(whole, width * scale, rise),
      up: turn(whole, 0, above),
      down: turn(whole, 0, below),
      size: Math.hypot(...turn(whole, 0, state.size)),
    };
  }

  /** A glyph in a column hangs from its origin, which is in the middle of its top. */
  function columnGlyph({ unicode = '' }: DrawnGlyph, height: number, x: number): PageGlyph {
    const whole = times(state.ctm, matrix);
    const half = Math.max(Math.abs(x), Math.abs(state.size) / 2);
    return {
      text: unicode,
      start: apply(whole, state.rise, 0),
      end: apply(whole, state.rise, height),
      up: turn(whole, half, 0),
      down: turn(whole, -half, 0),
      size: Math.hypot(...turn(whole, state.size, 0)),
    };
  }

  for (const [i, operator] of fnArray.entries()) {
    const given = (argsArray[i] ?? []) as readonly unknown[];
    const numbers = given as readonly number[];
    const [a = 0, b = 0] = numbers;
    switch (operator) {
      case ops['save']:
        kept.push({ ...state });
        break;
      case ops['restore']:
      case ops['paintFormXObjectEnd']:
        state = kept.pop() ?? state;
        break;
      case ops['paintFormXObjectBegin']:
        kept.push({ ...state });
        if (given[0]) state.ctm = times(state.ctm, matrixOf(given[0] as ArrayLike<number>));
        break;
      case ops['transform']:
        state.ctm = times(state.ctm, matrixOf(numbers));
        break;
      case ops['beginText']:
        matrix = IDENTITY;
        line = IDENTITY;
        break;
      case ops['setFont']:
        setFont(String(given[0]), Number(given[1]));
        break;
      case ops['setCharSpacing']:
        state.charSpacing = a;
        break;
      case ops['setWordSpacing']:
        state.wordSpacing = a;
        break;
      case ops['setHScale']:
        state.scale = a / 100;
        break;
      case ops['setLeading']:
        state.leading = a;
        break;
      case ops['setTextRise']:
        state.rise = a;
        break;
      case ops['setTextMatrix']:
        line = matrixOf(typeof given[0] === 'number' ? numbers : (given[0] as ArrayLike<number>));
        matrix = line;
        break;
      case ops['moveText']:
        move(a, b);
        break;
      case ops['setLeadingMoveText']:
        state.leading = -b;
        move(a, b);
        break;
      case ops['nextLine']:
        move(0, -state.leading);
        break;
      case ops['showText']:
      case ops['showSpacedText']:
        show(given[0] as readonly DrawnGlyph[]);
        break;
      case ops['nextLineShowText']:
        move(0, -state.leading);
        show(given[0] as readonly DrawnGlyph[]);
        break;
      case ops['nextLineSetSpacingShowText']:
        state.wordSpacing = a;
        state.charSpacing = b;
        move(0, -state.leading);
        show(given[2] as readonly DrawnGlyph[]);
        break;
    }
  }
  return glyphs.filter(({ start, end, up }) => [...start, ...end, ...up].every(Number.isFinite));
}

/** Glyphs of a font of drawings are as high as its box says. */
function heightsOf(font: DrawnFont | undefined, size: number, ascent: number, descent: number): [number, number] {
  const [, bottom = 0, , top = 0] = font?.isType3Font === true ? (font.bbox ?? []) : [];
  const unit = Math.abs(font?.fontMatrix?.[3] ?? 0);
  if (top > bottom && unit > 0 && Math.abs((top - bottom) * unit) < 5) return [top * unit * size, bottom * unit * size];
  return [ascent * size, descent * size];
}

function matrixOf(numbers: ArrayLike<number>): Matrix {
  return [numbers[0] ?? 1, numbers[1] ?? 0, numbers[2] ?? 0, numbers[3] ?? 1, numbers[4] ?? 0, numbers[5] ?? 0];
}

/** The transformation that does `inner` first. */
function times(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [g, h, i, j, k, l] = inner;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): Point {
  return [a * x + c * y + e, b * x + d * y + f];
}

function turn([a, b, c, d]: Matrix, x: number, y: number): Point {
  return [a * x + c * y, b * x + d * y];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
