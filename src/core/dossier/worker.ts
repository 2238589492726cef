// The worker that finishes PDFs, off the thread that answers. It takes one request at a time and answers each.
import { parentPort } from 'node:worker_threads';
import { destinationsOf } from './finish/destinations.ts';
import { finishPdf, openPrinted } from './finish/finish-pdf.ts';
import type { WorkerAnswer, WorkerRequest } from './finish/job.ts';

parentPort?.on('message', async (request: WorkerRequest) => {
  try {
    answer(await carryOut(request));
  } catch (thrown) {
    answer({ task: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) });
  }
});

async function carryOut(request: WorkerRequest): Promise<WorkerAnswer> {
  if (request.task === 'destinations')
    return { task: 'destinations', pages: destinationsOf(await openPrinted(request.pdf)) };
  return { task: 'finish', finished: await finishPdf(request.pdf, request.plan) };
}

function answer(value: WorkerAnswer): void {
  const transfer = value.task === 'finish' ? [value.finished.bytes.buffer as ArrayBuffer] : [];
  parentPort?.postMessage(value, transfer);
}
