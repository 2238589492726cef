// The window's one import queue, and the ways into it: files, a text, an address.
import { useSyncExternalStore } from 'react';
import { call, callForItems, newJob, onEvent } from '../api.ts';
import { createImportQueue, type ImportTask } from './import-queue.ts';
import { readFile } from './read-file.ts';

const queue = createImportQueue({
  importDocuments: (input, job) => callForItems('documents.import', input, { job }),
  onEvent,
  newJob,
  cancel: (job) => void call('jobs.cancel', { job }),
});

export const { stop: stopImports, retry: retryImport, retryAs: retryImportAs, clear: clearImports } = queue;

/** What is being imported and how it ended, oldest first. */
export function useImports(): readonly ImportTask[] {
  return useSyncExternalStore(queue.subscribe, queue.tasks);
}

/** Imports files, each by itself, so that one that fails keeps no other from coming in. */
export function importFiles(files: readonly File[]): void {
  for (const file of files) queue.add(file.name, () => readFile(file), 'file');
}

/** Imports the page at an address. */
export function importAddress(address: string): void {
  queue.add(address, async () => ({ sources: [address] }));
}

/** Imports a text as it was written or copied; an empty title is found in the text. */
export function importText(text: string, given: { readonly title: string; readonly source: string }): void {
  const name = given.title === '' ? (text.trim().split('\n', 1)[0] ?? '').slice(0, 80) : given.title;
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  queue.add(name, async () => ({ contents: [{ name: 'pasted.txt', text }], given: known }));
}

/** Gives the address when a text is nothing but one. */
export function addressIn(text: string): string | undefined {
  const trimmed = text.trim();
  if (/\s/.test(trimmed) || !/^https?:\/\//i.test(trimmed)) return undefined;
  return URL.canParse(trimmed) ? trimmed : undefined;
}
