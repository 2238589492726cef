// The one place where windows are made: the program's own, and the hidden ones that print and show pages of the web. Nothing else may say `new BrowserWindow`.
import path from 'node:path';
import { BrowserWindow, type Session, type WebPreferences } from 'electron';
import { MIN_HEIGHT, MIN_WIDTH, type WindowBounds } from './window-bounds.ts';

/** What no window of ours does without. */
const SAFE: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  // Electron would fetch dictionaries from the network.
  spellcheck: false,
};

/** Makes the program's window, hidden and empty. Sizes are in device-independent pixels. */
export function createMainWindow({ bounds, isMaximized }: WindowBounds): BrowserWindow {
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: 'Pressmark',
    webPreferences: { ...SAFE, preload: path.join(import.meta.dirname, '../preload/index.cjs') },
  });
  if (isMaximized) window.maximize();
  return window;
}

/** Makes a hidden window of a size in CSS pixels that shows a page of the web: no preload, and nothing that outlives it. */
export function createPageWindow(
  session: Session,
  size: { readonly width: number; readonly height: number },
): BrowserWindow {
  return new BrowserWindow({ ...size, show: false, webPreferences: { ...SAFE, session, backgroundThrottling: false } });
}

/** Makes a hidden window for one page to print: no preload, and timers that run although nobody looks. */
export function createPrintWindow(session: Session): BrowserWindow {
  return new BrowserWindow({ show: false, webPreferences: { ...SAFE, session, backgroundThrottling: false } });
}
