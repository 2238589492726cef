// The door of the fetching room: gets pages by their addresses, some at a time and few of one host, and records them as WARC.
import type { Exchange, HeaderLine } from './exchange.ts';
import { type FetchSettings, fetchPage, type PageRequest, PageResources } from './fetch-page.ts';
import { FETCH_LIMITS, type FetchLimits } from './limits.ts';
import { type NetworkChoice, networkSettings } from './network-settings.ts';
import { Turns } from './turns.ts';
import { writeWarc } from './warc.ts';

export { type Exchange, type HeaderLine, headerOf } from './exchange.ts';

export interface Fetcher {
  /** Waits for a turn, then runs: few pages at once, and fewer of one host. */
  inTurn<T>(address: string, run: () => Promise<T>): Promise<T>;
  /** Gets a page with the redirects before it. @throws Failure as `fetchPage`. */
  page(request: PageRequest): Promise<readonly [Exchange, ...Exchange[]]>;
  /** Begins to get what a page asks for besides itself, within the limits of one page. */
  resourcesOf(page: PageRequest & { readonly referrer: string }): Promise<PageResources>;
  /** Writes exchanges as a WARC file, with the document that an engine made of the page, if one did. */
  record(page: string, exchanges: readonly Exchange[], metadata: readonly HeaderLine[], rendered?: string): Uint8Array;
}

export interface FetcherOptions {
  readonly version: string;
  readonly now: () => number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the computer's own settings say of the way to an address, in the words of a PAC file. */
  readonly systemProxy?: (address: string) => Promise<string>;
  readonly limits?: Partial<FetchLimits>;
  /** What the person chose; asked for each page. */
  readonly choice?: () => Promise<FetchChoice>;
  /** Is told once that a proxy is used: it, not this program, then guards what can be reached. */
  readonly log: (message: string) => void;
}

/** What a person sets of fetching. */
export interface FetchChoice {
  readonly network: NetworkChoice;
  readonly limits: Partial<FetchLimits>;
  /** Whether addresses of one's own networks may be fetched, also when it is not asked for. */
  readonly allowPrivate: boolean;
}

/** Pages that are fetched at the same time, in all and of one host. */
const PAGES = { atOnce: 8, ofOneHost: 2 };

/** Makes a fetcher; it opens nothing before it is asked. */
export function createFetcher({
  version,
  now,
  environment,
  systemProxy,
  limits,
  choice,
  log,
}: FetcherOptions): Fetcher {
  let isProxyTold = false;
  const present = async <R extends PageRequest>(request: R): Promise<{ request: R; settings: FetchSettings }> => {
    const chosen = await choice?.();
    return {
      request: { ...request, allowPrivate: request.allowPrivate || chosen?.allowPrivate === true },
      settings: {
        limits: { ...FETCH_LIMITS, ...chosen?.limits, ...limits },
        network: networkSettings(environment, systemProxy, chosen?.network),
        userAgent: `Mozilla/5.0 (compatible; Pressmark/${version})`,
        now,
      },
    };
  };
  const turns = new Turns(PAGES.atOnce, PAGES.ofOneHost);
  return {
    inTurn: (address, run) => turns.take(URL.canParse(address) ? new URL(address).host : address, run),
    async page(asked) {
      const { request, settings } = await present(asked);
      const url = URL.parse(request.address);
      const proxy = url === null ? undefined : await settings.network.proxyFor(url);
      if (proxy !== undefined && !isProxyTold)
        log(`Fetching through the proxy ${hostIn(proxy)}, which decides what can be reached.`);
      isProxyTold ||= proxy !== undefined;
      return fetchPage(request, settings);
    },
    async resourcesOf(page) {
      const { request, settings } = await present(page);
      return new PageResources(request, settings);
    },
    record: (page, exchanges, metadata, rendered) =>
      writeWarc({
        software: `Pressmark ${version}`,
        fileName: 'page.warc.gz',
        exchanges,
        metadata,
        page,
        at: now(),
        ...(rendered === undefined ? {} : { rendered }),
      }),
  };
}

/** A proxy's address may hold a password. */
function hostIn(proxy: string): string {
  return URL.canParse(proxy) ? new URL(proxy).host : 'of the environment';
}
