// The dialogs of the system in which a person chooses what to import and where to write. Each gives undefined (or nothing) on cancel.
import path from 'node:path';
import { app, type BaseWindow, dialog, type OpenDialogOptions } from 'electron';
import type { PathDialogs } from './chosen-paths.ts';

/** Makes the dialogs of a window. */
export function fileDialogs(window: BaseWindow | null | undefined): PathDialogs {
  return {
    save: async (name) => {
      const options = { defaultPath: path.join(app.getPath('documents'), name) };
      const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
      return answer.canceled || answer.filePath === '' ? undefined : answer.filePath;
    },
    openDocuments: () => open(window, { properties: ['openFile', 'multiSelections'] }),
    openExport: async () => {
      const filters = [{ name: 'WACZ, ZIP', extensions: ['wacz', 'zip'] }];
      return (await open(window, { properties: ['openFile'], filters }))[0];
    },
    openAnnotations: async () => {
      const filters = [{ name: 'JSON, CSV', extensions: ['json', 'jsonld', 'csv'] }];
      return (await open(window, { properties: ['openFile'], filters }))[0];
    },
  };
}

/** Asks for a folder to import everything from. */
export function chooseFolderToImport(window: BaseWindow | null | undefined): Promise<readonly string[]> {
  return open(window, { properties: ['openDirectory'] });
}

async function open(window: BaseWindow | null | undefined, options: OpenDialogOptions): Promise<readonly string[]> {
  const answer = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
  return answer.canceled ? [] : answer.filePaths;
}
