// Reads what was dropped: files into base64, folders into the files they hold.
import type { FailureValue } from '../../shared/errors.ts';
import type { ImportInput } from './import-queue.ts';

/** The most bytes of a file that the window takes: the local server accepts 64 MiB, and base64 needs 4 characters for 3 bytes. */
const LARGEST_BYTES = 47 * 2 ** 20;

/** Reads a file as the input of an import. @throws an error with a `failure` when it is too large for the window. */
export async function readFile(file: File): Promise<ImportInput> {
  if (file.size > LARGEST_BYTES) throw Object.assign(new Error('too large'), { failure: TOO_LARGE });
  return { contents: [{ name: file.name, base64: await base64Of(file) }] };
}

/** Gives the files of a drop, those inside dropped folders too. Must be called while the event is being handled. */
export async function filesOf(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const files = [...transfer.files];
  if (entries.every((entry) => entry === null || entry.isFile)) return files;
  const found = await Promise.all(entries.map((entry) => (entry === null ? [] : filesIn(entry))));
  return found.flat();
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [file];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside: FileSystemEntry[] = [];
  // A reader gives at most 100 at a time (File and Directory Entries API § 7.3), and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.filter(({ name }) => !name.startsWith('.')).map(filesIn))).flat();
}

async function base64Of(file: File): Promise<string> {
  const reader = new FileReader();
  const read = new Promise<string>((resolve, reject) => {
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error);
  });
  reader.readAsDataURL(file);
  const address = await read;
  return address.slice(address.indexOf(',') + 1);
}

const TOO_LARGE: FailureValue = {
  code: 'too-large',
  message: 'The file is larger than 47 MB, the most that can be dropped here.',
  remedy: 'Import it with `pressmark import FILE` in a terminal.',
};
