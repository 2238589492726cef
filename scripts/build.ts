// Builds everything that runs, into `out/`: the command line, the resources, and the desktop window. Ends non-zero when any part fails.
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build as buildDesktop } from 'electron-vite';
import { buildCommandLine } from './command-line.ts';
import { buildResources } from './resources.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Builds a named part and says what it took; a failure is told with the name and thrown on. */
async function part(name: string, run: () => Promise<void>): Promise<void> {
  const started = performance.now();
  try {
    await run();
    console.log(`built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } catch (cause) {
    throw new Error(`could not build ${name}`, { cause });
  }
}

process.chdir(ROOT);
process.env.NODE_ENV = 'production';
await rm('out/resources', { recursive: true, force: true });
const results = await Promise.allSettled([
  part('the command line', buildCommandLine),
  part('the resources', buildResources),
  part('the desktop window', () => buildDesktop({ logLevel: 'warn' })),
]);
for (const result of results) {
  if (result.status === 'rejected') {
    const { message, cause } = result.reason as Error;
    console.error(`${message}: ${cause instanceof Error ? cause.message : cause}`);
    process.exitCode = 1;
  }
}
