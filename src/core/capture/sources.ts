// Lists the items behind what a person gives to `import`: files, folders, standard input, lines of a JSONL file. It reads bytes and parses nothing.
import { createReadStream } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { DocumentFields } from '../../shared/document.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { withoutCredentials } from '../../shared/web-address.ts';
import { MANIFEST_FILE } from '../archive/manifest.ts';
import type { Container } from './captured.ts';
import { beginningOf } from './containers/byte-source.ts';
import { LARGEST_ORIGINAL_BYTES, tooLarge } from './read-original.ts';
import { BEGINNING_BYTES, containerFormatOf, isSingleByName } from './source-format.ts';
import { untilAborted } from './until-aborted.ts';

/** One item: its bytes, or why they cannot be had. */
export interface SourceItem {
  /** As in CLI.md: a path as it was given, `FILE#LINE` for a part of it, `-:LINE` from standard input. */
  readonly source: string;
  /** For messages, and for what it tells of the format. */
  readonly name: string;
  readonly format: string;
  readonly given: Partial<DocumentFields>;
  /** Where it was read. */
  readonly file?: string;
  readonly bytes?: Uint8Array;
  /** An address of the web, to be fetched in place of bytes. */
  readonly address?: string;
  /** Instead of bytes: a file that holds several items, and its format. */
  readonly container?: Container;
  /** The document that it is a part of. */
  readonly partOf?: string;
  /** Told with the item's own. */
  readonly warnings?: readonly string[];
  readonly error?: Failure;
}

export interface SourceOptions {
  readonly format: string;
  /** Standard input, for the source `-`. */
  readonly input?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
}

/**
 * Lists the items of all sources in a stable order, reading each only when it is asked for.
 * What cannot be read is an item with its error; the rest goes on. A hidden file within a folder is no item, nor is a link that leads to none.
 * @throws the signal's reason when it is aborted
 */
export async function* readSources(sources: readonly string[], options: SourceOptions): AsyncGenerator<SourceItem> {
  for (const source of sources) {
    for await (const item of readSource(source, options)) {
      options.signal?.throwIfAborted();
      yield item;
    }
  }
}

async function* readSource(source: string, options: SourceOptions): AsyncGenerator<SourceItem> {
  if (/^https?:/iu.test(source)) yield addressItem(source, options);
  else if (/^[a-z][a-z0-9+.-]+:\/\//iu.test(source)) yield failed(source, options, addressFailure(source));
  else if (source === '-') yield* readInput(options);
  else yield* readPath(source, options, new Set(), true);
}

/** An address; what lets its bearer in is no part of it, and is kept nowhere. */
function addressItem(source: string, options: SourceOptions): SourceItem {
  const address = withoutCredentials(source);
  return { ...itemOf(source, options), name: address, address };
}

/** Lists the items of what was dropped or pasted, as bytes under a name: the lines of a JSONL file, else itself. */
export async function* readContent(name: string, bytes: Uint8Array, format: string): AsyncGenerator<SourceItem> {
  if (isLines(name, format)) yield* readLines(inOnePiece(bytes), name, '#', { format });
  else yield { ...itemOf(name, { format }), name, bytes };
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function isLines(name: string, format: string): boolean {
  return format === 'jsonl' || (format === 'auto' && /\.(?:jsonl|ndjson)$/iu.test(name));
}

function addressFailure(address: string): Failure {
  return new Failure('invalid', said`${address}: only addresses of the web (http, https) can be captured`, {
    subject: address,
  });
}

async function* readPath(
  file: string,
  options: SourceOptions,
  above: ReadonlySet<string>,
  isGiven: boolean,
): AsyncGenerator<SourceItem> {
  const kind = await kindOf(file);
  if (kind instanceof Failure) {
    if (isGiven || kind.code !== 'not-found') yield failed(file, options, kind);
  } else if (kind === 'folder') yield* readFolder(file, options, above);
  else if (kind === 'file') yield* readWhole(file, options);
  else if (isGiven)
    yield failed(
      file,
      options,
      new Failure('invalid', said`${file}: it is neither a file nor a folder`, { subject: file }),
    );
}

function archiveFailure(folder: string): Failure {
  return new Failure('invalid', said`${folder}: it is an archive of Pressmark, and no folder of articles`, {
    remedy: said`Open the archive itself, or bring one into another with: pressmark import-archive FILE`,
    subject: folder,
  });
}

async function kindOf(file: string): Promise<'file' | 'folder' | 'other' | Failure> {
  try {
    const found = await stat(file);
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'other';
  } catch (cause) {
    return unreadable(file, cause);
  }
}

/** Goes through a folder by name; an archive in it, and a folder that is above itself through a link, are passed over. */
async function* readFolder(
  folder: string,
  options: SourceOptions,
  above: ReadonlySet<string>,
): AsyncGenerator<SourceItem> {
  let names: string[];
  let real: string;
  try {
    real = await realpath(folder);
    names = await readdir(folder);
  } catch (cause) {
    yield failed(folder, options, unreadable(folder, cause));
    return;
  }
  if (above.has(real)) return;
  if (names.includes(MANIFEST_FILE)) {
    if (above.size === 0) yield failed(folder, options, archiveFailure(folder));
    return;
  }
  const within = new Set([...above, real]);
  for (const name of names.filter((each) => !each.startsWith('.')).sort(byName)) {
    const file = path.join(folder, name);
    if (await leadsOutTwice(file, within)) continue;
    yield* readPath(file, options, within, false);
  }
}

/** A link to a folder that is read anyway, because it lies in the one that is being read, would give its files twice. */
async function leadsOutTwice(file: string, within: ReadonlySet<string>): Promise<boolean> {
  try {
    if (!(await lstat(file)).isSymbolicLink() || !(await stat(file)).isDirectory()) return false;
    const target = await realpath(file);
    return [...within].some((folder) => target === folder || target.startsWith(folder + path.sep));
  } catch {
    return false;
  }
}

function byName(a: string, b: string): number {
  return a < b ? -1 : 1;
}

async function* readWhole(file: string, options: SourceOptions): AsyncGenerator<SourceItem> {
  if (isLines(file, options.format)) {
    yield* readLines(createReadStream(file), file, '#', options);
    return;
  }
  try {
    const container = await containerIn(file, options.format);
    if (container !== undefined) {
      yield { ...itemOf(file, options), container };
      return;
    }
    if ((await stat(file)).size > LARGEST_ORIGINAL_BYTES) throw tooLarge(file);
    yield { ...itemOf(file, options), file, bytes: await readFile(file) };
  } catch (cause) {
    yield failed(file, options, unreadable(file, cause));
  }
}

/** Tells by the beginning of a file that it holds several items; it is not read whole then, however large it is. */
async function containerIn(file: string, format: string): Promise<Container | undefined> {
  const name = path.basename(file);
  if (isSingleByName(name, format)) return undefined;
  const container = { name, format, path: file };
  const found = containerFormatOf({ name, format, bytes: await beginningOf(container, BEGINNING_BYTES) });
  return found === undefined ? undefined : { ...container, format: found };
}

async function* readInput(options: SourceOptions): AsyncGenerator<SourceItem> {
  const input = untilAborted(options.input ?? noInput(), options.signal);
  if (options.format === 'jsonl') {
    yield* readLines(input, '-', ':', options);
    return;
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of input) {
    size += part.length;
    if (size > LARGEST_ORIGINAL_BYTES) {
      yield failed('-', options, tooLarge('standard input'));
      return;
    }
    parts.push(part);
  }
  yield { ...itemOf('-', options), name: 'standard input', bytes: Buffer.concat(parts) };
}

async function* noInput(): AsyncGenerator<Uint8Array> {}

/** Gives each line that is not blank as an item, numbered from 1, without holding more than one. */
async function* readLines(
  input: AsyncIterable<Uint8Array>,
  file: string,
  mark: '#' | ':',
  options: SourceOptions,
): AsyncGenerator<SourceItem> {
  let number = 0;
  try {
    for await (const line of linesOf(input, file)) {
      number++;
      if (line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)) continue;
      const source = `${file}${mark}${number}`;
      yield { ...itemOf(source, options), format: 'jsonl', bytes: line };
    }
  } catch (cause) {
    yield failed(file, options, unreadable(file, cause));
  }
}

async function* linesOf(input: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const part of input) {
    let start = 0;
    for (let end = part.indexOf(0x0a); end !== -1; end = part.indexOf(0x0a, start)) {
      yield joined([...waiting, part.subarray(start, end)]);
      waiting = [];
      size = 0;
      start = end + 1;
    }
    waiting.push(part.subarray(start));
    size += part.length - start;
    if (size > LARGEST_ORIGINAL_BYTES) throw tooLarge(file);
  }
  if (size > 0) yield joined(waiting);
}

/** The bytes of a line in memory of their own, without the CR of a line end. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const line = new Uint8Array(Buffer.concat(parts));
  return line.at(-1) === 0x0d ? line.subarray(0, -1) : line;
}

function itemOf(source: string, options: SourceOptions): SourceItem {
  return { source, name: source === '-' ? 'standard input' : path.basename(source), format: options.format, given: {} };
}

function failed(source: string, options: SourceOptions, error: Failure): SourceItem {
  return { ...itemOf(source, options), error };
}

function unreadable(file: string, cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new Failure('not-found', said`${file}: there is no such file or folder`, { subject: file, cause });
  if (code === 'EACCES' || code === 'EPERM')
    return new Failure('unavailable', said`${file}: it may not be read`, {
      subject: file,
      remedy: said`check its permissions`,
      cause,
    });
  return new Failure('unavailable', said`${file}: it cannot be read (${code ?? String(cause)})`, {
    subject: file,
    cause,
  });
}
