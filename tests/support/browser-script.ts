// Makes one script of a module and all that it imports, whose exports a page then has as `globalThis.ours`.
import { build } from 'vite';

/** Bundles a module; gives the script's text. */
export async function browserScript(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'ours' } },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error(`${entry} was not built`);
  return `${output.output[0].code}\nglobalThis.ours = ours;`;
}
