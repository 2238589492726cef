// A hybrid logical clock: ids of journal lines that keep the order of causes even where wall clocks are wrong.
// After Kulkarni et al., "Logical Physical Clocks and Consistent Snapshots" (2014), without the bounded-drift proof.

/** `2026-11-23T20:00:00.000Z-0000-DEVICE`: milliseconds, a counter in hex, the device. Ids compare as plain strings. */
export type EntryId = string;

/** A line from further ahead than this is set aside and not believed (ARCHIVE.md, rule 4). Milliseconds. */
export const MAX_SKEW_MS = 24 * 3_600_000;

const ID = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)-([0-9a-f]{4})-([a-z0-9]+)$/;

/** Reads an id apart; undefined when it is not one. */
export function parseEntryId(id: string): { timeMs: number; counter: number; device: string } | undefined {
  const match = ID.exec(id);
  if (!match) return undefined;
  const timeMs = Date.parse(match[1] as string);
  if (Number.isNaN(timeMs)) return undefined;
  return { timeMs, counter: Number.parseInt(match[2] as string, 16), device: match[3] as string };
}

function formatEntryId(timeMs: number, counter: number, device: string): EntryId {
  return `${new Date(timeMs).toISOString()}-${counter.toString(16).padStart(4, '0')}-${device}`;
}

/** Tells whether a text has the form of an id. */
export function isEntryId(id: string): boolean {
  return ID.test(id);
}

/** The wall-clock part of an id, as ISO 8601 with milliseconds. */
export function timeOfEntryId(id: EntryId): string {
  return id.slice(0, 24);
}

/** Gives ids that grow, and are greater than every id it has seen. */
export class Clock {
  readonly #device: string;
  readonly #now: () => number;
  #timeMs = 0;
  #counter = -1;
  /** The greatest id made after one that the clock itself does not follow. */
  #ahead = '';

  constructor(device: string, now: () => number) {
    this.#device = device;
    this.#now = now;
  }

  /** Makes the next id of this device; greater than `after` too, where that is given. */
  tick(after?: EntryId): EntryId {
    if (after !== undefined) return this.#after(after);
    const now = this.#now();
    if (now > this.#timeMs) {
      this.#timeMs = now;
      this.#counter = 0;
    } else if (++this.#counter > 0xffff) {
      this.#timeMs++;
      this.#counter = 0;
    }
    return formatEntryId(this.#timeMs, this.#counter, this.#device);
  }

  /** An id that follows one which the clock itself does not follow (see `see`). */
  #after(id: EntryId): EntryId {
    const next = this.tick();
    if (next > id) return next;
    const last = parseEntryId(id > this.#ahead ? id : this.#ahead);
    if (!last) return next;
    this.#ahead =
      last.counter < 0xffff
        ? formatEntryId(last.timeMs, last.counter + 1, this.#device)
        : formatEntryId(last.timeMs + 1, 0, this.#device);
    return this.#ahead;
  }

  /** Takes note of an id made elsewhere, unless it is from too far in the future (see `isFromFuture`). */
  see(id: EntryId): void {
    const parsed = parseEntryId(id);
    if (!parsed || isFromFuture(id, this.#now())) return;
    if (parsed.timeMs > this.#timeMs) {
      this.#timeMs = parsed.timeMs;
      this.#counter = parsed.counter;
    } else if (parsed.timeMs === this.#timeMs && parsed.counter > this.#counter) this.#counter = parsed.counter;
  }
}

/** Tells whether an id's time lies more than 24 h after `nowMs`. */
export function isFromFuture(id: EntryId, nowMs: number): boolean {
  const parsed = parseEntryId(id);
  return parsed !== undefined && parsed.timeMs > nowMs + MAX_SKEW_MS;
}
