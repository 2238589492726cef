// Tells which format a file is in by its first bytes and its name, and which formats this version reads.
import path from 'node:path';
import { FORMATS, type Format } from '../../shared/document.ts';
import { Failure } from '../../shared/errors.ts';

/** Formats whose text can be captured now. */
const READ: ReadonlySet<string> = new Set(['text', 'html', 'jsonl'] satisfies Format[]);

/** Formats and services that are known by name and not read yet. */
const NAMED: ReadonlySet<string> = new Set([
  ...FORMATS,
  ...'feed pocket instapaper omnivore wallabag readwise readwise-reader hypothesis zotero bookmarks karakeep linkwarden readeck matter europresse factiva newsml nitf ninjs mbox'.split(
    ' ',
  ),
]);

const FORMAT_OF_EXTENSION: Readonly<Record<string, string>> = {
  txt: 'text',
  text: 'text',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  shtml: 'html',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  md: 'markdown',
  markdown: 'markdown',
  pdf: 'pdf',
  epub: 'epub',
  mhtml: 'mhtml',
  mht: 'mhtml',
  eml: 'eml',
  mbox: 'eml',
  warc: 'warc',
  wacz: 'wacz',
  docx: 'docx',
  rss: 'feed',
  atom: 'feed',
};

/** What each kind of file begins with. A ZIP is the container of several formats. */
const MAGIC: readonly (readonly [format: string, beginning: string])[] = [
  ['pdf', '%PDF-'],
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['warc', 'WARC/'],
  ['gzip', '\x1f\x8b'],
  ['png', '\x89PNG'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF8'],
  ['rtf', '{\\rtf'],
  ['word', '\xd0\xcf\x11\xe0'],
  ['elf', '\x7fELF'],
  ['riff', 'RIFF'],
  ['sqlite', 'SQLite format 3\0'],
];

const CONTAINERS: Readonly<Record<string, string>> = { epub: 'zip', docx: 'zip', wacz: 'zip', warc: 'gzip' };

/**
 * Decides in which format an item is to be read; a format that was asked for is believed.
 * @throws Failure `invalid` for what is no known format or not what its name says, `unavailable` for what is not read yet, `usage` for an unknown word.
 */
export function formatOf(item: { readonly name: string; readonly bytes: Uint8Array; readonly format: string }): Format {
  const format = item.format === 'auto' ? detectFormat(item.name, item.bytes) : item.format;
  if (READ.has(format)) return format as Format;
  if (!NAMED.has(format)) throw new Failure('usage', `there is no format ${format}`, { subject: item.name });
  throw new Failure('unavailable', `${item.name}: the format ${format} cannot be read by this version yet`, {
    remedy: 'text, HTML and lines of JSON articles are read now',
    subject: item.name,
  });
}

function detectFormat(name: string, bytes: Uint8Array): string {
  const extension = path.extname(name.replace(/\.gz$/iu, '')).slice(1).toLowerCase();
  const named = FORMAT_OF_EXTENSION[extension];
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const magic = MAGIC.find(([, beginning]) => head.startsWith(beginning))?.[0];
  if (magic !== undefined) return formatOfMagic(magic, named, name);
  if (named === 'pdf' || CONTAINERS[named ?? ''] === 'zip') throw notWhatItSays(name, named as string);
  if (named !== undefined) return named;
  const looksLike = formatOfBeginning(head);
  if (extension === '' || extension === 'tmp') return looksLike ?? 'text';
  throw new Failure('invalid', `${name}: files of the kind .${extension} are not read`, {
    remedy: 'name the format with --format',
    subject: name,
  });
}

function formatOfMagic(magic: string, named: string | undefined, name: string): string {
  if (named === magic || (named !== undefined && CONTAINERS[named] === magic)) return named;
  if (named === undefined && magic === 'zip') {
    throw new Failure('invalid', `${name}: the archive is of no known kind`, { subject: name });
  }
  if (named === undefined && (magic === 'pdf' || magic === 'warc')) return magic;
  throw notWhatItSays(name, named ?? 'text');
}

function notWhatItSays(name: string, format: string): Failure {
  return new Failure('invalid', `${name}: the file is not what its name says (${format})`, { subject: name });
}

function formatOfBeginning(head: string): string | undefined {
  const text = head.replace(/^\xef\xbb\xbf/u, '').trimStart();
  if (/^(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])/iu.test(text)) return 'html';
  if (/^(?:<\?xml[^>]*>\s*)?<(?:rss|feed)[\s>]/iu.test(text)) return 'feed';
  return /^From: <Saved by|^MIME-Version:/iu.test(text) ? 'mhtml' : undefined;
}

/** What servers call each kind of file. */
const FORMAT_OF_MEDIA_TYPE: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'application/pdf': 'pdf',
  'application/epub+zip': 'epub',
  'application/rss+xml': 'feed',
  'application/atom+xml': 'feed',
  'application/feed+json': 'feed',
  'text/markdown': 'markdown',
  'multipart/related': 'mhtml',
  'message/rfc822': 'eml',
  'application/warc': 'warc',
};

/**
 * Decides in which format a server's answer is to be read: by its first bytes, then by what the server says, then by the address.
 * @throws Failure as `formatOf`; `invalid` for pictures and other files that are no documents
 */
export function formatOfAnswer(address: string, contentType: string, bytes: Uint8Array): Format {
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const magic = MAGIC.find(([, beginning]) => head.startsWith(beginning))?.[0];
  const said = FORMAT_OF_MEDIA_TYPE[mediaType];
  const named = FORMAT_OF_EXTENSION[path.extname(new URL(address).pathname).slice(1).toLowerCase()];
  const isText = magic === undefined;
  const format =
    magic === 'pdf' || magic === 'warc'
      ? magic
      : isText
        ? (formatOfBeginning(head) ??
          said ??
          (mediaType === 'text/plain' || mediaType === '' ? (named ?? 'text') : undefined))
        : [said, named].find((each) => each !== undefined && CONTAINERS[each] === magic);
  if (format === undefined || (isText && (format === 'pdf' || CONTAINERS[format] === 'zip')))
    throw new Failure('invalid', `${address}: what lies there is no document (${mediaType || 'of no known kind'})`, {
      subject: address,
    });
  return formatOf({ name: address, bytes, format });
}
