// The one place where a window is made.
import path from 'node:path';
import { BrowserWindow } from 'electron';
import { START_ADDRESS } from './app-protocol.ts';

/** Opens the window, which shows itself once its page is drawn. Sizes are in device-independent pixels. */
export function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1180,
    height: 780,
    minWidth: 360,
    minHeight: 320,
    show: false,
    title: 'Pressmark',
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      // Electron would fetch dictionaries from the network.
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(START_ADDRESS);
  return window;
}
