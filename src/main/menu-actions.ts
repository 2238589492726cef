// What the items of the menu do: import, open archives, show folders, and press keys of the window's page.
import path from 'node:path';
import { type BrowserWindow, shell } from 'electron';
import type { ImportItem } from '../shared/api/documents.ts';
import { chooseArchive, chooseNewArchive, sampleArchive } from './archive-choice.ts';
import type { ArchiveToOpen } from './core-messages.ts';
import { chooseFolderToImport, fileDialogs } from './file-dialogs.ts';
import type { Labels } from './labels.ts';
import type { MenuActions } from './menu.ts';
import { tellFailure, tellImport } from './notices.ts';
import type { OpenArchive } from './open-archive.ts';

/** Makes what the menu does. `open` opens another archive and tells a failure itself. */
export function menuActions({
  labels,
  archive,
  open,
  window,
  log,
}: {
  readonly labels: Labels;
  readonly archive: OpenArchive;
  readonly open: (chosen: ArchiveToOpen) => Promise<void>;
  readonly window: () => BrowserWindow | undefined;
  readonly log: string;
}): MenuActions {
  let imports = 0;
  const importAll = async (sources: readonly string[]) => {
    if (sources.length === 0) return;
    const job = `menu-import-${++imports}`;
    const result = await archive.core().call({ method: 'documents.import', input: { sources }, job });
    if (result.ok) await tellImport(labels, window(), (result.value as { items: ImportItem[] }).items);
    else await tellFailure(labels, window(), result.error);
  };
  const openChosen = (chosen: ArchiveToOpen | undefined) => void (chosen && open(chosen));
  return {
    importFiles: () => void fileDialogs(window()).openDocuments().then(importAll),
    importFolder: () => void chooseFolderToImport(window()).then(importAll),
    newArchive: () => void chooseNewArchive(labels).then(openChosen),
    openArchive: () => void chooseArchive(labels).then(openChosen),
    openSample: () => void open(sampleArchive(labels)),
    showArchive: () => shell.showItemInFolder(path.join(archive.folder() ?? '', 'pressmark.json')),
    showLog: () => shell.showItemInFolder(log),
    press: ({ keyCode, modifiers }) => {
      window()?.webContents.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
      window()?.webContents.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
    },
  };
}
