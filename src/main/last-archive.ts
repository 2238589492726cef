// Remembers which archive the desktop program opened last, where core/places.ts looks for it.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Remembers a folder, by its absolute path. */
export function rememberArchive(state: string, folder: string): void {
  const file = path.join(state, 'last-archive.json');
  mkdirSync(state, { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify({ folder: path.resolve(folder) })}\n`);
  renameSync(`${file}.new`, file);
}
