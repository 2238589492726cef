// What the desktop program tells by dialogs of the system: crashes, archives that do not open, the outcome of an import from the menu.
import { app, type BrowserWindow, dialog } from 'electron';
import type { ImportItem } from '../shared/api/documents.ts';
import { type FailureValue, failureValueOf } from '../shared/errors.ts';
import { sayFailure } from '../shared/failure-words/say-failure.ts';
import type { Labels } from './labels.ts';

/** How many failures of an import are listed; the rest is counted. */
const MOST_LISTED = 8;

/** Says that the window's page crashed, and goes on or quits as the person says. */
export async function tellWindowCrash(labels: Labels, goOn: () => void): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: labels.windowCrashed,
    detail: labels.nothingLost,
    buttons: [labels.goOn, labels.quit],
    defaultId: 0,
    cancelId: 0,
  });
  if (response === 0) goOn();
  else app.quit();
}

/** Says that the core crashed, and whether it was started again. */
export async function tellCoreCrash(labels: Labels, isStartedAgain: boolean): Promise<void> {
  await dialog.showMessageBox({
    type: 'warning',
    message: isStartedAgain ? labels.coreCrashed : labels.coreStays,
    detail: labels.nothingLost,
  });
}

/** Says why an archive was not opened. */
export async function tellNotOpened(labels: Labels, thrown: unknown): Promise<void> {
  await dialog.showMessageBox({
    type: 'error',
    message: labels.notOpened,
    detail: sentences(labels, failureValueOf(thrown)),
  });
}

/** Says what became of an import, when not everything was taken in. */
export async function tellImport(
  labels: Labels,
  window: BrowserWindow | undefined,
  items: readonly ImportItem[],
): Promise<void> {
  const count = (status: ImportItem['status']) => items.filter((item) => item.status === status).length;
  const failed = items.filter((item) => item.status === 'failed');
  if (failed.length === 0 && count('imported') > 0) return;
  const lines = failed
    .slice(0, MOST_LISTED)
    .map(({ source, error }) => `${source}: ${error ? sayFailure(error, labels.language).message : ''}`);
  const options = {
    type: failed.length > 0 ? ('warning' as const) : ('info' as const),
    message: labels.importDone
      .replace('{imported}', String(count('imported')))
      .replace('{duplicate}', String(count('duplicate')))
      .replace('{failed}', String(failed.length)),
    detail: [...lines, ...(failed.length > MOST_LISTED ? ['…'] : [])].join('\n'),
  };
  await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
}

/** Says a failure as its message and its remedy. */
export async function tellFailure(
  labels: Labels,
  window: BrowserWindow | undefined,
  failure: FailureValue,
): Promise<void> {
  const { message, remedy } = sayFailure(failure, labels.language);
  const options = { type: 'error' as const, message, detail: remedy ?? '' };
  await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
}

function sentences(labels: Labels, failure: FailureValue): string {
  const { message, remedy } = sayFailure(failure, labels.language);
  return [message, remedy].filter((sentence) => sentence !== undefined).join('\n');
}
