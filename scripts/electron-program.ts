// Electron's program: where it lies on this computer, and how it is fetched. Never imports `electron`: since version 42 that begins a download.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const EXECUTABLES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** Nothing has arrived for this long, in milliseconds: nothing will. */
const SILENCE_MS = 8_000;
const LOOK_MS = 500;

/**
 * Finds the program of the version that the project is made for, under `node_modules/electron`, or where ELECTRON_OVERRIDE_DIST_PATH says.
 * Starts nothing and fetches nothing.
 */
export function findElectron(root: string, environment: NodeJS.ProcessEnv): string | undefined {
  const elsewhere = environment['ELECTRON_OVERRIDE_DIST_PATH'];
  if (elsewhere) return existing(path.join(elsewhere, EXECUTABLES[process.platform] ?? 'electron'));
  const folder = path.join(root, 'node_modules/electron');
  const version = readText(path.join(folder, 'dist/version'))?.replace(/^v/, '');
  const program = readText(path.join(folder, 'path.txt'));
  const wanted = readText(path.join(folder, 'package.json'));
  if (version === undefined || program === undefined || wanted === undefined) return undefined;
  if (version !== (JSON.parse(wanted) as { version: string }).version) return undefined;
  return existing(path.join(folder, 'dist', program));
}

export interface Fetching {
  /** The installer, as Node runs it. */
  readonly installer: string;
  /** Hears how many bytes are there, about twice a second. */
  readonly onProgress: (bytes: number) => void;
  readonly silenceMs?: number;
}

/**
 * Runs Electron's installer in a process group of its own, which is ended after a silence of 8 s. Gives why it failed, or undefined.
 * What is half there is not taken for the program: its version and path are written last.
 */
export async function fetchElectron({
  installer,
  onProgress,
  silenceMs = SILENCE_MS,
}: Fetching): Promise<string | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pressmark-electron-'));
  const watched = [folder, path.join(path.dirname(installer), 'dist')];
  const child = spawn(process.execPath, [installer], {
    // Our own temporary folder, so that what arrives can be seen growing.
    env: { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder, ELECTRON_GET_NO_PROGRESS: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let told = '';
  let silence: string | undefined;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
  const stopWatching = watchGrowth(watched, onProgress, silenceMs, () => {
    silence = `nothing arrived for ${silenceMs / 1000} s`;
    endGroup(child.pid);
  });
  const status = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  stopWatching();
  rmSync(folder, { recursive: true, force: true });
  return status === 0 ? undefined : (silence ?? reasonIn(told) ?? `its installer ended with status ${status}`);
}

function watchGrowth(
  folders: readonly string[],
  onProgress: (bytes: number) => void,
  silenceMs: number,
  onSilence: () => void,
): () => void {
  const start = sizeOf(folders);
  let last = start;
  let grewAt = performance.now();
  const timer = setInterval(() => {
    const bytes = sizeOf(folders);
    if (bytes !== last) {
      last = bytes;
      grewAt = performance.now();
      onProgress(Math.max(0, bytes - start));
    } else if (performance.now() - grewAt >= silenceMs) onSilence();
  }, LOOK_MS);
  return () => clearInterval(timer);
}

function sizeOf(folders: readonly string[]): number {
  let bytes = 0;
  for (const folder of folders.filter((each) => existsSync(each))) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      // A file may be gone again between the two looks.
      bytes += statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
    }
  }
  return bytes;
}

/** Ends the installer and whatever it started. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}

/** The line of an installer's complaint that says what was wrong. */
function reasonIn(told: string): string | undefined {
  const lines = told.split('\n').map((line) => line.trim());
  const cause = lines.find((line) =>
    /\b(?:ENOTFOUND|ECONN\w+|EAI_AGAIN|ETIMEDOUT|EACCES|ENOSPC|CERT_\w+)\b/.test(line),
  );
  return (cause ?? lines.find((line) => /error/i.test(line)))?.replace(/^\[?cause\]?: /, '');
}

function existing(file: string): string | undefined {
  return existsSync(file) ? file : undefined;
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
