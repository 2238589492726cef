// Reading copies and their images as files for a window's frame; how they are served is the shells' part.
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import { findDocument } from '../library/document-rows.ts';
import type { Workspace } from './workspace.ts';

/** Bytes with the kind that they are served as. */
export interface ReadingFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

const PICTURE = /<(?:img|source)\b[^>]*>/g;
const MEDIA_SOURCE = /(\ssrc=")(media\/)/;
/** Tags that lead an engine to connect before the page's policy refuses the load: Chrome does for `preconnect` and for the address of a frame. */
const CONNECTING_TAG = /<(?!meta charset="utf-8">)(?=(?:link|meta|base|i?frame|fencedframe|object|embed)(?![\w-]))/gi;

/** Gives the reading copy that is shown, as a page whose pictures lie under `DOCUMENT/media/`; undefined when there is no such document. */
export async function readingCopy({ archive }: Workspace, document: string): Promise<ReadingFile | undefined> {
  const row = findDocument(archive.catalogue, document);
  if (row === undefined) return undefined;
  const { html } = await archive.readReading(row);
  // A `<` in the text is escaped, so that only tags are met here and the text stays what it is.
  const shown = withoutConnections(html.replace(PICTURE, (tag) => tag.replace(MEDIA_SOURCE, `$1${row.id}/$2`)));
  return { bytes: new TextEncoder().encode(shown), mediaType: 'text/html; charset=utf-8' };
}

/** Turns tags that make an engine connect into text. A sanitised copy has none; should one get through, nothing connects anywhere. */
export function withoutConnections(html: string): string {
  return html.replace(CONNECTING_TAG, '&lt;');
}

/** Gives a picture of a reading copy by its name without `media/`; undefined when there is none, or when it is of a kind that is not shown. */
export async function readingMedia(
  { archive }: Workspace,
  document: string,
  name: string,
): Promise<ReadingFile | undefined> {
  const mediaType = MEDIA_TYPES[path.extname(name).toLowerCase()];
  const row = findDocument(archive.catalogue, document);
  if (row === undefined || mediaType === undefined || path.basename(name) !== name) return undefined;
  const bytes = await archive.readMedia(row, `media/${name}`).catch((thrown: unknown) => {
    if (thrown instanceof Failure && thrown.code === 'not-found') return undefined;
    throw thrown;
  });
  return bytes && { bytes, mediaType };
}

/** Gives the original bytes as they were captured, with the name that they have in the capture; undefined when there is no such document. */
export async function original(
  { archive }: Workspace,
  document: string,
): Promise<{ readonly name: string; readonly bytes: Uint8Array } | undefined> {
  const row = findDocument(archive.catalogue, document);
  return row && archive.readOriginal(row.path);
}
