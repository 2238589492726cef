// What `npm test` runs: the tests of the parts, then a person's stories of the window in a real browser.
import { defineConfig } from 'vitest/config';
import { EndOfRun } from './tests/support/end-of-run.ts';

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', new EndOfRun()],
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/system/**', 'tests/e2e/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      // A story drives a browser in real time. On a build server one that fails is told again, and the log says so (“retry x1”).
      {
        extends: true,
        test: {
          name: 'window',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: 'tests/e2e/support/setup.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // As patient as a person before a slow computer.
          expect: { poll: { timeout: 15_000, interval: 100 } },
          retry: process.env['CI'] === undefined ? 0 : 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
