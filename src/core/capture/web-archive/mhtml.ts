// Captures a page saved as MHTML (RFC 2557): its HTML read like any page, with the images that came along.
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { Captured, CaptureRequest } from '../captured.ts';
import { capturedOf } from '../captured-article.ts';
import { decodeHtml } from '../decode-html.ts';
import { type EmbeddedFile, embedImages } from '../embedded-images.ts';
import { FoundFields } from '../found-fields.ts';
import { readHtmlPage } from '../html-article.ts';
import { leavesOf, type MimePart, parseMime } from '../mail/mime.ts';
import { decodeAs, parameterOf } from '../mail/mime-headers.ts';
import { resolveAddress } from '../page-dom.ts';

/**
 * Captures the bytes of a file that a browser saved.
 * @throws Failure `invalid` when it holds no page or the page has no words, `too-large`
 */
export async function captureMhtml(request: CaptureRequest): Promise<Captured> {
  const message = parseMime(request.bytes);
  const parts = [...leavesOf(message)];
  const page = pageOf(message, parts);
  if (page === undefined)
    throw new Failure('invalid', said`${request.name}: the file holds no page`, { subject: request.name });
  const location = page.headers.get('content-location') ?? message.headers.get('content-location');
  const url = request.url ?? resolveAddress(message.headers.get('snapshot-content-location') ?? location, undefined);
  const base = resolveAddress(location, undefined) ?? url;
  const fields = new FoundFields();
  fields.offerAll(request.given, 'person');
  const { html, isDamaged } = decodePage(page);
  const article = await readHtmlPage(embedImages(html, finderIn(parts, base)), fields, url, { name: request.name });
  return capturedOf(request, article, {
    format: 'mhtml',
    mediaType: 'multipart/related',
    originalName: 'original.mhtml',
    url,
    isDamaged,
  });
}

/** The root of the related parts (RFC 2387: `start`, else the first), when it is HTML; else the first HTML there is. */
function pageOf(message: MimePart, parts: readonly MimePart[]): MimePart | undefined {
  const pages = parts.filter(
    ({ mediaType, body }) => /^(?:text\/html|application\/xhtml\+xml)$/u.test(mediaType) && body.length > 0,
  );
  const start = parameterOf(message.headers.get('content-type') ?? '', 'start');
  return pages.find(({ headers }) => start !== undefined && headers.get('content-id') === start) ?? pages[0];
}

function decodePage({ body, charset }: MimePart): { readonly html: string; readonly isDamaged: boolean } {
  if (charset === undefined) {
    const { text, isDamaged } = decodeHtml(body);
    return { html: text, isDamaged };
  }
  const html = decodeAs(body, charset);
  return { html, isDamaged: html.includes('\ufffd') };
}

/** Finds parts by the addresses that the page names: whole, relative, or `cid:`. */
function finderIn(parts: readonly MimePart[], base: string | undefined): (address: string) => EmbeddedFile | undefined {
  const files = new Map<string, MimePart>();
  for (const part of parts) {
    if (!part.mediaType.startsWith('image/')) continue;
    const location = part.headers.get('content-location')?.replaceAll('\n', '');
    const id = part.headers.get('content-id')?.replace(/^<|>$/gu, '');
    if (id !== undefined) files.set(`cid:${id}`, part);
    if (location !== undefined) {
      files.set(location, part);
      files.set(resolveAddress(location, base) ?? location, part);
    }
  }
  return (address) => {
    const part = files.get(address) ?? files.get(resolveAddress(address, base) ?? '');
    return part === undefined ? undefined : { mediaType: part.mediaType, bytes: part.body };
  };
}
