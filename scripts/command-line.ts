// Builds what runs under Node without a window: the command line and its workers.
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { NOT_BUNDLED, WORKERS } from './build-inputs.ts';

const ROOT = path.resolve(import.meta.dirname, '..');

/**
 * Builds `out/cli/`: `pressmark.js` (executable), the workers, and the chunks that commands load when they need them.
 * Chunks lie flat beside the entries, so that `import.meta.dirname` is the same folder in all of them.
 */
export async function buildCommandLine(): Promise<void> {
  const folder = path.join(ROOT, 'out/cli');
  await build({
    configFile: false,
    envDir: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'warn',
    ssr: { target: 'node', noExternal: true, external: [...NOT_BUNDLED] },
    build: {
      ssr: true,
      target: 'node24',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: { pressmark: 'src/cli/index.ts', ...WORKERS },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  await chmod(path.join(folder, 'pressmark.js'), 0o755);
}
