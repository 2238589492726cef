// A wish that one part of the window has of another, which may or may not be there to hear it.

export interface Signal<T = void> {
  readonly tell: (value: T) => void;
  /** Hears it from now on; gives the function that ends it. */
  readonly hear: (listener: (value: T) => void) => () => void;
}

/** Makes a signal that nobody hears yet. */
export function createSignal<T = void>(): Signal<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    tell: (value) => {
      for (const listener of listeners) listener(value);
    },
    hear: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
