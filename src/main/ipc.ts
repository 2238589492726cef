// The window's way in: one handler for each method of the contract, for our own page and nobody else.
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Result } from '../shared/errors.ts';
import { isOwnAddress } from './app-protocol.ts';

/** Passes calls of the window to `call`, which checks their input. A call from any other frame gives `invalid`. */
export function answerWindow(
  methods: readonly string[],
  call: (method: string, input: unknown) => Promise<Result<unknown>>,
): void {
  for (const method of methods) {
    ipcMain.handle(method, (event, input: unknown) => (isOwnPage(event) ? call(method, input) : REFUSED));
  }
}

const REFUSED: Result<never> = {
  ok: false,
  error: { code: 'invalid', message: 'only the program’s own page may call it' },
};

function isOwnPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isOwnAddress(frame.url);
}
