// Tests of the whole program as a person has it: the built command line, real files, a real engine. One after the other, with time to finish.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/system/**/*.test.ts', 'tests/e2e/**/*.test.ts'],
    passWithNoTests: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    maxWorkers: 1,
  },
});
