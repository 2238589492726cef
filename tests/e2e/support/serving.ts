// The built program serving an archive of its own, as a person starts it; it can be killed and started again at the same address.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { CommandLine } from '../../support/command-line.ts';

export interface Serving {
  /** The address to open; it works once. */
  readonly url: string;
  readonly port: number;
  /** Ends the program as a crash does. */
  kill(): Promise<void>;
}

/** Starts `pressmark serve`; port 0 takes any. */
export async function serve({ archive, env, program }: CommandLine, port = 0): Promise<Serving> {
  const args = [...program, 'serve', '--no-open', '--json', '--port', String(port), '--archive', archive];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const { url } = await firstLine(child);
  return {
    url,
    port: Number(new URL(url).port),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function firstLine(child: ChildProcess): Promise<{ url: string }> {
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  for await (const line of createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> })) {
    // What follows is read by nobody, and must not fill the pipe.
    child.stdout?.resume();
    return JSON.parse(line) as { url: string };
  }
  throw new Error(`serve printed no address\n${errors}`);
}
