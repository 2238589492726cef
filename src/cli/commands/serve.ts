// serve: the window in a browser, on this computer only, until Ctrl-C.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { LocalServer } from '../../server/local-server.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import type { CommandContext } from '../command-context.ts';

/** Adds `serve`. */
export function addServeCommand(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('open the window in a browser, on this computer only')
    .option('--port <n>', 'the port (else 7319, or any that is free; 0 takes any)', portNumber)
    .option('--no-open', 'print the address without opening it')
    .addHelpText('after', '\nExample:\n  pressmark serve --archive ~/Press')
    .action((options: { port?: number; open: boolean }) => serve(context, options));
}

async function serve(context: CommandContext, { port, open }: { port?: number; open: boolean }): Promise<void> {
  const { output, signal } = context;
  const { startServer } = await import('../../server/local-server.ts');
  await context.withService(async (service) => {
    await service.hold();
    const server = await startServer({
      service,
      window: path.join(import.meta.dirname, '../renderer'),
      onRequest: (request) => output.result(request, () => ''),
      log: output.remark,
      ...withoutAbsent({ port }),
    });
    try {
      const { url, origin, token } = server;
      output.result({ url, origin, token }, addressForPeople);
      void service.warmUp().catch((error: Error) => output.remark(error.message));
      if (open) openInBrowser(url, output.remark);
      await stopped(signal);
    } finally {
      await server.close();
    }
  });
}

function addressForPeople({ url }: Pick<LocalServer, 'url'>): string {
  return `${url}\nThis address works once, in one browser. Ctrl-C stops.`;
}

/** Waits for Ctrl-C, or for being told to end by the system or by a terminal that closes. */
async function stopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const over = new AbortController();
  const ends = [
    once(signal, 'abort', over),
    once(process, 'SIGTERM', over),
    ...(process.platform === 'win32' ? [] : [once(process, 'SIGHUP', over)]),
  ];
  await Promise.race(ends);
  for (const end of ends) end.catch(() => undefined);
  over.abort();
}

/** Opens an address in the person's browser; says so when that cannot be done. */
function openInBrowser(url: string, remark: (text: string) => void): void {
  const [program, ...words] = BROWSER_OPENERS[process.platform] ?? ['xdg-open'];
  const hasScreen = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  const sayNo = () => remark('No browser could be opened: open the address yourself.');
  if (!hasScreen || program === undefined) {
    sayNo();
    return;
  }
  const child = spawn(program, [...words, url], { stdio: 'ignore', detached: true });
  child.once('error', sayNo).once('exit', (status) => (status ? sayNo() : undefined));
  child.unref();
}

const BROWSER_OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** 0 to 65535. */
function portNumber(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65536) return Number(text);
  throw new InvalidArgumentError('It must be a number from 0 to 65535.');
}
