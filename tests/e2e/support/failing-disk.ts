// A disk whose fsync fails while the file named by FAILING_DISK exists: loaded into the program with `--import`, before its own code.
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';

const sign = process.env['FAILING_DISK'] as string;
const handle = await open(import.meta.filename);
const prototype = Object.getPrototypeOf(handle) as Record<'datasync' | 'sync', () => Promise<void>>;
await handle.close();
for (const name of ['datasync', 'sync'] as const) {
  const real = prototype[name];
  prototype[name] = async function (this: unknown) {
    if (existsSync(sign))
      throw Object.assign(new Error(`EIO: i/o error, f${name}`), { code: 'EIO', errno: -5, syscall: `f${name}` });
    return real.call(this);
  };
}
