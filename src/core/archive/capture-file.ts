// A capture on disk: one zip that holds a BagIt 1.0 bag (RFC 8493) with the record, the original bytes and a reading.
// Builds the bytes and reads members back; where the file lies and who may write it is archive.ts.
import { type DocumentFields, FIELD_NAMES, type FieldOrigin, type PageKind } from '../../shared/document.ts';
import { Failure } from '../../shared/errors.ts';
import { type MarkedBlocks, READING_TEXT_VERSION } from '../../shared/reading-text.ts';
import { said } from '../../shared/said.ts';
import { sha256Hex } from './digest.ts';
import { readZip, readZipMember, writeZip, type ZipMember } from './zip.ts';

/** `data/document.json`: the record as captured. Its words are the command line's; `@context` maps them to Dublin Core and schema.org. */
export interface CaptureRecord extends Partial<DocumentFields> {
  readonly document: string;
  readonly capture: string;
  readonly title: string;
  readonly url?: string;
  readonly canonicalUrl?: string;
  /** The addresses that led here, the one that was asked first. */
  readonly redirects?: readonly string[];
  readonly alternates?: readonly { readonly url: string; readonly kind: string; readonly language?: string }[];
  /** What kind of page of the web it is. */
  readonly kind?: PageKind;
  /** The further pages of an article that is parted into several, joined to the first in this order. */
  readonly furtherPages?: readonly { readonly url: string; readonly digest: string }[];
  readonly capturedAt: string;
  readonly importedFrom?: string;
  /** The document that this one was parted from. */
  readonly partOf?: string;
  readonly mediaType: string;
  readonly format: string;
  readonly digest: string;
  readonly bytes: number;
  /** The digest of the page's own bytes, when the original is a record of the whole exchange with its server. */
  readonly contentDigest?: string;
  readonly engine: { readonly name: string; readonly version: string };
  readonly origins: Readonly<Record<string, FieldOrigin>>;
  readonly warnings: readonly string[];
  readonly externalId?: string;
}

/** A file of a capture, by its name within `data/`. */
export interface CaptureMember {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** How a person made a reading: what of an earlier one was changed, or what it was made of instead. Lines are those of the earlier one. */
export interface HandMade {
  /** ISO 8601. */
  readonly at: string;
  /** The reading that the person had before them. */
  readonly from: number;
  readonly hiddenLines?: readonly number[];
  readonly correctedLines?: readonly number[];
  readonly addedLines?: number;
  /** The name of the file that the reading was given as. */
  readonly file?: string;
  /** The CSS selector of the element that the person chose as the body. */
  readonly body?: string;
  /** The change could not be made inside the markup: the copy is plain paragraphs. */
  readonly isPlain?: true;
}

/** `data/reading/N/`: the reading copy, its text and who made them. */
export interface Reading {
  readonly html: string;
  readonly text: string;
  /** Lines (from 1, the title) of the reading text that are captions or credits. */
  readonly blocks: MarkedBlocks;
  readonly by: { readonly extractor: string; readonly version: string } | { readonly person: string };
  readonly pages?: readonly number[];
  readonly made?: HandMade;
  readonly media: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** What `reading.json` says. */
export interface ReadingRecord {
  readonly version: 1;
  readonly readingTextVersion: number;
  readonly reading: number;
  readonly capture: string;
  readonly digest: string;
  readonly by: Reading['by'];
  readonly blocks: MarkedBlocks;
  readonly pages?: readonly number[];
  readonly made?: HandMade;
}

const RECORD_ORDER: readonly (keyof CaptureRecord)[] = [
  'document',
  'capture',
  ...FIELD_NAMES,
  'url',
  'canonicalUrl',
  'redirects',
  'alternates',
  'kind',
  'furtherPages',
  'capturedAt',
  'importedFrom',
  'partOf',
  'mediaType',
  'format',
  'digest',
  'bytes',
  'contentDigest',
  'engine',
  'origins',
  'warnings',
  'externalId',
];

const CONTEXT = {
  dcterms: 'http://purl.org/dc/terms/',
  schema: 'https://schema.org/',
  title: 'dcterms:title',
  author: 'dcterms:creator',
  source: 'dcterms:publisher',
  published: 'dcterms:issued',
  modified: 'dcterms:modified',
  language: 'dcterms:language',
  place: 'schema:locationCreated',
  section: 'schema:articleSection',
  page: 'schema:pagination',
  edition: 'schema:printEdition',
  keywords: 'dcterms:subject',
  description: 'dcterms:description',
  rights: 'dcterms:rights',
  url: 'schema:url',
  canonicalUrl: 'dcterms:identifier',
  capturedAt: 'schema:dateCreated',
  mediaType: 'dcterms:format',
  partOf: 'dcterms:isPartOf',
};

const COMPRESSED = /\.(?:gz|zip|epub|docx|wacz|png|jpe?g|gif|webp|avif|woff2?|mp[34]|pdf)$/i;

/** Builds the zip of a capture with its first reading. `folder` is the file's name without `.zip`. The same input gives the same bytes. */
export function buildCaptureFile(
  folder: string,
  record: CaptureRecord,
  original: CaptureMember,
  reading: Reading,
  facsimile?: CaptureMember,
): Uint8Array {
  return buildBag(folder, record.capture, record.capturedAt, [
    json('data/document.json', orderedRecord(record)),
    { name: `data/${original.name}`, bytes: original.bytes, stored: COMPRESSED.test(original.name) },
    ...(facsimile ? [{ name: `data/${facsimile.name}`, bytes: facsimile.bytes, stored: true }] : []),
    ...readingMembers(1, record, reading),
  ]);
}

/** Builds the zip of a later reading (`-r2`, …) of a capture; it names the capture and its original's digest. */
export function buildReadingFile(
  folder: string,
  number: number,
  of: Pick<CaptureRecord, 'capture' | 'digest'>,
  madeAt: string,
  reading: Reading,
): Uint8Array {
  return buildBag(folder, of.capture, madeAt, readingMembers(number, of, reading));
}

/** What `reading.json` says of a reading. */
export function readingRecordOf(
  number: number,
  of: Pick<CaptureRecord, 'capture' | 'digest'>,
  reading: Reading,
): ReadingRecord {
  return {
    version: 1,
    readingTextVersion: READING_TEXT_VERSION,
    reading: number,
    capture: of.capture,
    digest: of.digest,
    by: reading.by,
    blocks: reading.blocks,
    ...(reading.pages === undefined ? {} : { pages: reading.pages }),
    ...(reading.made === undefined ? {} : { made: reading.made }),
  };
}

function readingMembers(number: number, of: Pick<CaptureRecord, 'capture' | 'digest'>, reading: Reading): ZipMember[] {
  const place = `data/reading/${number}`;
  const record = readingRecordOf(number, of, reading);
  return [
    { name: `${place}/reading.html`, bytes: Buffer.from(reading.html) },
    ...reading.media.map(({ name, bytes }) => ({ name: `${place}/${name}`, bytes, stored: COMPRESSED.test(name) })),
    { name: `${place}/reading.txt`, bytes: Buffer.from(reading.text) },
    json(`${place}/reading.json`, record),
  ];
}

function orderedRecord(record: CaptureRecord): Record<string, unknown> {
  const present = RECORD_ORDER.filter((key) => record[key] !== undefined).map((key) => [key, record[key]]);
  return { '@context': CONTEXT, version: 1, ...Object.fromEntries(present) };
}

function json(name: string, value: unknown): ZipMember {
  return { name, bytes: Buffer.from(`${JSON.stringify(value, null, 1)}\n`) };
}

/** RFC 8493, section 2: the payload, its manifest, and the tag files with a manifest of their own. */
function buildBag(folder: string, id: string, at: string, payload: readonly ZipMember[]): Uint8Array {
  const text = (name: string, lines: readonly string[]): ZipMember => ({
    name,
    bytes: Buffer.from(lines.map((line) => `${line}\n`).join('')),
  });
  const manifest = (members: readonly ZipMember[]) => members.map(({ name, bytes }) => `${sha256Hex(bytes)}  ${name}`);
  const octets = payload.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const tags = [
    text('bagit.txt', ['BagIt-Version: 1.0', 'Tag-File-Character-Encoding: UTF-8']),
    text('bag-info.txt', [
      'Bag-Software-Agent: Pressmark',
      `Bagging-Date: ${at.slice(0, 10)}`,
      `External-Identifier: ${id}`,
      `Payload-Oxum: ${octets}.${payload.length}`,
    ]),
    text('manifest-sha256.txt', manifest(payload)),
  ];
  const members = [...tags, text('tagmanifest-sha256.txt', manifest(tags)), ...payload];
  return writeZip(members.map((member) => ({ ...member, name: `${folder}/${member.name}` })));
}

/**
 * Reads a capture's record and the record and text of its first reading.
 * @throws Failure `damaged` when the file is not a whole capture.
 */
export async function readCaptureFile(
  zip: Uint8Array | string,
): Promise<{ record: CaptureRecord; reading: ReadingRecord; text: string }> {
  const members = await readMembers(zip, /^data\/(?:document\.json|reading\/1\/reading\.(?:json|txt))$/);
  return {
    record: recordIn(members),
    reading: parseMember(members, 'data/reading/1/reading.json') as ReadingRecord,
    text: textOf(members, 'data/reading/1/reading.txt'),
  };
}

/** The record without its context, which is the same in all captures of a version. */
function recordIn(members: Map<string, Uint8Array>): CaptureRecord {
  const { '@context': _, ...record } = parseMember(members, 'data/document.json') as CaptureRecord & {
    readonly '@context'?: unknown;
  };
  return record;
}

/** Reads one reading whole: its record, text and reading copy. @throws Failure `damaged`. */
export async function readReadingFile(
  zip: Uint8Array | string,
  number: number,
): Promise<{ record: ReadingRecord; text: string; html: string }> {
  const place = `data/reading/${number}`;
  const members = await readMembers(zip, new RegExp(`^${place}/reading\\.(?:json|txt|html)$`));
  return {
    record: parseMember(members, `${place}/reading.json`) as ReadingRecord,
    text: textOf(members, `${place}/reading.txt`),
    html: textOf(members, `${place}/reading.html`),
  };
}

/** Reads the reading text alone. @throws Failure `damaged`. */
export async function readReadingText(zip: Uint8Array | string, number: number): Promise<string> {
  return textOf(
    await readMembers(zip, new RegExp(`^data/reading/${number}/reading\\.txt$`)),
    `data/reading/${number}/reading.txt`,
  );
}

/** Reads a media file of a reading (`media/1.png`), or undefined when it has none of that name. */
export async function readMedia(
  zip: string,
  folder: string,
  number: number,
  name: string,
): Promise<Uint8Array | undefined> {
  return readZipMember(zip, `${folder}/data/reading/${number}/${name}`);
}

/** Reads the original bytes with their member's name. @throws Failure `damaged` when they are not there. */
export async function readOriginal(zip: string): Promise<{ name: string; bytes: Uint8Array }> {
  const members = await readMembers(zip, /^data\/(?:original\.[a-z0-9.]+|page\.warc\.gz)$/);
  const [first] = members;
  if (!first) throw new Failure('damaged', said`The capture holds no original.`, { subject: zip });
  return { name: first[0].slice('data/'.length), bytes: first[1] };
}

/** Reads the page as it looked, or undefined when no engine saw it. */
export async function readFacsimile(zip: string): Promise<CaptureMember | undefined> {
  const [first] = await readMembers(zip, /^data\/facsimile\.[a-z0-9]+$/);
  return first && { name: first[0].slice('data/'.length), bytes: first[1] };
}

/** The members whose path inside the bag matches, keyed by that path. */
async function readMembers(zip: Uint8Array | string, wanted: RegExp): Promise<Map<string, Uint8Array>> {
  const insideBag = (name: string) => name.slice(name.indexOf('/') + 1);
  const members = await readZip(zip, { wanted: (name) => wanted.test(insideBag(name)) });
  return new Map([...members].map(([name, bytes]) => [insideBag(name), bytes]));
}

function textOf(members: Map<string, Uint8Array>, name: string): string {
  const bytes = members.get(name);
  if (!bytes) throw new Failure('damaged', said`The capture holds no ${name}.`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

function parseMember(members: Map<string, Uint8Array>, name: string): unknown {
  try {
    return JSON.parse(textOf(members, name));
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('damaged', said`${name} of the capture is no JSON.`, { cause: error });
  }
}
