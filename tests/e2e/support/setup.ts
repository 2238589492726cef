// What all stories of a run share: a folder for the archives that they begin with.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    madeArchives: string;
  }
}

let folder = '';

/** Makes the folder before the first story. */
export function setup(project: TestProject): void {
  folder = mkdtempSync(path.join(tmpdir(), 'pressmark-stories-'));
  project.provide('madeArchives', folder);
}

/** Removes it after the last. */
export function teardown(): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
