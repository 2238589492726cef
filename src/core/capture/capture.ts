// The door of the capture room: captures items in worker threads with limits on memory and time, so that the worst page costs a message.
import { availableParallelism } from 'node:os';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { Captured, CaptureRequest, Container, Part } from './captured.ts';
import type { ExportedList } from './exports/exported-record.ts';
import { isWorthAsking, MOST_FOR_AN_ITEM_MB, toBeStopped, watchMemory } from './memory-watch.ts';
import type { FetchedPage, PageResources } from './page-resources.ts';
import { needsTooMuchMemory, openWorkPlace, type WorkPlace } from './work-place.ts';
import { bytesOf, type WorkerAnswer, type WorkerTask } from './worker-task.ts';

export type { Captured, CaptureRequest, Container, Part } from './captured.ts';

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
  /**
   * Parts a container, one item when it is asked for; in a worker of its own, so that the items can be captured meanwhile.
   * @throws Failure as `capture`; also after some items, when the rest of the container cannot be read
   */
  parts(container: Container, signal?: AbortSignal): AsyncGenerator<Part>;
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

/** The time for most items; large ones get more by their size. */
const DEFAULTS = { timeLimitMs: 50_000, memoryLimitMb: 640, idleMs: 10_000 };
const MORE_TIME_MS_PER_MB = 1000;
const MOST_WORKERS = 4;
/** A worker that holds more after an item is replaced: what it holds is mostly waste, and several such fill the memory. */
const MOST_HELD_MB = 400;
const TRIED_AGAIN = Symbol('tried again by itself');

interface Job {
  /** The item's name, for messages. */
  readonly name: string;
  readonly task: WorkerTask;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (answer: WorkerAnswer) => void;
  readonly reject: (reason: unknown) => void;
  /** It was stopped with others when memory ran short, and is tried again by itself. */
  readonly isAlone: boolean;
}

/** Makes a capturer that starts the worker file when there is work; it keeps nothing between items but warm workers. */
export function createCapturer(worker: URL, options: CapturerOptions = {}): Capturer {
  const { timeLimitMs, memoryLimitMb, idleMs } = { ...DEFAULTS, ...options };
  const most = options.workers ?? Math.min(availableParallelism(), MOST_WORKERS);
  const queue: Job[] = [];
  const idle: WorkPlace[] = [];
  const all = new Set<WorkPlace>();
  const running = new Map<WorkPlace, Job>();
  const containers = new Set<WorkPlace>();
  const memory = watchMemory(look);
  let isClosed = false;

  function dispatch(): void {
    while (queue.length > 0 && (idle.length > 0 || all.size < most)) {
      const [next] = queue as [Job, ...Job[]];
      const mustWait = next.isAlone || [...running.values()].some((job) => job.isAlone);
      if (mustWait && running.size > 0) return;
      queue.shift();
      if (next.signal?.aborted) next.reject(next.signal.reason);
      else void run(idle.pop() ?? open(), next);
    }
  }

  /** The worker that holds too much is stopped; when only all together do, its item is tried again by itself. */
  function look(): void {
    if (!isWorthAsking()) return;
    const working = [...running.keys(), ...containers];
    for (const place of working) place.measure();
    const place = toBeStopped(working);
    if (place === undefined) return;
    const job = running.get(place);
    // One whose bytes were handed over cannot be tried again.
    const isGivenUp = job === undefined || place.heldMb > MOST_FOR_AN_ITEM_MB || bytesOf(job.task)?.byteLength === 0;
    if (!isGivenUp) queue.unshift({ ...job, isAlone: true });
    place.stop(isGivenUp ? needsTooMuchMemory(job?.name ?? 'the file', MOST_FOR_AN_ITEM_MB) : TRIED_AGAIN);
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
    running.set(place, job);
    memory.begin();
    try {
      const { name, task, signal } = job;
      job.resolve(await place.ask(name, task, limitsFor(bytesOf(task)?.length ?? 0, signal)));
    } catch (thrown) {
      if (thrown !== TRIED_AGAIN) job.reject(thrown);
    } finally {
      running.delete(place);
      memory.end();
    }
    if (place.heldMb > MOST_HELD_MB) await place.end();
    if (!place.isEnded) {
      idle.push(place);
      place.rest(idleMs);
    }
    dispatch();
  }

  function limitsFor(bytes: number, signal: AbortSignal | undefined): { timeLimitMs: number; signal?: AbortSignal } {
    const moreMs = Math.floor(bytes / 2 ** 20) * MORE_TIME_MS_PER_MB;
    return { timeLimitMs: timeLimitMs + moreMs, ...(signal === undefined ? {} : { signal }) };
  }

  async function* parts(container: Container, signal: AbortSignal | undefined): AsyncGenerator<Part> {
    const place = openWorkPlace(worker, memoryLimitMb);
    containers.add(place);
    const limits = limitsFor(0, signal);
    try {
      let answer = await watched(place.ask(container.name, { do: 'open', container }, limits));
      while ('part' in answer && answer.part !== undefined) {
        yield answer.part;
        answer = await watched(place.ask(container.name, { do: 'next' }, limits));
      }
    } finally {
      containers.delete(place);
      await place.end();
    }
  }

  async function watched<T>(work: Promise<T>): Promise<T> {
    memory.begin();
    try {
      return await work;
    } finally {
      memory.end();
    }
  }

  function ask(name: string, task: WorkerTask, signal: AbortSignal | undefined): Promise<WorkerAnswer> {
    if (isClosed) return Promise.reject(new Failure('unavailable', said`the capturer is closed`));
    return new Promise((resolve, reject) => {
      queue.push({ name, task, signal, resolve, reject, isAlone: false });
      dispatch();
    });
  }

  return {
    parts,
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
      for (const job of queue.splice(0)) job.reject(new Failure('unavailable', said`the capturer was closed`));
      await Promise.all([...all, ...containers].map((place) => place.end()));
    },
  };
}
