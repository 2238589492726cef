// The window's way in: one handler for each method of the contract, for our own page and nobody else; and events on their way out.
import { BrowserWindow, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { CoreEvent } from '../shared/api/events.ts';
import { Failure, type Result } from '../shared/errors.ts';
import { said } from '../shared/said.ts';
import { isWindowAddress } from './app-protocol.ts';
import type { CoreCall } from './core-messages.ts';

/** Passes calls of the window to `call`, which checks their input. A call from any other frame gives `invalid`. */
export function answerWindow(
  methods: readonly string[],
  call: (call: CoreCall, window: BrowserWindow | null) => Promise<Result<unknown>>,
): void {
  for (const method of methods) {
    ipcMain.handle(method, (event, input: unknown, job: unknown) => {
      if (!isOwnPage(event)) return REFUSED;
      return call(
        { method, input, job: typeof job === 'string' ? job : undefined },
        BrowserWindow.fromWebContents(event.sender),
      );
    });
  }
}

/** Tells an event to the window, when it is there and on its own page. */
export function tellWindow(window: BrowserWindow | undefined, event: CoreEvent): void {
  if (window && isWindowAddress(window.webContents.getURL())) window.webContents.send('event', event);
}

const REFUSED: Result<never> = {
  ok: false,
  error: new Failure('invalid', said`Only the program’s own page may call it.`).toValue(),
};

function isOwnPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isWindowAddress(frame.url);
}
