// The worker that finishes PDFs and reads annotated ones, off the thread that answers.
import { parentPort } from 'node:worker_threads';
import { finishPdf } from './finish/finish-pdf.ts';
import type { WorkerAnswer, WorkerRequest } from './finish/job.ts';
import { annotationsOf } from './read-back/annotations-of.ts';

parentPort?.on('message', async ({ pdf, plan }: WorkerRequest) => {
  try {
    if (plan) answer({ task: 'finish', finished: finishPdf(pdf, plan) });
    else answer({ task: 'read', highlights: await annotationsOf(pdf) });
  } catch (thrown) {
    answer({ task: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) });
  }
});

function answer(value: WorkerAnswer): void {
  const transfer = value.task === 'finish' ? [value.finished.bytes.buffer as ArrayBuffer] : [];
  parentPort?.postMessage(value, transfer);
}
