// Captures an address: the page and what it needs are fetched under the rules of fetching, read in a worker, and kept as they came in a WARC file.
import type { DocumentFields, Format } from '../../shared/document.ts';
import { digestOf } from '../archive/digest.ts';
import type { Captured, CaptureRequest } from '../capture/capture.ts';
import type { PageResources } from '../capture/page-resources.ts';
import { formatOfAnswer } from '../capture/source-format.ts';
import { type Exchange, type Fetcher, type HeaderLine, headerOf } from '../fetch/fetcher.ts';
import type { Workspace } from './workspace.ts';

/** Redirects in HTML on the way to a page, at most. */
const MOST_REFRESHES = 5;

export interface AddressRequest {
  readonly address: string;
  readonly allowPrivate: boolean;
  /** What is known of the document already; it always wins. */
  readonly given: Partial<DocumentFields>;
  /** The address that the person gave for the document, in place of the one it was fetched from. */
  readonly url?: string;
}

/** What is known of a capture because it was fetched. */
export interface FetchedFacts {
  /** The addresses that led to the page, the one that was asked first; empty without redirects. */
  readonly redirects: readonly string[];
  /** The digest of the page's own bytes. */
  readonly contentDigest: string;
}

/**
 * Captures an address.
 * @throws Failure `invalid` for a refused address or a page without text, `too-large`, `unavailable`
 */
export async function captureAddress(
  workspace: Workspace,
  request: AddressRequest,
  signal: AbortSignal | undefined,
): Promise<{ readonly captured: Captured; readonly facts: FetchedFacts }> {
  const fetcher = await workspace.fetcher();
  return fetcher.inTurn(request.address, async () => {
    signal?.throwIfAborted();
    const page = await fetchWhole(workspace, fetcher, request, signal);
    const { url, content } = page.last;
    const captured = await (page.format === 'html' ? captureWebPage : captureFile)(
      workspace,
      fetcher,
      page,
      request,
      signal,
    );
    const redirects = [...new Set(page.hops.map((hop) => hop.url))].filter((hop) => hop !== url);
    return { captured, facts: { redirects, contentDigest: digestOf(content) } };
  });
}

/** A page that was got, and how. */
interface GotPage {
  readonly format: Format;
  /** All exchanges on the way to it, it included. */
  readonly hops: readonly Exchange[];
  readonly last: Exchange;
  /** For a page of HTML. */
  readonly needs?: PageResources;
}

/** Gets a page; a page that is nothing but a redirect in HTML is followed like the others. */
async function fetchWhole(
  workspace: Workspace,
  fetcher: Fetcher,
  { address, allowPrivate }: AddressRequest,
  signal: AbortSignal | undefined,
): Promise<GotPage> {
  const hops: Exchange[] = [];
  const capturer = await workspace.capturer();
  let next = address;
  for (;;) {
    hops.push(...(await fetcher.page({ address: next, allowPrivate, signal })));
    const last = hops.at(-1) as Exchange;
    const contentType = headerOf(last, 'content-type') ?? '';
    const format = formatOfAnswer(last.url, contentType, last.content);
    if (format !== 'html') return { format, hops, last };
    const needs = await capturer.pageResources({ address: last.url, bytes: last.content, contentType }, signal);
    if (needs.refresh === undefined || hops.some((hop) => hop.url === needs.refresh) || hops.length > MOST_REFRESHES)
      return { format, hops, last, needs };
    next = needs.refresh;
  }
}

/** Captures a page of HTML with its pictures; the original is the record of all exchanges. */
async function captureWebPage(
  workspace: Workspace,
  fetcher: Fetcher,
  { hops, last, needs }: GotPage,
  request: AddressRequest,
  signal: AbortSignal | undefined,
): Promise<Captured> {
  const { images = [], styleSheets = [], alternates = [] } = needs ?? {};
  const resources = await fetcher.resources([...images, ...styleSheets], {
    address: last.url,
    allowPrivate: request.allowPrivate,
    signal,
    referrer: last.url,
  });
  const capturer = await workspace.capturer();
  const captured = await capturer.capture(
    {
      ...requestOf(last, 'html', request),
      contentType: headerOf(last, 'content-type') ?? '',
      resources: new Map([...resources.contents].map(([address, { bytes }]) => [address, bytes])),
    },
    signal,
  );
  const metadata: HeaderLine[] = [
    ['title', captured.fields.title],
    ...hops.slice(0, -1).map((hop) => ['via', hop.url] as const),
    ...resources.missing.map((address) => ['pressmark-missing', address] as const),
  ];
  return {
    ...captured,
    ...(alternates.length ? { alternates } : {}),
    mediaType: 'application/warc',
    originalName: 'page.warc.gz',
    original: fetcher.record(last.url, [...hops, ...resources.exchanges], metadata),
  };
}

/** Captures what is no page of HTML (a PDF, a text): the original is the file itself. */
async function captureFile(
  workspace: Workspace,
  _: Fetcher,
  { format, last }: GotPage,
  request: AddressRequest,
  signal: AbortSignal | undefined,
): Promise<Captured> {
  return (await workspace.capturer()).capture(requestOf(last, format, request), signal);
}

function requestOf({ url, content }: Exchange, format: Format, request: AddressRequest): CaptureRequest {
  return { bytes: content, name: url, format, url: request.url ?? url, given: request.given };
}
