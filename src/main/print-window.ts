// Prints for the core: one hidden window a session, in a partition of its own, whose page has its own files and nothing else.
//
// The page needs JavaScript to be laid out (docs/decisions/desktop-shell.md), but runs none except ours: its policy allows scripts and requests
// to its own origin only, the scripts served there are ours, and every other request of the partition is refused before it is made.
import { type BrowserWindow, type Session, session as sessions } from 'electron';
import { Failure } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import { APP_SCHEME } from './app-protocol.ts';
import type { MainAnswers, ServedFile } from './core-messages.ts';
import { denyEverything } from './denials.ts';
import { createPrintWindow } from './window-factory.ts';

/** Kept in memory only: the name does not begin with `persist:`. */
const PARTITION = 'print';
const HOST = /^print-(\d+)$/;

/** The scripts of a printed page, and of one that draws the pages of a PDF for recognition, with the decoders of pdf.js. */
const SCRIPTS = /^(?:print-page\.js|page-pictures\.js|wasm\/\w+_nowasm_fallback\.js)$/;

const PRINT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "font-src 'self' blob: data:",
  "img-src 'self' blob: data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

type FileOf = (file: { session: number; address: string }) => Promise<ServedFile | undefined>;
type PrintAnswers = Pick<MainAnswers, 'printOpen' | 'printRun' | 'print' | 'printClose'>;

interface Printing {
  readonly html: string;
  readonly window: BrowserWindow;
  /** Rejects when the engine is gone. */
  readonly lost: Promise<never>;
}

export interface PrintRoom extends PrintAnswers {
  /** Ends what is being printed: the core that asked for it is gone. */
  closeAll(): void;
}

/** Makes the room where pages are printed; `fileOf` asks the core for their files. */
export function createPrintRoom(fileOf: FileOf): PrintRoom {
  const open = new Map<number, Printing>();
  const partition = sessions.fromPartition(PARTITION);
  preparePartition(partition, (request) => answer(request, open, fileOf));

  const of = (session: number): Printing => {
    const printing = open.get(session);
    if (printing === undefined) throw new Failure('unavailable', said`The page that was being printed was closed.`);
    return printing;
  };
  const close = (session: number) => {
    open.get(session)?.window.destroy();
    open.delete(session);
  };

  return {
    async printOpen({ session, html }) {
      const window = createPrintWindow(partition);
      const lost = lossOf(window);
      open.set(session, { html, window, lost });
      await Promise.race([window.loadURL(`${APP_SCHEME}://print-${session}/`), lost]);
    },
    async printRun({ session, functionSource, argument }) {
      const { window, lost } = of(session);
      const source = `(${functionSource})(${JSON.stringify(argument ?? null)})`;
      return Promise.race([window.webContents.executeJavaScript(source), lost]);
    },
    async print(session) {
      const { window, lost } = of(session);
      // Without Chromium's own outline, which knows only headings: finishing writes one of articles and highlights.
      const options = { generateTaggedPDF: true, preferCSSPageSize: true, printBackground: true };
      return new Uint8Array(await Promise.race([window.webContents.printToPDF(options), lost]));
    },
    printClose: close,
    closeAll: () => {
      for (const session of open.keys()) close(session);
    },
  };
}

function preparePartition(partition: Session, handle: (request: Request) => Promise<Response>): void {
  denyEverything(partition, (url) => HOST.test(URL.parse(url)?.host ?? ''));
  partition.protocol.handle(APP_SCHEME, handle);
}

async function answer(request: Request, open: ReadonlyMap<number, Printing>, fileOf: FileOf): Promise<Response> {
  const { host, pathname } = new URL(request.url);
  const session = Number(HOST.exec(host)?.[1]);
  const printing = open.get(session);
  if (printing === undefined || request.method !== 'GET') return new Response(null, { status: 403 });
  if (pathname === '/') return respond(printing.html, 'text/html; charset=utf-8');
  const address = decodeURIComponent(pathname.slice(1));
  if (address.endsWith('.js') && !SCRIPTS.test(address)) return new Response(null, { status: 403 });
  const file = await fileOf({ session, address }).catch(() => undefined);
  return file ? respond(new Uint8Array(file.bytes), file.mediaType) : new Response(null, { status: 404 });
}

function respond(body: string | Uint8Array<ArrayBuffer>, mediaType: string): Response {
  return new Response(body, {
    headers: {
      'content-type': mediaType,
      'content-security-policy': PRINT_POLICY,
      'x-content-type-options': 'nosniff',
    },
  });
}

function lossOf(window: BrowserWindow): Promise<never> {
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined);
  window.webContents.on('render-process-gone', (_event, { reason }) =>
    lost.reject(
      new Failure('unavailable', said`The printing engine ended (${reason}).`, {
        remedy: said`Try again with fewer articles, or close other programs.`,
      }),
    ),
  );
  return lost.promise;
}
