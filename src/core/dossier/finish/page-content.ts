// Follows the graphics state through one page's content stream as Chromium writes it: finds the code-coloured fills and every glyph with its place and text,
// and says what is to be changed in the stream: fills erased, glyphs given codes that say their text, everything outside the tagged content marked as artifact.
import { type Edit, type Name, type Operand, type Operation, type Text, visitOperations } from './content-stream.ts';
import type { Font } from './font.ts';
import { hexOf } from './to-unicode.ts';

/** left, bottom, right, top in points of the page. */
export type Box = readonly [number, number, number, number];

export interface Fill {
  /** The number of the highlight that has this code colour. */
  readonly code: number;
  readonly box: Box;
  /** The marked content it was painted in, or right after. */
  readonly mcid: number | undefined;
}

/** A glyph by its centre: half its advance, and halfway between its font's ascent and descent. */
export interface Glyph {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Where its advance begins and ends. */
  readonly startX: number;
  readonly endX: number;
}

/** Where readers find a sign that is set on a letter: after the letter's width, with none of its own. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly letter: Glyph;
}

export interface PageContent {
  readonly fills: readonly Fill[];
  readonly glyphs: readonly Glyph[];
  readonly marks: readonly Mark[];
  readonly edits: readonly Edit[];
  /** Places that wait for a page label. */
  readonly slots: readonly Slot[];
  /** The characters of labels that stand on the page for this, when they are on this one: a set for each font. */
  readonly figures: readonly Figures[];
}

/** A font that numbers are set in, and its codes for digits and roman numerals. */
export interface Figures {
  readonly font: Font;
  readonly codes: ReadonlyMap<string, number>;
}

/** A piece of what a place shows until its label is known: some zeros, each shown by an operator of its own, or what stands round them. */
export interface Slot {
  readonly number: number;
  /** Whether it is only beside the label, and stays. */
  readonly isBeside: boolean;
  readonly font: Font;
  /** In text space, as are the ends. */
  readonly size: number;
  readonly left: number;
  readonly right: number;
  /** Where the operator stands in the content. */
  readonly start: number;
  readonly end: number;
}

export interface PageReading {
  readonly content: Uint8Array;
  readonly fontNamed: (name: string) => Font | undefined;
  /** The highlights' numbers by code colour `red,green,blue`, 0–255. */
  readonly codes: ReadonlyMap<string, number>;
  /** How many places wait for a label. */
  readonly slotCount: number;
}

/** The fill colour of the figures that are there for their glyphs, as print.css has it; no highlight has it. */
const FIGURES_COLOUR = '3,3,3';
/** What a label is printed in: the ink of print.css. */
const INK = '0.102 0.102 0.102 rg';

export type Matrix = readonly [number, number, number, number, number, number];
export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

interface Shown extends Glyph {
  text: string;
  readonly font: Font;
  readonly code: number;
  readonly width: number;
  /** Where the code's hexadecimal digits stand. */
  readonly at: number;
}

interface MarkedContent {
  readonly mcid: number | undefined;
  /** The glyphs shown before it began, when it says the text of those in it. */
  readonly actualText: { readonly text: string; readonly from: number } | undefined;
}

/** Reads a page's content. */
export function readPageContent({ content, fontNamed, codes, slotCount }: PageReading): PageContent {
  let ctm: Matrix = IDENTITY;
  let colour = '0,0,0';
  const saved: [Matrix, string][] = [];
  const marked: MarkedContent[] = [];
  let path: { start: number; boxes: Box[] | undefined; points: number[] } | undefined;
  let font: Font | undefined;
  let size = 0;
  let line: Matrix = IDENTITY;
  let pen = 0;
  let lastMcid: number | undefined;
  let textObject: { start: number; isTagged: boolean; isFigures: boolean } | undefined;
  const fills: Fill[] = [];
  const glyphs: Shown[] = [];
  const marks: Mark[] = [];
  const edits: Edit[] = [];
  const carrier: Shown[] = [];
  const slots: Slot[] = [];
  visitOperations(content, visit);
  return { fills, glyphs, marks, edits, slots, figures: figuresOf(carrier) };

  function visit(operation: Operation): void {
    const { operator, operands, start, end } = operation;
    const numbers = operands as readonly number[];
    switch (operator) {
      case 'q':
        saved.push([ctm, colour]);
        break;
      case 'Q':
        [ctm, colour] = saved.pop() ?? [IDENTITY, '0,0,0'];
        break;
      case 'cm':
        ctm = multiply(numbers as unknown as Matrix, ctm);
        break;
      case 'rg':
        colour = numbers.map((component) => Math.round(component * 255)).join(',');
        if (slotNumber() !== undefined) edits.push({ start, end, replacement: INK });
        break;
      case 'g':
      case 'k':
      case 'sc':
      case 'scn':
        colour = '';
        break;
      case 'BMC':
      case 'BDC':
        beginMarked(operands);
        break;
      case 'EMC':
        endMarked();
        break;
      case 're':
        path ??= { start, boxes: [], points: [] };
        path.boxes?.push(boxOf(numbers, ctm));
        break;
      case 'm':
      case 'l':
      case 'c':
      case 'v':
      case 'y':
      case 'h':
        path ??= { start, boxes: [], points: [] };
        path.points.push(...numbers.slice(-2));
        break;
      case 'f':
      case 'f*':
      case 'F':
        fillPath(end);
        break;
      case 'n':
        path = undefined;
        break;
      case 'S':
      case 's':
      case 'B':
      case 'B*':
      case 'b':
      case 'b*':
        markAsArtifact(path?.start ?? start, end);
        path = undefined;
        break;
      case 'Do':
      case 'sh':
        markAsArtifact(start, end);
        break;
      case 'BT':
        textObject = { start, isTagged: isTagged(), isFigures: false };
        line = IDENTITY;
        pen = 0;
        break;
      case 'ET':
        endText(end);
        break;
      case 'Tf':
        font = fontNamed((operands[0] as Name).name);
        size = numbers[1] ?? 0;
        break;
      case 'Tm':
        line = numbers as unknown as Matrix;
        pen = 0;
        break;
      case 'Td':
        line = multiply([1, 0, 0, 1, numbers[0] ?? 0, numbers[1] ?? 0], line);
        pen = 0;
        break;
      case 'Tj':
      case 'TJ':
        showText(operation);
        break;
    }
  }

  function isTagged(): boolean {
    return marked.some(({ mcid }) => mcid !== undefined);
  }

  function markAsArtifact(start: number, end: number): void {
    if (isTagged()) return;
    edits.push({ start, end: start, replacement: '/Artifact BMC\n' }, { start: end, end, replacement: '\nEMC' });
  }

  function beginMarked(operands: readonly Operand[]): void {
    const mcid = valueAfter(operands, 'MCID') as number | undefined;
    const text = valueAfter(operands, 'ActualText') as Text | undefined;
    if (mcid !== undefined && textObject) textObject.isTagged = true;
    marked.push({ mcid, actualText: text && { text: decodeTextString(text.bytes), from: glyphs.length } });
  }

  function endMarked(): void {
    const { actualText, mcid } = marked.pop() ?? {};
    lastMcid = mcid ?? lastMcid;
    if (!actualText) return;
    const cluster = glyphs.slice(actualText.from);
    const main = spreadText(cluster, actualText.text.replace(/\p{Cf}/gu, ''), edits);
    const last = cluster.at(-1);
    if (main && last && /\p{M}/u.test(main.text)) marks.push({ x: last.endX, y: last.y, letter: main });
  }

  function fillPath(end: number): void {
    const code = path && codes.get(colour);
    if (path && code !== undefined) {
      const boxes = path.points.length > 0 ? [boundsOf(path.points, ctm)] : (path.boxes ?? []);
      const mcid = marked.findLast((each) => each.mcid !== undefined)?.mcid ?? lastMcid;
      fills.push(...boxes.map((box) => ({ code, box, mcid })));
      edits.push({ start: path.start, end, replacement: 'n' });
    } else markAsArtifact(path?.start ?? end, end);
    path = undefined;
  }

  function endText(end: number): void {
    if (textObject?.isFigures) edits.push({ start: textObject.start, end, replacement: '' });
    else if (textObject && !textObject.isTagged) markAsArtifact(textObject.start, end);
    textObject = undefined;
  }

  /** The number of the place that the fill colour belongs to. */
  function slotNumber(): number | undefined {
    const [red = 0, green = 0, blue = 0] = colour.split(',').map(Number);
    const number = ((red - 1) << 16) | (green << 8) | blue;
    return (red === 1 || red === 2) && number < slotCount ? number : undefined;
  }

  function showText({ operands, start, end }: Operation): void {
    if (!font) return;
    const slot = slotNumber();
    const before = pen;
    const shownBefore = glyphs.length;
    for (const operand of operands) {
      if (typeof operand === 'number') pen -= (operand / 1000) * size;
      else if (typeof operand === 'object' && 'bytes' in operand) showString(operand, font);
    }
    if (slot !== undefined) {
      const x = line[4] / line[0];
      const isBeside = glyphs.slice(shownBefore).some(({ text }) => /[^0\s]/.test(text));
      slots.push({ number: slot, isBeside, font, size, left: x + before, right: x + pen, start, end });
    }
  }

  function showString(string: Text, used: Font): void {
    const target = colour === FIGURES_COLOUR ? carrier : glyphs;
    if (target === carrier && textObject) textObject.isFigures = true;
    const step = used.bytesPerCode;
    for (let i = 0; i + step <= string.bytes.length; i += step) {
      const code =
        step === 2 ? ((string.bytes[i] as number) << 8) | (string.bytes[i + 1] as number) : (string.bytes[i] as number);
      const width = used.widthOf(code) * size;
      const [x, y] = apply(multiply(line, ctm), pen + width / 2, ((used.ascent + used.descent) / 2) * size);
      const at = string.isHex ? string.start + 1 + 2 * i : -1;
      const [startX] = apply(multiply(line, ctm), pen, 0);
      const [endX] = apply(multiply(line, ctm), pen + width, 0);
      const text = used.textOf(code) ?? '\ufffd';
      const letter = target.at(-1);
      if (width === 0 && letter && /^\p{M}/u.test(text)) marks.push({ x: endX, y, letter });
      target.push({ x, y, text, startX, endX, font: used, code, width, at });
      pen += width;
    }
  }
}

/** Says nothing (word joiner): an empty text is read back as an unknown character by some. */
const NO_TEXT = '\u2060';

/**
 * Gives the text of a cluster to its widest glyph and none to the others, in codes of their own where the font says otherwise: then readers
 * that do not know /ActualText (pdf.js and older MuPDF) find Arabic, Indic and other joined scripts too.
 */
function spreadText(cluster: readonly Shown[], text: string, edits: Edit[]): Shown | undefined {
  if (cluster.length === 0) return undefined;
  const main = cluster.reduce((widest, glyph) => (glyph.width > widest.width ? glyph : widest));
  for (const glyph of cluster) {
    const wanted = (glyph === main && text) || NO_TEXT;
    if (glyph.text.normalize('NFKC') === wanted.normalize('NFKC')) continue;
    glyph.text = wanted;
    const code = glyph.at < 0 ? undefined : glyph.font.recode(glyph.code, wanted);
    if (code !== undefined) edits.push({ start: glyph.at, end: glyph.at + 4, replacement: hexOf([code]) });
  }
  return main;
}

function figuresOf(carrier: readonly Shown[]): Figures[] {
  const fonts = Map.groupBy(carrier, ({ font }) => font);
  return [...fonts].map(([font, glyphs]) => ({ font, codes: new Map(glyphs.map(({ text, code }) => [text, code])) }));
}

/** The operand after a name in a dictionary that is written out. */
export function valueAfter(operands: readonly Operand[], key: string): Operand | undefined {
  const at = operands.findIndex((operand) => typeof operand === 'object' && 'name' in operand && operand.name === key);
  return at < 0 ? undefined : operands[at + 1];
}

/** Reads a text string (ISO 32000-1 §7.9.2.2); of PDFDocEncoding only what it shares with Latin-1 is expected. */
function decodeTextString(bytes: Uint8Array): string {
  return new TextDecoder(bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'latin1').decode(bytes);
}

/** First `a`, then `b` (ISO 32000-1 §8.3.4). */
export function multiply(a: Matrix, b: Matrix): Matrix {
  return [
    a[0] * b[0] + a[1] * b[2],
    a[0] * b[1] + a[1] * b[3],
    a[2] * b[0] + a[3] * b[2],
    a[2] * b[1] + a[3] * b[3],
    a[4] * b[0] + a[5] * b[2] + b[4],
    a[4] * b[1] + a[5] * b[3] + b[5],
  ];
}

function apply(m: Matrix, x: number, y: number): [number, number] {
  return [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
}

function boxOf([x = 0, y = 0, width = 0, height = 0]: readonly number[], ctm: Matrix): Box {
  return boundsOf([x, y, x + width, y, x, y + height, x + width, y + height], ctm);
}

/** The box around points given as x, y, x, y … */
export function boundsOf(points: readonly number[], ctm: Matrix): Box {
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x, y] = apply(ctm, points[i] as number, points[i + 1] as number);
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
  }
  return [left, bottom, right, top];
}
