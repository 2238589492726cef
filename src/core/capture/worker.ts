// The worker in which foreign bytes are parsed: it does one task after the other and answers each. Nothing of it runs elsewhere.
import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { Failure, failureValueOf } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { bandsOf, shinglesOf } from '../../shared/shingles.ts';
import type { Captured, Part } from './captured.ts';
import { handedOver } from './handed-over.ts';
import { readOriginal } from './read-original.ts';
import type { WorkerAnswer, WorkerState, WorkerTask } from './worker-task.ts';

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
    if (task.do === 'capture') return { captured: withBands(await readOriginal(task.request)) };
    if (task.do === 'page-resources')
      return { resources: await (await import('./page-resources.ts')).listPageResources(task.page) };
    if (task.do === 'export')
      return { exported: await (await import('./exports/read-export.ts')).readExport(task.bytes) };
    if (task.do === 'open') parts = (await import('./containers/open-container.ts')).openContainer(task.container);
    const next = await parts?.next();
    return { part: next === undefined || next.done ? undefined : next.value };
  } catch (thrown) {
    return { failure: failureValueOf(isTooDeep(thrown) ? nestsTooDeep(task) : thrown) };
  }
}

function withBands(captured: Captured): Captured {
  return { ...captured, bands: bandsOf(shinglesOf(captured.reading.text)) };
}

/** Libraries recurse, and a file can nest as deep as it likes. */
function isTooDeep(thrown: unknown): boolean {
  return thrown instanceof RangeError && /call stack/u.test(thrown.message);
}

function nestsTooDeep(task: WorkerTask): Failure {
  const name = nameOf(task);
  return new Failure('invalid', said`${name}: it nests deeper than can be read`, { subject: name });
}

function nameOf(task: WorkerTask): string {
  if (task.do === 'capture') return task.request.name;
  if (task.do === 'open') return task.container.name;
  return task.do === 'page-resources' ? task.page.address : 'the file';
}

function stateNow(): WorkerState {
  const { total_heap_size: heap, external_memory: external } = getHeapStatistics();
  return { heldMb: Math.round((heap + external) / 2 ** 20) };
}
