// Electron's windows in the double: each is a page of a real Chromium. Insecure preferences and unknown options throw.
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Frame, type Page, type Route } from 'playwright-core';
import { type SessionDouble, session } from './double-session.ts';
import { did, requireKnown, strict } from './double-strict.ts';

const SAFE = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, spellcheck: false };
const PREFERENCES = [...Object.keys(SAFE), 'preload', 'session', 'backgroundThrottling'];
const OPTIONS = ['x', 'y', 'width', 'height', 'minWidth', 'minHeight', 'show', 'title', 'webPreferences'];
const PRINTING = ['generateTaggedPDF', 'preferCSSPageSize', 'printBackground', 'generateDocumentOutline'];

type Answer = (event: unknown, input: unknown, job: unknown) => unknown;

/** The handlers of `ipcMain`, by channel. */
export const handlers = new Map<string, Answer>();
/** Hears of each `webContents` that is made, and when the last window is closed. */
export const happenings = new EventEmitter();
export const windows: BrowserWindow[] = [];
/** The first page that is shown to the person. */
export const shown = Promise.withResolvers<BrowserWindow>();

let browser: Browser | undefined;

/** Starts the engine. */
export async function startEngine(executable: string): Promise<void> {
  browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
}

export function isEngineStarted(): boolean {
  return browser !== undefined;
}

export async function stopEngine(): Promise<void> {
  await browser?.close();
}

/** `app://HOST/PATH` is `http://HOST.app.localhost/PATH` to the engine: a secure context whose requests are all intercepted. */
const toNet = (address: string) => address.replace(/^app:\/\/([\w-]+)\//, 'http://$1.app.localhost/');
const fromNet = (address: string) => address.replace(/^http:\/\/([\w-]+)\.app\.localhost\//, 'app://$1/');

class WebContents extends EventEmitter {
  readonly session: SessionDouble;
  readonly mainFrame = { url: '' };
  page: Page | undefined;
  onOpen: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });

  constructor(ofSession: SessionDouble) {
    super();
    this.session = ofSession;
  }

  setWindowOpenHandler(handler: typeof this.onOpen): void {
    this.onOpen = handler;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  send(channel: string, value: unknown): void {
    void this.page?.evaluate(([name, sent]) => Reflect.get(globalThis, '__hear')?.(name, sent), [
      channel,
      value,
    ] as const);
  }

  executeJavaScript(source: string): Promise<unknown> {
    return (this.page as Page).evaluate(source);
  }

  setAudioMuted(isMuted: boolean): void {
    did('muted', isMuted);
  }

  /** The developer tools' protocol, of the real engine. */
  readonly debugger = strict('webContents.debugger', {
    attach: (version: string) => did('tools attached', version),
    detach: () => did('tools detached'),
    sendCommand: async (name: string, parameters?: object): Promise<unknown> => {
      const page = this.page as Page;
      const tools = await page.context().newCDPSession(page);
      try {
        return await tools.send(name as 'Page.captureScreenshot', parameters);
      } finally {
        await tools.detach();
      }
    },
  });

  sendInputEvent({ type, keyCode, modifiers }: { type: string; keyCode: string; modifiers: readonly string[] }): void {
    const names: Record<string, string> = { control: 'Control', shift: 'Shift', meta: 'Meta' };
    if (type === 'keyDown')
      void this.page?.keyboard.press([...modifiers.map((each) => names[each]), keyCode].join('+'));
  }

  reload(): void {
    void this.page?.reload();
  }

  async printToPDF(options: Record<string, boolean>): Promise<Buffer> {
    requireKnown('printToPDF', options, PRINTING);
    const { generateTaggedPDF, generateDocumentOutline, ...rest } = options;
    did('printToPDF', this.session.name);
    return (this.page as Page).pdf({
      tagged: generateTaggedPDF === true,
      outline: generateDocumentOutline === true,
      ...rest,
    });
  }
}

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly webPreferences: Record<string, unknown> & { preload?: string; session?: SessionDouble };
}

export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  readonly contents: WebContents;
  readonly #preload: string | undefined;
  #bounds: { x: number; y: number; width: number; height: number };
  #isDestroyed = false;

  constructor(options: WindowOptions) {
    super();
    requireKnown('BrowserWindow', options, OPTIONS);
    requireKnown('webPreferences', options.webPreferences, PREFERENCES);
    for (const [name, wanted] of Object.entries(SAFE))
      if (options.webPreferences[name] !== wanted) throw new Error(`webPreferences.${name} must be ${wanted}`);
    const { width = 800, height = 600, x = 40, y = 40 } = options;
    this.#bounds = { x, y, width, height };
    this.#preload = options.webPreferences.preload;
    this.contents = new WebContents(options.webPreferences.session ?? session.defaultSession);
    this.webContents = strict('webContents', this.contents);
    windows.push(this);
    happenings.emit('made', this.webContents);
  }

  static fromWebContents(contents: unknown): BrowserWindow | null {
    return windows.find((window) => window.contents === contents || window.webContents === contents) ?? null;
  }

  /** The page, for the test to look at. */
  get page(): Page {
    return this.contents.page as Page;
  }

  async loadURL(address: string): Promise<void> {
    const context = await (browser as Browser).newContext({
      viewport: { width: this.#bounds.width, height: this.#bounds.height },
    });
    const page = await context.newPage();
    this.contents.page = page;
    page.on('crash', () => this.contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }));
    // What the window-open handler has refused is gone in Electron; here its page stays, empty.
    context.on('page', (opened) => void opened.close().catch(() => undefined));
    if (this.#preload !== undefined) await this.#bridge(context, page, this.#preload);
    await context.route('**/*', (route) => this.#answer(route));
    this.contents.mainFrame.url = address;
    await page.goto(toNet(address));
    this.emit('ready-to-show');
  }

  show(): void {
    shown.resolve(this);
  }

  isMinimized(): boolean {
    return false;
  }

  focus(): void {
    did('focus');
  }

  maximize(): void {
    did('maximize');
  }

  isMaximized(): boolean {
    return false;
  }

  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return this.#bounds;
  }

  /** As the person does it with the mouse. */
  moveTo(bounds: { x: number; y: number; width: number; height: number }): void {
    this.#bounds = bounds;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  close(): void {
    this.emit('close', {});
    this.destroy();
  }

  destroy(): void {
    this.#isDestroyed = true;
    windows.splice(windows.indexOf(this), 1);
    void this.contents.page?.context().close();
    this.emit('closed');
    if (windows.length === 0) happenings.emit('all-closed');
  }

  async #bridge(context: BrowserContext, page: Page, preload: string): Promise<void> {
    await context.exposeBinding('__invoke', async ({ frame }, channel: string, input: unknown, job: unknown) => {
      const answer = handlers.get(channel);
      if (answer === undefined) throw new Error(`nobody answers ${channel}`);
      return answer({ sender: this.contents, senderFrame: this.#frameOf(frame, page) }, input, job);
    });
    await context.addInitScript({ content: PRELOAD.replace('PRELOAD', () => readFileSync(preload, 'utf8')) });
  }

  #frameOf(frame: Frame, page: Page): { readonly url: string } {
    return frame === page.mainFrame() ? this.contents.mainFrame : { url: fromNet(frame.url()) };
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const address = fromNet(request.url());
    if (request.isNavigationRequest() && this.#isRefused(route, address)) return route.abort('aborted');
    if (this.contents.session.isCancelled(address)) {
      did('request refused', address);
      return route.abort('blockedbyclient');
    }
    const handler = this.contents.session.handlers.get(address.slice(0, address.indexOf(':')));
    if (handler === undefined) {
      did('network', address);
      return route.abort('internetdisconnected');
    }
    const response = await handler(new Request(address, { method: request.method() }));
    const body = Buffer.from(await response.arrayBuffer());
    // The page may have been closed meanwhile.
    await route
      .fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body })
      .catch(() => undefined);
  }

  /** A navigation of a frame is announced, unless the program itself began it; one in a page that it opened asks the window-open handler. */
  #isRefused(route: Route, address: string): boolean {
    const frame = frameOf(route);
    if (frame === undefined || frame.page() !== this.contents.page) {
      return this.contents.onOpen({ url: address }).action === 'deny';
    }
    const isMainFrame = frame === this.contents.page.mainFrame();
    if (isMainFrame && address === this.contents.mainFrame.url) return false;
    let isPrevented = false;
    this.contents.emit('will-frame-navigate', {
      url: address,
      isMainFrame,
      preventDefault: () => (isPrevented = true),
    });
    return isPrevented;
  }
}

function frameOf(route: Route): Frame | undefined {
  try {
    return route.request().frame();
  } catch {
    // The first request of a page that is being opened has no frame yet.
    return undefined;
  }
}

/** The sandboxed preload's surroundings: `require('electron')` and nothing else, and only in the page itself. */
const PRELOAD = `(() => {
  if (window !== window.top) return;
  const invoke = window.__invoke;
  delete window.__invoke;
  const listeners = [];
  Object.defineProperty(globalThis, '__hear', { value: (channel, value) => {
    for (const each of listeners) if (each.channel === channel) each.listener({}, value);
  } });
  const ipcRenderer = { invoke, on: (channel, listener) => void listeners.push({ channel, listener }) };
  const contextBridge = { exposeInMainWorld: (name, value) => Object.defineProperty(window, name, { value: Object.freeze(value) }) };
  const require = (name) => {
    if (name !== 'electron') throw new Error('a sandboxed preload cannot require ' + name);
    return { contextBridge, ipcRenderer };
  };
  (() => { PRELOAD })();
})();`;
