// Watches the memory of the whole process while foreign bytes are parsed: the limit of a worker's heap does not count its buffers.

export interface MemoryWatch {
  /** A task begins; the watch runs while there is one. */
  begin(): void;
  end(): void;
}

/** All of the program together stays under 1 GB (SECURITY.md), in megabytes. */
const LIMIT_MB = 750;
/** What the tasks under way must have added themselves, in megabytes: memory that others hold is none of their doing. */
const OWN_SHARE_MB = 150;
const EVERY_MS = 50;
const PATIENCE_MS = 1000;

/** Makes a watch that calls `relieve`, with the limit in megabytes, when memory runs short. */
export function watchMemory(relieve: (limitMb: number) => void): MemoryWatch {
  let tasks = 0;
  let before = 0;
  let isRelieved = false;
  let timer: NodeJS.Timeout | undefined;

  function look(): void {
    const used = usedMb();
    before = Math.min(before, used);
    if (used < LIMIT_MB) isRelieved = false;
    if (isRelieved || used < LIMIT_MB || used - before < OWN_SHARE_MB) return;
    // It takes a moment until what was ended gives its memory back.
    isRelieved = true;
    setTimeout(() => {
      isRelieved = false;
    }, PATIENCE_MS).unref();
    relieve(LIMIT_MB);
  }

  return {
    begin() {
      if (tasks++ > 0) return;
      before = usedMb();
      timer = setInterval(look, EVERY_MS);
      timer.unref();
    },
    end() {
      if (--tasks === 0) clearInterval(timer);
    },
  };
}

function usedMb(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}
