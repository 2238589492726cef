// The frame in which an article is shown: nothing runs in it, and it is as high as its page, so that notes can stand beside the words.
// It knows neither annotations nor selections.
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { dressFrame, onThemeChange } from './frame-style.ts';
import type { FrameWindow } from './highlight-paint.ts';

export interface ArticleFrameProps {
  readonly document: string;
  /** For screen readers. */
  readonly title: string;
  /** Gets the page when it is there and dressed. */
  readonly onPage: (page: FrameWindow) => void;
  /** Is told when the page was laid out anew. */
  readonly onLayout: () => void;
}

/** Shows the reading copy of a document. */
export function ArticleFrame({ document, title, onPage, onLayout }: ArticleFrameProps) {
  const element = useRef<HTMLIFrameElement>(null);
  const prepared = useRef<Document>(undefined);
  const [page, setPage] = useState<FrameWindow>();

  // In the drawing that shows the frame, so that nothing in it moves or is clicked in vain once it is seen.
  useLayoutEffect(() => {
    const frame = element.current;
    if (frame === null || page === undefined) return;
    const resize = () => {
      frame.style.height = `${Math.ceil(page.document.body.getBoundingClientRect().height)}px`;
      onLayout();
    };
    const dress = () => {
      dressFrame(frame);
      resize();
    };
    const observer = new ResizeObserver(resize);
    observer.observe(page.document.body);
    resize();
    const endTheme = onThemeChange(dress);
    return () => {
      observer.disconnect();
      endTheme();
    };
  }, [page, onLayout]);

  // A page is whole before its pictures are there, and nothing but looking tells it.
  useEffect(() => {
    let turn = 0;
    const look = () => {
      if (element.current !== null && !prepared.current) turn = requestAnimationFrame(look);
      if (element.current?.contentDocument?.readyState === 'interactive') prepare(element.current);
    };
    look();
    return () => cancelAnimationFrame(turn);
  });

  function prepare(frame: HTMLIFrameElement): void {
    const inner = frame.contentWindow as FrameWindow | null;
    // The first page of a frame is an empty one; an article that could lead elsewhere would show another address.
    if (inner === null || frame.contentDocument === null || !inner.location.pathname.startsWith('/reading/')) return;
    if (prepared.current === inner.document) return;
    prepared.current = inner.document;
    dressFrame(frame);
    // The article is a place of its own on the way of the Tab key, where the caret's keys work.
    inner.document.body.tabIndex = 0;
    setPage(inner);
    onPage(inner);
  }

  return (
    <iframe
      ref={element}
      className="reader-frame"
      data-ready={page !== undefined || undefined}
      // Never allow-scripts: see docs/decisions/reading-frame.md.
      sandbox="allow-same-origin"
      src={`/reading/${document}`}
      title={title}
      onLoad={(event) => prepare(event.currentTarget)}
    />
  );
}
