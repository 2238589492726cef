// The desktop program once Electron is ready: joins the window, the open archive, the menu and the dialogs. It decides nothing about articles.
import path from 'node:path';
import { app, type BrowserWindow, Menu, session, utilityProcess } from 'electron';
import { archiveOf, languageOf, placesOf } from '../core/places.ts';
import { METHOD_NAMES } from '../shared/api/names.ts';
import { failureValueOf, type Result } from '../shared/errors.ts';
import { APP_SCHEME, createAppHandler, isOwnAddress } from './app-protocol.ts';
import { chooseFirstArchive } from './archive-choice.ts';
import { withChosenPaths } from './chosen-paths.ts';
import type { ArchiveToOpen, CoreCall } from './core-messages.ts';
import { denyEverything } from './denials.ts';
import { fileDialogs } from './file-dialogs.ts';
import { answerWindow, tellWindow } from './ipc.ts';
import { labelsFor } from './labels.ts';
import { rememberArchive } from './last-archive.ts';
import { menuTemplate } from './menu.ts';
import { menuActions } from './menu-actions.ts';
import { tellCoreCrash, tellNotOpened, tellWindowCrash } from './notices.ts';
import { createOpenArchive, type OpenArchive } from './open-archive.ts';
import { createPageRoom } from './page-window.ts';
import { createPrintRoom } from './print-window.ts';
import { bringForward, openWindow } from './window.ts';

export interface Desktop {
  /** Opens the archive that is named, else the last one; without any, the person is asked, and the program quits when they cancel. */
  begin(named: string | undefined): Promise<void>;
  /** Brings the window to the front, or opens it when there is none. */
  show(): void;
  /** Closes the archive; nothing may be asked any more. */
  close(): Promise<void>;
}

/** Makes the program's parts; nothing is shown yet. */
export function createDesktop(): Desktop {
  const { state, config } = placesOf(process.env, '');
  const chosen = languageOf(config);
  const labels = labelsFor([...(chosen === undefined ? [] : [chosen]), ...app.getPreferredSystemLanguages()]);
  let window: BrowserWindow | undefined;
  const present = () => (window?.isDestroyed() === false ? window : undefined);

  const archive: OpenArchive = createOpenArchive({
    start: () =>
      utilityProcess.fork(path.join(import.meta.dirname, 'core-process.js'), [], { serviceName: 'Pressmark core' }),
    printRoom: createPrintRoom((file) => archive.core().ask('printFile', file)),
    pageRoom: createPageRoom((request) => archive.core().ask('pageRequest', request)),
    resolveProxy: (address) => session.defaultSession.resolveProxy(address),
    tell: (event) => tellWindow(present(), event),
    onCrash: (isStartedAgain) => void tellCoreCrash(labels, isStartedAgain),
  });
  prepareSession(archive);
  answerWindow(METHOD_NAMES, (call, caller) => answerCall(archive, call, caller));

  const open = async (chosen: ArchiveToOpen): Promise<void> => {
    try {
      await archive.open(chosen);
      rememberArchive(state, chosen.folder);
      present()?.webContents.reload();
    } catch (thrown) {
      await tellNotOpened(labels, thrown);
    }
  };
  const show = () => {
    const shown = present();
    if (shown) bringForward(shown);
    else if (archive.folder() !== undefined)
      window = openWindow({ state, onCrash: (reload) => void tellWindowCrash(labels, reload) });
  };
  const actions = menuActions({ labels, archive, open, window: present, log: path.join(state, 'pressmark.log') });
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(labels, actions, process.platform)));
  app.on('browser-window-focus', () => lookForChanges(archive));

  return {
    async begin(named) {
      const folder = archiveOf(named, process.env, state);
      const first = folder === undefined ? await chooseFirstArchive(labels) : { folder };
      if (first === undefined) return app.quit();
      const opening = archive.open(first);
      // The window asks already while the archive is being opened, and says itself when that fails; its menu opens another.
      show();
      await opening.then(
        () => rememberArchive(state, first.folder),
        (thrown: unknown) => tellNotOpened(labels, thrown),
      );
    },
    show,
    close: () => archive.close(),
  };
}

/** What other programs have written shows at once when the person comes back; a failure shows at the next call. */
function lookForChanges(archive: OpenArchive): void {
  if (archive.folder() === undefined) return;
  void archive
    .core()
    .ask('refresh')
    .catch(() => undefined);
}

function prepareSession(archive: OpenArchive): void {
  denyEverything(session.defaultSession, isAllowedRequest);
  const handler = createAppHandler(path.join(import.meta.dirname, '../renderer'), {
    readingCopy: async (document) => archive.core().ask('readingCopy', document),
    readingMedia: async (media) => archive.core().ask('readingMedia', media),
    original: async (document) => archive.core().ask('original', document),
  });
  session.defaultSession.protocol.handle(APP_SCHEME, handler);
}

function isAllowedRequest(url: string): boolean {
  return isOwnAddress(url) || url.startsWith('blob:') || url.startsWith('devtools:');
}

async function answerCall(
  archive: OpenArchive,
  call: CoreCall,
  caller: BrowserWindow | null,
): Promise<Result<unknown>> {
  try {
    return await archive.core().call(await withChosenPaths(call, fileDialogs(caller)));
  } catch (thrown) {
    return { ok: false, error: failureValueOf(thrown) };
  }
}
