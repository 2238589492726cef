// The program's window: opened where it was, shown once it is drawn, its bounds kept, and opened again when its page has crashed.
import { type BrowserWindow, screen } from 'electron';
import { START_ADDRESS } from './app-protocol.ts';
import { recallBounds, rememberBounds } from './window-bounds.ts';
import { createMainWindow } from './window-factory.ts';

export interface WindowSettings {
  /** The folder where the bounds are kept. */
  readonly state: string;
  /** Hears that the window's page has crashed; it says so, and calls `reload` when the person wants to go on. */
  readonly onCrash: (reload: () => void) => void;
}

/** Opens the window. */
export function openWindow({ state, onCrash }: WindowSettings): BrowserWindow {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = createMainWindow(recallBounds(state, screens));
  window.once('ready-to-show', () => window.show());
  window.on('close', () => rememberBounds(state, window.getNormalBounds(), window.isMaximized()));
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') onCrash(() => void window.loadURL(START_ADDRESS));
  });
  void window.loadURL(START_ADDRESS);
  return window;
}

/** Brings a window to the front. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
