// Reads the notes that were set on pages of their own, each as the pieces that show it, so that it can be shown on another page.
import type { PDFPage } from 'pdf-lib';
import { applyEdits, type Name, type Operand, type Operation, visitOperations } from './content-stream.ts';
import type { Font } from './font.ts';
import { type Box, boundsOf, IDENTITY, type Matrix, multiply, readPageContent, valueAfter } from './page-content.ts';
import { contentOf } from './page-streams.ts';

export interface GalleyNote {
  readonly page: PDFPage;
  /** The mark of its own element. */
  readonly root: number | undefined;
  readonly box: Box;
  readonly pieces: readonly Piece[];
  /** The names of the fonts that its pieces are shown in. */
  readonly fonts: ReadonlySet<string>;
}

/** A text object or a painted path. */
export interface Piece {
  readonly matrix: Matrix;
  /** Operators that set its colours and the width of its lines. */
  readonly colours: string;
  readonly bytes: string;
  /** The marked content it stands in; none for an artifact. */
  readonly mark: Mark | undefined;
}

export interface Mark {
  readonly tag: string;
  readonly mcid: number;
}

/** The fill colour that begins note 256 g + b, as page/margin-notes.ts has it. */
const NOTE = /^4,(\d+),(\d+)$/;

/** Reads the notes of one page, by their numbers. */
export function readGalley(page: PDFPage, fontNamed: (name: string) => Font | undefined): Map<number, GalleyNote> {
  const printed = contentOf(page);
  // Texts of joined scripts get codes of their own, as on every page.
  const { edits } = readPageContent({ content: printed, fontNamed, codes: new Map(), slotCount: 0 });
  const content = applyEdits(printed, edits);
  const notes = new Map<number, GalleyNote & { pieces: Piece[]; fonts: Set<string> }>();
  const saved: State[] = [];
  const marks: (Mark | undefined)[] = [];
  let state: State = { matrix: IDENTITY, fill: '0 g', stroke: '0 G', width: '1 w' };
  let own: (GalleyNote & { pieces: Piece[]; fonts: Set<string> }) | undefined;
  let path: { start: number; points: number[] } | undefined;
  let text: { start: number; state: State; mark: Mark | undefined } | undefined;
  visitOperations(content, visit);
  return notes;

  function visit(operation: Operation): void {
    const { operator, operands, start, end } = operation;
    const numbers = operands as readonly number[];
    switch (operator) {
      case 'q':
        saved.push(state);
        break;
      case 'Q':
        state = saved.pop() ?? state;
        break;
      case 'cm':
        state = { ...state, matrix: multiply(numbers as unknown as Matrix, state.matrix) };
        break;
      case 'rg':
      case 'g':
        state = { ...state, fill: `${numbers.join(' ')} ${operator}` };
        break;
      case 'RG':
      case 'G':
        state = { ...state, stroke: `${numbers.join(' ')} ${operator}` };
        break;
      case 'w':
        state = { ...state, width: `${numbers.join(' ')} w` };
        break;
      case 'BMC':
      case 'BDC':
        marks.push(markOf(operands));
        break;
      case 'EMC':
        marks.pop();
        break;
      case 're': {
        path ??= { start, points: [] };
        const [x = 0, y = 0, width = 0, height = 0] = numbers;
        path.points.push(x, y, x + width, y + height);
        break;
      }
      case 'm':
      case 'l':
      case 'c':
        path ??= { start, points: [] };
        path.points.push(...numbers.slice(-2));
        break;
      case 'n':
        path = undefined;
        break;
      case 'f':
      case 'f*':
        fillPath(end);
        break;
      case 'S':
        endPath(end);
        break;
      case 'BT':
        text = { start, state, mark: innermost() };
        break;
      case 'Tf':
        own?.fonts.add((operands[0] as Name).name);
        break;
      case 'ET':
        if (text) own?.pieces.push(piece(text.start, end, text.state, text.mark));
        text = undefined;
        break;
    }
  }

  function innermost(): Mark | undefined {
    return marks.findLast((mark) => mark !== undefined);
  }

  function fillPath(end: number): void {
    const number = numberOf(state.fill);
    if (number === undefined || !path) {
      endPath(end);
      return;
    }
    own = { page, root: innermost()?.mcid, box: boundsOf(path.points, state.matrix), pieces: [], fonts: new Set() };
    notes.set(number, own);
    path = undefined;
  }

  function endPath(end: number): void {
    if (path) own?.pieces.push(piece(path.start, end, state, undefined));
    path = undefined;
  }

  function piece(start: number, end: number, { matrix, fill, stroke, width }: State, mark: Mark | undefined): Piece {
    const bytes = content.toString('latin1', start, end);
    return { matrix, colours: `${fill} ${stroke} ${width}`, bytes, mark };
  }
}

interface State {
  readonly matrix: Matrix;
  readonly fill: string;
  readonly stroke: string;
  readonly width: string;
}

function numberOf(fill: string): number | undefined {
  const components = fill
    .split(' ')
    .slice(0, 3)
    .map((each) => Math.round(Number(each) * 255));
  const [, high, low] = NOTE.exec(components.join(',')) ?? [];
  return high === undefined ? undefined : Number(high) * 256 + Number(low);
}

function markOf(operands: readonly Operand[]): Mark | undefined {
  const mcid = valueAfter(operands, 'MCID') as number | undefined;
  return mcid === undefined ? undefined : { tag: (operands[0] as Name).name, mcid };
}
