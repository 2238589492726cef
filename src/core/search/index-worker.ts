// The other end of the worker that writes an index: starts it, sends changes, and turns its answers into promises.
import { Worker } from 'node:worker_threads';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { WorkerAnswer, WorkerChange, WorkerIndex } from './worker.ts';

export class IndexWorker {
  readonly #worker: Worker;
  /** Whether the worker has ended, by itself or by `close`. */
  isEnded = false;
  #waiting: { readonly resolve: () => void; readonly reject: (reason: unknown) => void } | undefined;

  constructor(script: URL, index: WorkerIndex) {
    this.#worker = new Worker(script, { workerData: index });
    this.#worker.on('message', (failure: WorkerAnswer) => {
      if (failure === undefined) this.#settle((waiting) => waiting.resolve());
      else this.#settle((waiting) => waiting.reject(Failure.from(failure)));
    });
    this.#worker.on('error', (cause) => this.#settle((waiting) => waiting.reject(cause)));
    this.#worker.on('exit', () => {
      this.isEnded = true;
      this.#settle((waiting) => waiting.reject(new Failure('unavailable', said`the search index was closed`)));
    });
  }

  /** Makes a change durable and merges what is due. One at a time. @throws Failure as `SearchIndex.update` does */
  update(change: WorkerChange): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#worker.postMessage(change);
    });
  }

  /** Ends the worker; a change under way is undone. */
  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #settle(how: (waiting: { resolve: () => void; reject: (reason: unknown) => void }) => void): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting !== undefined) how(waiting);
  }
}
