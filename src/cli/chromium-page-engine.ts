// The page engine of the command line and server: a headless Chromium that runs a page with its scripts. It reaches no host by itself (its
// names resolve to nothing); each request is answered by the core, under the rules of fetching. Every page has a context of its own.
import type { Browser, BrowserContext, Page, Request, Route } from 'playwright-core';
import type { PageEngine, RenderAnswer, RenderedPage, RenderRequest } from '../core/ports.ts';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import { launch } from './chromium-printer.ts';

const VIEW = { width: 1280, height: 900 };
/** Chromium draws no picture that is higher, in pixels. */
const HIGHEST = 16_000;
/** Silence of the network that counts as settled is Playwright's half second; a page that never falls silent is waited for this long. */
const SETTLE_MS = 5_000;

/** Makes an engine that starts at the first page and is kept until `close`. */
export function createPageEngine({ log }: { readonly log: (message: string) => void }): PageEngine {
  let started: Promise<Browser> | undefined;
  return {
    async render(request) {
      started ??= launch(undefined, log);
      const browser = await started.catch((cause: unknown) => {
        started = undefined;
        throw cause;
      });
      const context = await browser.newContext({
        viewport: VIEW,
        serviceWorkers: 'block',
        acceptDownloads: false,
        ignoreHTTPSErrors: true,
        reducedMotion: 'reduce',
      });
      const abort = () => void context.close();
      request.signal?.addEventListener('abort', abort, { once: true });
      try {
        return await renderIn(context, request);
      } catch (cause) {
        request.signal?.throwIfAborted();
        throw new Failure(
          'unavailable',
          said`${request.address}: the engine could not show it (${(cause as Error).message.split('\n', 1)[0] ?? ''})`,
          {
            subject: request.address,
            cause,
          },
        );
      } finally {
        request.signal?.removeEventListener('abort', abort);
        await context.close();
      }
    },
    async close() {
      const browser = await started?.catch(() => undefined);
      started = undefined;
      await browser?.close();
    },
  };
}

async function renderIn(context: BrowserContext, { address, answer, timeMs }: RenderRequest): Promise<RenderedPage> {
  await context.route('**/*', (route) => answerRoute(route, address, answer));
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.dismiss());
  context.on('page', (other) => (other === page ? undefined : void other.close()));
  const end = performance.now() + timeMs;
  const left = (most: number) => Math.max(1, Math.min(most, end - performance.now()));
  await page.goto(address, { waitUntil: 'domcontentloaded', timeout: left(timeMs) });
  await settle(page, left(SETTLE_MS));
  await goDown(page, left(SETTLE_MS));
  await settle(page, left(SETTLE_MS));
  const html = await page.content();
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  const picture = await page.screenshot({
    type: 'png',
    fullPage: true,
    animations: 'disabled',
    timeout: left(timeMs),
    ...(height > HIGHEST ? { fullPage: false, clip: { x: 0, y: 0, width: VIEW.width, height: HIGHEST } } : {}),
  });
  return { html, picture: new Uint8Array(picture) };
}

/** A page that never falls silent is taken as it is. */
async function settle(page: Page, timeMs: number): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: timeMs }).catch(() => undefined);
}

/** Goes down a page by its height once, so that pictures that wait to be seen are fetched, and back. */
async function goDown(page: Page, timeMs: number): Promise<void> {
  const script = `(async () => {
    const end = performance.now() + ${timeMs};
    for (let y = 0; y < document.documentElement.scrollHeight && performance.now() < end; y += ${VIEW.height}) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    scrollTo(0, 0);
  })()`;
  await Promise.race([
    page.evaluate(script).catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, timeMs + 500)),
  ]);
}

/** A window that a script opens has no frame yet when it asks for its page. */
function isOfMainFrame(request: Request): boolean {
  try {
    return request.frame().parentFrame() === null;
  } catch {
    return true;
  }
}

/** The page's own navigation is answered for its address alone; a script that would lead elsewhere leads nowhere. */
async function answerRoute(
  route: Route,
  address: string,
  answer: (address: string) => Promise<RenderAnswer | undefined>,
): Promise<void> {
  const request = route.request();
  const isTop = request.isNavigationRequest() && isOfMainFrame(request);
  const url = request.url();
  // An answer without content leaves the page as it is, where a refusal would show an error in its place.
  if (isTop && url.split('#', 1)[0] !== address) return route.fulfill({ status: 204 }).catch(() => undefined);
  if (request.method() !== 'GET') return route.abort('blockedbyclient').catch(() => undefined);
  const given = await answer(url).catch(() => undefined);
  // The context may be closed by now; then nobody waits for the answer.
  if (!given) return route.abort('blockedbyclient').catch(() => undefined);
  const { status, body } = given;
  const headers = Object.fromEntries(given.headers);
  await route.fulfill({ status, headers, body: Buffer.from(body) }).catch(() => undefined);
}
