// The computers that have written into an archive, with when each did so last: told by the ends of the journals, which are small to read.
import { open } from 'node:fs/promises';
import path from 'node:path';
import { type Belief, isSetAside } from './belief.ts';
import { parseEntryId, timeOfEntryId } from './clock.ts';
import type { Entry } from './entry.ts';
import { readJournalLines } from './journal-file.ts';
import { journalNames } from './refresh.ts';

export interface DeviceSeen {
  readonly device: string;
  /** When it wrote last, by its own clock, and in whose name. */
  readonly lastSeen: string;
  readonly by: string;
}

/** The end of a journal that is read first, in bytes; more where a line is longer. */
const TAIL_BYTES = 64 * 1024;

/** Gives every device whose lines are here, the one seen last first. Lines set aside are not believed. */
export async function devicesSeen(archive: string, belief: Belief): Promise<DeviceSeen[]> {
  const folder = path.join(archive, 'journal');
  const newest = new Map<string, Entry>();
  for (const name of await journalNames(folder)) {
    for (const entry of await lastEntries(path.join(folder, name), belief)) {
      const { device } = parseEntryId(entry.id) ?? {};
      if (device !== undefined && (newest.get(device)?.id ?? '') < entry.id) newest.set(device, entry);
    }
  }
  return [...newest]
    .map(([device, { id, by }]) => ({ device, lastSeen: timeOfEntryId(id), by }))
    .sort((one, two) => (one.lastSeen < two.lastSeen ? 1 : -1));
}

/** The entries at the end of a file: at least one when it holds one that is believed. */
async function lastEntries(file: string, belief: Belief): Promise<Entry[]> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    for (let wanted = TAIL_BYTES; ; wanted *= 8) {
      const from = Math.max(0, size - wanted);
      const bytes = Buffer.alloc(size - from);
      await handle.read(bytes, 0, bytes.length, from);
      const believed = readJournalLines(bytes).lines.flatMap(({ entry }) =>
        entry && !isSetAside(entry.id, belief) ? [entry] : [],
      );
      if (believed.length > 0 || from === 0) return believed;
    }
  } finally {
    await handle.close();
  }
}
