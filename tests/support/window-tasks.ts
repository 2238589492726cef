// The tasks of a window's main thread while something is done in it, for the measurements that ask whether it stays smooth.
import type { Browser, Page } from 'playwright';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of processor time. */
  readonly tdur?: number;
  /** Microseconds by the clock. */
  readonly dur?: number;
  readonly args?: { readonly name?: string };
}

/** How long a task ran, in milliseconds: of the processor, which other programs do not change, and by the clock, as a person feels it. */
export interface Task {
  readonly processorMs: number;
  readonly clockMs: number;
}

/** Runs something and gives, beside what it gives, the tasks of the page's main thread meanwhile. */
export async function traced<Given>(
  engine: Browser,
  page: Page,
  run: () => Promise<Given>,
): Promise<{ readonly given: Given; readonly tasks: readonly Task[] }> {
  await engine.startTracing(page, { categories: ['toplevel', '__metadata'] });
  const given = await run();
  const { traceEvents } = JSON.parse((await engine.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => /RunTask/.test(name) && mains.some((main) => main.pid === pid && main.tid === tid))
    .map(({ tdur = 0, dur = 0 }) => ({ processorMs: tdur / 1000, clockMs: dur / 1000 }));
  return { given, tasks };
}
