// Gets an address with the redirects on the way, each checked like the first.
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import { type Exchange, headerOf } from './exchange.ts';
import { readWebAddress } from './network-address.ts';
import { type RequestOptions, sendRequest } from './send-request.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Gives all exchanges in order; the last is no redirect.
 * @throws Failure as `sendRequest` and `readWebAddress`, `unavailable` over `mostRedirects` and in a circle
 */
export async function followRedirects(
  address: string,
  options: RequestOptions,
  mostRedirects: number,
): Promise<readonly [Exchange, ...Exchange[]]> {
  const exchanges: Exchange[] = [];
  const visited = new Set<string>();
  let url = readWebAddress(address, options.allowPrivate);
  for (;;) {
    if (exchanges.length > mostRedirects || visited.has(url.href))
      throw new Failure(
        'unavailable',
        visited.has(url.href)
          ? said`${address}: it redirects in a circle`
          : said`${address}: it redirects more than ${mostRedirects} times`,
        {
          subject: address,
        },
      );
    visited.add(url.href);
    const exchange = await sendRequest(url, options);
    exchanges.push(exchange);
    const next = headerOf(exchange, 'location');
    if (!REDIRECTS.has(exchange.response.status) || next === undefined)
      return exchanges as unknown as readonly [Exchange, ...Exchange[]];
    if (!URL.canParse(next, url))
      throw new Failure('unavailable', said`${url.href}: it redirects to no address`, { subject: address });
    url = readWebAddress(new URL(next, url).href, options.allowPrivate);
  }
}
