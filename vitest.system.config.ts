// Tests of the whole program as a person has it: the built command line, real files, a real engine. One after the other, with time to
// finish. Where nothing may ever fail — kills, full disks, merges — nothing is tried twice.
import { defineConfig } from 'vitest/config';
import { EndOfRun } from './tests/support/end-of-run.ts';

export default defineConfig({
  test: {
    include: ['tests/system/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    maxWorkers: 1,
    reporters: ['default', new EndOfRun()],
  },
});
