// A capture worker that breaks its limits when the item's name says so, and captures as the real one does otherwise.
import { parentPort } from 'node:worker_threads';
import type { CaptureRequest } from '../../src/core/capture/captured.ts';
import { readOriginal } from '../../src/core/capture/read-original.ts';

parentPort?.on('message', async (request: CaptureRequest) => {
  if (request.name === 'endless.txt') for (;;);
  if (request.name === 'greedy.txt') {
    const kept: object[] = [];
    for (;;) kept.push(Array.from({ length: 10_000 }, (_, i) => ({ i })));
  }
  parentPort?.postMessage({ captured: await readOriginal(request) });
});
