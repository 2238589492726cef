// How a call ends that was given several items, some of which failed.
import type { FailureValue } from '../shared/errors.ts';
import type { CommandContext } from './command-context.ts';
import { failureForPeople } from './output.ts';

/** Ends a call as its items went: `partial` when some were done and some failed, else with the code of the first failure, if there is one. */
export function endEach(
  { endWith }: Pick<CommandContext, 'endWith'>,
  done: number,
  firstFailure: Pick<FailureValue, 'code'> | undefined,
): void {
  if (firstFailure) endWith(done > 0 ? 'partial' : firstFailure.code);
}

/** A line for people for each failure. */
export function failureLines(failed: readonly FailureValue[]): string[] {
  return failed.map((failure) => `failed: ${failureForPeople(failure)}`);
}
