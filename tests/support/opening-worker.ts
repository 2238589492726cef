// A thread that opens a catalogue at a given moment, and tells how that went.
import { parentPort } from 'node:worker_threads';
import { Catalogue } from '../../src/core/archive/catalogue.ts';

parentPort?.on('message', ({ folder, at }: { folder: string; at: number }) => {
  while (Date.now() < at);
  try {
    new Catalogue(folder).close();
    parentPort?.postMessage('opened');
  } catch (error) {
    parentPort?.postMessage(String(error));
  }
});
