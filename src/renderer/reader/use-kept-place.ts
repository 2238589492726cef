// Where an article was left: the words at the pane's upper edge, kept for each document, and gone to when it is opened again.
import { type RefObject, useEffect, useRef } from 'react';
import { keepPlace, placeKept } from './kept-places.ts';
import { spanOfPassage } from './text-range.ts';
import type { OpenPage } from './use-reader.ts';

/** The place is looked for so long after the last scroll, in milliseconds. */
const AFTER_MS = 250;
/** How far below the pane's upper edge the words are that count as read, in pixels. */
const BELOW_EDGE_PX = 72;

/** Keeps the place while the article is read; goes to the one that was kept, unless the address names another. */
export function useKeptPlace(
  document: string,
  open: OpenPage | undefined,
  marker: RefObject<HTMLElement | null>,
  hasGoal: boolean,
): void {
  const isRestored = useRef(hasGoal);
  useEffect(() => {
    const frame = open?.page.frameElement;
    const pane = frame?.closest('.reader-pane');
    if (open === undefined || frame == null || pane == null) return;
    const { page, reading } = open;
    let isCurrent = true;
    if (!isRestored.current) {
      const kept = placeKept(document);
      const span = kept === undefined ? undefined : spanOfPassage({ start: kept, end: kept + 1 }, reading.map);
      if (kept === undefined) isRestored.current = true;
      else if (span !== undefined) {
        isRestored.current = true;
        void page.document.fonts.ready.then(() => {
          const element = marker.current;
          if (!isCurrent || element === null) return;
          element.style.top = `${span.getBoundingClientRect().top}px`;
          element.scrollIntoView({ block: 'start', behavior: 'instant' });
        });
      }
    }
    let timer: number | undefined;
    const look = () => {
      const edge = pane.getBoundingClientRect().top + BELOW_EDGE_PX - frame.getBoundingClientRect().top;
      if (edge <= BELOW_EDGE_PX) return keepPlace(document, undefined);
      const { left, right } = reading.article.getBoundingClientRect();
      const at = [left + 8, (left + right) / 2, right - 8].flatMap((x) => {
        const place = page.document.caretPositionFromPoint?.(x, edge);
        return (place && reading.map.toCodePoint(place.offsetNode, place.offset)) ?? [];
      })[0];
      if (at !== undefined) keepPlace(document, at);
    };
    const scrolled = () => {
      clearTimeout(timer);
      timer = window.setTimeout(look, AFTER_MS);
    };
    pane.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      isCurrent = false;
      clearTimeout(timer);
      pane.removeEventListener('scroll', scrolled);
    };
  }, [document, open, marker]);
}
