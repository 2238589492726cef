// One page of a PDF as a picture, drawn when it comes into sight and again when its width changes.
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';

/** The sharpest drawing, in pixels: beyond it screens and memory give nothing more. */
const MOST_PIXELS = 2 ** 23;
/** How far beyond the edge of what scrolls pages are drawn. */
const AHEAD = '200px';

export interface PdfPageProps {
  readonly pdf: PDFDocumentProxy;
  /** From 1. */
  readonly number: number;
  /** What a screen reader calls it; without it the picture is passed over. */
  readonly label?: string;
}

/** Draws the page as wide as its place; `data-drawn` says that it is there. */
export function PdfPage({ pdf, number, label }: PdfPageProps) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [isNear, setNear] = useState(false);
  const [drawn, setDrawn] = useState<PDFDocumentProxy>();

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const sizes = new ResizeObserver(() => setWidth(element.clientWidth));
    const sight = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting === true), {
      rootMargin: AHEAD,
    });
    sizes.observe(element);
    sight.observe(element);
    return () => {
      sizes.disconnect();
      sight.disconnect();
    };
  }, []);

  useEffect(() => {
    if (!isNear || width === 0) return undefined;
    let cancel: (() => void) | undefined;
    let isOver = false;
    void (async () => {
      const page = await pdf.getPage(number);
      if (isOver) return;
      const bare = page.getViewport({ scale: 1 });
      if (place.current) place.current.style.aspectRatio = `${bare.width} / ${bare.height}`;
      const scale = Math.min(
        (width * devicePixelRatio) / bare.width,
        Math.sqrt(MOST_PIXELS / (bare.width * bare.height)),
      );
      const viewport = page.getViewport({ scale });
      const sheet = document.createElement('canvas');
      sheet.width = Math.ceil(viewport.width);
      sheet.height = Math.ceil(viewport.height);
      const drawing = page.render({ canvas: sheet, viewport });
      cancel = () => drawing.cancel();
      await drawing.promise;
      const shown = canvas.current;
      if (isOver || shown === null) return;
      // The page that was there stays until the new one is whole.
      shown.width = sheet.width;
      shown.height = sheet.height;
      shown.getContext('2d')?.drawImage(sheet, 0, 0);
      setDrawn(pdf);
    })().catch((thrown: Error) => {
      // A page that is not wanted any more, or of pages that are gone.
      if (!isOver) throw thrown;
    });
    return () => {
      isOver = true;
      cancel?.();
    };
  }, [pdf, number, width, isNear]);

  return (
    <div ref={place} className="pdf-sheet">
      <canvas
        ref={canvas}
        {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
        data-drawn={drawn === pdf || undefined}
      />
    </div>
  );
}
