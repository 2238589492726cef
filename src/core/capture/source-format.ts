// Tells which format a file is in by its first bytes and its name, and whether it holds one item or several.
import path from 'node:path';
import { FORMATS, type Format } from '../../shared/document.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { formatOfText } from './text-format.ts';

/** Formats of single items. */
const READ: ReadonlySet<string> = new Set(FORMATS);

/** Formats whose files hold items of their own, each to be captured by itself. */
const CONTAINERS: ReadonlySet<string> = new Set('mbox warc wacz feed opml newsml europresse factiva'.split(' '));

/** Formats and services that are known by name and not read yet. */
const NAMED: ReadonlySet<string> = new Set(
  'pocket instapaper omnivore wallabag readwise readwise-reader hypothesis zotero bookmarks karakeep linkwarden readeck matter'.split(
    ' ',
  ),
);

/** Extensions whose files are looked into, since several formats have them. */
const LOOK_INSIDE = 'look-inside';

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
  mbox: 'mbox',
  warc: 'warc',
  arc: 'warc',
  wacz: 'wacz',
  docx: 'docx',
  rss: 'feed',
  atom: 'feed',
  opml: 'opml',
  nitf: 'nitf',
  ninjs: 'ninjs',
  xml: LOOK_INSIDE,
  json: LOOK_INSIDE,
  rtf: LOOK_INSIDE,
};

/** What each kind of file begins with. A ZIP is the container of several formats. */
const MAGIC: readonly (readonly [format: string, beginning: string])[] = [
  ['pdf', '%PDF-'],
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['warc', 'WARC/'],
  ['warc', 'filedesc://'],
  ['gzip', '\x1f\x8b'],
  ['png', '\x89PNG'],
  ['jpeg', '\xff\xd8\xff'],
  ['gif', 'GIF8'],
  ['word', '\xd0\xcf\x11\xe0'],
  ['elf', '\x7fELF'],
  ['riff', 'RIFF'],
  ['sqlite', 'SQLite format 3\0'],
];

const WRAPPERS: Readonly<Record<string, string>> = { epub: 'zip', docx: 'zip', wacz: 'zip', warc: 'gzip' };

/** How much of a file is looked at, in bytes. */
export const BEGINNING_BYTES = 32 * 1024;

interface NamedBytes {
  readonly name: string;
  /** The file, or its beginning. */
  readonly bytes: Uint8Array;
  readonly format: string;
}

/**
 * Decides in which format an item is to be read; a format that was asked for is believed.
 * @throws Failure `invalid` for what is no known format or not what its name says, `unavailable` for what is not read yet, `usage` for an unknown word.
 */
export function formatOf(item: NamedBytes): Format {
  const format = item.format === 'auto' ? detectFormat(item.name, item.bytes) : item.format;
  if (READ.has(format)) return format as Format;
  requireFormat(format);
  throw new Failure('unavailable', said`${item.name}: the format ${format} cannot be read by this version yet`, {
    subject: item.name,
  });
}

/** Refuses a word that names no format. @throws Failure `usage` */
export function requireFormat(format: string): void {
  const isKnown = [READ, NAMED, CONTAINERS].some((formats) => formats.has(format));
  if (format !== 'auto' && !isKnown)
    throw new Failure('usage', said`there is no format ${format}`, { subject: format });
}

/** Gives the format of a file that holds several items, by its beginning; undefined for every other file, also for one that cannot be read. */
export function containerFormatOf(item: NamedBytes): string | undefined {
  try {
    const asked = item.format === 'auto' ? detectFormat(item.name, item.bytes) : item.format;
    const format = asked === 'eml' && isMbox(item.bytes) ? 'mbox' : asked;
    return CONTAINERS.has(format) ? format : undefined;
  } catch {
    return undefined;
  }
}

/** Tells by its name alone that a file holds one item; its beginning need not be read for that. */
export function isSingleByName(name: string, format: string): boolean {
  const named = format === 'auto' ? FORMAT_OF_EXTENSION[extensionOf(name)] : format;
  return named !== undefined && named !== LOOK_INSIDE && !CONTAINERS.has(named);
}

function isMbox(bytes: Uint8Array): boolean {
  return /^\s*From \S+/u.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
}

function extensionOf(name: string): string {
  return path.extname(name.replace(/\.gz$/iu, '')).slice(1).toLowerCase();
}

function detectFormat(name: string, bytes: Uint8Array): string {
  const extension = extensionOf(name);
  const named = FORMAT_OF_EXTENSION[extension];
  const head = Buffer.from(bytes.subarray(0, BEGINNING_BYTES)).toString('latin1');
  const magic = MAGIC.find(([, beginning]) => head.startsWith(beginning))?.[0];
  if (magic !== undefined) return formatOfMagic(magic, named, name, head);
  // Readers look for the header in the first kilobyte, and do without it where objects follow.
  if (named === 'pdf' && /%PDF-|\d \d+ obj\b/u.test(head.slice(0, 1024))) return 'pdf';
  if (named === 'pdf' || WRAPPERS[named ?? ''] === 'zip') throw notWhatItSays(name, named as string);
  if (named === 'html') return formatOfText(head, 'html') ?? 'html';
  if (named !== undefined && named !== LOOK_INSIDE) return named;
  const looksLike = formatOfText(head, undefined);
  if (extension === '' || extension === 'tmp') return looksLike ?? 'text';
  if (named === LOOK_INSIDE && looksLike !== undefined) return looksLike;
  throw new Failure('invalid', said`${name}: files of the kind .${extension} are not read`, {
    remedy: said`name the format with --format`,
    subject: name,
  });
}

function formatOfMagic(magic: string, named: string | undefined, name: string, head: string): string {
  if (named === magic || (named !== undefined && WRAPPERS[named] === magic)) return named;
  if (named === undefined && magic === 'zip') {
    const inside = formatOfZip(head);
    if (inside !== undefined) return inside;
    throw new Failure('invalid', said`${name}: the archive is of no known kind`, { subject: name });
  }
  if (named === undefined && (magic === 'pdf' || magic === 'warc')) return magic;
  throw notWhatItSays(name, named ?? 'text');
}

/** The names of the first members lie open in the file. */
function formatOfZip(head: string): string | undefined {
  if (head.includes('mimetypeapplication/epub+zip')) return 'epub';
  if (/\[Content_Types\]\.xml|word\/document\.xml/u.test(head)) return 'docx';
  return /PK\x03\x04.{26}(?:archive\/|datapackage\.json|pages\/)/su.test(head) ? 'wacz' : undefined;
}

function notWhatItSays(name: string, format: string): Failure {
  const stated = format === LOOK_INSIDE ? 'text' : format;
  return new Failure('invalid', said`${name}: the file is not what its name says (${stated})`, { subject: name });
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
 * Decides in which format a server's answer is to be read: by its first bytes, then by what the server says, then by the address. A container's
 * format is one too (a feed, a web archive).
 * @throws Failure `invalid` for pictures and other files that are no documents
 */
export function formatOfAnswer(
  address: string,
  contentType: string,
  bytes: Uint8Array,
): { readonly format: Format } | { readonly container: string } {
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const head = Buffer.from(bytes.subarray(0, BEGINNING_BYTES)).toString('latin1');
  const magic = MAGIC.find(([, beginning]) => head.startsWith(beginning))?.[0];
  const stated = FORMAT_OF_MEDIA_TYPE[mediaType];
  const format =
    magic === undefined
      ? formatOfTextAnswer(address, mediaType, stated, head)
      : formatOfPacked(magic, stated ?? FORMAT_OF_EXTENSION[extensionOf(new URL(address).pathname)], head);
  if (format !== undefined && CONTAINERS.has(format)) return { container: format };
  if (format !== undefined && READ.has(format) && (format !== 'pdf' || magic === 'pdf'))
    return { format: format as Format };
  throw new Failure(
    'invalid',
    said`${address}: what lies there is no document (${mediaType || said`of no known kind`})`,
    {
      subject: address,
    },
  );
}

/** A page stays a page, also when it looks like what a press database exports. */
function formatOfTextAnswer(
  address: string,
  mediaType: string,
  said: string | undefined,
  head: string,
): string | undefined {
  if (said === 'html') return formatOfText(head, 'html') === 'mhtml' ? 'mhtml' : 'html';
  const seen = formatOfText(head, undefined);
  if (seen !== undefined || said !== undefined) return seen ?? said;
  const named = FORMAT_OF_EXTENSION[extensionOf(new URL(address).pathname)];
  return mediaType === 'text/plain' || mediaType === '' ? (named ?? 'text') : undefined;
}

function formatOfPacked(magic: string, said: string | undefined, head: string): string | undefined {
  if (magic === 'pdf' || magic === 'warc') return magic;
  return said !== undefined && WRAPPERS[said] === magic ? said : magic === 'zip' ? formatOfZip(head) : undefined;
}
