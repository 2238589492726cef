// One worker thread with its limits: it does one task at a time, and is ended by the task that breaks them.
import { Worker } from 'node:worker_threads';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { handedOver } from './handed-over.ts';
import { bytesOf, type WorkerAnswer, type WorkerState, type WorkerTask } from './worker-task.ts';

export interface TaskLimits {
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal;
}

export interface WorkPlace {
  readonly isEnded: boolean;
  /** What the thread held when it was last measured, in megabytes. */
  readonly heldMb: number;
  /** Asks the thread what it holds; it answers soon, unless it is within one long call. */
  measure(): void;
  /** Fulfilled when the thread has ended. */
  readonly ended: Promise<void>;
  /**
   * Does a task; only one at a time. `name` is the item's, for messages. Large bytes are handed over to the thread.
   * @throws Failure `invalid` when the task took too long or needed too much memory (then the thread is ended), and what the task fails with
   */
  ask(name: string, task: WorkerTask, limits: TaskLimits): Promise<WorkerAnswer>;
  /** Ends the thread, and fails the task that it is at with a reason. */
  stop(reason: unknown): void;
  /** Ends the thread after a while without a task. */
  rest(idleMs: number): void;
  end(): Promise<void>;
}

/** Room for objects just made, in megabytes: with more, threads hold garbage that nobody needs, and are no quicker for it. */
const YOUNG_MB = 32;

/** Starts a worker file with a limit on the memory of its objects, in megabytes. A thread at rest does not keep the program alive. */
export function openWorkPlace(file: URL, memoryLimitMb: number): WorkPlace {
  const thread = new Worker(file, {
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: YOUNG_MB },
    stdout: true,
    stderr: true,
  });
  const { promise: ended, resolve: markEnded } = Promise.withResolvers<void>();
  let isEnded = false;
  let resting: NodeJS.Timeout | undefined;
  let fail: (reason: unknown) => void = () => {};
  let succeed: (answer: WorkerAnswer) => void = () => {};
  let name = '';
  let heldMb = 0;
  let isMeasuring = false;
  thread.unref();
  thread.on('message', (answer: WorkerAnswer & Partial<WorkerState>) => {
    heldMb = answer.heldMb ?? 0;
    succeed(answer);
  });
  thread.on('error', (error) => fail(isOutOfMemory(error) ? needsTooMuchMemory(name, memoryLimitMb) : error));
  thread.once('exit', () => {
    isEnded = true;
    fail(new Failure('unavailable', said`${name}: the capture was stopped`));
    markEnded();
  });

  async function end(): Promise<void> {
    isEnded = true;
    clearTimeout(resting);
    await thread.terminate();
  }

  function stop(reason: unknown): void {
    fail(reason);
    void end();
  }

  return {
    get isEnded() {
      return isEnded;
    },
    get heldMb() {
      return heldMb;
    },
    measure() {
      if (isMeasuring || isEnded) return;
      isMeasuring = true;
      thread
        .getHeapStatistics()
        .then(
          ({ total_heap_size, external_memory }) => {
            heldMb = Math.round((total_heap_size + external_memory) / 2 ** 20);
          },
          // It ended meanwhile.
          () => undefined,
        )
        .finally(() => {
          isMeasuring = false;
        });
    },
    ended,
    end,
    stop,
    rest(idleMs) {
      thread.unref();
      resting = setTimeout(() => void end(), idleMs);
      resting.unref();
    },
    async ask(taskName, task, { timeLimitMs, signal }) {
      clearTimeout(resting);
      thread.ref();
      name = taskName;
      const { promise, resolve, reject } = Promise.withResolvers<WorkerAnswer>();
      [succeed, fail] = [resolve, reject];
      const timer = setTimeout(() => stop(takesTooLong(name, timeLimitMs)), timeLimitMs);
      const abort = () => stop(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      try {
        thread.postMessage(task, handedOver(bytesOf(task)));
        return answerOf(await promise);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      }
    },
  };
}

function answerOf(answer: WorkerAnswer): WorkerAnswer {
  if (!('failure' in answer)) return answer;
  throw Failure.from(answer.failure);
}

function isOutOfMemory(error: unknown): boolean {
  return (error as { readonly code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** The failure for an item that needs more than it may have, in megabytes. */
export function needsTooMuchMemory(name: string, memoryLimitMb: number): Failure {
  return new Failure('too-large', said`${name}: it needs more than ${memoryLimitMb} MB of memory to be read`, {
    subject: name,
  });
}

function takesTooLong(name: string, timeLimitMs: number): Failure {
  return new Failure('invalid', said`${name}: it takes more than ${timeLimitMs / 1000} seconds to be read`, {
    subject: name,
  });
}
