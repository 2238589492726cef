// What is shipped beside the code: everything in `resources/`, the fonts, and the script of the printed page.
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { buildFonts } from './build-fonts.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const FOLDER = path.join(ROOT, 'out/resources');

/** Builds `out/resources/`. Its script `print-page.js` sets the global `pressmarkPrint` and imports nothing. */
export async function buildResources(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await Promise.all([
    cp(path.join(ROOT, 'resources'), FOLDER, { recursive: true }),
    buildFonts(FOLDER),
    buildPrintPage(),
  ]);
}

async function buildPrintPage(): Promise<void> {
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
        entry: path.join(ROOT, 'src/core/dossier/page/index.ts'),
        formats: ['iife'],
        name: 'pressmarkPrint',
        fileName: () => 'print-page.js',
      },
    },
  });
}
