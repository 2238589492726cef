// Runs the desktop window in Electron's program, and notices when it could not come up at all.
import { spawn } from 'node:child_process';

/** An end within this time after the start, in milliseconds, means that no window came up. */
const EARLY_MS = 3_000;
/** How much of what the program said is kept to find the reason in, in characters. */
const MOST_TOLD = 16_384;

/** How it ended: with an exit status, or at once, for a reason. */
export type WindowEnd = { readonly status: number } | { readonly failed: string };

/** Starts the window and waits until it ends. What Electron says is passed on. */
export async function runWindow(electron: string, words: readonly string[]): Promise<WindowEnd> {
  const started = performance.now();
  const child = spawn(electron, [...words], { stdio: ['inherit', 'inherit', 'pipe'] });
  let told = '';
  child.stderr.on('data', (bytes: Buffer) => {
    process.stderr.write(bytes);
    if (told.length < MOST_TOLD) told += bytes.toString();
  });
  const [status, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.once('error', (error) => {
      told += error.message;
      resolve([null, null]);
    });
    child.once('close', (code, by) => resolve([code, by]));
  });
  if (status === 0) return { status };
  if (performance.now() - started < EARLY_MS) return { failed: reasonOf(told, status, signal) };
  return { status: status ?? 1 };
}

function reasonOf(told: string, status: number | null, signal: string | null): string {
  if (/without --no-sandbox|SUID sandbox|No usable sandbox|setuid sandbox/i.test(told))
    return 'Electron’s sandbox does not work here (it runs as root, or the system forbids it), and Pressmark never runs without it';
  if (/Missing X server|cannot open display|Unable to open X display|ozone_platform|DISPLAY/i.test(told))
    return 'there is no display';
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(told)?.[1];
  if (library !== undefined) return `the system library ${library} is missing`;
  return `Electron ended at once (${signal ?? `status ${status ?? 'unknown'}`})`;
}
