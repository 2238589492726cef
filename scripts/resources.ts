// What is shipped beside the code: everything in `resources/`, the fonts, and the scripts of pages in the printing engine.
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { buildFonts } from './build-fonts.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const FOLDER = path.join(ROOT, 'out/resources');

/** Builds `out/resources/`. Its script `print-page.js` sets the global `pressmarkPrint`, `page-pictures.js` is a module; they import nothing. */
export async function buildResources(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await Promise.all([
    cp(path.join(ROOT, 'resources'), FOLDER, { recursive: true }),
    buildFonts(FOLDER),
    buildScript('print-page.js', 'src/core/dossier/page/index.ts', { formats: ['iife'], name: 'pressmarkPrint' }),
    buildScript('page-pictures.js', 'src/core/capture/recognise/page/index.ts', { formats: ['es'] }),
  ]);
}

async function buildScript(
  file: string,
  source: string,
  format: { readonly formats: ('es' | 'iife')[]; readonly name?: string },
): Promise<void> {
  await build({
    configFile: false,
    envDir: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'warn',
    build: {
      target: 'es2024',
      outDir: FOLDER,
      emptyOutDir: false,
      minify: false,
      lib: {
        entry: path.join(ROOT, source),
        ...format,
        fileName: () => file,
      },
    },
  });
}
