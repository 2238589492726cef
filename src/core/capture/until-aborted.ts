// Waiting that a signal ends, for what may never come: standard input.

/**
 * Gives the values of an iterable until a signal is aborted, also while one is waited for.
 * @throws the signal's reason, and what the iterable throws
 */
export async function* untilAborted<T>(
  values: AsyncIterable<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, void> {
  signal?.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  aborted.catch(() => undefined);
  const stop = () => reject(signal?.reason);
  signal?.addEventListener('abort', stop);
  const iterator = values[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = iterator.next();
      // What comes after the end of the waiting concerns nobody.
      next.catch(() => undefined);
      const { value, done } = await Promise.race([next, aborted]);
      if (done) return;
      yield value;
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    // A generator that waits would make us wait too.
    iterator.return?.().catch(() => undefined);
  }
}
