// Questions and answers between two processes over one channel, in both directions. It knows neither the channel nor what is asked.
import { Failure, type FailureValue, failureValueOf, type Result } from '../shared/errors.ts';

/** What crosses the channel. An `id` is unique among the questions of the side that asked. */
export type Message =
  | { readonly kind: 'ask'; readonly id: number; readonly name: string; readonly value: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> };

/** What one side can be asked: a function of one value for each name. */
export type Asked = object;

type Value<F> = F extends (...value: infer V) => unknown ? V : never;
type Answer<F> = F extends (...value: never) => infer R ? Awaited<R> : never;

export interface Dialogue<Theirs extends Asked> {
  /** Asks the other side. @throws Failure as the other side threw it; `unexpected` when the dialogue has ended. */
  ask<K extends keyof Theirs & string>(name: K, ...value: Value<Theirs[K]>): Promise<Answer<Theirs[K]>>;
  /** Takes in a message of the other side. */
  receive(message: Message): void;
  /** Fails every question that waits, and every later one: the other side is gone. */
  end(failure: FailureValue): void;
}

/** Begins a dialogue: `post` sends to the other side, `answers` are what it may ask. */
export function beginDialogue<Theirs extends Asked, Ours extends Asked>(
  post: (message: Message) => void,
  answers: Ours,
): Dialogue<Theirs> {
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let ended: FailureValue | undefined;
  let lastId = 0;

  return {
    async ask(name, ...[value]) {
      const result = await new Promise<Result<unknown>>((resolve) => {
        if (ended) return resolve({ ok: false, error: ended });
        waiting.set(++lastId, resolve);
        post({ kind: 'ask', id: lastId, name, value });
      });
      if (result.ok) return result.value as never;
      throw Failure.from(result.error);
    },
    receive(message) {
      if (message.kind === 'answer') {
        waiting.get(message.id)?.(message.result);
        waiting.delete(message.id);
        return;
      }
      void answerTo(answers, message.name, message.value).then((result) => {
        if (!ended) post({ kind: 'answer', id: message.id, result });
      });
    },
    end(failure) {
      ended = failure;
      for (const answer of waiting.values()) answer({ ok: false, error: failure });
      waiting.clear();
    },
  };
}

async function answerTo(answers: Asked, name: string, value: unknown): Promise<Result<unknown>> {
  try {
    if (!Object.hasOwn(answers, name)) throw new Error(`nobody answers ${name}`);
    return { ok: true, value: await (answers as Record<string, (value: unknown) => unknown>)[name]?.(value) };
  } catch (thrown) {
    return { ok: false, error: failureValueOf(thrown) };
  }
}
