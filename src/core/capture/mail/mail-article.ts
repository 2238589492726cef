// Captures a mail: a newsletter's body without its frame, the messages that were forwarded in it, quoted history folded.

import { Failure } from '../../../shared/errors.ts';
import { escapeMarkup } from '../../../shared/escape-markup.ts';
import { hasContent } from '../../../shared/reading-text-block.ts';
import { said } from '../../../shared/said.ts';
import type { Captured, CaptureRequest } from '../captured.ts';
import { capturedOf } from '../captured-article.ts';
import { readDate } from '../dates.ts';
import { decodeHtml } from '../decode-html.ts';
import { decodeText } from '../decode-text.ts';
import { embedImages } from '../embedded-images.ts';
import { FoundFields } from '../found-fields.ts';
import { readHtmlFragment } from '../html-article.ts';
import { resolveAddress } from '../page-dom.ts';
import { readMailDate } from './mail-date.ts';
import { cleanMailHtml } from './mail-html.ts';
import { htmlOfMailText } from './mail-text.ts';
import { headerText, leavesOf, type MimePart, parseMime } from './mime.ts';
import { decodeAs, parameterOf } from './mime-headers.ts';

/** A mail within a mail within a mail is read so deep. */
const DEEPEST_FORWARD = 5;

/**
 * Captures the bytes of a message.
 * @throws Failure `invalid` for what is no message or has no words, `too-large`
 */
export async function captureMail(request: CaptureRequest): Promise<Captured> {
  const message = parseMime(request.bytes);
  const state: BodyState = { isDamaged: false };
  const html = await bodyOf(message, state, 0);
  if (message.headers.size === 0)
    throw new Failure('invalid', said`${request.name}: the file is no mail message`, { subject: request.name });
  if (html === '')
    throw new Failure('invalid', said`${request.name}: the message has no text`, { subject: request.name });
  const url = request.url ?? resolveAddress(message.headers.get('content-base') ?? archivedAt(message), undefined);
  const fields = new FoundFields();
  fields.offerAll(request.given, 'person');
  offerHeaders(fields, message);
  const article = await readHtmlFragment(html, fields, url);
  return capturedOf(request, article, {
    format: 'eml',
    mediaType: 'message/rfc822',
    originalName: 'original.eml',
    url,
    isDamaged: state.isDamaged,
  });
}

function archivedAt(message: MimePart): string | undefined {
  return message.headers.get('archived-at')?.replace(/^<|>$/gu, '');
}

/** Lists and newsletters are sent in the name of a publication, other mail in a person's. */
function offerHeaders(fields: FoundFields, message: MimePart): void {
  const { headers } = message;
  const subject = headerText(message, 'subject')?.replace(
    /^(?:\s*(?:re|fwd?|aw|wg|tr|rv|enc|i|r|sv|vs|回复|转发|答复)\s*(?:\[\d+\])?\s*[:：]\s*)+/iu,
    '',
  );
  fields.offer('title', subject, 'meta');
  const from = headerText(message, 'from') ?? headerText(message, 'sender');
  const name = from
    ?.replace(/\s*<[^>]*>\s*$/u, '')
    .replace(/^["'“]|["'”]$/gu, '')
    .trim();
  const isList =
    headers.has('list-id') || headers.has('list-unsubscribe') || /bulk|list/iu.test(headers.get('precedence') ?? '');
  if (name !== undefined && name !== '' && !name.includes('@')) {
    if (isList) fields.offer('source', name, 'meta');
    else fields.offer('author', [name], 'meta');
  } else if (isList) fields.offer('source', /@([\w.-]+)/u.exec(from ?? '')?.[1], 'meta');
  const date = headers.get('date');
  if (date !== undefined) fields.offer('published', readMailDate(date) ?? readDate(date), 'meta');
}

interface BodyState {
  isDamaged: boolean;
}

/** The HTML of what a message says; empty when it says nothing. */
async function bodyOf(part: MimePart, state: BodyState, depth: number): Promise<string> {
  const { mediaType, children } = part;
  if (isAttachment(part) && mediaType !== 'message/rfc822') return '';
  if (mediaType === 'message/rfc822') return depth < DEEPEST_FORWARD ? forwarded(children[0], state, depth + 1) : '';
  if (mediaType === 'multipart/alternative') return bestOf(children, state, depth);
  if (mediaType === 'multipart/related') return related(part, state, depth);
  if (children.length > 0) {
    const bodies: string[] = [];
    for (const child of children) bodies.push(await bodyOf(child, state, depth));
    return bodies.filter((each) => each !== '').join('\n');
  }
  if (mediaType === 'text/html' || mediaType === 'application/xhtml+xml') return cleanMailHtml(decodePart(part, state));
  if (!/^text\/(?!calendar|x-vcard|vcard|css|csv|xml|rtf)/u.test(mediaType)) return '';
  const text = decodePart(part, state);
  const flowed = /format\s*=\s*"?flowed/iu.test(part.headers.get('content-type') ?? '');
  return hasContent(text)
    ? htmlOfMailText(
        text,
        flowed ? { deletesSpace: /delsp\s*=\s*"?yes/iu.test(part.headers.get('content-type') ?? '') } : undefined,
      )
    : '';
}

/** Of several forms of one text the last is the richest (RFC 2046, 5.1.4), unless it says nothing. */
async function bestOf(forms: readonly MimePart[], state: BodyState, depth: number): Promise<string> {
  for (const form of [...forms].reverse()) {
    const body = await bodyOf(form, state, depth);
    if (hasContent(body.replace(/<[^>]*>/gu, ''))) return body;
  }
  return '';
}

/** A page with the images that it shows. */
async function related(part: MimePart, state: BodyState, depth: number): Promise<string> {
  const [root] = part.children;
  if (root === undefined) return '';
  const images = new Map<string, MimePart>();
  for (const leaf of leavesOf(part)) {
    if (!leaf.mediaType.startsWith('image/')) continue;
    const id = leaf.headers.get('content-id')?.replace(/^<|>$/gu, '');
    const location = leaf.headers.get('content-location');
    if (id !== undefined) images.set(`cid:${id}`, leaf);
    if (location !== undefined) images.set(location, leaf);
  }
  const html = await bodyOf(root, state, depth);
  return embedImages(html, (address) => {
    const image = images.get(address) ?? images.get(decodeAddress(address));
    return image === undefined ? undefined : { mediaType: image.mediaType, bytes: image.body };
  });
}

function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

async function forwarded(message: MimePart | undefined, state: BodyState, depth: number): Promise<string> {
  if (message === undefined) return '';
  const body = await bodyOf(message, state, depth);
  const subject = headerText(message, 'subject');
  const isRepeated = fold(body.replace(/<[^>]*>/gu, '')).startsWith(fold(subject ?? ''));
  return body === '' ? '' : `<section>${isRepeated ? '' : `<h2>${escapeMarkup(subject ?? '')}</h2>`}${body}</section>`;
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

function isAttachment({ headers, mediaType }: MimePart): boolean {
  const disposition = headers.get('content-disposition') ?? '';
  const isNamed =
    parameterOf(disposition, 'filename') !== undefined ||
    parameterOf(headers.get('content-type') ?? '', 'name') !== undefined;
  return /^\s*attachment/iu.test(disposition) || (isNamed && !mediaType.startsWith('text/'));
}

/** What a part says of its charset is believed unless its bytes say otherwise. */
function decodePart({ body, charset, mediaType }: MimePart, state: BodyState): string {
  const said = charset?.trim().toLowerCase();
  const { text, isDamaged } =
    said === undefined || /^(?:us-ascii|ascii|unknown.*|x-unknown|default)$/u.test(said)
      ? guessed(body, mediaType)
      : declared(body, said, mediaType);
  if (isDamaged) state.isDamaged = true;
  return text;
}

/** Bytes that are valid UTF-8 beyond ASCII are hardly ever anything else, and UTF-8 that is none was mislabelled. */
function declared(
  body: Uint8Array,
  charset: string,
  mediaType: string,
): { readonly text: string; readonly isDamaged: boolean } {
  const isWide = body.some((byte) => byte >= 0x80);
  if (!isWide || /^(?:utf-?16|iso-2022|utf-?7|gb|hz)/u.test(charset)) {
    const text = decodeAs(body, charset);
    return { text, isDamaged: text.includes('\ufffd') };
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(body), isDamaged: false };
  } catch {
    const text = /^utf-?8$/u.test(charset) ? undefined : decodeAs(body, charset);
    return text === undefined ? guessed(body, mediaType) : { text, isDamaged: text.includes('\ufffd') };
  }
}

function guessed(body: Uint8Array, mediaType: string): { readonly text: string; readonly isDamaged: boolean } {
  try {
    return mediaType === 'text/plain' ? decodeText(body) : decodeHtml(body);
  } catch {
    return { text: '', isDamaged: true };
  }
}
