// Which journal lines are believed: all but those of other devices that come from the future.
import { type EntryId, isFromFuture, parseEntryId } from './clock.ts';

export interface Belief {
  /** The wall clock, in milliseconds since 1970. */
  readonly nowMs: number;
  /** This device, when it has an id yet. */
  readonly device: string | undefined;
}

/** Tells whether a line is set aside for now. What this device wrote was shown as saved here: it stays believed here whatever its clock said then or says now. */
export function isSetAside(id: EntryId, { nowMs, device }: Belief): boolean {
  return isFromFuture(id, nowMs) && parseEntryId(id)?.device !== device;
}
