// The worker in which foreign bytes are parsed: it takes one request after the other and answers each. Nothing of it runs elsewhere.
import { parentPort } from 'node:worker_threads';
import { type FailureValue, failureValueOf } from '../../shared/errors.ts';
import type { Captured, CaptureRequest } from './captured.ts';
import { readOriginal } from './read-original.ts';

export type WorkerAnswer = { readonly captured: Captured } | { readonly failure: FailureValue };

parentPort?.on('message', async (request: CaptureRequest) => {
  parentPort?.postMessage(await answer(request));
});

async function answer(request: CaptureRequest): Promise<WorkerAnswer> {
  try {
    return { captured: await readOriginal(request) };
  } catch (thrown) {
    return { failure: failureValueOf(thrown) };
  }
}
