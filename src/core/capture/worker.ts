// The worker in which foreign bytes are parsed: it takes one request after the other and answers each. Nothing of it runs elsewhere.
import { parentPort } from 'node:worker_threads';
import { type FailureValue, failureValueOf } from '../../shared/errors.ts';
import type { Captured, CaptureRequest } from './captured.ts';
import type { FetchedPage, PageResources } from './page-resources.ts';
import { readOriginal } from './read-original.ts';

/** What a worker can be asked. */
export type WorkerTask =
  | { readonly task: 'capture'; readonly name: string; readonly request: CaptureRequest }
  | { readonly task: 'page-resources'; readonly name: string; readonly page: FetchedPage };

export type WorkerAnswer = { readonly result: Captured | PageResources } | { readonly failure: FailureValue };

parentPort?.on('message', async (task: WorkerTask) => {
  parentPort?.postMessage(await answer(task));
});

async function answer(asked: WorkerTask): Promise<WorkerAnswer> {
  try {
    if (asked.task === 'capture') return { result: await readOriginal(asked.request) };
    return { result: await (await import('./page-resources.ts')).listPageResources(asked.page) };
  } catch (thrown) {
    return { failure: failureValueOf(thrown) };
  }
}
