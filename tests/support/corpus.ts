// Real data beside the project (`../shared/corpus`, or the folder that CORPUS names), for tests that run when it is there and say that they were skipped when it is not.
import { existsSync } from 'node:fs';
import path from 'node:path';

const CORPUS = process.env['CORPUS'] ?? path.resolve(import.meta.dirname, '../../../shared/corpus');

/** The path of a folder or file of the corpus, or undefined (and one printed line) when it is not on this machine. */
export function corpus(name: string): string | undefined {
  const found = path.join(CORPUS, name);
  if (existsSync(found)) return found;
  console.warn(`skipped: no ../shared/corpus/${name} on this machine`);
  return undefined;
}
