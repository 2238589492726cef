// The worker that finishes PDFs, off the thread that answers.
import { parentPort } from 'node:worker_threads';
import { finishPdf } from './finish/finish-pdf.ts';
import type { WorkerAnswer, WorkerRequest } from './finish/job.ts';

parentPort?.on('message', async ({ pdf, plan }: WorkerRequest) => {
  try {
    answer({ task: 'finish', finished: await finishPdf(pdf, plan) });
  } catch (thrown) {
    answer({ task: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) });
  }
});

function answer(value: WorkerAnswer): void {
  const transfer = value.task === 'finish' ? [value.finished.bytes.buffer as ArrayBuffer] : [];
  parentPort?.postMessage(value, transfer);
}
