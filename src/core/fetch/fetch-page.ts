// Gets a page with its pictures and style sheets, within limits. What the page needs is told by the caller, who has it parsed in a worker:
// nothing here looks into a page.
import { Failure } from '../../shared/errors.ts';
import { type Exchange, mediaTypeOf } from './exchange.ts';
import { followRedirects } from './follow-redirects.ts';
import type { FetchLimits } from './limits.ts';
import type { RequestOptions } from './send-request.ts';

export interface PageRequest {
  readonly address: string;
  readonly allowPrivate: boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface FetchSettings extends Pick<RequestOptions, 'network' | 'userAgent' | 'now'> {
  readonly limits: FetchLimits;
}

const PAGE_TYPES =
  'text/html,application/xhtml+xml,application/pdf;q=0.9,application/epub+zip;q=0.9,application/xml;q=0.8,text/plain;q=0.8,*/*;q=0.5';
const RESOURCE_TYPES = 'image/avif,image/webp,image/png,image/*,text/css,*/*;q=0.5';

/** Resources of one page that are fetched at the same time. */
const AT_ONCE = 6;

/**
 * Gets a page with the redirects before it.
 * @throws Failure `invalid` for a refused address, `too-large`, `unavailable` also when the server answers with an error
 */
export async function fetchPage(
  { address, allowPrivate, signal }: PageRequest,
  { network, userAgent, now, limits }: FetchSettings,
): Promise<readonly [Exchange, ...Exchange[]]> {
  const exchanges = await followRedirects(
    address,
    {
      allowPrivate,
      network,
      userAgent,
      now,
      signal,
      accept: PAGE_TYPES,
      mostBytes: limits.pageBytes,
      timeMs: limits.pageMs,
      silenceMs: limits.silenceMs,
    },
    limits.redirects,
  );
  refuseErrors(exchanges.at(-1) as Exchange);
  return exchanges;
}

function refuseErrors({ url, response: { status } }: Exchange): void {
  if (status >= 200 && status < 300 && status !== 204 && status !== 205) return;
  const isClosed = status === 401 || status === 402 || status === 403 || status === 429;
  throw new Failure('unavailable', `${url}: the server answers ${status}`, {
    remedy: isClosed
      ? 'Open it in a browser that may see it, save the page, and import the file with --url.'
      : 'Look whether the address is right.',
    subject: url,
  });
}

export interface FetchedResources {
  readonly exchanges: readonly Exchange[];
  /** The content of each address that was got, by the address as it was asked. */
  readonly contents: ReadonlyMap<string, { readonly mediaType: string; readonly bytes: Uint8Array }>;
  /** Addresses that were not got: broken, refused, or over a limit. */
  readonly missing: readonly string[];
}

/** Gets resources in their order of importance, as many as the limits allow. It never fails: what cannot be had is missing. */
export async function fetchResources(
  addresses: readonly string[],
  page: PageRequest & { readonly referrer: string },
  { network, userAgent, now, limits }: FetchSettings,
): Promise<FetchedResources> {
  const wanted = [...new Set(addresses)];
  const exchanges: Exchange[] = [];
  const contents = new Map<string, { mediaType: string; bytes: Uint8Array }>();
  const time = AbortSignal.timeout(limits.allResourcesMs);
  const signal = page.signal ? AbortSignal.any([page.signal, time]) : time;
  let bytes = 0;
  const waiting = wanted.slice(0, limits.resources);
  const fetchOne = async (address: string) => {
    const left = limits.allResourceBytes - bytes;
    if (left <= 0 || signal.aborted) return;
    const got = await followRedirects(
      address,
      {
        allowPrivate: page.allowPrivate,
        network,
        userAgent,
        now,
        signal,
        accept: RESOURCE_TYPES,
        referrer: new URL(page.referrer).origin,
        mostBytes: Math.min(limits.resourceBytes, left),
        timeMs: limits.resourceMs,
        silenceMs: limits.silenceMs,
      },
      limits.redirects,
    );
    for (const each of got) bytes += Math.max(each.response.body.length, each.content.length);
    exchanges.push(...got);
    const last = got.at(-1) as Exchange;
    if (last.response.status === 200) contents.set(address, { mediaType: mediaTypeOf(last), bytes: last.content });
  };
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        await fetchOne(next);
      } catch (error) {
        page.signal?.throwIfAborted();
        if (!(error instanceof Failure) && !time.aborted) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { exchanges, contents, missing: wanted.filter((address) => !contents.has(address)) };
}
