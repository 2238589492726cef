// Files that a call names, for what they hold.
import { readFile } from 'node:fs/promises';
import { Failure } from '../shared/errors.ts';

/** Reads a file whole. @throws Failure `not-found`, `unavailable` when it cannot be read */
export async function bytesOfFile(file: string): Promise<Buffer> {
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
      throw new Failure('not-found', `There is no file ${file}.`, { subject: file, cause });
    throw new Failure('unavailable', `${file} cannot be read: ${cause.message}.`, { subject: file, cause });
  });
}

/** Reads a file of text. @throws Failure `invalid` when it is not in UTF-8; as `bytesOfFile` */
export async function textOfFile(file: string): Promise<string> {
  const bytes = await bytesOfFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure('invalid', `${file} is not in UTF-8.`, { subject: file, cause });
  }
}
