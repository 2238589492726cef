// Captures a book (EPUB 2 and 3) as one document: its chapters in reading order, with their images.

import { Failure } from '../../../shared/errors.ts';
import { escapeMarkup } from '../../../shared/escape-markup.ts';
import { hasContent } from '../../../shared/reading-text-block.ts';
import { said } from '../../../shared/said.ts';
import type { Captured, CaptureRequest, CaptureWarning } from '../captured.ts';
import { capturedOf } from '../captured-article.ts';
import { type ForeignZip, openForeignZip } from '../containers/foreign-zip.ts';
import { type EmbeddedFile, embedImages } from '../embedded-images.ts';
import { FoundFields } from '../found-fields.ts';
import { readHtmlFragment } from '../html-article.ts';
import { childNamed, decodeXml, descendants, parseXml } from '../xml/xml-tree.ts';
import { type Chapter, imagePathsIn, joinChapters, pathInBook } from './chapters.ts';
import { type BookFile, readPackageDocument } from './package-document.ts';

const LARGEST_CHAPTER = 32 * 1024 * 1024;
const LARGEST_METADATA = 8 * 1024 * 1024;
const LARGEST_IMAGE = 16 * 1024 * 1024;
/** Together, in bytes; more stay in the original. */
const MOST_IMAGES = 48 * 1024 * 1024;

/**
 * Captures the bytes of a book. Files that its list names and that are not there are passed over with a warning.
 * @throws Failure `invalid` when it is no book, is copy-protected or has no words, `too-large`
 */
export async function captureEpub(request: CaptureRequest): Promise<Captured> {
  const { bytes, name } = request;
  const zip = await openForeignZip({ name, format: 'epub', bytes });
  try {
    const at = await packagePath(zip, name);
    const book = readPackageDocument(decodeXml(await zip.read(at, LARGEST_METADATA)).text, at);
    await refuseProtected(zip, book.spine, name);
    const { chapters, areAllThere } = await readChapters(zip, book.spine);
    if (chapters.length === 0) throw new Failure('invalid', said`${name}: the book has no chapters`, { subject: name });
    const html = joinChapters(chapters);
    const images = await readImages(zip, imagePathsIn(html));
    const fields = new FoundFields();
    fields.offerAll(request.given, 'person');
    fields.offerAll(book.fields, 'meta');
    const isPictures = !hasContent(html.replace(/<[^>]*>/gu, ''));
    // A book of pictures says no more than its title.
    const shown = isPictures && images.size > 0 ? `<h1>${escapeMarkup(fields.values.title)}</h1>${html}` : html;
    const article = await readHtmlFragment(
      embedImages(shown, (address) => images.get(pathInBook(address) ?? '')),
      fields,
      undefined,
    );
    const missing: readonly CaptureWarning[] = [
      ...(isPictures ? (['text-not-found'] as const) : []),
      ...(areAllThere ? [] : (['pages-left-out'] as const)),
    ];
    return capturedOf(request, article, {
      format: 'epub',
      mediaType: 'application/epub+zip',
      originalName: 'original.epub',
      externalId: book.identifier,
      warnings: missing,
    });
  } finally {
    zip.close();
  }
}

/** Where the package document lies (Open Container Format, 3.5.2.1), or the one there is when nothing tells. */
async function packagePath(zip: ForeignZip, name: string): Promise<string> {
  if (zip.has('META-INF/container.xml')) {
    const root = parseXml(decodeXml(await zip.read('META-INF/container.xml', LARGEST_METADATA)).text);
    for (const { attributes } of descendants(root, 'rootfile')) {
      const path = attributes['full-path']?.replace(/^\//u, '');
      if (path !== undefined && zip.has(path)) return path;
    }
  }
  const found = zip.names.find((each) => each.toLowerCase().endsWith('.opf'));
  if (found === undefined) throw new Failure('invalid', said`${name}: the file is no EPUB book`, { subject: name });
  return found;
}

/** Fonts may be obfuscated; chapters that are encrypted need the shop's key. */
async function refuseProtected(zip: ForeignZip, spine: readonly BookFile[], name: string): Promise<void> {
  if (!zip.has('META-INF/encryption.xml')) return;
  const root = parseXml(decodeXml(await zip.read('META-INF/encryption.xml', LARGEST_METADATA)).text);
  const paths = new Set(spine.map(({ path }) => path));
  for (const data of descendants(root, 'EncryptedData')) {
    const uri = childNamed(data, 'CipherData', 'CipherReference')?.attributes['URI'] ?? '';
    if (paths.has(uri) || paths.has(decodeURI(uri)))
      throw new Failure('invalid', said`${name}: the book is copy-protected and cannot be read`, { subject: name });
  }
}

async function readChapters(
  zip: ForeignZip,
  spine: readonly BookFile[],
): Promise<{ readonly chapters: readonly Chapter[]; readonly areAllThere: boolean }> {
  const chapters: Chapter[] = [];
  let areAllThere = true;
  for (const { path, mediaType, properties } of spine) {
    // The list of contents is navigation.
    if (properties.includes('nav') || !/xhtml|html|xml|svg|oeb/u.test(mediaType)) continue;
    if (!zip.has(path)) {
      areAllThere = false;
      continue;
    }
    const { text } = decodeXml(await zip.read(path, LARGEST_CHAPTER));
    if (/<!ENTITY\s/iu.test(text.slice(0, 10_000)))
      throw new Failure('invalid', said`${path} declares entities of its own, which are not read`);
    chapters.push({ path, mediaType, text });
  }
  return { chapters, areAllThere };
}

async function readImages(zip: ForeignZip, paths: ReadonlySet<string>): Promise<ReadonlyMap<string, EmbeddedFile>> {
  const images = new Map<string, EmbeddedFile>();
  let left = MOST_IMAGES;
  for (const path of paths) {
    if (!zip.has(path) || left <= 0) continue;
    try {
      const bytes = await zip.read(path, Math.min(LARGEST_IMAGE, left));
      left -= bytes.length;
      images.set(path, { mediaType: 'image/x-unknown', bytes });
    } catch {
      // An image that cannot be unpacked, or is too large, is no reason to lose the book.
    }
  }
  return images;
}
