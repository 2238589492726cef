// The pages of a PDF in their frame: each is drawn when it comes near the window's edge, and its words are laid over it when they are needed.
// Which passage is where follows from the words. It knows no annotations.
import { type PageViewport, type PDFDocumentProxy, type PDFPageProxy, type RenderTask, TextLayer } from 'pdfjs-dist';
import { alignPieces } from '../../../shared/align-pieces.ts';
import { CodePointIndex } from '../../../shared/code-points.ts';
import { createReadingMap, type Run } from '../../../shared/reading-text-map.ts';
import type { FrameWindow } from '../highlight-paint.ts';
import type { ShownReading } from '../reading-map.ts';
import type { Passage } from '../text-range.ts';
import { placesOnPages } from './places-on-pages.ts';

export interface PdfPagesOptions {
  readonly pdf: PDFDocumentProxy;
  readonly frame: FrameWindow;
  readonly readingText: string;
  /** Where each page begins in the reading text, in code points. */
  readonly starts: readonly number[];
  /** Is told whenever the words of more pages are there. */
  readonly onReading: (reading: ShownReading) => void;
  /** What is said on a page without words, and the name of each page. */
  readonly words: { readonly noText: string; readonly page: (number: number) => string };
}

export interface PdfPages {
  /** Lays the words of pages over them, pages from 1; done before, nothing happens. */
  needText(pages: readonly number[]): Promise<void>;
  /** Fits the pages to the frame's width. */
  fit(): void;
  close(): void;
}

/** So many pages have their words from the start, so that they can be found and selected across without a wait. */
const ALWAYS_WITH_TEXT = 40;
/** How far beyond the window's edge pages are drawn, in pixels. */
const AHEAD_PX = 900;
/** The sharpest drawing, in pixels: beyond it screens and memory give nothing more. */
const MOST_PIXELS = 2 ** 24;
const RENDER_DELAY_MS = 120;

interface Sheet {
  readonly number: number;
  readonly element: HTMLElement;
  page: Promise<PDFPageProxy> | undefined;
  view: PageViewport | undefined;
  text: Promise<void> | undefined;
  runs: readonly Run<Node>[];
  drawing: RenderTask | undefined;
  drawnWidth: number;
  isNear: boolean;
}

/** Builds the pages in the frame's `article`, which must be empty. */
export async function showPdfPages(options: PdfPagesOptions): Promise<PdfPages> {
  const { pdf, frame, readingText, starts, onReading, words } = options;
  const article = frame.document.querySelector('article') as HTMLElement;
  const index = new CodePointIndex(readingText);
  let isClosed = false;
  let isToBeTold = false;

  const sheets = Array.from({ length: pdf.numPages }, (_, i): Sheet => {
    const element = frame.document.createElement('section');
    element.className = 'pdf-page';
    element.setAttribute('aria-label', words.page(i + 1));
    element.dataset['page'] = String(i + 1);
    article.append(element);
    return {
      number: i + 1,
      element,
      page: undefined,
      view: undefined,
      text: undefined,
      runs: [],
      drawing: undefined,
      drawnWidth: 0,
      isNear: false,
    };
  });

  const pageOf = (sheet: Sheet) => {
    sheet.page ??= pdf.getPage(sheet.number);
    return sheet.page;
  };
  const size = (sheet: Sheet, page: PDFPageProxy) => {
    sheet.view = page.getViewport({ scale: 1 });
    const { width, height } = sheet.view;
    sheet.element.style.aspectRatio = `${width} / ${height}`;
    sheet.element.style.setProperty('--total-scale-factor', String(article.clientWidth / width));
  };

  function tellReading(): void {
    if (isToBeTold) return;
    isToBeTold = true;
    frame.requestAnimationFrame(() => {
      isToBeTold = false;
      if (isClosed) return;
      const runs = sheets.flatMap((sheet) => sheet.runs).sort((a, b) => a.textStart - b.textStart);
      const map = createReadingMap(readingText, runs);
      const partsOf = (passage: Passage) =>
        placesOnPages(map.piecesOf(passage.start, passage.end), (page) => sheets[page - 1]?.view);
      onReading({ article, index, map, partsOf });
    });
  }

  function layText(sheet: Sheet): Promise<void> {
    sheet.text ??= (async () => {
      const page = await pageOf(sheet);
      const content = await page.getTextContent();
      if (isClosed) return;
      const container = frame.document.createElement('div');
      container.className = 'text-layer';
      const layer = new TextLayer({ textContentSource: content, container, viewport: page.getViewport({ scale: 1 }) });
      await layer.render();
      const end = frame.document.createElement('div');
      end.className = 'text-end';
      container.append(end);
      sheet.element.append(container);
      const pieces = layer.textDivs.flatMap((div) => {
        const node = div.firstChild;
        return node === null ? [] : [{ node: node as Node, text: (node as Text).data }];
      });
      if (pieces.length === 0) {
        const note = frame.document.createElement('p');
        note.className = 'pdf-note';
        note.textContent = words.noText;
        sheet.element.append(note);
      }
      const from = index.toUtf16(starts[sheet.number - 1] ?? index.length);
      const to = index.toUtf16(starts[sheet.number] ?? index.length);
      sheet.runs = alignPieces(readingText, from, to, pieces);
      tellReading();
    })();
    return sheet.text;
  }

  async function draw(sheet: Sheet): Promise<void> {
    const width = Math.round(sheet.element.clientWidth * devicePixelRatio);
    if (isClosed || !sheet.isNear || width === 0 || sheet.drawnWidth === width) return;
    sheet.drawnWidth = width;
    sheet.drawing?.cancel();
    const page = await pageOf(sheet);
    size(sheet, page);
    const bare = page.getViewport({ scale: 1 });
    const scale = Math.min(width / bare.width, Math.sqrt(MOST_PIXELS / (bare.width * bare.height)));
    const viewport = page.getViewport({ scale });
    // Drawn in the window's document, whose fonts pdf.js has loaded.
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(viewport.width);
    canvas.height = Math.ceil(viewport.height);
    const drawing = page.render({ canvas, viewport });
    sheet.drawing = drawing;
    try {
      await drawing.promise;
    } catch (thrown) {
      if ((thrown as Error).name === 'RenderingCancelledException') return;
      throw thrown;
    }
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    canvas.width = 0;
    if (blob === null || isClosed || !sheet.isNear || sheet.drawing !== drawing) return;
    // Where no script runs, a canvas shows nothing: the page is shown as a picture.
    const picture = frame.document.createElement('img');
    picture.alt = '';
    picture.src = URL.createObjectURL(blob);
    await picture.decode().catch(() => undefined);
    removePicture(sheet);
    sheet.element.prepend(picture);
  }

  function forget(sheet: Sheet): void {
    sheet.drawing?.cancel();
    sheet.drawnWidth = 0;
    removePicture(sheet);
  }

  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const sheet = sheets[Number((target as HTMLElement).dataset['page']) - 1]!;
        sheet.isNear = isIntersecting;
        if (isIntersecting) void Promise.all([draw(sheet), layText(sheet)]);
        else forget(sheet);
      }
    },
    // The pane that scrolls is around the frame: margins must reach beyond it.
    { rootMargin: `${AHEAD_PX}px`, scrollMargin: `${AHEAD_PX}px` } as IntersectionObserverInit,
  );

  let fitting: number | undefined;
  const fit = () => {
    for (const sheet of sheets) void sheet.page?.then((page) => size(sheet, page));
    clearTimeout(fitting);
    fitting = window.setTimeout(() => {
      for (const sheet of sheets) void draw(sheet);
    }, RENDER_DELAY_MS);
  };

  const endSelecting = keepSelectionInWords(frame.document);
  // All pages look like the first until each has said what it is.
  const first = await pageOf(sheets[0]!);
  for (const sheet of sheets) size(sheet, first);
  for (const sheet of sheets) observer.observe(sheet.element);
  void (async () => {
    for (const sheet of sheets) {
      if (isClosed) return;
      size(sheet, await pageOf(sheet));
      if (sheet.number <= ALWAYS_WITH_TEXT) await layText(sheet);
    }
  })();
  await layText(sheets[0]!);

  return {
    async needText(pages) {
      await Promise.all(pages.flatMap((number) => sheets[number - 1] ?? []).map(layText));
    },
    fit,
    close() {
      isClosed = true;
      observer.disconnect();
      endSelecting();
      clearTimeout(fitting);
      for (const sheet of sheets) forget(sheet);
    },
  };
}

function removePicture({ element }: Sheet): void {
  const picture = element.querySelector('img');
  if (picture === null) return;
  URL.revokeObjectURL(picture.src);
  picture.remove();
}

/** While something is selected, what lies under the words fills the page, so that a drag between lines does not jump to the page's end. */
function keepSelectionInWords(page: Document): () => void {
  let isPressed = false;
  const look = () => {
    const selection = page.getSelection();
    const range = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
    for (const layer of page.querySelectorAll('.text-layer'))
      layer.classList.toggle(
        'selecting',
        range !== undefined && (isPressed || !range.collapsed) && range.intersectsNode(layer),
      );
  };
  const press = () => {
    isPressed = true;
  };
  const release = () => {
    isPressed = false;
    look();
  };
  page.addEventListener('selectionchange', look);
  page.addEventListener('pointerdown', press);
  for (const target of [page, window]) target.addEventListener('pointerup', release);
  return () => {
    page.removeEventListener('selectionchange', look);
    page.removeEventListener('pointerdown', press);
    for (const target of [page, window]) target.removeEventListener('pointerup', release);
  };
}
