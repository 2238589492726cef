// Stands in for Electron where its program is not: as much of its API as `src/main` uses, over real Chromium pages and real processes.
// What it does not know throws. It shows nothing of context isolation, the system's sandbox, native dialogs and menus.
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { did, requireKnown, strict } from './double-strict.ts';
import { handlers, happenings, isEngineStarted, startEngine, stopEngine, windows } from './double-window.ts';

export { session } from './double-session.ts';
export { BrowserWindow } from './double-window.ts';

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #ready = Promise.withResolvers<void>();
  readonly ended = Promise.withResolvers<void>();
  readonly #paths = new Map<string, string>();
  #isQuitting = false;

  requestSingleInstanceLock(): boolean {
    if (!this.#paths.has('userData')) throw new Error('the lock lies in userData, which is not set yet');
    return true;
  }

  enableSandbox(): void {
    if (isEngineStarted()) throw new Error('enableSandbox comes before ready');
    did('enableSandbox');
  }

  setAboutPanelOptions(): void {}

  setPath(name: string, folder: string): void {
    if (isEngineStarted()) throw new Error('paths are set before ready');
    this.#paths.set(name, folder);
  }

  getPath(name: string): string {
    const folder = this.#paths.get(name) ?? process.env[`DOUBLE_${name.toUpperCase()}`];
    if (folder === undefined) throw new Error(`the double has no path ${name}`);
    return folder;
  }

  getPreferredSystemLanguages(): string[] {
    return ['en-GB'];
  }

  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** Starts the engine; the program then goes on as when Electron is ready. */
  async begin(executable: string): Promise<void> {
    await startEngine(executable);
    this.#ready.resolve();
  }

  /** Electron does not announce it when the program itself is quitting. */
  allClosed(): void {
    if (!this.#isQuitting) this.emit('window-all-closed');
  }

  quit(): void {
    this.#isQuitting = true;
    for (const window of [...windows]) window.close();
    let isPrevented = false;
    this.emit('will-quit', { preventDefault: () => (isPrevented = true) });
    if (!isPrevented) void stopEngine().then(() => this.ended.resolve());
  }
}

export const realApp = new App();
export const app = strict('app', realApp);
happenings.on('made', (contents) => realApp.emit('web-contents-created', {}, contents));
happenings.on('all-closed', () => realApp.allClosed());

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: readonly { scheme: string }[]) {
    if (isEngineStarted()) throw new Error('schemes are registered before ready');
    did('schemes', schemes);
  },
});

export const ipcMain = strict('ipcMain', {
  handle(channel: string, answer: (event: unknown, input: unknown, job: unknown) => unknown) {
    if (handlers.has(channel)) throw new Error(`${channel} has a handler already`);
    handlers.set(channel, answer);
  },
});

type DialogKind = 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog';
const CANCELLED = {
  showMessageBox: { response: 0 },
  showOpenDialog: { canceled: true, filePaths: [] },
  showSaveDialog: { canceled: true, filePath: '' },
};

/** What the person will do with the next dialog of each kind; without a script a question is agreed to and a choice is cancelled. */
export const script: Record<DialogKind, object[]> = { showMessageBox: [], showOpenDialog: [], showSaveDialog: [] };

const answering = (kind: DialogKind) => async (first: object, second?: object) => {
  const { message, defaultPath, detail } = (second ?? first) as Record<string, unknown>;
  did(kind, message ?? defaultPath ?? detail);
  return script[kind].shift() ?? CANCELLED[kind];
};

export const dialog = strict('dialog', {
  showMessageBox: answering('showMessageBox'),
  showOpenDialog: answering('showOpenDialog'),
  showSaveDialog: answering('showSaveDialog'),
});

export const shell = strict('shell', {
  openExternal: async (address: string) => did('openExternal', address),
  showItemInFolder: (file: string) => did('showItemInFolder', file),
});

export const screen = strict('screen', {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
});

interface MenuItem {
  readonly id?: string;
  readonly role?: string;
  readonly submenu?: readonly MenuItem[];
  readonly click?: (item: object, window: object | undefined, event: { triggeredByAccelerator: boolean }) => void;
}

const ITEM = ['id', 'label', 'role', 'type', 'accelerator', 'submenu', 'click'];
let menu: readonly MenuItem[] = [];

export const Menu = strict('Menu', {
  buildFromTemplate(items: readonly MenuItem[]): readonly MenuItem[] {
    for (const item of items) {
      requireKnown('MenuItem', item, ITEM);
      if (item.submenu) Menu.buildFromTemplate(item.submenu);
    }
    return items;
  },
  setApplicationMenu(items: readonly MenuItem[]): void {
    menu = items;
  },
});

/** Clicks an item with the mouse. */
export function clickMenu(id: string): void {
  const item = menu.flatMap((each) => each.submenu ?? []).find((each) => each.id === id);
  if (item?.click === undefined) throw new Error(`the menu has no ${id}`);
  item.click(item, windows[0], { triggeredByAccelerator: false });
}

/** The processes that the program started, the latest last. */
export const children: ChildProcess[] = [];

export const utilityProcess = strict('utilityProcess', {
  fork(file: string, words: string[], options: object) {
    requireKnown('utilityProcess.fork', options, ['serviceName']);
    const parentPort = fileURLToPath(new URL('./parent-port.ts', import.meta.url));
    const child = fork(file, words, { serialization: 'advanced', execArgv: ['--import', parentPort] });
    children.push(child);
    const port = new EventEmitter();
    child.on('message', (message) => port.emit('message', message));
    child.on('exit', (status, signal) => port.emit('exit', status ?? (signal ? 1 : 0)));
    // A message to a process that has just died is lost, as in Electron; its end is told by `exit`.
    child.on('error', () => undefined);
    return strict(
      'utilityProcess',
      Object.assign(port, {
        postMessage: (message: object) => void (child.connected && child.send(message, () => undefined)),
        kill: () => child.kill(),
      }),
    );
  },
});
