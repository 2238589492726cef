// The script of a page that draws a PDF's pages as pictures, for a program that recognises text in them. The page has its own files and nothing else;
// the parser runs in it, not in a worker, since it is contained as a whole.
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist';
import * as parser from 'pdfjs-dist/build/pdf.worker.mjs';

/** A page of a broadsheet at 300 dots an inch has half as many. */
const MOST_PIXELS = 2 ** 26;
const POINTS_PER_INCH = 72;

let pdf: PDFDocumentProxy | undefined;

/** Opens the PDF among the page's files; gives the number of its pages. */
async function open(password: string | null): Promise<number> {
  (globalThis as { pdfjsWorker?: unknown }).pdfjsWorker = parser;
  const answer = await fetch('document.pdf');
  const task = getDocument({
    data: new Uint8Array(await answer.arrayBuffer()),
    ...(password === null ? {} : { password }),
    cMapUrl: 'cmaps/',
    standardFontDataUrl: 'standard_fonts/',
    wasmUrl: 'wasm/',
    // As in the window: compiling would need a wider policy.
    useWasm: false,
    enableXfa: false,
    maxImageSize: MOST_PIXELS,
    verbosity: VerbosityLevel.ERRORS,
  });
  pdf = await task.promise;
  return pdf.numPages;
}

/** Draws a page, from 1; gives a PNG in base64, and how many of its dots are a point of the page. */
async function draw({
  page,
  dotsPerInch,
}: {
  page: number;
  dotsPerInch: number;
}): Promise<{ png: string; scale: number }> {
  if (pdf === undefined) throw new Error('no PDF is open');
  const found = await pdf.getPage(page);
  const { width, height } = found.getViewport({ scale: 1 });
  const scale = Math.min(dotsPerInch / POINTS_PER_INCH, Math.sqrt(MOST_PIXELS / (width * height)));
  const viewport = found.getViewport({ scale });
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(viewport.width);
  canvas.height = Math.ceil(viewport.height);
  await found.render({ canvas, viewport, background: '#fff', intent: 'print', annotationMode: 0 }).promise;
  found.cleanup();
  return { png: canvas.toDataURL('image/png').slice('data:image/png;base64,'.length), scale };
}

export { draw, open };
