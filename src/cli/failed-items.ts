// How a call ends that was given several items, some of which failed.
import type { FailureValue } from '../shared/errors.ts';
import type { CommandContext } from './command-context.ts';

/** Ends a call as its items went: `partial` when some were done and some failed, else with the code of the first failure. */
export function endEach(
  { endWith }: Pick<CommandContext, 'endWith'>,
  done: number,
  failed: readonly Pick<FailureValue, 'code'>[] = [],
): void {
  const [first] = failed;
  if (first) endWith(done > 0 ? 'partial' : first.code);
}

/** A line for people for each failure. */
export function failureLines(failed: readonly FailureValue[]): string[] {
  return failed.map(({ message, remedy }) => `failed: ${[message, remedy].filter(Boolean).join(' ')}`);
}
