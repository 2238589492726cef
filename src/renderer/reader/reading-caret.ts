// Moves the caret of an article that nobody can type into, so that passages can be selected by keyboard alone. The page's own selection
// is moved from here, since nothing runs in the frame.

/** What a key means for the caret. */
export interface CaretMove {
  readonly direction: 'left' | 'right' | 'forward' | 'backward';
  readonly granularity: 'character' | 'word' | 'line' | 'lineboundary';
  /** The selection grows to the new place, and the caret does not leave it. */
  readonly extends: boolean;
}

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const MOVES: Readonly<Record<string, Pick<CaretMove, 'direction' | 'granularity'>>> = {
  ArrowLeft: { direction: 'left', granularity: 'character' },
  ArrowRight: { direction: 'right', granularity: 'character' },
  ArrowUp: { direction: 'backward', granularity: 'line' },
  ArrowDown: { direction: 'forward', granularity: 'line' },
  Home: { direction: 'backward', granularity: 'lineboundary' },
  End: { direction: 'forward', granularity: 'lineboundary' },
};

/**
 * Reads a key as a move of the caret. Up, down, Home and End scroll the article until there is a caret; left and right place one.
 * @returns undefined when the key is none, and then means what it means elsewhere.
 */
export function caretMoveOf(press: KeyPress, hasCaret: boolean): CaretMove | undefined {
  const move = Object.hasOwn(MOVES, press.key) ? MOVES[press.key] : undefined;
  if (move === undefined || press.metaKey) return undefined;
  const isSideways = move.direction === 'left' || move.direction === 'right';
  const byWord = (press.ctrlKey || press.altKey) && isSideways;
  if ((press.ctrlKey || press.altKey) && !byWord) return undefined;
  if (!hasCaret && !isSideways && !press.shiftKey) return undefined;
  return { ...move, granularity: byWord ? 'word' : move.granularity, extends: press.shiftKey };
}

/** Puts the caret before the first character of an article that lies at or below `top` (pixels of the frame). */
export function placeCaret(article: Element, top: number): void {
  const page = article.ownerDocument;
  const walker = page.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  const range = page.createRange();
  for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
    const first = node.data.search(/\S/u);
    if (first === -1) continue;
    range.setStart(node, first);
    range.setEnd(node, node.length);
    // The first stretch that ends below the top; within a long one, the line that does.
    const rect = [...range.getClientRects()].find((each) => each.bottom > top + each.height / 2);
    if (rect === undefined) continue;
    page.getSelection()?.collapse(node, rect.top >= top ? first : offsetAt(page, node, rect, first));
    return;
  }
}

function offsetAt(page: Document, node: Text, line: DOMRect, otherwise: number): number {
  const isRtl = page.defaultView?.getComputedStyle(node.parentElement as Element).direction === 'rtl';
  const at = page.caretPositionFromPoint?.(isRtl ? line.right - 1 : line.left + 1, line.top + line.height / 2);
  return at?.offsetNode === node ? at.offset : otherwise;
}

/** Moves the caret, or the end of the selection. */
export function moveCaret(selection: Selection, move: CaretMove): void {
  if (!move.extends && !selection.isCollapsed) {
    const isBack = move.direction === 'left' || move.direction === 'backward';
    if (move.granularity === 'character') {
      collapseVisually(selection, isBack);
      return;
    }
  }
  selection.modify(move.extends ? 'extend' : 'move', move.direction, move.granularity);
}

/** As everywhere: without Shift, left and right leave a selection at that side of it. */
function collapseVisually(selection: Selection, isLeft: boolean): void {
  const element = selection.anchorNode?.parentElement;
  const isRtl = element ? element.ownerDocument.defaultView?.getComputedStyle(element).direction === 'rtl' : false;
  if (isLeft === isRtl) selection.collapseToEnd();
  else selection.collapseToStart();
}

/** Gives the place of the caret, or of the moving end of a selection, in pixels of the frame. */
export function caretRect(selection: Selection): DOMRect | undefined {
  const { focusNode: node, focusOffset: offset } = selection;
  if (node === null) return undefined;
  const range = (node.ownerDocument ?? (node as Document)).createRange();
  range.setStart(node, offset);
  const [own] = range.getClientRects();
  if (own !== undefined && own.height > 0) return own;
  return node.nodeType === 3
    ? besideCharacter(range, node as Text, offset)
    : (node as Element).getBoundingClientRect?.();
}

/** A collapsed range has no place at some ends of lines: the character beside it has. */
function besideCharacter(range: Range, node: Text, offset: number): DOMRect | undefined {
  const isAfter = offset >= node.length;
  range.setStart(node, isAfter ? Math.max(0, offset - 1) : offset);
  range.setEnd(node, isAfter ? offset : offset + 1);
  const rect = range.getClientRects()[0];
  return rect && new DOMRect(isAfter ? rect.right : rect.left, rect.top, 0, rect.height);
}
