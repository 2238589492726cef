// The bridge between the window and the main process: one function for each method of the contract, by name, the events, and nothing generic.
// It must stay one small CommonJS file without dependencies, since it runs in the sandbox.
import { contextBridge, ipcRenderer } from 'electron';
import { METHOD_NAMES } from '../shared/api/names.ts';

/** A call of one method; `job` names it, so that its progress comes as events and `jobs.cancel` can end it. */
type Call = (input: unknown, options?: { readonly job?: string }) => Promise<unknown>;

const calls: Readonly<Record<string, Call>> = Object.fromEntries(
  METHOD_NAMES.map((name): [string, Call] => [name, (input, options) => ipcRenderer.invoke(name, input, options?.job)]),
);

const listeners = new Set<{ readonly hear: (event: unknown) => void }>();
ipcRenderer.on('event', (_sent, event: unknown) => {
  for (const listener of listeners) listener.hear(event);
});

/** Tells the events of the core to a listener; gives the function that ends it. */
function onEvent(hear: (event: unknown) => void): () => void {
  const listener = { hear };
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

contextBridge.exposeInMainWorld('pressmark', { ...calls, onEvent });
