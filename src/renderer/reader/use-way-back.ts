// The way back from a note or a section to the link that led there: where it stood in the window, and the focus on it.
import { useCallback, useRef, useState } from 'react';
import type { FrameWindow } from './highlight-paint.ts';

interface LeftPlace {
  readonly link: HTMLElement;
  /** Where the link stood in the window, in pixels from its top. */
  readonly top: number;
}

export interface WayBack {
  /** Whether there is a place to go back to. */
  readonly isOpen: boolean;
  /** Goes to the element that a link names; gives whether there is one. A link back to where one came from goes back. */
  readonly follow: (link: HTMLElement, id: string) => boolean;
  /** Goes back to the link that was followed last; gives whether there was one. */
  readonly back: () => boolean;
}

const BLOCK = 'p, li, dt, dd, td, th, blockquote, figcaption, pre, h1, h2, h3, h4, h5, h6';

/** Remembers the links that were followed within a page. */
export function useWayBack(page: FrameWindow | undefined): WayBack {
  const places = useRef<LeftPlace[]>([]);
  const [isOpen, setIsOpen] = useState(false);

  const back = useCallback((): boolean => {
    const place = places.current.pop();
    setIsOpen(places.current.length > 0);
    if (page === undefined || place === undefined) return false;
    const pane = page.frameElement?.closest('.reader-pane');
    pane?.scrollBy({ top: topOf(place.link, page) - place.top, behavior: 'instant' });
    page.document.getSelection()?.collapse(place.link, 0);
    page.focus();
    place.link.focus({ preventScroll: true });
    return true;
  }, [page]);

  const follow = useCallback(
    (link: HTMLElement, id: string): boolean => {
      const target = page?.document.getElementById(id);
      if (page === undefined || !target) return false;
      const last = places.current.at(-1);
      if (last !== undefined && (last.link.closest(BLOCK) ?? last.link).contains(target)) return back();
      places.current.push({ link, top: topOf(link, page) });
      setIsOpen(true);
      target.scrollIntoView({ block: 'center' });
      page.document.getSelection()?.collapse(target, 0);
      focusOn(target);
      return true;
    },
    [page, back],
  );
  return { isOpen, follow, back };
}

function topOf(link: HTMLElement, page: FrameWindow): number {
  return link.getBoundingClientRect().top + (page.frameElement?.getBoundingClientRect().top ?? 0);
}

/** What cannot have the focus has it until it leaves, so that a screen reader reads on from there. */
function focusOn(target: HTMLElement): void {
  if (target.tabIndex < 0 && !target.hasAttribute('tabindex')) {
    target.tabIndex = -1;
    target.addEventListener('blur', () => target.removeAttribute('tabindex'), { once: true });
  }
  target.focus({ preventScroll: true });
}
