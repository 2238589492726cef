// The file layer of an ordinary computer.
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { FileLayer } from '../ports.ts';

/** Waits between tries of a rename, in milliseconds: on Windows a virus scanner may hold the file for a moment. */
const RENAME_RETRY_MS = [10, 50, 200, 500, 1000];

/** What file systems answer that cannot flush a folder (network shares, some drivers in user space): there a rename is as safe as they make it. */
const UNKNOWN_TO_SYSTEM = new Set(['EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF']);

export const nodeFiles: FileLayer = {
  open: (file, flags) => open(file, flags),
  mkdir: (folder, options) => mkdir(folder, options),
  rm: (file, options) => rm(file, options),
  async rename(from, to) {
    for (const pause of RENAME_RETRY_MS) {
      try {
        return await rename(from, to);
      } catch (error) {
        if (
          process.platform !== 'win32' ||
          !['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '')
        )
          throw error;
        await wait(pause);
      }
    }
    return rename(from, to);
  },
  async syncFolder(folder) {
    if (process.platform === 'win32') return;
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } catch (error) {
      if (!UNKNOWN_TO_SYSTEM.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    } finally {
      await handle.close();
    }
  },
};
