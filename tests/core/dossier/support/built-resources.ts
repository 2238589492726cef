// Builds what a dossier is printed with, as the product's build does, into a temporary folder: styles, fonts, the page's script, the worker.
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type InlineConfig } from 'vite';
import { buildFonts } from '../../../../scripts/build-fonts.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');

export interface BuiltResources {
  readonly resources: string;
  readonly worker: URL;
}

/** Builds into a folder. */
export async function buildDossierResources(folder: string): Promise<BuiltResources> {
  await Promise.all([
    cp(path.join(ROOT, 'resources/print.css'), path.join(folder, 'print.css')),
    cp(path.join(ROOT, 'resources/print-dossier.css'), path.join(folder, 'print-dossier.css')),
    cp(path.join(ROOT, 'resources/print-back.css'), path.join(folder, 'print-back.css')),
    buildFonts(folder),
    bundle(folder, {
      lib: {
        entry: 'src/core/dossier/page/index.ts',
        formats: ['iife'],
        name: 'pressmarkPrint',
        fileName: () => 'print-page.js',
      },
    }),
    bundle(folder, {
      ssr: 'src/core/dossier/worker.ts',
      target: 'node24',
      rolldownOptions: { output: { entryFileNames: 'dossier-worker.js' } },
    }),
  ]);
  return { resources: folder, worker: pathToFileURL(path.join(folder, 'dossier-worker.js')) };
}

async function bundle(folder: string, options: NonNullable<InlineConfig['build']>): Promise<void> {
  await build({
    configFile: false,
    envDir: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { target: 'es2024', outDir: folder, emptyOutDir: false, minify: false, ...options },
  });
}
