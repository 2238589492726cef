// Patience with databases that another process is opening at the same moment.

/** SQLITE_BUSY, whatever its extended code. */
const BUSY = 5;
const PATIENCE_MS = 10_000;
const PAUSE_MS = 5;

/**
 * Opens a database, again and again while another process holds it. SQLite's own `busy_timeout` does not cover the change to write-ahead
 * logging, which needs the file for itself (sqlite.org/wal.html, “Sometimes Queries Return SQLITE_BUSY In WAL Mode”).
 * @throws what `open` throws, when it is something else or goes on for 10 s.
 */
export function whileBusy<T>(open: () => T): T {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return open();
    } catch (error) {
      const { errcode = 0 } = error as { errcode?: number };
      if ((errcode & 0xff) !== BUSY || performance.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}
