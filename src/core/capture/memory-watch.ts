// Decides what is to be stopped when the workers hold too much: the limit of a worker's heap does not count its buffers, and several
// workers together can hold more than any of them may. What the process keeps of freed memory says nothing, so each worker is asked.

/** What one worker holds, in megabytes. */
export interface Held {
  readonly heldMb: number;
}

/** An item for which its worker holds more is given up. A worker that has read an ordinary page holds some 230, after the largest books 430. */
export const MOST_FOR_AN_ITEM_MB = 500;
/** All workers together; with the rest of the program it stays under 1 GB (SECURITY.md). */
const MOST_TOGETHER_MB = 560;
/** A worker that holds less is not what fills the memory. */
const LEAST_TO_STOP_MB = 300;
const EVERY_MS = 50;

/**
 * Whether the workers have to be asked at all. To ask a thread that is at the limit of its heap can end the whole process, so nobody is asked
 * while the process is too small for any of them to hold too much; and the limit of their heap lies well above what they are stopped at.
 */
export function isWorthAsking(): boolean {
  return process.memoryUsage.rss() > MOST_FOR_AN_ITEM_MB * 2 ** 20;
}

/** Of the workers that are at something, the one to be stopped now; undefined while there is room. */
export function toBeStopped<W extends Held>(working: readonly W[]): W | undefined {
  const [largest] = [...working].sort((a, b) => b.heldMb - a.heldMb);
  if (largest === undefined) return undefined;
  if (largest.heldMb > MOST_FOR_AN_ITEM_MB) return largest;
  const together = working.reduce((sum, { heldMb }) => sum + heldMb, 0);
  return working.length > 1 && together > MOST_TOGETHER_MB && largest.heldMb > LEAST_TO_STOP_MB ? largest : undefined;
}

export interface MemoryWatch {
  /** A task begins; the watch runs while there is one. */
  begin(): void;
  end(): void;
}

/** Makes a watch that looks again and again while there are tasks. */
export function watchMemory(look: () => void): MemoryWatch {
  let tasks = 0;
  let timer: NodeJS.Timeout | undefined;
  return {
    begin() {
      if (tasks++ > 0) return;
      timer = setInterval(look, EVERY_MS);
      timer.unref();
    },
    end() {
      if (--tasks === 0) clearInterval(timer);
    },
  };
}
