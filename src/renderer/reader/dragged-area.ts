// Follows a drag over a picture or a page and says which part of it lies between its two corners. What is done with the part is decided elsewhere.
import { type PointerEvent, useState } from 'react';
import type { Area } from '../../shared/annotation.ts';

/** A part of a picture or page, in fractions (0 to 1) of it from its top left. */
export type Part = Pick<Area, 'x' | 'y' | 'width' | 'height'>;

/** A part of a picture or page over which was dragged. */
export interface DraggedArea {
  /** The picture or page on which the drag began; it may be in a frame. */
  readonly sheet: Element;
  readonly area: Part;
  /** Whether it was more than a click. */
  readonly isMarkable: boolean;
}

interface Corner {
  readonly x: number;
  readonly y: number;
}

interface Drag {
  readonly sheet: Element;
  readonly corners: readonly [Corner, Corner];
}

/** A drag over less than this share of the sheet is a click. */
const LEAST_SHARE = 0.01;

/** Gives what was dragged over last, and what is to hear the pointer; `sheetAt` finds what lies under it, `onEnd` is told when it is let go. */
export function useDraggedArea(
  sheetAt: (event: PointerEvent<HTMLElement>) => Element | undefined,
  onEnd?: (dragged: DraggedArea) => void,
) {
  const [drag, setDrag] = useState<Drag>();
  const [isHeld, setHeld] = useState(false);
  const dragged = drag && draggedArea(drag);
  return {
    dragged,
    hearing: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        const sheet = event.button === 0 ? sheetAt(event) : undefined;
        if (sheet === undefined) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const corner = cornerOn(sheet, event);
        setHeld(true);
        setDrag({ sheet, corners: [corner, corner] });
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        if (isHeld && drag) setDrag(dragTo(drag, event));
      },
      // The last move may not have been drawn yet: the part ends where the pointer is.
      onPointerUp(event: PointerEvent<HTMLElement>) {
        if (!isHeld || !drag) return;
        const ended = dragTo(drag, event);
        setHeld(false);
        setDrag(ended);
        onEnd?.(draggedArea(ended));
      },
      onPointerCancel: () => setHeld(false),
    },
  };
}

function dragTo({ sheet, corners }: Drag, event: PointerEvent<HTMLElement>): Drag {
  return { sheet, corners: [corners[0], cornerOn(sheet, event)] };
}

/** Where the pointer is, as shares of the sheet; beyond its edge it is on the edge. */
function cornerOn(sheet: Element, { clientX, clientY }: PointerEvent<HTMLElement>): Corner {
  const { left, top, width, height } = boxInWindow(sheet);
  const within = (share: number) => Math.min(1, Math.max(0, share));
  return { x: within((clientX - left) / width), y: within((clientY - top) / height) };
}

/** The box of an element in pixels of the window, also when it is in a frame of the window. */
function boxInWindow(element: Element): DOMRect {
  const { left, top, width, height } = element.getBoundingClientRect();
  const frame = element.ownerDocument === document ? null : element.ownerDocument.defaultView?.frameElement;
  const outer = frame?.getBoundingClientRect();
  return new DOMRect(left + (outer?.left ?? 0), top + (outer?.top ?? 0), width, height);
}

function draggedArea({ sheet, corners: [a, b] }: Drag): DraggedArea {
  const width = Math.abs(a.x - b.x);
  const height = Math.abs(a.y - b.y);
  return {
    sheet,
    area: { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width, height },
    isMarkable: width >= LEAST_SHARE && height >= LEAST_SHARE,
  };
}
