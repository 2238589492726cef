// Watches the memory of the whole process while foreign bytes are parsed: the limit of a worker's heap does not count its buffers.

export interface MemoryWatch {
  /** A task begins; the watch runs while there is one. */
  begin(): void;
  end(): void;
}

/** All of the program together stays under 1 GB (SECURITY.md); it takes a moment until what is ended gives its memory back. In megabytes. */
export const MEMORY_LIMIT_MB = 700;
const EVERY_MS = 50;
const PATIENCE_MS = 500;

/** Makes a watch that calls `relieve` when memory runs short, and `look` each time before it looks. */
export function watchMemory(look: () => void, relieve: () => void): MemoryWatch {
  let tasks = 0;
  let timer: NodeJS.Timeout | undefined;
  let patientUntil = 0;

  function tick(): void {
    look();
    if (usedMb() < MEMORY_LIMIT_MB || performance.now() < patientUntil) return;
    patientUntil = performance.now() + PATIENCE_MS;
    relieve();
  }

  return {
    begin() {
      if (tasks++ > 0) return;
      timer = setInterval(tick, EVERY_MS);
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
