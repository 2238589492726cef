// Stands in for Electron where its program is not: as much of its API as `src/main` uses, over a real Chromium page.
// What it does not know throws. It shows nothing of context isolation, the system's sandbox, native dialogs and menus.
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Frame, type Page, type Route } from 'playwright-core';

/** What the program did to the outside, in order, for the test to look at. */
export const deeds: { readonly what: string; readonly value: unknown }[] = [];
/** The page of the window, once it is shown. */
export const shown = Promise.withResolvers<Page>();

const did = (what: string, value: unknown = true) => void deeds.push({ what, value });

let browser: Browser | undefined;
let appHandler: ((request: Request) => Promise<Response>) | undefined;
let isRequestCancelled: ((url: string) => boolean) | undefined;
const answers = new Map<string, (event: unknown, input: unknown) => unknown>();

/** Throws on every name that the double does not have, so that a new use of Electron is noticed. */
function strict<T extends object>(name: string, value: T): T {
  return new Proxy(value, {
    get(target, key) {
      if (!(key in target) && typeof key !== 'symbol') throw new Error(`the double has no ${name}.${key}`);
      const found: unknown = Reflect.get(target, key, target);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
}

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #ready = Promise.withResolvers<void>();

  requestSingleInstanceLock(): boolean {
    return true;
  }

  enableSandbox(): void {
    if (browser !== undefined) throw new Error('enableSandbox comes before ready');
    did('enableSandbox');
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** Starts the engine; the program then goes on as when Electron is ready. */
  async begin(executable: string): Promise<void> {
    browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
    this.#ready.resolve();
  }

  async quit(): Promise<void> {
    this.emit('will-quit');
    await browser?.close();
  }
}

const realApp = new App();
export const app = strict('app', realApp);

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: readonly { scheme: string }[]) {
    if (browser !== undefined) throw new Error('schemes are registered before ready');
    did('schemes', schemes);
  },
});

const permissions = (name: string) => (ask: unknown) => did(name, ask !== undefined);

export const session = {
  defaultSession: strict('session', {
    protocol: strict('session.protocol', {
      handle: (_scheme: string, handler: typeof appHandler) => {
        appHandler = handler;
      },
    }),
    setPermissionRequestHandler: permissions('setPermissionRequestHandler'),
    setPermissionCheckHandler: permissions('setPermissionCheckHandler'),
    setDevicePermissionHandler: permissions('setDevicePermissionHandler'),
    setDisplayMediaRequestHandler: permissions('setDisplayMediaRequestHandler'),
    on: (event: string) => did(`session.on ${event}`),
    webRequest: strict('webRequest', {
      onBeforeRequest(ask: (details: { url: string }, answer: (said: { cancel: boolean }) => void) => void) {
        isRequestCancelled = (url) => {
          let isCancelled = false;
          ask({ url }, (said) => {
            isCancelled = said.cancel;
          });
          return isCancelled;
        };
      },
    }),
  }),
};

export const ipcMain = strict('ipcMain', {
  handle: (channel: string, answer: (event: unknown, input: unknown) => unknown) => void answers.set(channel, answer),
});
export const dialog = strict('dialog', {
  async showMessageBox(options: { message: string }) {
    did('showMessageBox', options.message);
    return { response: 0 };
  },
});
export const shell = strict('shell', { openExternal: async (address: string) => did('openExternal', address) });

export const utilityProcess = strict('utilityProcess', {
  fork(file: string, words: string[]) {
    const parentPort = fileURLToPath(new URL('./parent-port.ts', import.meta.url));
    const child = fork(file, words, { serialization: 'advanced', execArgv: ['--import', parentPort] });
    return Object.assign(child, { postMessage: (message: object) => child.send(message) });
  },
});

const SAFE = { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, spellcheck: false };
const NET = 'http://pressmark.app.localhost/';
const toNet = (address: string) => address.replace(/^app:\/\/pressmark\//, NET);
const fromNet = (address: string) => address.replace(NET, 'app://pressmark/');

class WebContents extends EventEmitter {
  readonly mainFrame = { url: '' };
  onOpen: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });

  setWindowOpenHandler(handler: typeof this.onOpen): void {
    this.onOpen = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly #contents = new WebContents();
  readonly #preload: string;
  #page: Page | undefined;

  constructor({ webPreferences }: { webPreferences: Record<string, unknown> & { preload: string } }) {
    super();
    for (const [name, wanted] of Object.entries(SAFE))
      if (webPreferences[name] !== wanted) throw new Error(`webPreferences.${name} must be ${wanted}`);
    this.#preload = webPreferences.preload;
    realApp.emit('web-contents-created', {}, strict('webContents', this.#contents));
  }

  async loadURL(address: string): Promise<void> {
    const context = await (browser as Browser).newContext();
    this.#page = await this.#bridge(context);
    await context.route('**/*', (route) => this.#answer(route));
    this.#contents.mainFrame.url = address;
    await this.#page.goto(toNet(address));
    this.emit('ready-to-show');
  }

  show(): void {
    shown.resolve(this.#page as Page);
  }

  isDestroyed(): boolean {
    return false;
  }

  async #bridge(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await context.exposeBinding('__invoke', async ({ frame }, channel: string, input: unknown) => {
      const answer = answers.get(channel);
      if (answer === undefined) throw new Error(`nobody answers ${channel}`);
      return answer({ sender: this.#contents, senderFrame: this.#frameOf(frame, page) }, input);
    });
    await context.addInitScript({ content: PRELOAD.replace('PRELOAD', () => readFileSync(this.#preload, 'utf8')) });
    return page;
  }

  #frameOf(frame: Frame, page: Page): { readonly url: string } {
    return frame === page.mainFrame() ? this.#contents.mainFrame : { url: fromNet(frame.url()) };
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const address = fromNet(request.url());
    if (request.isNavigationRequest() && this.#isRefused(route, address)) return route.abort('aborted');
    if (isRequestCancelled?.(address) !== false || appHandler === undefined) {
      did('request refused', address);
      return route.abort('blockedbyclient');
    }
    const response = await appHandler(new Request(address, { method: request.method() }));
    const body = Buffer.from(await response.arrayBuffer());
    return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  }

  /** A navigation of the page itself is announced; one in a page that it opened asks the window-open handler. */
  #isRefused(route: Route, address: string): boolean {
    if (address === this.#contents.mainFrame.url) return false;
    const isOpened = isInOtherPage(route, this.#page);
    if (isOpened) return this.#contents.onOpen({ url: address }).action === 'deny';
    let isPrevented = false;
    this.#contents.emit('will-navigate', { url: address, preventDefault: () => (isPrevented = true) });
    return isPrevented;
  }
}

function isInOtherPage(route: Route, page: Page | undefined): boolean {
  try {
    return route.request().frame().page() !== page;
  } catch {
    // The first request of a page that is being opened has no frame yet.
    return true;
  }
}

/** The sandboxed preload's surroundings: `require('electron')` and nothing else. */
const PRELOAD = `(() => {
  const invoke = window.__invoke;
  delete window.__invoke;
  const contextBridge = { exposeInMainWorld: (name, value) => Object.defineProperty(window, name, { value: Object.freeze(value) }) };
  const require = (name) => {
    if (name !== 'electron') throw new Error('a sandboxed preload cannot require ' + name);
    return { contextBridge, ipcRenderer: { invoke } };
  };
  (() => { PRELOAD })();
})();`;
