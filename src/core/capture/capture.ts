// The door of the capture room: captures items in worker threads with limits on memory and time, so that the worst page costs a message.
import { availableParallelism } from 'node:os';
import { Failure } from '../../shared/errors.ts';
import type { Captured, CaptureRequest } from './captured.ts';
import type { ExportedList } from './exports/exported-record.ts';
import type { FetchedPage, PageResources } from './page-resources.ts';
import { openWorkPlace, type WorkPlace } from './work-place.ts';
import type { WorkerAnswer, WorkerTask } from './worker.ts';

export type { Captured, CaptureRequest } from './captured.ts';

export interface Capturer {
  /**
   * Captures one item.
   * @throws Failure `invalid`, `too-large`, `unavailable`, `usage`; the signal's reason when it is aborted
   */
  capture(request: CaptureRequest, signal?: AbortSignal): Promise<Captured>;
  /** Lists what a fetched page needs besides itself. @throws Failure as `capture` */
  pageResources(page: FetchedPage, signal?: AbortSignal): Promise<PageResources>;
  /** Reads an export of another program; undefined when the bytes are none. @throws Failure as `capture` */
  readExport(name: string, bytes: Uint8Array, signal?: AbortSignal): Promise<ExportedList | undefined>;
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
  /** The item's name, for messages. */
  readonly name: string;
  readonly task: WorkerTask;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: WorkerAnswer) => void;
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
        await place.ask(job.name, job.task, {
          timeLimitMs,
          ...(job.signal === undefined ? {} : { signal: job.signal }),
        }),
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

  function ask(name: string, task: WorkerTask, signal: AbortSignal | undefined): Promise<WorkerAnswer> {
    if (isClosed) return Promise.reject(new Failure('unavailable', 'the capturer is closed'));
    return new Promise((resolve, reject) => {
      queue.push({ name, task, signal, resolve, reject });
      dispatch();
    });
  }

  return {
    async capture(request, signal) {
      const answer = await ask(request.name, { do: 'capture', request }, signal);
      return (answer as Extract<WorkerAnswer, { captured: unknown }>).captured;
    },
    async pageResources(page, signal) {
      const answer = await ask(page.address, { do: 'page-resources', page }, signal);
      return (answer as Extract<WorkerAnswer, { resources: unknown }>).resources;
    },
    async readExport(name, bytes, signal) {
      const answer = await ask(name, { do: 'export', bytes }, signal);
      return (answer as Extract<WorkerAnswer, { exported: unknown }>).exported;
    },
    async close() {
      isClosed = true;
      for (const job of queue.splice(0)) job.reject(new Failure('unavailable', 'the capturer was closed'));
      await Promise.all([...all].map((place) => place.end()));
    },
  };
}
