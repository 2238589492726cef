// A capture worker that breaks its limits when the item's name says so, and captures as the real one does otherwise.
import { parentPort } from 'node:worker_threads';
import { readOriginal } from '../../src/core/capture/read-original.ts';
import type { WorkerTask } from '../../src/core/capture/worker-task.ts';

parentPort?.on('message', async (task: WorkerTask) => {
  if (task.do !== 'capture') throw new Error('it only captures');
  const { request } = task;
  if (request.name === 'endless.txt') for (;;);
  if (request.name === 'greedy.txt') {
    const kept: object[] = [];
    for (;;) kept.push(Array.from({ length: 10_000 }, (_, i) => ({ i })));
  }
  parentPort?.postMessage({ captured: await readOriginal(request) });
});
