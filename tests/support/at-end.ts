// What a test file must close and remove when it ends, also what was made inside its hooks, where vitest takes no other hook.
import { afterAll } from 'vitest';

const steps: (() => unknown)[] = [];

afterAll(async () => {
  for (const step of steps.reverse()) await step();
});

/** Runs a step when the test file ends; the last one given comes first. */
export function atEnd(step: () => unknown): void {
  steps.push(step);
}
