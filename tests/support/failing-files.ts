// A file layer that fails on purpose, as disks do: full, failing at the flush, writing less than asked, refusing a rename.
import { nodeFiles } from '../../src/core/archive/node-files.ts';
import type { FileLayer } from '../../src/core/ports.ts';

export type Fault = 'full' | 'flush' | 'short' | 'rename';

export interface FailingFiles extends FileLayer {
  /** What fails from now on; undefined mends the disk. */
  fault: Fault | undefined;
}

/** Makes a layer that is sound until `fault` is set. */
export function failingFiles(): FailingFiles {
  const failure = (code: string, message: string) =>
    Promise.reject(Object.assign(new Error(`${code}: ${message}`), { code }));
  const layer: FailingFiles = {
    ...nodeFiles,
    fault: undefined,
    rename: (from, to) =>
      layer.fault === 'rename' ? failure('EPERM', 'operation not permitted, rename') : nodeFiles.rename(from, to),
    async open(file, flags) {
      const handle = await nodeFiles.open(file, flags);
      const flush = (real: () => Promise<void>) => () =>
        layer.fault === 'flush' ? failure('EIO', 'i/o error, fsync') : real();
      handle.sync = flush(handle.sync.bind(handle));
      handle.datasync = flush(handle.datasync.bind(handle));
      const writeFile = handle.writeFile.bind(handle) as (bytes: Uint8Array) => Promise<void>;
      handle.writeFile = (async (bytes: Uint8Array) => {
        if (layer.fault !== 'full' && layer.fault !== 'short') return writeFile(bytes);
        await writeFile(bytes.subarray(0, bytes.length / 2));
        return layer.fault === 'full'
          ? failure('ENOSPC', 'no space left on device, write')
          : failure('EIO', 'i/o error, write');
      }) as typeof handle.writeFile;
      const write = handle.write.bind(handle) as (
        b: Uint8Array,
        o: number,
        l: number,
      ) => ReturnType<typeof handle.write>;
      let isTorn = false;
      handle.write = ((bytes: Uint8Array, offset: number) => {
        if (layer.fault === 'full') return failure('ENOSPC', 'no space left on device, write');
        if (layer.fault !== 'short') return write(bytes, offset, bytes.length - offset);
        if (isTorn) return failure('EIO', 'i/o error, write');
        isTorn = true;
        return write(bytes, offset, Math.min(11, bytes.length - offset));
      }) as typeof handle.write;
      return handle;
    },
  };
  return layer;
}
