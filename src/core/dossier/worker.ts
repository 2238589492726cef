// The worker that finishes PDFs, annotates originals and reads annotated ones, off the thread that answers.
import { parentPort } from 'node:worker_threads';
import { Failure } from '../../shared/errors.ts';
import { finishPdf } from './finish/finish-pdf.ts';
import type { WorkerAnswer, WorkerRequest } from './finish/job.ts';
import { annotationsOf } from './read-back/annotations-of.ts';

parentPort?.on('message', async ({ pdf, plan, original, isOnlyRead }: WorkerRequest) => {
  try {
    if (original && isOnlyRead) {
      const { readOriginal } = await import('./originals/read-original.ts');
      answer({ task: 'readOriginal', original: await readOriginal(pdf, original) });
    } else if (original) {
      const { annotateOriginal } = await import('./originals/annotate-original.ts');
      answer({ task: 'annotate', annotated: await annotateOriginal(pdf, original) });
    } else if (plan) answer({ task: 'finish', finished: await finishPdf(pdf, plan) });
    else answer({ task: 'read', highlights: await annotationsOf(pdf) });
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    answer({ task: 'failed', message, ...(thrown instanceof Failure ? { failure: thrown.toValue() } : {}) });
  }
});

function answer(value: WorkerAnswer): void {
  const made =
    value.task === 'finish' ? value.finished.bytes : value.task === 'annotate' ? value.annotated.bytes : undefined;
  parentPort?.postMessage(value, made ? [made.buffer as ArrayBuffer] : []);
}
