// Talks to the worker that finishes PDFs, which ends when the work is called off.
import { Worker } from 'node:worker_threads';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { Finished, FinishPlan, WorkerAnswer, WorkerRequest } from './finish/job.ts';
import { AS_READING } from './originals/as-reading.ts';
import type { AnnotatedOriginal, OriginalPlan, ReadOriginal } from './originals/original-plan.ts';
import type { ReadHighlight } from './read-back/read-highlight.ts';

/** More than the largest dossier of one volume takes; a runaway print ends the worker, not the program. */
const MOST_MEMORY_MB = 1024;

/** Of a processor. An honest file takes a tenth of it; so does each highlight, which is on a page of its own at worst. */
const TIME_FOR_ORIGINAL_MS = 12_000;
const TIME_FOR_HIGHLIGHT_MS = 1000;

const LOOK_EVERY_MS = 500;
/** On a busy computer the processor's time passes so many times slower than the clock's. */
const BUSY_COMPUTER = 10;

/** The time that a processor has worked for a thread. */
async function processorMsOf(worker: Worker): Promise<number> {
  const { user, system } = await worker.cpuUsage();
  return (user + system) / 1000;
}

function timeFor({ highlights }: OriginalPlan): number {
  return TIME_FOR_ORIGINAL_MS + highlights.length * TIME_FOR_HIGHLIGHT_MS;
}

export interface Finisher {
  /** Finishes a print. Its bytes are handed over and can no longer be used. */
  finish(pdf: Uint8Array, plan: FinishPlan): Promise<Finished>;
  /** Adds annotations to an original. Its bytes are handed over. @throws Failure `invalid` also when that takes too long */
  annotate(pdf: Uint8Array, plan: OriginalPlan): Promise<AnnotatedOriginal>;
  /** Reads an original whose pages are to be shown. Its bytes are handed over. @throws as `annotate` */
  readOriginal(pdf: Uint8Array, plan: OriginalPlan): Promise<ReadOriginal>;
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
    async annotate(pdf, original) {
      const answer = await within(timeFor(original), original.name, () => ask({ pdf, original }));
      return answer.task === 'annotate' ? answer.annotated : fail(answer);
    },
    async readOriginal(pdf, original) {
      const answer = await within(timeFor(original), original.name, () => ask({ pdf, original, isOnlyRead: true }));
      return answer.task === 'readOriginal' ? answer.original : fail(answer);
    },
    async read(pdf) {
      const answer = await ask({ pdf });
      return answer.task === 'read' ? answer.highlights : fail(answer);
    },
    async close() {
      await worker.terminate();
    },
  };

  /** What a trap makes run without end is ended with its thread. */
  async function within<T>(timeMs: number, name: string, work: () => Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const begin = performance.now();
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    try {
      return await Promise.race([work(), promise]);
    } finally {
      clearInterval(timer);
    }

    async function look(): Promise<void> {
      const wallMs = performance.now() - begin;
      const usedMs = await processorMsOf(worker).catch(() => 0);
      if (usedMs < timeMs && wallMs < timeMs * BUSY_COMPUTER) return;
      void worker.terminate();
      reject(
        new Failure('invalid', said`${name}: the PDF takes too long to be annotated`, {
          subject: name,
          remedy: AS_READING,
        }),
      );
    }
  }

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
  if (answer.task === 'failed' && answer.failure) throw Failure.from(answer.failure);
  const reason = answer.task === 'failed' ? answer.message : answer.task;
  throw new Failure('unexpected', said`the PDF could not be worked on: ${reason}`);
}
