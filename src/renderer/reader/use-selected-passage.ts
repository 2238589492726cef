// Follows what is selected in an article's page. It draws nothing and highlights nothing.
import { useEffect, useState } from 'react';
import type { FrameWindow } from './highlight-paint.ts';
import { caretRect } from './reading-caret.ts';
import type { ShownReading } from './reading-map.ts';
import { type Passage, passageOfRange } from './text-range.ts';

/** A place in the frame, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface SelectionShown {
  /** Undefined while nothing is selected, or while the pointer is still at it. */
  readonly passage: Passage | undefined;
  readonly box: Box | undefined;
  /** The place of the caret, or of the selection's moving end, when the keyboard has placed it. */
  readonly caret: Box | undefined;
}

const NOTHING: SelectionShown = { passage: undefined, box: undefined, caret: undefined };

/** Gives the selection of a page; `hasCaret` says whether the keyboard has placed a caret. */
export function useSelectedPassage(
  page: FrameWindow | undefined,
  reading: ShownReading | undefined,
  hasCaret: boolean,
): SelectionShown {
  const [shown, setShown] = useState(NOTHING);
  useEffect(() => {
    if (page === undefined || reading === undefined) return;
    const { document } = page;
    let isPressed = false;
    const look = () => setShown(isPressed ? NOTHING : selectionOf(document, reading, hasCaret));
    const press = () => {
      isPressed = true;
    };
    const release = () => {
      if (!isPressed) return;
      isPressed = false;
      look();
    };
    document.addEventListener('selectionchange', look);
    document.addEventListener('pointerdown', press);
    // A drag may end outside the frame; a long touch that selects ends the pointer.
    for (const target of [document, window]) {
      target.addEventListener('pointerup', release);
      target.addEventListener('pointercancel', release);
    }
    page.addEventListener('resize', look);
    look();
    return () => {
      document.removeEventListener('selectionchange', look);
      document.removeEventListener('pointerdown', press);
      for (const target of [document, window]) {
        target.removeEventListener('pointerup', release);
        target.removeEventListener('pointercancel', release);
      }
      page.removeEventListener('resize', look);
    };
  }, [page, reading, hasCaret]);
  return shown;
}

/** Gives the passage that is selected at this moment. */
export function selectedPassage(document: Document, reading: ShownReading): Passage | undefined {
  const selection = document.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  return passageOfRange(selection.getRangeAt(0), reading.map, reading.index);
}

function selectionOf(document: Document, reading: ShownReading, hasCaret: boolean): SelectionShown {
  const selection = document.getSelection();
  if (selection === null || selection.rangeCount === 0) return NOTHING;
  const passage = selectedPassage(document, reading);
  return {
    passage,
    box: passage && selection.getRangeAt(0).getBoundingClientRect(),
    caret: hasCaret ? caretRect(selection) : undefined,
  };
}
