// `npm start`: opens the desktop window when Electron's program is on this computer, and otherwise says in a sentence what to do instead.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { FAILURES } from '../src/shared/errors.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const EXECUTABLES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/**
 * Finds Electron's program, of the version that the project is made for.
 * It never imports `electron`: since version 42 that begins a download of some 120 MB.
 */
function findElectron(): string | undefined {
  const elsewhere = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (elsewhere !== undefined) return existing(path.join(elsewhere, EXECUTABLES[process.platform] ?? 'electron'));
  const folder = path.join(ROOT, 'node_modules/electron');
  const version = readText(path.join(folder, 'dist/version'))?.replace(/^v/, '');
  const program = readText(path.join(folder, 'path.txt'));
  const wanted = readText(path.join(folder, 'package.json'));
  if (version === undefined || program === undefined || wanted === undefined) return undefined;
  if (version !== (JSON.parse(wanted) as { version: string }).version) return undefined;
  return existing(path.join(folder, 'dist', program));
}

function existing(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

const electron = findElectron();
if (electron === undefined) {
  console.error(
    "Pressmark's window needs Electron, whose program is not on this computer (`npx install-electron` fetches it). " +
      'The command line does everything without it: `npm run demo` shows it, `npm run --silent pressmark -- --help` lists it.',
  );
  process.exitCode = FAILURES.unavailable.exitStatus;
} else {
  const window = spawn(electron, [ROOT, ...process.argv.slice(2)], { stdio: 'inherit' });
  window.on('exit', (status) => {
    process.exitCode = status ?? FAILURES.unexpected.exitStatus;
  });
}
