// A temporary folder for a test, removed when the test file ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atEnd } from './at-end.ts';

/** Makes an empty folder under the system's temporary place. */
export function tempFolder(name = 'test'): string {
  const folder = mkdtempSync(path.join(tmpdir(), `pressmark-${name}-`));
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}
