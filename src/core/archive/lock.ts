// One writer per computer: an exclusive SQLite transaction on a small file, freed by the kernel when its holder dies.
// The pid and the host beside it are for the message only and are never believed.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../shared/errors.ts';
import { inEnglish, type Said, said } from '../../shared/said.ts';
import { diskFailure } from './disk-errors.ts';

export interface Lock {
  release(): void;
}

const RETRY_MS = 50;

/**
 * Takes the lock kept in `file`, waiting at most `waitMs` milliseconds.
 * @throws Failure `locked`, naming the process that holds it; `unavailable` when the lock's folder cannot be written.
 */
export async function takeLock(file: string, what: Said | string, waitMs: number): Promise<Lock> {
  const refused = (error: Error) =>
    diskFailure(file, file, error, said`Make the folder ${path.dirname(file)} writable, then try again.`);
  await mkdir(path.dirname(file), { recursive: true }).catch((error) => {
    throw refused(error as Error);
  });
  const deadline = performance.now() + waitMs;
  for (;;) {
    const lock = tryLock(file, refused);
    if (lock) {
      // Only a message needs it: a disk that has no room for it must not keep anybody from writing what it has room for.
      await writeFile(`${file}.holder`, JSON.stringify({ pid: process.pid, host: hostname() })).catch(() => undefined);
      return lock;
    }
    if (performance.now() >= deadline) {
      throw new Failure('locked', said`${what} is being written by ${await holderOf(file)}.`, {
        remedy: said`Wait until it is done, or close it, then try again.`,
        subject: inEnglish(what),
      });
    }
    await wait(RETRY_MS);
  }
}

function tryLock(file: string, refused: (error: Error) => Failure): Lock | undefined {
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(file);
  } catch (error) {
    throw refused(error as Error);
  }
  try {
    db.exec('pragma locking_mode = exclusive; begin exclusive');
    return { release: () => db.close() };
  } catch (error) {
    db.close();
    if (/locked|busy/i.test((error as Error).message)) return undefined;
    throw error;
  }
}

async function holderOf(file: string): Promise<Said> {
  try {
    const { pid, host } = JSON.parse(await readFile(`${file}.holder`, 'utf8')) as { pid: number; host: string };
    return said`process ${pid} on ${host}`;
  } catch {
    return said`another process`;
  }
}
