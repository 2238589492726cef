// Who did what, newest first, read from the journals: the catalogue keeps the state, the journals how it came about.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Belief, isSetAside } from './belief.ts';
import { parseEntryId, timeOfEntryId } from './clock.ts';
import type { Entry } from './entry.ts';
import { readJournalLines } from './journal-file.ts';
import { journalNames } from './refresh.ts';

export interface Deed {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly device: string;
  readonly op: string;
  readonly of: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Gives the newest changes of a document and its annotations, or of the whole archive; `limit` 0 means all. Changes set aside are left out. */
export async function historyOf(
  archive: string,
  document: string | undefined,
  { limit, ...belief }: Belief & { readonly limit: number },
): Promise<Deed[]> {
  const folder = path.join(archive, 'journal');
  const found = new Map<string, Entry>();
  for (const name of await journalNames(folder)) {
    const bytes = await readFile(path.join(folder, name));
    if (document !== undefined && !bytes.includes(document)) continue;
    for (const { entry } of readJournalLines(bytes).lines)
      if (entry && !isSetAside(entry.id, belief) && isAbout(entry, document))
        found.set(`${entry.id} ${entry.sum}`, entry);
    if (limit > 0 && found.size > 4 * limit) keepNewest(found, limit);
  }
  if (limit > 0) keepNewest(found, limit);
  return newestFirst(found).map(([, { id, by, op, of, value }]) => ({
    id,
    at: timeOfEntryId(id),
    by,
    device: parseEntryId(id)?.device ?? '',
    op,
    of,
    value,
  }));
}

function isAbout({ of, op, value }: Entry, document: string | undefined): boolean {
  if (document === undefined || of === document) return true;
  return op === 'annotation.put' && value['pressmark:document'] === document;
}

function newestFirst(found: ReadonlyMap<string, Entry>): [string, Entry][] {
  return [...found].sort(([one], [two]) => (one < two ? 1 : -1));
}

function keepNewest(found: Map<string, Entry>, limit: number): void {
  for (const [key] of newestFirst(found).slice(limit)) found.delete(key);
}
