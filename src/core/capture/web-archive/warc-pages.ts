// Parts a web archive into its pages, each with the images that it shows: a small web archive of its own, which becomes the original.
import type { Container, ItemPart } from '../captured.ts';
import { piecesOf } from '../containers/byte-source.ts';
import { decodeHtml } from '../decode-html.ts';
import { imageAddressesIn } from '../embedded-images.ts';
import { baseOf, titleOf } from '../join-pages.ts';
import { parseLimited } from '../limit-nesting.ts';
import { nextPageOf } from '../next-page.ts';
import { isSameTitle, seriesAmong } from '../page-series.ts';
import { type RecordedResponse, responseIn } from './http-message.ts';
import { readWarcRecords, type WarcRecord } from './warc-records.ts';
import { writeWarc } from './write-warc.ts';

/** Pages wait for their images while this much is held, in bytes: recorders write a page's images right after it. */
const MOST_HELD = 96 * 1024 * 1024;
const LARGEST_IMAGE = 16 * 1024 * 1024;

interface WaitingPage {
  readonly record: WarcRecord;
  readonly images: ReadonlySet<string>;
}

/** Gives the pages of a web archive in order. `isPage` chooses by address; without it each page of HTML or PDF is given. */
export async function* readWarcPages(container: Container): AsyncGenerator<ItemPart> {
  yield* pagesIn(readWarcRecords(piecesOf(container)));
}

/** Gives the pages among records. What was read before a failure is given before it. */
export async function* pagesIn(
  records: AsyncGenerator<WarcRecord>,
  isPage: (url: string) => boolean = () => true,
): AsyncGenerator<ItemPart> {
  const pages: WaitingPage[] = [];
  const seen = new Set<string>();
  let images = new Map<string, WarcRecord>();
  let held = 0;
  let failure: unknown;
  try {
    for await (const record of records) {
      const response = responseIn(record);
      if (response === undefined || response.status < 200 || response.status > 299) continue;
      if (isImage(response)) {
        if (record.content.length > LARGEST_IMAGE || images.has(record.url)) continue;
        images.set(record.url, record);
      } else if (!seen.has(record.url) && isPage(record.url) && isDocument(response) && hasWords(response)) {
        seen.add(record.url);
        pages.push({ record, images: imagesOf(response, record.url) });
      } else continue;
      held += record.content.length;
      if (held < MOST_HELD) continue;
      yield* packed(pages, images);
      pages.length = 0;
      images = new Map();
      held = 0;
    }
  } catch (thrown) {
    failure = thrown;
  }
  yield* packed(pages, images);
  if (failure !== undefined) throw failure;
}

function* packed(pages: readonly WaitingPage[], images: ReadonlyMap<string, WarcRecord>): Generator<ItemPart> {
  const after = followersIn(pages);
  const further = new Set(after.values());
  for (const page of pages) {
    if (further.has(page)) continue;
    const series = [page];
    for (let next = after.get(page); next !== undefined && !series.includes(next); next = after.get(next))
      series.push(next);
    const wanted = new Set(series.flatMap((each) => [...each.images]));
    const own = [...wanted].map((address) => images.get(address)).filter((each) => each !== undefined);
    const records = series.map(({ record }) => record);
    yield { name: page.record.url, bytes: writeWarc([...records, ...own]), format: 'warc' };
  }
}

/** For each page of an article that is parted into several, the page that it names as the next: they are one item. */
function followersIn(pages: readonly WaitingPage[]): ReadonlyMap<WaitingPage, WaitingPage> {
  const byAddress = new Map(pages.map((page) => [page.record.url, page]));
  const nextAmong = seriesAmong(byAddress.keys());
  const after = new Map<WaitingPage, WaitingPage>();
  const followed = new Set<WaitingPage>();
  for (const page of pages) {
    const { url } = page.record;
    const next = byAddress.get(nextAmong(url) ?? '');
    if (next === undefined || followed.has(next)) continue;
    const [here, there] = [seenIn(page), seenIn(next)];
    if (here?.next !== next.record.url || there === undefined || !isSameTitle(here.title, there.title)) continue;
    after.set(page, next);
    followed.add(next);
  }
  return after;
}

function seenIn({ record }: WaitingPage): { readonly title: string; readonly next: string | undefined } | undefined {
  const response = responseIn(record);
  if (response === undefined || response.mediaType === 'application/pdf') return undefined;
  try {
    const { page } = parseLimited(decodeHtml(response.body).text);
    return { title: titleOf(page), next: nextPageOf(page, record.url, baseOf(page, record.url)) };
  } catch {
    return undefined;
  }
}

function isImage({ mediaType }: RecordedResponse): boolean {
  return /^image\/(?!svg)/u.test(mediaType);
}

/** A page is of a type that pages have, and looks like one: servers call scripts and answers of programs HTML. */
export function isDocument({ mediaType, body }: RecordedResponse): boolean {
  const head = Buffer.from(body.subarray(0, 4096)).toString('latin1').replaceAll('\0', '');
  if (mediaType === 'application/pdf') return head.startsWith('%PDF-');
  const isCalledHtml = mediaType === 'text/html' || mediaType === 'application/xhtml+xml';
  return (
    (isCalledHtml || mediaType === '') && /<(?:!doctype|html|head|body|meta|title|div|p|article)[\s>]/iu.test(head)
  );
}

/** Frames and the answers of counters are HTML without a word. */
function hasWords({ mediaType, body }: RecordedResponse): boolean {
  if (mediaType === 'application/pdf') return true;
  try {
    const shown = decodeHtml(body).text.replace(
      /<(script|style|noscript|template|title)\b.*?(?:<\/\1\s*>|$)|<!--.*?(?:-->|$)|<[^>]*>/gisu,
      '',
    );
    return /\p{L}{2}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(shown);
  } catch {
    return false;
  }
}

function imagesOf(response: RecordedResponse, url: string): ReadonlySet<string> {
  if (response.mediaType === 'application/pdf') return new Set();
  try {
    return imageAddressesIn(decodeHtml(response.body).text, url);
  } catch {
    return new Set();
  }
}
