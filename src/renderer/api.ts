// How the window calls the core and hears of it. Nothing else in the window knows which shell it runs in.
import type { CoreEvent } from '../shared/api/events.ts';
import type { Input, Item, MethodName, Output } from '../shared/api/index.ts';
import { failureValueOf, type Result } from '../shared/errors.ts';
import { callServer, hearServer } from './server-connection.ts';

export interface CallOptions {
  /** Names the call, so that its progress comes as events and `jobs.cancel` can end it. See `newJob`. */
  readonly job?: string;
  /** Ends the waiting; a call without a job ends with it. */
  readonly signal?: AbortSignal;
}

/** The answer to a method that reports items on its way. */
export interface AnswerWithItems<M extends MethodName> {
  readonly items: readonly Item<M>[];
  readonly output: Output<M>;
}

type MethodWithItems = { [M in MethodName]: [Item<M>] extends [never] ? never : M }[MethodName];

/** What the desktop's preload puts into the page. A method that reports items gives them with its output. */
type Bridge = {
  readonly [M in MethodName]: (
    input: Input<M>,
    options?: { readonly job?: string },
  ) => Promise<Result<M extends MethodWithItems ? AnswerWithItems<M> : Output<M>>>;
} & { onEvent(listener: (event: CoreEvent) => void): () => void };

declare global {
  interface Window {
    readonly pressmark?: Bridge;
  }
}

/** Calls a method that reports no items. It never throws: a broken connection is a failure value too. */
export function call<M extends Exclude<MethodName, MethodWithItems>>(
  method: M,
  input: Input<M>,
  options: CallOptions = {},
): Promise<Result<Output<M>>> {
  return send(method, input, options) as Promise<Result<Output<M>>>;
}

/** Calls a method that reports items, and gives them all when it has ended. It never throws. */
export function callForItems<M extends MethodWithItems>(
  method: M,
  input: Input<M>,
  options: CallOptions = {},
): Promise<Result<AnswerWithItems<M>>> {
  return send(method, input, options) as Promise<Result<AnswerWithItems<M>>>;
}

/** Tells the core's events to a listener, `connection` events of the browser page among them; gives the function that ends it. */
export function onEvent(listener: (event: WindowEvent) => void): () => void {
  return window.pressmark ? window.pressmark.onEvent(listener) : hearServer(listener);
}

/** An event of the core, or whether it can be reached at all. After `isOpen: true` anything may have changed. */
export type WindowEvent = CoreEvent | { readonly type: 'connection'; readonly isOpen: boolean };

/** Makes a name for a job, unique among all windows. */
export function newJob(): string {
  return `window-${crypto.randomUUID()}`;
}

async function send(method: MethodName, input: unknown, options: CallOptions): Promise<Result<unknown>> {
  const bridge = window.pressmark;
  if (bridge === undefined) return callServer(method, input, options);
  try {
    const { job } = options;
    return await (bridge[method] as (input: unknown, options?: object) => Promise<Result<unknown>>)(
      input,
      job === undefined ? {} : { job },
    );
  } catch (thrown) {
    return { ok: false, error: failureValueOf(thrown) };
  }
}
