// The printer of the command line and server: a headless Chromium driven by playwright-core. The page gets its own files and nothing else.
import { type Browser, type BrowserContext, chromium, type Page, type Route } from 'playwright-core';
import type { Printer, PrintPage, PrintSession } from '../core/ports.ts';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import { findBrowser } from './find-browser.ts';

/** No such host exists (RFC 6761 §6.4); the page's files are answered under it without any connection. */
const ORIGIN = 'https://print.invalid';

const ARGUMENTS = [
  '--disable-gpu',
  '--font-render-hinting=none',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-extensions',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
];

export interface ChromiumPrinterSettings {
  /** The engine to use instead of looking for one. */
  readonly executable?: string | undefined;
  readonly log: (message: string) => void;
}

/** Makes a printer that starts its engine at the first page and keeps it until `close`. */
export function createChromiumPrinter({ executable, log }: ChromiumPrinterSettings): Printer {
  let started: Promise<Browser> | undefined;
  return {
    async open(page) {
      started ??= launch(executable, log);
      const browser = await started.catch((cause: unknown) => {
        started = undefined;
        throw cause;
      });
      return openSession(await browser.newContext({ serviceWorkers: 'block', acceptDownloads: false }), page);
    },
    async close() {
      const browser = await started?.catch(() => undefined);
      started = undefined;
      await browser?.close();
    },
  };
}

/**
 * Starts an engine that reaches no host: what its pages ask for is answered by us.
 * @throws Failure `unavailable` when there is none or it does not start
 */
export async function launch(executable: string | undefined, log: (message: string) => void): Promise<Browser> {
  const found = executable ?? (await findBrowser());
  const isRoot = process.getuid?.() === 0;
  if (isRoot) log('Printing as root: Chromium runs without its sandbox. It opens only our own page, without network.');
  try {
    return await chromium.launch({
      executablePath: found,
      headless: true,
      // The program ends its own printing; playwright would end the whole process at Ctrl-C.
      handleSIGINT: false,
      args: [...ARGUMENTS, ...(isRoot ? ['--no-sandbox'] : [])],
    });
  } catch (cause) {
    throw new Failure('unavailable', said`the printing engine ${found} did not start`, {
      remedy: said`Install Google Chrome, Microsoft Edge or Chromium, or set PRESSMARK_CHROMIUM to the path of one that starts.`,
      subject: found,
      cause,
    });
  }
}

async function openSession(context: BrowserContext, page: PrintPage): Promise<PrintSession> {
  await context.route('**/*', (route) => answer(route, page));
  await context.routeWebSocket(/.*/, (socket) => socket.close());
  const tab = await context.newPage();
  try {
    await tab.goto(`${ORIGIN}/`, { waitUntil: 'load' });
  } catch (cause) {
    await context.close();
    throw cause;
  }
  return {
    run: (functionSource, argument) => tab.evaluate(`(${functionSource})(${JSON.stringify(argument ?? null)})`),
    print: () => print(tab),
    close: () => context.close(),
  };
}

async function answer(route: Route, page: PrintPage): Promise<void> {
  const { origin, pathname } = new URL(route.request().url());
  const isDocument = pathname === '/' && route.request().isNavigationRequest();
  if (origin !== ORIGIN || (route.request().isNavigationRequest() && !isDocument))
    return route.abort('blockedbyclient');
  if (isDocument) return route.fulfill({ body: page.html, contentType: 'text/html; charset=utf-8' });
  const file = await page.file(decodeURIComponent(pathname.slice(1))).catch(() => undefined);
  if (!file) return route.abort('blockedbyclient');
  return route.fulfill({ body: Buffer.from(file.bytes), contentType: file.mediaType });
}

/** Without Chromium's own outline, which knows only headings: finishing writes one of articles and highlights. */
function print(tab: Page): Promise<Uint8Array> {
  return tab.pdf({ tagged: true, outline: false, preferCSSPageSize: true, printBackground: true });
}
