// A person's window with an article open in it: what the stories of reading begin with.
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright';
import type { Annotation } from '../../src/shared/annotation.ts';
import { type FrameInput, frameInput } from '../support/frame-input.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { openWindow, type TestWindow, type WindowOptions } from './support/window.ts';

export interface ReadingWindow extends TestWindow {
  /** The id of the article. */
  readonly document: string;
  readonly article: FrameInput;
  /** Opens the article anew, with what follows the question mark. */
  read(query?: string): Promise<FrameInput>;
  /** The annotations that the archive has, by way of the server. */
  saved(): Promise<readonly Annotation[]>;
}

/** A file that is imported, with what else the command line is to be told. */
export interface ImportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly options?: readonly string[];
}

/** Opens a fresh archive with one article, of HTML unless it is a file, and reads it; `before` may spoil the page first. */
export async function openReadingWindow(
  engine: Browser,
  source: string | ImportedFile,
  options: Omit<WindowOptions, 'prepare'> = {},
  before: (window: TestWindow, document: string) => Promise<void> = async () => {},
): Promise<ReadingWindow> {
  let document = '';
  const window = await openWindow(engine, {
    ...options,
    async prepare(cli) {
      const {
        name,
        bytes,
        options: more = [],
      } = typeof source === 'string' ? { name: 'article.html', bytes: Buffer.from(source) } : source;
      const file = path.join(tempFolder('article'), name);
      writeFileSync(file, bytes);
      document = ((await cli.ok(['import', file, ...more])).value as { id: string }).id;
      rmSync(file);
    },
  });
  await before(window, document);
  const { page } = window;
  const read = async (query = '') => {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `#/document/${document}${query}`);
    await page.locator('iframe.reader-frame').waitFor();
    return frameInput(page);
  };
  const article = await read();
  return Object.assign(window, {
    document,
    article,
    read,
    saved: () => page.evaluate(listAnnotations, document),
  });
}

/** Runs in the window. */
async function listAnnotations(document: string): Promise<Annotation[]> {
  const secret = globalThis.document.querySelector<HTMLMetaElement>('meta[name="pressmark-secret"]')?.content ?? '';
  const response = await fetch('/api/annotations.list', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-pressmark-secret': secret },
    body: JSON.stringify({ document }),
  });
  return (await response.json()) as Annotation[];
}
