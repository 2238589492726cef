// Captures a page out of a web archive, with the images that were recorded with it.
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { Captured, CaptureRequest } from '../captured.ts';
import { type Article, capturedOf } from '../captured-article.ts';
import { decodeHtml } from '../decode-html.ts';
import { embedImages } from '../embedded-images.ts';
import { FoundFields } from '../found-fields.ts';
import { readHtmlPage } from '../html-article.ts';
import { decodeAs } from '../mail/mime-headers.ts';
import { resolveAddress } from '../page-dom.ts';
import { type RecordedResponse, responseIn } from './http-message.ts';
import { isDocument } from './warc-pages.ts';
import { readWarcRecords, type WarcRecord } from './warc-records.ts';

/**
 * Captures the first page in a web archive.
 * @throws Failure `invalid` when there is none or it has no words, `too-large`
 */
export async function captureWarcPage(request: CaptureRequest): Promise<Captured> {
  const { page, record, responses } = await readPage(request);
  const url = request.url ?? resolveAddress(record.url, undefined);
  const article = await readDocument(request, page, url, responses);
  return capturedOf(request, article, {
    format: 'warc',
    mediaType: 'application/warc',
    originalName: 'page.warc.gz',
    url,
  });
}

interface PageInArchive {
  readonly page: RecordedResponse;
  readonly record: WarcRecord;
  readonly responses: ReadonlyMap<string, RecordedResponse>;
}

async function readPage({ bytes, name }: CaptureRequest): Promise<PageInArchive> {
  const responses = new Map<string, RecordedResponse>();
  let found: { readonly page: RecordedResponse; readonly record: WarcRecord } | undefined;
  const pieces = (async function* () {
    yield bytes;
  })();
  for await (const record of readWarcRecords(pieces)) {
    const response = responseIn(record);
    if (response === undefined) continue;
    if (found === undefined && isDocument(response)) found = { page: response, record };
    else responses.set(record.url, response);
  }
  if (found === undefined)
    throw new Failure('invalid', said`${name}: the web archive holds no page`, { subject: name });
  return { ...found, responses };
}

async function readDocument(
  request: CaptureRequest,
  page: RecordedResponse,
  url: string | undefined,
  responses: ReadonlyMap<string, RecordedResponse>,
): Promise<Article> {
  if (page.mediaType === 'application/pdf') {
    const { capturePdf } = await import('../pdf/pdf-article.ts');
    return capturePdf({ ...request, bytes: page.body });
  }
  const fields = new FoundFields();
  fields.offerAll(request.given, 'person');
  const { text, isDamaged } = decodePage(page);
  const html = embedImages(text, (address) => {
    const image = responses.get(resolveAddress(address, url) ?? '');
    return image === undefined ? undefined : { mediaType: image.mediaType, bytes: image.body };
  });
  const further = (address: string) => {
    const response = responses.get(address);
    if (response === undefined || !isDocument(response) || response.mediaType === 'application/pdf') return undefined;
    return { html: decodePage(response).text, bytes: response.body };
  };
  const article = await readHtmlPage(html, fields, url, { body: request.body, further });
  return { ...article, warnings: [...article.warnings, ...(isDamaged ? (['characters-replaced'] as const) : [])] };
}

/** The charset that the server named wins over the page's (HTML, 13.2.3.2), unless the bytes are UTF-8 beyond doubt. */
function decodePage({ body, charset }: RecordedResponse): { readonly text: string; readonly isDamaged: boolean } {
  const own = decodeHtml(body);
  if (charset === undefined || own.encoding === 'utf-8' || /^utf-?8$/iu.test(charset)) return own;
  const text = decodeAs(body, charset);
  return { text, isDamaged: text.includes('\ufffd') };
}
