// While a part of a page is to be marked: lies over the pages, so that a drag marks and selects nothing.
import { useEffect, useRef } from 'react';
import type { Area } from '../../../shared/annotation.ts';
import { boxOf } from '../area-boxes.ts';
import { type Part, useDraggedArea } from '../dragged-area.ts';
import type { FrameWindow } from '../highlight-paint.ts';

export interface AreaMarkingProps {
  readonly page: FrameWindow;
  readonly onMark: (area: Area) => void;
  /** Escape, wherever the focus is. */
  readonly onLeave: () => void;
}

/** Takes the drag, shows the part while it is dragged, and gives it when it is let go. */
export function AreaMarking({ page, onMark, onLeave }: AreaMarkingProps) {
  const { dragged, hearing } = useDraggedArea(
    ({ currentTarget, clientX, clientY }) => {
      const { left, top } = currentTarget.getBoundingClientRect();
      return page.document.elementFromPoint(clientX - left, clientY - top)?.closest('.pdf-page') ?? undefined;
    },
    ({ sheet, area, isMarkable }) => {
      if (isMarkable) onMark(onPage(sheet, area));
    },
  );
  useEscape(onLeave);
  const box = dragged?.isMarkable && boxOf(page.document, onPage(dragged.sheet, dragged.area));
  return (
    <div className="area-marking" {...hearing}>
      {box && (
        <span className="dragged-area" style={{ left: box.left, top: box.top, width: box.width, height: box.height }} />
      )}
    </div>
  );
}

function onPage(sheet: Element, area: Part): Area {
  return { ...area, page: Number((sheet as HTMLElement).dataset['page']) };
}

function useEscape(onLeave: () => void): void {
  const newest = useRef(onLeave);
  newest.current = onLeave;
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      newest.current();
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, []);
}
