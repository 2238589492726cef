// Talks to the worker that finishes PDFs, which ends when the work is called off.
import { Worker } from 'node:worker_threads';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { Finished, FinishPlan, WorkerAnswer, WorkerRequest } from './finish/job.ts';
import type { ReadHighlight } from './read-back/read-highlight.ts';

/** More than the largest dossier of one volume takes; a runaway print ends the worker, not the program. */
const MOST_MEMORY_MB = 1024;

export interface Finisher {
  /** Finishes a print. Its bytes are handed over and can no longer be used. */
  finish(pdf: Uint8Array, plan: FinishPlan): Promise<Finished>;
  /** Reads the highlights of an annotated PDF. Its bytes are handed over too. */
  read(pdf: Uint8Array): Promise<readonly ReadHighlight[]>;
  close(): Promise<void>;
}

/**
 * Starts a worker.
 * @throws Failure from its methods: `too-large` when the worker runs out of memory, `unexpected` when it cannot do what is asked; the signal's reason when it is aborted.
 */
export function startFinisher(file: URL, signal: AbortSignal | undefined): Finisher {
  const worker = new Worker(file, {
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB, maxYoungGenerationSizeMb: 32 },
  });
  return {
    async finish(pdf, plan) {
      const answer = await ask({ pdf, plan });
      return answer.task === 'finish' ? answer.finished : fail(answer);
    },
    async read(pdf) {
      const answer = await ask({ pdf });
      return answer.task === 'read' ? answer.highlights : fail(answer);
    },
    async close() {
      await worker.terminate();
    },
  };

  function ask(request: WorkerRequest): Promise<WorkerAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<WorkerAnswer>();
    const abort = () => reject(signal?.reason);
    const fall = (cause: Error) => reject(fallenWorker(cause));
    worker.once('message', resolve);
    worker.once('error', fall);
    signal?.addEventListener('abort', abort);
    const pdf = ownBytes(request.pdf);
    worker.postMessage({ ...request, pdf }, [pdf.buffer]);
    return promise.finally(() => {
      worker.off('message', resolve);
      worker.off('error', fall);
      signal?.removeEventListener('abort', abort);
    });
  }
}

function fallenWorker(cause: Error): Failure {
  const isFull = (cause as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (!isFull)
    return new Failure('unexpected', said`the printed PDF could not be finished: ${cause.message}`, { cause });
  return new Failure('too-large', said`the dossier needs more than ${MOST_MEMORY_MB} MB to be finished`, {
    remedy: said`Print it in several dossiers of fewer articles.`,
    cause,
  });
}

/** Small Buffers share memory that cannot be handed over. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isWhole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
  return isWhole ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

function fail(answer: WorkerAnswer): never {
  const reason = answer.task === 'failed' ? answer.message : answer.task;
  throw new Failure('unexpected', said`the PDF could not be worked on: ${reason}`);
}
