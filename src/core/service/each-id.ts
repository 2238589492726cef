// What is asked of several things at once: those for which it cannot be done are reported, and it is done for the others.
import { Failure, type FailureValue, failureValueOf } from '../../shared/errors.ts';

export interface EachDone<T> {
  readonly ids: string[];
  readonly values: T[];
  /** Left out when there is none. */
  readonly failures: { failed?: FailureValue[] };
}

/**
 * Makes a value for each of several ids, each once; an id whose value cannot be made is a failure beside them.
 * @throws Failure what `make` throws, when there is one id only
 */
export function forEachId<T>(given: readonly string[], make: (id: string) => T): EachDone<T> {
  const ids: string[] = [];
  const values: T[] = [];
  const failed: FailureValue[] = [];
  for (const id of new Set(given)) {
    try {
      values.push(make(id));
      ids.push(id);
    } catch (error) {
      if (given.length === 1 || !(error instanceof Failure)) throw error;
      failed.push({ ...failureValueOf(error), subject: id });
    }
  }
  return { ids, values, failures: failed.length === 0 ? {} : { failed } };
}
