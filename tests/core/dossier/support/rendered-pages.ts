// Renders pages of a PDF to pixels: pdf.js in a browser page without any network or system font.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Browser } from 'playwright-core';

const PDFJS = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/build/pdf.mjs'));
const ORIGIN = 'https://render.invalid';
const PAGE =
  '<!doctype html><title>render</title><script type="module">import * as pdfjs from "/pdf.mjs"; globalThis.pdfjs = pdfjs;</script>';

/** A square of a page, in points from its bottom left. */
export interface Square {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly sidePt: number;
}

/** For each square, how dark each of its pixels is (0–15), as a string of hexadecimal digits. */
export async function inkIn(browser: Browser, pdf: Uint8Array, squares: readonly Square[]): Promise<string[]> {
  const page = await browser.newPage();
  await page.route('**/*', async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === '') return route.fulfill({ body: PAGE, contentType: 'text/html' });
    if (name === 'file.pdf') return route.fulfill({ body: Buffer.from(pdf), contentType: 'application/pdf' });
    return route.fulfill({
      body: await readFile(path.join(PDFJS, path.basename(name))),
      contentType: 'text/javascript',
    });
  });
  try {
    await page.goto(`${ORIGIN}/`);
    await page.waitForFunction('globalThis.pdfjs');
    return await page.evaluate(render, { squares: [...squares], origin: ORIGIN });
  } finally {
    await page.close();
  }
}

/* Runs in the page. */
async function render({ squares, origin }: { squares: Square[]; origin: string }): Promise<string[]> {
  const scope = globalThis as unknown as {
    pdfjs: typeof import('pdfjs-dist');
    document: { createElement(name: 'canvas'): Canvas };
  };
  interface Canvas {
    width: number;
    height: number;
    getContext(
      kind: '2d',
      options: object,
    ): { getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray } };
  }
  const { pdfjs } = scope;
  pdfjs.GlobalWorkerOptions.workerSrc = `${origin}/pdf.worker.mjs`;
  const document = await pdfjs.getDocument({ url: `${origin}/file.pdf`, useSystemFonts: false }).promise;
  const canvases = new Map<number, { canvas: Canvas; heightPt: number }>();
  const scale = 4;
  const inks: string[] = [];
  for (const { page, x, y, sidePt } of squares) {
    let rendered = canvases.get(page);
    if (!rendered) {
      const shown = await document.getPage(page + 1);
      const viewport = shown.getViewport({ scale });
      const canvas = scope.document.createElement('canvas');
      [canvas.width, canvas.height] = [viewport.width, viewport.height];
      await shown.render({ canvas: canvas as never, viewport }).promise;
      rendered = { canvas, heightPt: viewport.height / scale };
      canvases.set(page, rendered);
    }
    const side = Math.round(sidePt * scale);
    const left = Math.round((x - sidePt / 2) * scale);
    const top = Math.round((rendered.heightPt - y - sidePt / 2) * scale);
    const { data } = rendered.canvas.getContext('2d', { willReadFrequently: true }).getImageData(left, top, side, side);
    let ink = '';
    for (let at = 0; at < data.length; at += 4) ink += ((255 - (data[at] as number)) >> 4).toString(16);
    inks.push(ink);
  }
  return inks;
}
