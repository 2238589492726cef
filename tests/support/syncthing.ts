// Two Syncthing daemons that carry a folder between two places on this computer: loopback only, no discovery, no relay, nothing reported.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

export interface SyncedPair {
  /** Asks both daemons to look at their folders now. */
  scan(): Promise<void>;
  /** Whether both say that they have all that the other has. */
  isSettled(): Promise<boolean>;
  close(): Promise<void>;
}

interface Side {
  readonly home: string;
  readonly folder: string;
  readonly device: string;
  readonly key: string;
  readonly port: number;
  readonly guiPort: number;
}

/** Tells whether the daemon is on this computer; says so when it is not. */
export function hasSyncthing(): boolean {
  try {
    execFileSync('syncthing', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('skipped: two Syncthing daemons (syncthing is not installed here)');
    return false;
  }
}

/** Starts two daemons that keep two folders equal. */
export async function syncedPair(work: string, folders: readonly [string, string]): Promise<SyncedPair> {
  const [one, two] = [
    await makeSide(path.join(work, 'one'), folders[0]),
    await makeSide(path.join(work, 'two'), folders[1]),
  ];
  const sides = [one, two];
  for (const side of sides) writeFileSync(path.join(side.home, 'config.xml'), configOf(side, sides));
  const children = sides.map((side) =>
    spawn('syncthing', ['serve', `--home=${side.home}`, '--no-browser', '--no-restart', '--no-upgrade'], {
      stdio: 'ignore',
      env: { ...process.env, HOME: side.home },
    }),
  );
  await Promise.all(sides.map((side) => until(async () => (await ask(side, 'system/ping')) !== undefined)));
  return {
    async scan() {
      await Promise.all(sides.map((side) => ask(side, 'db/scan?folder=press', 'POST')));
    },
    async isSettled() {
      const states = await Promise.all(
        sides.map(async (side, n) => {
          const other = sides[1 - n] as Side;
          const status = (await ask(side, 'db/status?folder=press')) as Record<string, unknown> | undefined;
          const completion = (await ask(side, `db/completion?folder=press&device=${other.device}`)) as
            | Record<string, unknown>
            | undefined;
          return status?.['state'] === 'idle' && status['needTotalItems'] === 0 && completion?.['completion'] === 100;
        }),
      );
      return states.every(Boolean);
    },
    async close() {
      await Promise.all(children.map(ended));
    },
  };
}

async function makeSide(home: string, folder: string): Promise<Side> {
  mkdirSync(home, { recursive: true });
  mkdirSync(folder, { recursive: true });
  execFileSync('syncthing', ['generate', `--home=${home}`, '--no-default-folder'], { stdio: 'ignore' });
  const device = /<device id="([A-Z0-9-]+)"/.exec(readFileSync(path.join(home, 'config.xml'), 'utf8'))?.[1] as string;
  return { home, folder, device, key: `key-${path.basename(home)}`, port: await freePort(), guiPort: await freePort() };
}

/** https://docs.syncthing.net/users/config.html */
function configOf(side: Side, sides: readonly Side[]): string {
  const devices = sides.map(({ device }) => `<device id="${device}"></device>`).join('');
  return `<configuration version="36">
<folder id="press" path="${side.folder}" type="sendreceive" rescanIntervalS="10" fsWatcherEnabled="true" fsWatcherDelayS="1">${devices}</folder>
${sides.map(({ device, port }) => `<device id="${device}" compression="never"><address>tcp://127.0.0.1:${port}</address></device>`).join('\n')}
<gui enabled="true" tls="false"><address>127.0.0.1:${side.guiPort}</address><apikey>${side.key}</apikey></gui>
<options><listenAddress>tcp://127.0.0.1:${side.port}</listenAddress><globalAnnounceEnabled>false</globalAnnounceEnabled>
<localAnnounceEnabled>false</localAnnounceEnabled><relaysEnabled>false</relaysEnabled><natEnabled>false</natEnabled><startBrowser>false</startBrowser>
<urAccepted>-1</urAccepted><crashReportingEnabled>false</crashReportingEnabled><autoUpgradeIntervalH>0</autoUpgradeIntervalH>
<reconnectionIntervalS>1</reconnectionIntervalS><stunKeepaliveStartS>0</stunKeepaliveStartS></options>
</configuration>`;
}

/** Asks a daemon by its REST interface; undefined while it does not answer. */
async function ask({ guiPort, key }: Side, what: string, method = 'GET'): Promise<unknown> {
  try {
    const answer = await fetch(`http://127.0.0.1:${guiPort}/rest/${what}`, { method, headers: { 'x-api-key': key } });
    const text = await answer.text();
    return answer.ok ? JSON.parse(text || '{}') : undefined;
  } catch {
    return undefined;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
