// `npm start`: the desktop window where Electron's program is on this computer, else the same archive in the browser. It always ends with something to look at,
// or with a sentence that says what to do. Options: --archive DIR, --browser (no desktop window), and those of `pressmark serve`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { FAILURES } from '../src/shared/errors.ts';
import { findElectron } from './electron-program.ts';
import { runWindow } from './electron-window.ts';
import { installElectron } from './install-electron.ts';
import { archiveToOpen } from './start-archive.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const PROGRAM = path.join(ROOT, 'out/cli/pressmark.js');
const INSTALL = 'For the desktop window: npm run electron:install, then npm start.';

/** The exit status of a program that Ctrl-C ended. */
const INTERRUPTED = 130;

const say = (sentence: string) => console.error(sentence);
const isTerminal = process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env['CI'];

process.exitCode = await start();

async function start(): Promise<number> {
  if (!existsSync(PROGRAM)) {
    say('Pressmark is not built yet: npm run build, then npm start.');
    return FAILURES.unavailable.exitStatus;
  }
  const { archive, browser } = parseArgs({
    options: { archive: { type: 'string' }, browser: { type: 'boolean' } },
    strict: false,
  }).values;
  const named = typeof archive === 'string' ? path.resolve(archive) : undefined;
  const why = browser ? undefined : await tryWindow(named);
  if (typeof why === 'number') return why;
  if (why !== undefined) say(`${why} Opening the archive in your browser instead. ${INSTALL}`);
  return serve(named);
}

/** Shows the desktop window; gives its exit status, or the sentence that says why there is none. */
async function tryWindow(named: string | undefined): Promise<number | string> {
  const electron = findElectron(ROOT, process.env) ?? (await offerToFetch());
  if (electron === undefined) return 'The desktop window needs Electron, which is not on this computer.';
  const end = await runWindow(electron, [ROOT, ...(named === undefined ? [] : ['--archive', named])]);
  return 'status' in end ? end.status : `The desktop window did not come up: ${end.failed}.`;
}

/** Nothing of this size is fetched unasked, and nobody is there to answer without a terminal. */
async function offerToFetch(): Promise<string | undefined> {
  if (!isTerminal) return undefined;
  const answer = await ask('The desktop window needs Electron (about 120 MB). Fetch it now? [Y/n] ');
  if (!/^(?:y(?:es)?)?$/i.test(answer.trim())) return undefined;
  return (await installElectron(ROOT)) ? findElectron(ROOT, process.env) : undefined;
}

async function serve(named: string | undefined): Promise<number> {
  const archive = await archiveToOpen({
    root: ROOT,
    named,
    environment: process.env,
    ask: isTerminal ? ask : undefined,
    say,
  });
  if (archive === undefined) return FAILURES.unavailable.exitStatus;
  const server = spawn(process.execPath, [PROGRAM, 'serve', '--archive', archive, ...serveOptions()], {
    stdio: 'inherit',
  });
  // At a terminal Ctrl-C goes to the server too, which closes the archive; this process waits for it.
  process.on('SIGINT', () => (process.stdin.isTTY ? undefined : server.kill('SIGINT')));
  process.on('SIGTERM', () => server.kill('SIGTERM'));
  return new Promise((resolve) => {
    server.once('error', () => resolve(FAILURES.unexpected.exitStatus));
    server.once('close', (status, signal) =>
      resolve(status ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : FAILURES.unexpected.exitStatus)),
    );
  });
}

/** What `pressmark serve` is told besides the archive. */
function serveOptions(): string[] {
  const { port, 'no-open': isQuiet } = parseArgs({
    options: { port: { type: 'string' }, 'no-open': { type: 'boolean' } },
    strict: false,
  }).values;
  return [...(typeof port === 'string' ? ['--port', port] : []), ...(isQuiet ? ['--no-open'] : [])];
}

/** Asks at the terminal; who answers with Ctrl-C or Ctrl-D ends the program. */
async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
    process.exit(INTERRUPTED);
  } finally {
    lines.close();
  }
}
