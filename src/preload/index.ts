// The bridge between the window and the main process: one function for each method of the contract, by name, and nothing generic.
// It must stay one small CommonJS file without dependencies, since it runs in the sandbox.
import { contextBridge, ipcRenderer } from 'electron';
import { METHOD_NAMES } from '../shared/api/names.ts';

contextBridge.exposeInMainWorld(
  'pressmark',
  Object.fromEntries(METHOD_NAMES.map((name) => [name, (input: unknown) => ipcRenderer.invoke(name, input)])),
);
