// A file layer that works until it is told to fail: a stick that is pulled out.
import { nodeFiles } from '../../src/core/archive/node-files.ts';
import type { FileLayer } from '../../src/core/ports.ts';

/** Gives a layer whose nth change after `arm(n)`, and with it all that follow, fails with EIO. */
export function pulledOutFiles(): { readonly files: FileLayer; readonly arm: (nth: number) => void } {
  let left = Number.POSITIVE_INFINITY;
  const orFail =
    <A extends readonly unknown[], R>(change: (...args: A) => Promise<R>) =>
    async (...args: A) => {
      if (--left <= 0) throw Object.assign(new Error('input/output error'), { code: 'EIO' });
      return change(...args);
    };
  const { open, rename, mkdir, rm, syncFolder } = nodeFiles;
  return {
    files: {
      open: orFail(open),
      rename: orFail(rename),
      mkdir: orFail(mkdir),
      rm: orFail(rm),
      syncFolder: orFail(syncFolder),
    },
    arm: (nth) => {
      left = nth;
    },
  };
}
