// How the desktop program is built: main and its processes (ESM), the preload (one CommonJS file), the window.
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { NOT_BUNDLED, WORKERS } from './scripts/build-inputs.ts';
import { pdfFiles } from './scripts/pdf-files.ts';

const source = (name: string) => path.resolve(import.meta.dirname, 'src', name);

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        external: NOT_BUNDLED.map((name) => new RegExp(`^${name}(/|$)`)),
        input: { index: source('main/index.ts'), 'core-process': source('main/core-process.ts'), ...WORKERS },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: source('preload/index.ts') },
        // A preload in a sandbox can neither be an ES module nor require a sibling.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [react(), pdfFiles()],
    build: {
      minify: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: source('renderer/index.html') },
    },
  },
});
