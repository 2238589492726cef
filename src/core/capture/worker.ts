// The worker in which foreign bytes are parsed: it does one task after the other and answers each. Nothing of it runs elsewhere.
import { parentPort } from 'node:worker_threads';
import { Failure, type FailureValue, failureValueOf } from '../../shared/errors.ts';
import type { Captured, CaptureRequest, Container, Part } from './captured.ts';
import { handedOver } from './handed-over.ts';
import { readOriginal } from './read-original.ts';

/** `open` begins to part a container, `next` asks for its next part. */
export type WorkerTask =
  | { readonly do: 'capture'; readonly request: CaptureRequest }
  | { readonly do: 'open'; readonly container: Container }
  | { readonly do: 'next' };

export type WorkerAnswer =
  | { readonly captured: Captured }
  | { readonly part: Part | undefined }
  | { readonly failure: FailureValue };

/** With each answer: what the thread holds now, in megabytes. */
export interface WorkerState {
  readonly heldMb: number;
}

let parts: AsyncGenerator<Part> | undefined;

parentPort?.on('message', async (task: WorkerTask) => {
  const answer = await answerTo(task);
  const bytes =
    'captured' in answer
      ? answer.captured.original
      : 'part' in answer && answer.part !== undefined && 'bytes' in answer.part
        ? answer.part.bytes
        : undefined;
  parentPort?.postMessage({ ...answer, ...stateNow() }, handedOver(bytes));
});

async function answerTo(task: WorkerTask): Promise<WorkerAnswer> {
  try {
    if (task.do === 'capture') return { captured: await readOriginal(task.request) };
    if (task.do === 'open') parts = (await import('./containers/open-container.ts')).openContainer(task.container);
    const next = await parts?.next();
    return { part: next === undefined || next.done ? undefined : next.value };
  } catch (thrown) {
    return { failure: failureValueOf(isTooDeep(thrown) ? nestsTooDeep(task) : thrown) };
  }
}

/** Libraries recurse, and a file can nest as deep as it likes. */
function isTooDeep(thrown: unknown): boolean {
  return thrown instanceof RangeError && /call stack/u.test(thrown.message);
}

function nestsTooDeep(task: WorkerTask): Failure {
  const name = task.do === 'capture' ? task.request.name : task.do === 'open' ? task.container.name : 'the file';
  return new Failure('invalid', `${name}: it nests deeper than can be read`, { subject: name });
}

function stateNow(): WorkerState {
  const { heapTotal, external } = process.memoryUsage();
  return { heldMb: Math.round((heapTotal + external) / 2 ** 20) };
}
