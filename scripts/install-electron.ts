// `npm run electron:install`: fetches Electron's program, which `npm ci` does not, and says how that goes.
import path from 'node:path';
import { fetchElectron, findElectron } from './electron-program.ts';

/** Fetches Electron's program for a checkout, with its progress on the terminal; says why when that fails. Gives whether it is there. */
export async function installElectron(root: string): Promise<boolean> {
  if (findElectron(root, process.env) !== undefined) return true;
  const why = await fetchElectron({
    installer: path.join(root, 'node_modules/electron/install.js'),
    onProgress: (bytes) => {
      if (process.stderr.isTTY) process.stderr.write(`\rElectron: ${Math.round(bytes / 1e6)} MB `);
    },
  });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  if (why === undefined && findElectron(root, process.env) !== undefined) return true;
  console.error(`Electron could not be fetched: ${why ?? 'its program is not where it should be'}.`);
  return false;
}

if (import.meta.main) {
  const isThere = await installElectron(path.resolve(import.meta.dirname, '..'));
  if (isThere) console.error('Electron is there: npm start opens the desktop window.');
  else process.exitCode = 1;
}
