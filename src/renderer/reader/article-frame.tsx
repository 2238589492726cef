// The frame in which an article is shown: nothing runs in it, and it is as high as its page, so that notes can stand beside the words.
// It knows neither annotations nor selections.
import { useEffect, useRef, useState } from 'react';
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
  const [page, setPage] = useState<FrameWindow>();

  useEffect(() => {
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

  function prepare(frame: HTMLIFrameElement): void {
    const inner = frame.contentWindow as FrameWindow | null;
    // The first page of a frame is an empty one; an article that could lead elsewhere would show another address.
    if (inner === null || frame.contentDocument === null || !inner.location.pathname.startsWith('/reading/')) return;
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
      // Never allow-scripts: see docs/decisions/reading-frame.md.
      sandbox="allow-same-origin"
      src={`/reading/${document}`}
      title={title}
      onLoad={(event) => prepare(event.currentTarget)}
    />
  );
}
