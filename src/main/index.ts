// Starts the desktop program: one instance, its own protocol, the core in a process of its own, one window. It decides nothing else.
import path from 'node:path';
import { app, type BrowserWindow, protocol, session, utilityProcess } from 'electron';
import { METHOD_NAMES } from '../shared/api/names.ts';
import { APP_SCHEME, createAppHandler } from './app-protocol.ts';
import { connectCore } from './core-connection.ts';
import { denyNavigation, denyPermissions } from './denials.ts';
import { offerToOpen } from './external-links.ts';
import { answerWindow } from './ipc.ts';
import { openWindow } from './window.ts';

let window: BrowserWindow | undefined;

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  app.enableSandbox();
  // Must happen before the program is ready.
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents, (link) => void offerToOpen(link)));
  app.on('second-instance', () => show());
  app.on('activate', () => show());
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(ready);
}

function ready(): void {
  const core = connectCore(() =>
    utilityProcess.fork(path.join(import.meta.dirname, 'core-process.js'), process.argv.slice(app.isPackaged ? 1 : 2), {
      serviceName: 'Pressmark core',
    }),
  );
  app.on('will-quit', () => core.close());
  denyPermissions(session.defaultSession);
  session.defaultSession.protocol.handle(APP_SCHEME, createAppHandler(path.join(import.meta.dirname, '../renderer')));
  answerWindow(METHOD_NAMES, core.call);
  show();
}

/** Brings the window to the front, or opens it when there is none. */
function show(): void {
  if (window === undefined || window.isDestroyed()) window = openWindow();
  else {
    if (window.isMinimized()) window.restore();
    window.focus();
  }
}
