// Captures an address: the page and what it needs are fetched under the rules of fetching, read in a worker, and kept as they came in a WARC file.
import type { DocumentFields, Format } from '../../shared/document.ts';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { digestOf } from '../archive/digest.ts';
import type { Captured, CaptureRequest, Container } from '../capture/capture.ts';
import type { PageResources } from '../capture/page-resources.ts';
import { isSameTitle, MOST_PAGES } from '../capture/page-series.ts';
import { formatOfAnswer } from '../capture/source-format.ts';
import { type Exchange, type Fetcher, type HeaderLine, headerOf } from '../fetch/fetcher.ts';
import type { RenderedPage } from '../ports.ts';
import type { Workspace } from './workspace.ts';

type PageResourceRequests = Awaited<ReturnType<Fetcher['resourcesOf']>>;

/** Redirects in HTML on the way to a page, at most. */
const MOST_REFRESHES = 5;

export interface AddressRequest {
  readonly address: string;
  readonly allowPrivate: boolean;
  /** What is known of the document already; it always wins. */
  readonly given: Partial<DocumentFields>;
  /** Whether a browser engine shows the page first. */
  readonly render: boolean;
  /** The address that the person gave for the document, in place of the one it was fetched from. */
  readonly url?: string;
}

/** What is known of a capture because it was fetched. */
export interface FetchedFacts {
  /** The addresses that led to the page, the one that was asked first; empty without redirects. */
  readonly redirects: readonly string[];
  /** The digest of the page's own bytes. */
  readonly contentDigest: string;
  /** The page as it looked, when an engine saw it. */
  readonly picture?: Uint8Array;
}

/** What lies at an address is no document but holds several: a feed, a web archive. */
export class HoldsSeveral extends Failure {
  readonly container: Container;

  constructor(container: Container) {
    super('invalid', said`${container.name}: what lies there is several documents (${container.format})`, {
      remedy: said`Import the address; each is a document then.`,
      subject: container.name,
    });
    this.container = container;
  }
}

/**
 * Captures an address.
 * @throws HoldsSeveral when there are several documents, Failure `invalid` for a refused address or a page without text, `too-large`, `unavailable`
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
    const { captured, picture } = await captureGot(workspace, fetcher, page, request, signal);
    const redirects = [...new Set(page.hops.map((hop) => hop.url))].filter((hop) => hop !== url);
    return { captured, facts: { redirects, contentDigest: digestOf(content), ...(picture ? { picture } : {}) } };
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
    const answer = formatOfAnswer(last.url, contentType, last.content);
    if ('container' in answer)
      throw new HoldsSeveral({ name: last.url, format: answer.container, bytes: last.content });
    const { format } = answer;
    if (format !== 'html') return { format, hops, last };
    const needs = await capturer.pageResources({ address: last.url, bytes: last.content, contentType }, signal);
    if (needs.refresh === undefined || hops.some((hop) => hop.url === needs.refresh) || hops.length > MOST_REFRESHES)
      return { format, hops, last, needs };
    next = needs.refresh;
  }
}

interface CapturedPage {
  readonly captured: Captured;
  readonly picture?: Uint8Array;
}

async function captureGot(
  workspace: Workspace,
  fetcher: Fetcher,
  page: GotPage,
  request: AddressRequest,
  signal: AbortSignal | undefined,
): Promise<CapturedPage> {
  if (page.format === 'html') return captureWebPage(workspace, fetcher, page, request, signal);
  // What is no page (a PDF, a text) is its own original.
  const capturer = await workspace.capturer();
  return { captured: await capturer.capture(requestOf(page.last, page.format, request), signal) };
}

/** Captures a page of HTML with its pictures; the original is the record of all exchanges. */
async function captureWebPage(
  workspace: Workspace,
  fetcher: Fetcher,
  { hops, last, needs }: GotPage,
  request: AddressRequest,
  signal: AbortSignal | undefined,
): Promise<CapturedPage> {
  const { allowPrivate } = request;
  const resources = await fetcher.resourcesOf({ address: last.url, allowPrivate, signal, referrer: last.url });
  const capturer = await workspace.capturer();
  const rendered = await shownPage(workspace, request, last, resources, signal);
  const bytes = rendered ? new Uint8Array(Buffer.from(rendered.html)) : last.content;
  const contentType = rendered ? 'text/html; charset=utf-8' : (headerOf(last, 'content-type') ?? '');
  const wanted = rendered ? await capturer.pageResources({ address: last.url, bytes, contentType }, signal) : needs;
  const further = await fetchFurther(workspace, fetcher, { last, needs: wanted }, request, signal);
  const missing = await resources.getAll([
    ...(wanted?.images ?? []),
    ...further.images,
    ...(wanted?.styleSheets ?? []),
  ]);
  const captured = await capturer.capture(
    {
      ...requestOf(last, 'html', request),
      bytes,
      contentType,
      resources: new Map([...resources.contents].map(([address, content]) => [address, content.bytes])),
      furtherPages: further.pages,
    },
    signal,
  );
  const metadata: HeaderLine[] = [
    ['title', captured.fields.title],
    ...hops.slice(0, -1).map((hop) => ['via', hop.url] as const),
    ...missing.map((address) => ['pressmark-missing', address] as const),
  ];
  const alternates = needs?.alternates ?? [];
  return {
    captured: {
      ...captured,
      ...(alternates.length ? { alternates } : {}),
      mediaType: 'application/warc',
      originalName: 'page.warc.gz',
      original: fetcher.record(
        last.url,
        [...hops, ...further.exchanges, ...resources.exchanges],
        metadata,
        rendered?.html,
      ),
    },
    ...(rendered ? { picture: rendered.picture } : {}),
  };
}

/** The further pages of an article, as they were got. */
interface FurtherPages {
  readonly exchanges: Exchange[];
  readonly pages: Map<string, { readonly bytes: Uint8Array; readonly contentType: string }>;
  readonly images: string[];
}

/** All further pages of an article together, in bytes. */
const MOST_FURTHER_BYTES = 64 * 2 ** 20;

/**
 * Gets the further pages of an article that is parted into several: each is named by the one before, on the same origin, with the next number in
 * its address and the same title. What cannot be had ends the row; the capture then says that pages are missing.
 */
async function fetchFurther(
  workspace: Workspace,
  fetcher: Fetcher,
  { last, needs }: { readonly last: Exchange; readonly needs: PageResources | undefined },
  { allowPrivate }: AddressRequest,
  signal: AbortSignal | undefined,
): Promise<FurtherPages> {
  const got: FurtherPages = { exchanges: [], pages: new Map(), images: [] };
  const capturer = await workspace.capturer();
  let left = MOST_FURTHER_BYTES;
  for (let next = needs?.next; next !== undefined && got.pages.size < MOST_PAGES; ) {
    if (next === last.url || got.pages.has(next)) break;
    try {
      const exchanges = await fetcher.page({ address: next, allowPrivate, signal });
      const page = exchanges.at(-1) as Exchange;
      left -= page.content.length;
      if (left < 0) break;
      const contentType = headerOf(page, 'content-type') ?? '';
      // Whether it is one of the article's is decided where its text is read.
      got.pages.set(next, { bytes: page.content, contentType });
      // A redirect leads to another page than was meant, mostly back to the first.
      if (exchanges.length > 1) break;
      const found = await capturer.pageResources({ address: next, bytes: page.content, contentType }, signal);
      if (!isSameTitle(needs?.title ?? '', found.title)) break;
      got.exchanges.push(page);
      got.images.push(...found.images);
      next = found.next;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      break;
    }
  }
  return got;
}

/** A page is taken as it is when it has not settled by then, in milliseconds. */
const RENDER_MS = 30_000;

/** Shows a page in an engine when that is asked for, or is what this shell does first; a page that it cannot show then is captured as it came. */
async function shownPage(
  workspace: Workspace,
  { render }: AddressRequest,
  page: Exchange,
  resources: PageResourceRequests,
  signal: AbortSignal | undefined,
): Promise<RenderedPage | undefined> {
  const { pageEngine, log } = workspace.ports;
  if (!render && pageEngine?.isFirst !== true) return undefined;
  try {
    return await renderPage(workspace, page, resources, signal);
  } catch (cause) {
    signal?.throwIfAborted();
    if (render) throw cause;
    log(`${page.url} is captured without being shown: ${(cause as Error).message}`);
    return undefined;
  }
}

/** Headers that told of the bytes on the wire, or that would keep something in the engine. */
const NOT_PASSED_ON = new Set([
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'set-cookie',
  'connection',
  'strict-transport-security',
]);

/** Has an engine show a page that was got: all that it asks for goes through the same rules and into the same record. */
async function renderPage(
  { ports }: Workspace,
  page: Exchange,
  resources: PageResourceRequests,
  signal: AbortSignal | undefined,
): Promise<RenderedPage> {
  if (!ports.pageEngine)
    throw new Failure('unavailable', said`There is no browser engine here that shows pages of the web.`, {
      remedy: said`Capture the page without --render, or with the command line where Chromium is installed.`,
    });
  const answerOf = (exchange: Exchange | undefined) => {
    if (exchange === undefined) return undefined;
    const { response, content } = exchange;
    const headers = response.headers.filter(([name]) => !NOT_PASSED_ON.has(name.toLowerCase()));
    return { status: response.status, headers, body: content };
  };
  return ports.pageEngine.render({
    address: page.url,
    answer: async (address) => answerOf(address.split('#', 1)[0] === page.url ? page : await resources.get(address)),
    timeMs: RENDER_MS,
    signal,
  });
}

function requestOf({ url, content }: Exchange, format: Format, request: AddressRequest): CaptureRequest {
  return { bytes: content, name: url, format, url: request.url ?? url, given: request.given };
}
