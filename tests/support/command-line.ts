// The built command line, as a script calls it: in an archive, a home and a cache of its own.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The JSON values printed, one a line. */
  readonly values: readonly unknown[];
  /** The first of them. */
  readonly value: unknown;
}

export interface CommandLine {
  readonly archive: string;
  readonly env: NodeJS.ProcessEnv;
  /** The arguments of Node that start the program. */
  readonly program: readonly string[];
  run(args: readonly string[], stdin?: string | Uint8Array): Promise<CommandResult>;
  /** As `run`, without `--json`: what a person reads. */
  forPeople(args: readonly string[], stdin?: string | Uint8Array): Promise<CommandResult>;
  /** As `run`; throws when the exit status is not 0. */
  ok(args: readonly string[], stdin?: string | Uint8Array): Promise<CommandResult>;
}

const BUILT = path.resolve(import.meta.dirname, '../../out/cli/pressmark.js');

/** Calls the built program with `--json` on `FOLDER/archive`, or on an archive elsewhere. */
export function commandLine(folder: string, archive = path.join(folder, 'archive')): CommandLine {
  if (!existsSync(BUILT)) throw new Error('out/cli/pressmark.js is not built: npm run build');
  const home = path.join(folder, 'home');
  mkdirSync(home, { recursive: true });
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    PRESSMARK_CACHE: path.join(folder, 'cache'),
    XDG_CONFIG_HOME: path.join(home, 'config'),
    XDG_STATE_HOME: path.join(home, 'state'),
    PRESSMARK_CREATOR: 'Ada',
    NO_COLOR: '1',
  };
  delete env['PRESSMARK_ARCHIVE'];
  const call = (words: readonly string[], stdin?: string | Uint8Array) =>
    new Promise<CommandResult>((resolve, reject) => {
      const child = spawn(process.execPath, [BUILT, ...words], { env });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.stdin.on('error', () => undefined);
      child.stdin.end(stdin);
      child.once('error', reject);
      child.once('close', (status) => {
        const values = stdout.split('\n').filter(Boolean).map(parsed);
        resolve({ status, stdout, stderr, values, value: values[0] });
      });
    });
  const run = (args: readonly string[], stdin?: string | Uint8Array) =>
    call([...args, '--archive', archive, '--json'], stdin);
  return {
    archive,
    env,
    program: [BUILT],
    run,
    forPeople: (args, stdin) => call(['--archive', archive, ...args], stdin),
    async ok(args, stdin) {
      const result = await run(args, stdin);
      if (result.status !== 0)
        throw new Error(`pressmark ${args.join(' ')}: status ${result.status}\n${result.stdout}\n${result.stderr}`);
      return result;
    },
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return { unparsed: line };
  }
}
