// A place that a person chose for a file of theirs: it is looked at before the long work, and never a file of the archive.
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';

/**
 * Requires that a file can be written at `file` and that no archive loses one of its own by it.
 * @throws Failure `invalid` for a place in the archive folder, `not-found` when there is no such folder, `unavailable` for a folder
 */
export async function requirePlace(file: string, archive: string): Promise<void> {
  const folder = path.dirname(path.resolve(file));
  const realFolder = await realpath(folder).catch(() => undefined);
  if (realFolder === undefined || !(await stat(realFolder)).isDirectory())
    throw new Failure('not-found', said`There is no folder ${folder}.`, { subject: file });
  const real = await realpath(file).catch(() => path.join(realFolder, path.basename(file)));
  if (isInside(real, await realpath(archive).catch(() => path.resolve(archive))))
    throw new Failure('invalid', said`${file} lies in the archive itself.`, {
      remedy: said`Choose another place.`,
      subject: file,
    });
  if ((await stat(real).catch(() => undefined))?.isDirectory())
    throw new Failure('unavailable', said`${file} is a folder.`, { remedy: said`Name a file.`, subject: file });
}

function isInside(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return !path.isAbsolute(way) && way.split(path.sep)[0] !== '..';
}
