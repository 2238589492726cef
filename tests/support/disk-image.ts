// A small disk of a given file system in a file, mounted while a test runs.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { atEnd } from './at-end.ts';

export type FileSystem = 'ext4' | 'exfat' | 'ntfs';

export interface DiskImage {
  readonly place: string;
  /** Unmounts and mounts again, as when a stick is pulled out and put in: inodes may be others then. */
  remount(): void;
}

const MAKE: Readonly<Record<FileSystem, readonly string[]>> = {
  ext4: ['mkfs.ext4', '-q', '-F'],
  exfat: ['mkfs.exfat'],
  ntfs: ['mkfs.ntfs', '-Q', '-q', '-F'],
};

/** The kernel's own driver, or one in user space. */
const MOUNT: Readonly<Record<FileSystem, readonly (readonly string[])[]>> = {
  ext4: [['mount', '-t', 'ext4']],
  exfat: [['mount', '-t', 'exfat'], ['mount.exfat-fuse']],
  ntfs: [['mount', '-t', 'ntfs3'], ['ntfs-3g']],
};

/** Makes and mounts a disk; undefined, and one printed line, where that cannot be done. */
export function mountImage(folder: string, system: FileSystem): DiskImage | undefined {
  const image = path.join(folder, `${system}.img`);
  const place = path.join(folder, system);
  mkdirSync(place);
  let device: string | undefined;
  try {
    execFileSync('truncate', ['-s', '64M', image]);
    run([...MAKE[system], image]);
    device = execFileSync('losetup', ['--find', '--show', image], { encoding: 'utf8' }).trim();
    mount(system, device, place);
  } catch (error) {
    if (device !== undefined) run(['losetup', '--detach', device]);
    console.warn(`skipped: an archive on ${system} (${(error as Error).message.split('\n')[0]})`);
    return undefined;
  }
  const mounted = device;
  atEnd(() => {
    run(['umount', place]);
    run(['losetup', '--detach', mounted]);
  });
  return {
    place,
    remount() {
      run(['umount', place]);
      mount(system, mounted, place);
    },
  };
}

function mount(system: FileSystem, device: string, place: string): void {
  let last: unknown;
  for (const words of MOUNT[system]) {
    try {
      run([...words, device, place]);
      return;
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

function run([program, ...words]: readonly string[]): void {
  execFileSync(program as string, words, { stdio: 'ignore' });
}
