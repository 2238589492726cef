// What a run of tests says at its very end: the stories that had to be told twice, and, in its last line, what did not run and why.
import type { UserConsoleLog } from 'vitest';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** So many names stand in the line; of more there is the number. */
const NAMED = 8;

/** Reads the lines that begin with `skipped:` while the tests run. */
export class EndOfRun implements Reporter {
  readonly #lacking = new Set<string>();

  onUserConsoleLog({ content }: UserConsoleLog): void {
    for (const [, why = ''] of content.matchAll(/^skipped: (.*)$/gmu)) this.#lacking.add(why);
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const again = tests.filter((each) => (each.diagnostic()?.retryCount ?? 0) > 0);
    for (const each of again) console.log(`told twice: ${nameOf(each)}${firstFailureOf(each)}`);
    console.log(lastLine(tests.filter((each) => each.result().state === 'skipped').map(nameOf), [...this.#lacking]));
  }
}

/** Gives the last line, for the names of tests that did not run and the reasons that were printed. */
export function lastLine(skipped: readonly string[], lacking: readonly string[]): string {
  if (skipped.length === 0 && lacking.length === 0) return 'Nothing was skipped.';
  const more = skipped.length > NAMED ? ` · and ${skipped.length - NAMED} more` : '';
  const tests = `${skipped.length} ${skipped.length === 1 ? 'test' : 'tests'}`;
  const names = skipped.length === 0 ? '' : `: ${skipped.slice(0, NAMED).join(' · ')}${more}`;
  return `Skipped ${tests}${names}${lacking.length === 0 ? '' : ` (${lacking.join('; ')})`}.`;
}

/** Why a test had to be run again, in a line of its own: what failed, and where in the test. */
function firstFailureOf(test: TestCase): string {
  const [error] = test.result().errors ?? [];
  if (error === undefined) return '';
  const place = error.stacks?.find(({ file }) => file === test.module.moduleId);
  return `\n  ${error.message.split('\n', 3).join(' ')}${place === undefined ? '' : ` (line ${place.line})`}`;
}

function nameOf({ module, fullName }: TestCase): string {
  return `${module.relativeModuleId} “${fullName}”`;
}
