// Tests of the whole program as a person has it: the built command line, real files, a real engine. One after the other, with time to finish.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    passWithNoTests: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    maxWorkers: 1,
    projects: [
      // Where nothing may ever fail: kills, full disks, merges.
      { extends: true, test: { name: 'program', include: ['tests/system/**/*.test.ts'] } },
      // A story drives a browser in real time. On a build server one that fails is told again, and the log says so (“retry x1”).
      {
        extends: true,
        test: { name: 'window', include: ['tests/e2e/**/*.test.ts'], retry: process.env['CI'] === undefined ? 0 : 1 },
      },
    ],
  },
});
