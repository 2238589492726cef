// Starts the built desktop program on the double of Electron, in this process.
import { registerHooks } from 'node:module';
import { realApp } from './electron-double.ts';

const double = new URL('./electron-double.ts', import.meta.url).href;

/** Starts the program as Electron would, with an engine for its windows. */
export async function runProgram(engine: string): Promise<void> {
  registerHooks({
    resolve: (name, context, next) => (name === 'electron' ? { url: double, shortCircuit: true } : next(name, context)),
  });
  await import(new URL('../../out/main/index.js', import.meta.url).href);
  await realApp.begin(engine);
}

/** Waits until something is so. @throws after 20 s, with its name. */
export async function until(what: string, isSo: () => unknown): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
