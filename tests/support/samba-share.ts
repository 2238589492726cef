// A Samba server on this computer with one share, at a port of its own; reached by mounting it where the kernel can, else by Samba's own client.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { atEnd } from './at-end.ts';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

export interface SambaShare {
  /** Mounts the share as another computer does; false where the kernel cannot. */
  mount(place: string): boolean;
  /** Copies files of a folder to the share, under the same relative names. */
  put(folder: string, files: readonly string[]): Promise<void>;
  /** Copies all of the share to a folder. */
  getAll(folder: string): Promise<void>;
}

/** Tells what is missing for a share on this computer; undefined when nothing is. */
export function lackingForSamba(): string | undefined {
  const lacking = ['smbd', 'smbclient'].filter((program) => {
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  return lacking.length ? `${lacking.join(' and ')} not installed here` : undefined;
}

/** Starts a server whose share is a fresh folder in `work`. */
export async function sambaShare(work: string): Promise<SambaShare> {
  const port = await freePort();
  const config = path.join(work, 'smb.conf');
  for (const each of ['share', 'state']) mkdirSync(path.join(work, each));
  writeFileSync(config, configOf(work, port));
  // In a process group of its own: at its end it ends all of its group.
  const server = spawn('smbd', ['-F', '--no-process-group', '-s', config], { stdio: 'ignore', detached: true });
  atEnd(() => ended(server));
  const ask = (commands: string) =>
    promisify(execFile)('smbclient', ['-s', config, '-p', String(port), '-N', '//127.0.0.1/press', '-c', commands]);
  await until(() =>
    ask('ls').then(
      () => true,
      () => false,
    ),
  );
  return {
    mount(place) {
      mkdirSync(place);
      try {
        execFileSync('mount', ['-t', 'cifs', '//127.0.0.1/press', place, '-o', `guest,port=${port}`], {
          stdio: 'ignore',
        });
      } catch {
        return false;
      }
      atEnd(() => execFileSync('umount', [place]));
      return true;
    },
    async put(folder, files) {
      const above = new Set(files.flatMap(foldersAbove));
      const makes = [...above].sort().map((each) => `mkdir "${each}"`);
      const puts = files.map((file) => `put "${path.join(folder, file)}" "${file}"`);
      if (files.length) await ask([...makes, ...puts].join('; '));
    },
    async getAll(folder) {
      mkdirSync(folder, { recursive: true });
      await ask(`lcd "${folder}"; recurse on; prompt off; mget *`);
    },
  };
}

function foldersAbove(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function configOf(work: string, port: number): string {
  const state = path.join(work, 'state');
  const places = ['lock', 'state', 'cache', 'pid'].map((name) => `${name} directory = ${state}`);
  return `[global]
server role = standalone server
map to guest = Bad User
guest account = root
smb ports = ${port}
interfaces = lo
bind interfaces only = yes
disable netbios = yes
load printers = no
private dir = ${state}
ncalrpc dir = ${path.join(state, 'ncalrpc')}
log file = ${path.join(state, 'log')}
${places.join('\n')}
[press]
path = ${path.join(work, 'share')}
read only = no
guest ok = yes
force user = root
`;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}
