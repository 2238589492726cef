// The main process's end of the core: starts its process, passes calls on, and starts it again after a crash. It knows no method.
import type { FailureValue, Result } from '../shared/errors.ts';
import type { CoreAnswer, CoreCall } from './core-messages.ts';

/** The part of Electron's UtilityProcess that is used here. */
export interface CoreProcess {
  postMessage(message: CoreCall): void;
  on(event: 'message', listener: (answer: CoreAnswer) => void): unknown;
  on(event: 'exit', listener: (status: number) => void): unknown;
  kill(): boolean;
}

export interface CoreConnection {
  /** Calls a method. A call that a crash interrupts gives `unexpected`; the next one starts the process anew. */
  call(method: string, input: unknown): Promise<Result<unknown>>;
  close(): void;
}

/** Connects to the core; `start` makes its process, now and after each crash. */
export function connectCore(start: () => CoreProcess): CoreConnection {
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let running: CoreProcess | undefined;
  let lastId = 0;

  const begin = (): CoreProcess => {
    const started = start();
    started.on('message', (answer) => {
      waiting.get(answer.id)?.(answer.result);
      waiting.delete(answer.id);
    });
    started.on('exit', (status) => {
      if (running === started) running = undefined;
      for (const answer of waiting.values()) answer({ ok: false, error: crashed(status) });
      waiting.clear();
    });
    return started;
  };

  return {
    call: (method, input) =>
      new Promise((resolve) => {
        running ??= begin();
        waiting.set(++lastId, resolve);
        running.postMessage({ id: lastId, method, input });
      }),
    close: () => {
      running?.kill();
    },
  };
}

function crashed(status: number): FailureValue {
  return {
    code: 'unexpected',
    message: `the part of the program that keeps the archive ended (status ${status})`,
    remedy: 'Nothing that was shown as saved is lost. Try again: it starts anew.',
  };
}
