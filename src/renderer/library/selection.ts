// Which documents are selected, for what is done with several at once. The selection outlives a change of the list; it is not written anywhere.
import { useSyncExternalStore } from 'react';

let selected: ReadonlySet<string> = new Set();
/** Counts how often the selection was let go. */
let cleared = 0;
const listeners = new Set<() => void>();

/** The ids of the selected documents, in the order in which they were selected. */
export function useSelection(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => selected);
}

/** Takes documents in, or out when all of them are in already. */
export function toggleSelected(ids: readonly string[]): void {
  const isAllIn = ids.every((id) => selected.has(id));
  const next = new Set(selected);
  for (const id of ids) {
    if (isAllIn) next.delete(id);
    else next.add(id);
  }
  set(next);
}

/** Takes documents in. */
export function addSelected(ids: readonly string[]): void {
  set(new Set([...selected, ...ids]));
}

/** Takes documents in as they become known, until all are in or the selection is let go. @throws what `parts` throws */
export async function addSelectedAsKnown(parts: AsyncIterable<readonly string[]>): Promise<void> {
  const before = cleared;
  for await (const ids of parts) {
    if (cleared !== before) return;
    addSelected(ids);
  }
}

/** Lets all of them go. */
export function clearSelection(): void {
  cleared++;
  set(new Set());
}

function set(next: ReadonlySet<string>): void {
  selected = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
