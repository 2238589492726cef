// What the desktop's main process and its core process say to each other.
import type { Result } from '../shared/errors.ts';

/** A call of one method of the contract; `id` is unique within a connection. */
export interface CoreCall {
  readonly id: number;
  readonly method: string;
  readonly input: unknown;
}

export interface CoreAnswer {
  readonly id: number;
  readonly result: Result<unknown>;
}
