// What the window has to tell, in one place: failures with what can be done about them, and what was done with the way to undo it.
import { useSyncExternalStore } from 'react';
import type { FailureValue, Result } from '../shared/errors.ts';

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

interface NoticeBase {
  readonly id: number;
  /** Try again, or undo. */
  readonly action?: NoticeAction | undefined;
}
export type Notice =
  | (NoticeBase & { readonly kind: 'done'; readonly message: string })
  | (NoticeBase & { readonly kind: 'failed'; readonly failure: FailureValue });

/** How long what was done is told, in milliseconds; failures stay until they are closed. */
const SHOWN_MS = 8_000;

/** A notice before it has its number. */
type Untold = { [K in Notice['kind']]: Omit<Extract<Notice, { kind: K }>, 'id'> }[Notice['kind']];

let notices: readonly Notice[] = [];
let told = 0;
const listeners = new Set<() => void>();

/** Tells something that was done; gives the number of the notice. */
export function tellDone(message: string, action?: NoticeAction): number {
  const id = add({ kind: 'done', message, action });
  setTimeout(() => closeNotice(id), SHOWN_MS);
  return id;
}

/** Tells a failure; the same failure is told once. */
export function tellFailure(failure: FailureValue, action?: NoticeAction): void {
  notices = notices.filter((each) => each.kind !== 'failed' || each.failure.message !== failure.message);
  add({ kind: 'failed', failure, action });
}

/** Takes a notice away. */
export function closeNotice(id: number): void {
  set(notices.filter((each) => each.id !== id));
}

/** The notices there are, oldest first. */
export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(subscribe, () => notices);
}

/**
 * Runs a change; when it fails, tells so with `label` to try it again. Gives the value, or undefined when it failed.
 * The views learn of the change by the core's event.
 */
export async function attempt<T>(run: () => Promise<Result<T>>, label: string): Promise<T | undefined> {
  const result = await run();
  if (result.ok) return result.value;
  tellFailure(result.error, { label, run: () => void attempt(run, label) });
  return undefined;
}

function add(notice: Untold): number {
  const id = ++told;
  set([...notices, { id, ...notice }]);
  return id;
}

function set(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
