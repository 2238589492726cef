// Which archive to open: asked of the person in dialogs of the system, at the first start and from the menu. It opens and makes nothing itself.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { app, dialog } from 'electron';
import type { ArchiveToOpen } from './core-messages.ts';
import type { Labels } from './labels.ts';

/** Asks at the first start: the sample, an empty archive, or a folder. Gives undefined when the person would rather quit. */
export async function chooseFirstArchive(labels: Labels): Promise<ArchiveToOpen | undefined> {
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'question',
      title: 'Pressmark',
      message: labels.firstTitle,
      detail: labels.firstDetail,
      buttons: [labels.sample, labels.empty, labels.folder, labels.quit],
      defaultId: 0,
      cancelId: 3,
    });
    if (response === 3) return undefined;
    const ways = [async () => sampleArchive(labels), chooseNewArchive, chooseArchive];
    const chosen = await ways[response]?.(labels);
    if (chosen !== undefined) return chosen;
  }
}

/** The sample archive among the person's documents; made when it is not there yet. */
export function sampleArchive(labels: Labels): ArchiveToOpen {
  const folder = path.join(app.getPath('documents'), labels.sampleName);
  return { folder, make: isArchive(folder) ? undefined : 'sample' };
}

/** Asks for the name and place of a new archive. */
export async function chooseNewArchive(labels: Labels): Promise<ArchiveToOpen | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    title: labels.newArchive,
    defaultPath: path.join(app.getPath('documents'), labels.archiveName),
    showsTagField: false,
    properties: ['createDirectory'],
  });
  return canceled || filePath === '' ? undefined : { folder: filePath, make: 'empty' };
}

/** Asks for a folder that is an archive, or an empty one that becomes it; says so when it is neither. */
export async function chooseArchive(labels: Labels): Promise<ArchiveToOpen | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: labels.openArchive,
    defaultPath: app.getPath('documents'),
    properties: ['openDirectory', 'createDirectory'],
  });
  const [folder] = filePaths;
  if (canceled || folder === undefined) return undefined;
  if (isArchive(folder)) return { folder };
  if (readdirSync(folder).every((name) => name.startsWith('.'))) return { folder, make: 'empty' };
  await dialog.showMessageBox({
    type: 'info',
    message: labels.notAnArchive.replace('{name}', path.basename(folder)),
    detail: labels.notAnArchiveDetail,
  });
  return undefined;
}

function isArchive(folder: string): boolean {
  return existsSync(path.join(folder, 'pressmark.json'));
}
