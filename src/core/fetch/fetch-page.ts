// Gets a page with its pictures and style sheets, within limits. What the page needs is told by the caller, who has it parsed in a worker:
// nothing here looks into a page.

import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { fewAtOnce } from '../archive/few-at-once.ts';
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
  throw new Failure('unavailable', said`${url}: the server answers ${status}`, {
    remedy: isClosed
      ? said`Open it in a browser that may see it, save the page, and import the file with --url.`
      : said`Look whether the address is right.`,
    subject: url,
  });
}

/** What a page asks for besides itself, within the limits of one page: a request that breaks them, or is refused, gives nothing. */
export class PageResources {
  readonly exchanges: Exchange[] = [];
  /** The content of each address that was got, by the address as it was asked. */
  readonly contents = new Map<string, { readonly mediaType: string; readonly bytes: Uint8Array }>();
  readonly #page: PageRequest & { readonly referrer: string };
  readonly #settings: FetchSettings;
  readonly #time: AbortSignal;
  readonly #asked = new Map<string, Promise<Exchange | undefined>>();
  #bytes = 0;

  constructor(page: PageRequest & { readonly referrer: string }, settings: FetchSettings) {
    this.#page = page;
    this.#settings = settings;
    this.#time = AbortSignal.timeout(settings.limits.allResourcesMs);
  }

  /** Gets an address, once however often it is asked for; undefined when it cannot be had. @throws the signal's reason when it is aborted */
  get(address: string): Promise<Exchange | undefined> {
    const asked = this.#asked.get(address) ?? this.#get(address);
    this.#asked.set(address, asked);
    return asked;
  }

  async #get(address: string): Promise<Exchange | undefined> {
    const { limits, network, userAgent, now } = this.#settings;
    const left = limits.allResourceBytes - this.#bytes;
    if (left <= 0 || this.#time.aborted || this.#asked.size >= limits.resources) return undefined;
    const { allowPrivate, referrer, signal } = this.#page;
    try {
      const got = await followRedirects(
        address,
        {
          allowPrivate,
          network,
          userAgent,
          now,
          signal: signal ? AbortSignal.any([signal, this.#time]) : this.#time,
          accept: RESOURCE_TYPES,
          referrer: new URL(referrer).origin,
          mostBytes: Math.min(limits.resourceBytes, left),
          timeMs: limits.resourceMs,
          silenceMs: limits.silenceMs,
        },
        limits.redirects,
      );
      for (const { response, content } of got) this.#bytes += Math.max(response.body.length, content.length);
      this.exchanges.push(...got);
      const last = got.at(-1) as Exchange;
      if (last.response.status === 200)
        this.contents.set(address, { mediaType: mediaTypeOf(last), bytes: last.content });
      return last;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof Failure || this.#time.aborted) return undefined;
      throw error;
    }
  }

  /** Gets addresses, some at once, in their order of importance; gives those that could not be had. */
  async getAll(addresses: readonly string[]): Promise<string[]> {
    const wanted = [...new Set(addresses)];
    await fewAtOnce(wanted, (address) => this.get(address), AT_ONCE);
    return wanted.filter((address) => !this.contents.has(address));
  }
}
