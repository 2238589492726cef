// A person's window with an article open in it: what the stories of reading begin with.
import type { Annotation } from '../../src/shared/annotation.ts';
import { type FrameInput, frameInput } from '../support/frame-input.ts';
import type { ImportedFile } from './support/made-archives.ts';
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

/** Opens a fresh archive with one article, of HTML unless it is a file, and reads it; `before` may spoil the page first. */
export async function openReadingWindow(
  source: string | ImportedFile,
  options: Omit<WindowOptions, 'articles' | 'files' | 'prepare'> = {},
  before: (window: TestWindow, document: string) => Promise<void> = async () => {},
): Promise<ReadingWindow> {
  const file = typeof source === 'string' ? { name: 'article.html', bytes: source } : source;
  const window = await openWindow({ ...options, files: [file] });
  const [document = ''] = window.ids;
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
