// What a disk refuses, told as a failure that a person can mend: full, failing, read-only.
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import { type SaidValue, said } from '../../shared/said.ts';

/** SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN: https://www.sqlite.org/rescode.html */
const DISK_ERRORS = new Set([8, 10, 13, 14]);
/** What a file system says when it refuses. */
const REFUSALS = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO', 'ENOTDIR', 'EEXIST']);

/** Runs a use of a cache's folder or database. @throws Failure `unavailable` when its disk refuses; the archive itself is not touched. */
export function tellDiskErrors<T>(file: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!isRefusal(error as { errcode?: unknown; code?: unknown })) throw error;
    throw new Failure(
      'unavailable',
      said`The cache ${path.dirname(file)} could not be written: ${(error as Error).message}`,
      {
        remedy: said`Make room on its disk, or name another place with PRESSMARK_CACHE. The archive’s own files are as they were reported.`,
        subject: file,
        cause: error,
      },
    );
  }
}

function isRefusal({ errcode, code }: { readonly errcode?: unknown; readonly code?: unknown }): boolean {
  return typeof errcode === 'number' ? DISK_ERRORS.has(errcode & 0xff) : REFUSALS.has(String(code));
}

const ARCHIVE_REMEDY = said`Make room on the disk or make the archive writable, then try again. Nothing that was reported as saved is lost.`;

/** Tells what of the archive could not be written. What is a failure already stays as it is. */
export function diskFailure(subject: string, what: SaidValue, error: Error, remedy = ARCHIVE_REMEDY): Failure {
  if (error instanceof Failure) return error;
  return new Failure('unavailable', said`${what} could not be written: ${error.message}`, {
    remedy,
    subject,
    cause: error,
  });
}
