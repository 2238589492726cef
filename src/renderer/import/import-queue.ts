// What is being imported: one thing after the other, each with its progress and its end. The archive's own list is not kept here.
import type { ImportItem } from '../../shared/api/documents.ts';
import type { Input } from '../../shared/api/index.ts';
import { CANCELLED } from '../../shared/cancelled.ts';
import { Failure, type FailureValue, type Result } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { AnswerWithItems, WindowEvent } from '../api.ts';

/** One thing that was dropped, chosen, pasted or named by its address. */
export interface ImportTask {
  readonly id: number;
  readonly name: string;
  /** Whether it is a file, whose format a person may know better than its name and its first bytes say. */
  readonly isFile: boolean;
  readonly state: 'waiting' | 'running' | 'ended' | 'failed' | 'stopped';
  /** What it held: a newspaper's export holds many. */
  readonly reports: readonly ImportItem[];
  /** Why nothing of it came in. */
  readonly failure?: FailureValue | undefined;
}

/** Items that arrive are told together, so that an import of thousands leaves the window free, in milliseconds. */
const TELLING_MS = 250;

export type ImportInput = Input<'documents.import'>;

/** How the queue reaches the archive; the window's own api fits. */
export interface ImportDoor {
  readonly importDocuments: (input: ImportInput, job: string) => Promise<Result<AnswerWithItems<'documents.import'>>>;
  readonly onEvent: (listener: (event: WindowEvent) => void) => () => void;
  readonly newJob: () => string;
  readonly cancel: (job: string) => void;
}

export interface ImportQueue {
  tasks(): readonly ImportTask[];
  subscribe(listener: () => void): () => void;
  /** Adds something; `read` gives its contents when its turn comes. */
  add(name: string, read: () => Promise<ImportInput>, kind?: 'file'): void;
  /** Ends what is running and what waits; what has come in by then stays. */
  stop(): void;
  /** Tries a task again that failed or was stopped, or all of them. What has come in already is noticed, and not taken in twice. */
  retry(id?: number): void;
  /** Tries a failed task again as a file of this format, whatever it looks like. */
  retryAs(id: number, format: string): void;
  /** Takes what has ended away. */
  clear(): void;
}

/** Makes a queue. */
export function createImportQueue({ importDocuments, onEvent, newJob, cancel }: ImportDoor): ImportQueue {
  const listeners = new Set<() => void>();
  const readers = new Map<number, () => Promise<ImportInput>>();
  let tasks: readonly ImportTask[] = [];
  let added = 0;
  let isRunning = false;
  let running: { readonly job: string; isStopped: boolean } | undefined;

  const set = (next: readonly ImportTask[]) => {
    tasks = next;
    for (const listener of listeners) listener();
  };
  const retryThose = (isMeant: (task: ImportTask) => boolean) => {
    const isAgain = (task: ImportTask) => (task.state === 'failed' || task.state === 'stopped') && isMeant(task);
    set(tasks.map((task) => (isAgain(task) ? { ...task, state: 'waiting', failure: undefined } : task)));
    void run();
  };
  const change = (id: number, values: Partial<ImportTask>) =>
    set(tasks.map((task) => (task.id === id ? { ...task, ...values } : task)));

  const runOne = async ({ id }: ImportTask) => {
    const job = newJob();
    const present = { job, isStopped: false };
    running = present;
    change(id, { state: 'running', reports: [], failure: undefined });
    const arrived: ImportItem[] = [];
    let telling: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      telling = undefined;
      change(id, { reports: [...arrived] });
    };
    const stopListening = onEvent((event) => {
      if (event.type !== 'item' || event.job !== job) return;
      arrived.push(event.item as ImportItem);
      telling ??= setTimeout(tell, TELLING_MS);
    });
    const end = () => {
      clearTimeout(telling);
      stopListening();
      running = undefined;
    };
    const read = readers.get(id) as () => Promise<ImportInput>;
    const result = await read().then(
      (input) => (present.isStopped ? STOPPED : importDocuments(input, job)),
      (error: Error) => ({ ok: false as const, error: unreadable(error) }),
    );
    end();
    if (!result.ok && present.isStopped) return change(id, { state: 'stopped', reports: arrived.filter(isNotLeft) });
    if (!result.ok) return change(id, { state: 'failed', failure: result.error });
    const { items } = result.value;
    const notLeft = items.filter(isNotLeft);
    if (notLeft.length < items.length) return change(id, { state: 'stopped', reports: notLeft });
    const isFailed = items.length > 0 && items.every(({ status }) => status === 'failed');
    change(id, {
      state: isFailed ? 'failed' : 'ended',
      reports: items,
      failure: isFailed ? items[0]?.error : undefined,
    });
  };

  const run = async () => {
    if (isRunning) return;
    isRunning = true;
    for (let next = waiting(tasks); next; next = waiting(tasks)) await runOne(next);
    isRunning = false;
  };

  return {
    tasks: () => tasks,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    add(name, read, kind) {
      const id = ++added;
      readers.set(id, read);
      set([...tasks, { id, name, isFile: kind === 'file', state: 'waiting', reports: [] }]);
      void run();
    },
    stop() {
      set(tasks.map((task) => (task.state === 'waiting' ? { ...task, state: 'stopped' } : task)));
      if (running === undefined) return;
      running.isStopped = true;
      cancel(running.job);
    },
    retry: (id) => retryThose((task) => id === undefined || task.id === id),
    retryAs(id, format) {
      const read = readers.get(id) as () => Promise<ImportInput>;
      readers.set(id, async () => ({ ...(await read()), format }));
      retryThose((task) => task.id === id);
    },
    clear() {
      const left = tasks.filter(({ state }) => state === 'waiting' || state === 'running');
      for (const { id } of tasks) if (!left.some((task) => task.id === id)) readers.delete(id);
      set(left);
    },
  };
}

const STOPPED: Result<never> = { ok: false, error: CANCELLED.toValue() };

/** What a stopped import did not come to is reported as cancelled. */
function isNotLeft({ error }: ImportItem): boolean {
  return error?.message !== CANCELLED.message;
}

function waiting(tasks: readonly ImportTask[]): ImportTask | undefined {
  return tasks.find(({ state }) => state === 'waiting');
}

function unreadable(error: Error & { readonly failure?: FailureValue }): FailureValue {
  return error.failure ?? new Failure('unavailable', said`The file cannot be read: ${error.message}`).toValue();
}
