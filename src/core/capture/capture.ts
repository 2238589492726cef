// The door of the capture room: captures items in worker threads with limits on memory and time, so that the worst page costs a message.
import { availableParallelism } from 'node:os';
import { Failure } from '../../shared/errors.ts';
import type { Captured, CaptureRequest } from './captured.ts';
import type { FetchedPage, PageResources } from './page-resources.ts';
import { openWorkPlace, type WorkerResult, type WorkPlace } from './work-place.ts';
import type { WorkerTask } from './worker.ts';

export type { Captured, CaptureRequest } from './captured.ts';

export interface Capturer {
  /**
   * Captures one item.
   * @throws Failure `invalid`, `too-large`, `unavailable`, `usage`; the signal's reason when it is aborted
   */
  capture(request: CaptureRequest, signal?: AbortSignal): Promise<Captured>;
  /** Lists what a fetched page needs besides itself. @throws Failure as `capture` */
  pageResources(page: FetchedPage, signal?: AbortSignal): Promise<PageResources>;
  /** Ends all workers; what is under way fails. */
  close(): Promise<void>;
}

export interface CapturerOptions {
  /** At most this many workers; as many as there are processors without it, and no more than four. */
  readonly workers?: number;
  /** An item that takes longer is given up. */
  readonly timeLimitMs?: number;
  /** An item whose objects need more memory is given up. */
  readonly memoryLimitMb?: number;
  /** A worker that has had nothing to do for so long is ended. */
  readonly idleMs?: number;
}

const DEFAULTS = { timeLimitMs: 60_000, memoryLimitMb: 640, idleMs: 10_000 };
const MOST_WORKERS = 4;

interface Job {
  readonly task: WorkerTask;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (result: WorkerResult) => void;
  readonly reject: (reason: unknown) => void;
}

/** Makes a capturer that starts the worker file when there is work; it keeps nothing between items but warm workers. */
export function createCapturer(worker: URL, options: CapturerOptions = {}): Capturer {
  const { timeLimitMs, memoryLimitMb, idleMs } = { ...DEFAULTS, ...options };
  const most = options.workers ?? Math.min(availableParallelism(), MOST_WORKERS);
  const queue: Job[] = [];
  const idle: WorkPlace[] = [];
  const all = new Set<WorkPlace>();
  let isClosed = false;

  function dispatch(): void {
    while (queue.length > 0 && (idle.length > 0 || all.size < most)) {
      const job = queue.shift() as Job;
      if (job.signal?.aborted) job.reject(job.signal.reason);
      else void run(idle.pop() ?? open(), job);
    }
  }

  function open(): WorkPlace {
    const place = openWorkPlace(worker, memoryLimitMb);
    all.add(place);
    void place.ended.then(() => {
      all.delete(place);
      if (idle.includes(place)) idle.splice(idle.indexOf(place), 1);
      dispatch();
    });
    return place;
  }

  async function run(place: WorkPlace, job: Job): Promise<void> {
    try {
      job.resolve(
        await place.run(job.task, { timeLimitMs, ...(job.signal === undefined ? {} : { signal: job.signal }) }),
      );
    } catch (thrown) {
      job.reject(thrown);
    }
    if (!place.isEnded) {
      idle.push(place);
      place.rest(idleMs);
    }
    dispatch();
  }

  function ask(task: WorkerTask, signal: AbortSignal | undefined): Promise<WorkerResult> {
    if (isClosed) return Promise.reject(new Failure('unavailable', 'the capturer is closed'));
    return new Promise((resolve, reject) => {
      queue.push({ task, signal, resolve, reject });
      dispatch();
    });
  }

  return {
    capture: (request, signal) => ask({ task: 'capture', name: request.name, request }, signal) as Promise<Captured>,
    pageResources: (page, signal) =>
      ask({ task: 'page-resources', name: page.address, page }, signal) as Promise<PageResources>,
    async close() {
      isClosed = true;
      for (const job of queue.splice(0)) job.reject(new Failure('unavailable', 'the capturer was closed'));
      await Promise.all([...all].map((place) => place.end()));
    },
  };
}
