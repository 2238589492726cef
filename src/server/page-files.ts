// What a page may not do that a program may: name files of this computer. What it exports lies in a private folder until it has been
// fetched once; what it would have read from a path is refused.
import { randomBytes } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MethodName } from '../shared/api/index.ts';
import { Failure } from '../shared/errors.ts';
import { isFields } from '../shared/fields.ts';
import { said } from '../shared/said.ts';
import { isWebAddress } from '../shared/web-address.ts';
import { attachmentHeaders } from './answers.ts';
import { LOADERS, type Route } from './exchange.ts';

/** A page's input as the service gets it, and its output as the page gets it. */
interface PageCall {
  readonly input: unknown;
  readonly give: (output: unknown) => unknown;
  readonly drop: () => Promise<void>;
}

export interface PageFiles {
  /**
   * Looks a page's input over for names of files.
   * @throws Failure `invalid` when it names one that would be read or written outside the private folder.
   */
  take(method: MethodName, input: unknown): PageCall;
  /** Serves what was exported: once whole, then it is gone. */
  readonly route: Route;
  close(): void;
}

/** The fields of inputs that name files. A test reads the contract and fails when a method has one that is not here. */
export const FILE_FIELDS: Readonly<
  Partial<Record<MethodName, Readonly<Record<string, 'written' | 'refused' | 'web'>>>>
> = {
  'archive.export': { to: 'written' },
  'archive.import': { file: 'refused' },
  'documents.import': { sources: 'web' },
  'documents.show': { original: 'refused', facsimile: 'refused' },
  'documents.export': { to: 'written' },
  'dossiers.export': { to: 'written' },
  'annotations.import': { file: 'refused' },
};

interface Download {
  readonly file: string;
  readonly name: string;
}

/** Makes the keeper of the pages' files; its folder is made at the first export, readable by this person only. */
export function createPageFiles(): PageFiles {
  const downloads = new Map<string, Download>();
  let folder: string | undefined;
  const removeFolder = () => folder && rmSync(folder, { recursive: true, force: true });
  const place = () => {
    // A process may be ended at once, without being asked to close.
    if (folder === undefined) process.once('exit', removeFolder);
    folder ??= mkdtempSync(path.join(tmpdir(), 'pressmark-downloads-'));
    return folder;
  };

  return {
    take(method, input) {
      const fields = isFields(input) ? (FILE_FIELDS[method] ?? {}) : {};
      const record = input as Readonly<Record<string, unknown>>;
      for (const [field, rule] of Object.entries(fields)) refuseFiles(field, rule, record[field]);
      const written = Object.keys(fields).find((field) => fields[field] === 'written');
      if (written === undefined) return { input, give: (output) => output, drop: async () => undefined };
      const name = bareName(record[written]);
      const key = randomBytes(16).toString('base64url');
      const download = { name, file: path.join(place(), `${key}${safeExtension(name)}`) };
      return {
        input: { ...record, [written]: download.file },
        give: (output) => {
          downloads.set(key, download);
          return { ...(output as object), file: `/downloads/${key}/${encodeURIComponent(name)}` };
        },
        drop: () => rm(download.file, { force: true }),
      };
    },
    route: {
      method: 'GET',
      path: /^\/downloads\/([\w-]{22})\/[^/]+$/u,
      callers: LOADERS,
      async answer({ response, parts: [key = ''] }) {
        const download = downloads.get(key);
        if (download === undefined)
          throw new Failure('not-found', said`There is no such file any more: export it again.`);
        downloads.delete(key);
        try {
          const { size } = await stat(download.file);
          response.writeHead(200, { ...attachmentHeaders(download.name), 'content-length': size });
          // A page that has all the bytes may hang up: reading ends with the last one, and not with a read that finds no more.
          await pipeline(createReadStream(download.file, { end: Math.max(0, size - 1) }), response);
        } catch (cause) {
          // It did not arrive whole, so that it may be fetched again.
          downloads.set(key, download);
          throw cause;
        }
        await rm(download.file, { force: true });
      },
    },
    close() {
      process.off('exit', removeFolder);
      removeFolder();
    },
  };
}

function refuseFiles(field: string, rule: 'written' | 'refused' | 'web', value: unknown): void {
  if (
    rule === 'written' ||
    value === undefined ||
    (rule === 'web' && Array.isArray(value) && value.every(isWebAddress))
  )
    return;
  throw new Failure('invalid', said`A page may not name files of this computer (${field}).`, {
    remedy: rule === 'web' ? said`Send what is in them as \`contents\`.` : said`Use the command line for that.`,
  });
}

/** @throws Failure `invalid` when it is anything but the name of a file. */
function bareName(value: unknown): string {
  const isBare =
    typeof value === 'string' && value.length <= 200 && /^[^./\\\p{Cc}\p{Cs}][^/\\\p{Cc}\p{Cs}]*$/u.test(value);
  if (isBare) return value;
  throw new Failure('invalid', said`A page gives the name of a file without its folder.`);
}

function safeExtension(name: string): string {
  return /\.[a-z0-9]{1,8}$/iu.exec(name)?.[0] ?? '';
}
