// Writes a BagIt 1.0 bag (RFC 8493) as one zip, member by member as they come: in memory are names and digests only.
// The zip is made beside the file that is wanted and takes its name when it is whole and on disk.
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import { makeId } from '../../shared/ids.ts';
import { said } from '../../shared/said.ts';
import type { FileLayer } from '../ports.ts';
import { type ZipMemberOptions, ZipWriter } from './zip-writer.ts';

export interface BagMember {
  /** Relative to the bag, with `/`. */
  readonly name: string;
  /** 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

type Bytes = Uint8Array | string;
type Content = Iterable<Bytes> | AsyncIterable<Bytes>;

export class BagWriter {
  readonly payload: BagMember[] = [];
  readonly tagFiles: BagMember[] = [];
  readonly #file: string;
  readonly #part: string;
  readonly #files: FileLayer;
  readonly #handle: FileHandle;
  readonly #zip: ZipWriter;

  private constructor(file: string, part: string, files: FileLayer, handle: FileHandle) {
    this.#file = file;
    this.#part = part;
    this.#files = files;
    this.#handle = handle;
    this.#zip = new ZipWriter(handle);
  }

  /** Begins a bag. @throws Failure `unavailable` when nothing can be written there. */
  static async create(
    file: string,
    ports: { readonly files: FileLayer; readonly randomBytes: (count: number) => Uint8Array },
  ): Promise<BagWriter> {
    const part = path.join(path.dirname(file), `.pressmark-${makeId(ports.randomBytes)}.part`);
    const handle = await ports.files.open(part, 'wx').catch((error: Error) => {
      throw cannotWrite(file, error);
    });
    return new BagWriter(file, part, ports.files, handle);
  }

  /** Adds a member. What lies under `data/` is the payload; anything else is a tag file. */
  async add(name: string, content: Content, options: ZipMemberOptions = {}): Promise<BagMember> {
    const hash = createHash('sha256');
    let bytes = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const chunk of content) {
        const binary = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        hash.update(binary);
        bytes += binary.length;
        yield binary;
      }
    }
    await this.#zip.add(name, counted(), options).catch((error: Error) => {
      throw this.#told(error);
    });
    const member = { name, sha256: hash.digest('hex'), bytes };
    (name.startsWith('data/') ? this.payload : this.tagFiles).push(member);
    return member;
  }

  /** Adds the files that make it a bag, before those of a caller that wants to name them all. */
  async addBagFiles(info: Readonly<Record<string, string>>): Promise<void> {
    await this.add('bagit.txt', ['BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n']);
    const octets = this.payload.reduce((sum, { bytes }) => sum + bytes, 0);
    const lines = Object.entries({ ...info, 'Payload-Oxum': `${octets}.${this.payload.length}` });
    await this.add('bag-info.txt', [lines.map(([label, value]) => `${label}: ${value}\n`).join('')]);
    await this.add('manifest-sha256.txt', manifestLines(this.payload));
  }

  /** Adds the last tag file, ends the zip, and gives it its name once it is on disk. Gives its size in bytes. */
  async finish(): Promise<number> {
    await this.add('tagmanifest-sha256.txt', manifestLines(this.tagFiles));
    try {
      const size = await this.#zip.finish();
      await this.#handle.sync();
      await this.#handle.close();
      await this.#files.rename(this.#part, this.#file);
      await this.#files.syncFolder(path.dirname(this.#file));
      return size;
    } catch (error) {
      throw this.#told(error as Error);
    }
  }

  /** Gives up: nothing stays on disk. */
  async abort(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await this.#files.rm(this.#part, { force: true }).catch(() => undefined);
  }

  #told(error: Error): Error {
    const { code } = error as NodeJS.ErrnoException;
    return code !== undefined && ['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EFBIG', 'EACCES', 'EPERM'].includes(code)
      ? cannotWrite(this.#file, error)
      : error;
  }
}

/** Lines of a manifest; RFC 8493, section 2.1.3, wants CR, LF and % of names encoded. */
function* manifestLines(members: readonly BagMember[]): Generator<string> {
  for (const { name, sha256 } of members)
    yield `${sha256}  ${name.replace(/[%\r\n]/g, (each) => encodeURIComponent(each))}\n`;
}

function cannotWrite(file: string, cause: Error): Failure {
  return new Failure('unavailable', said`${file} could not be written: ${cause.message}`, {
    remedy: said`Choose another place, or make room.`,
    subject: file,
    cause,
  });
}
