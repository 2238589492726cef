// Reads what a PAC file, or a system's settings in its words, say of the way to an address: `PROXY proxy.example:8080; DIRECT`.
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';

/**
 * Gives the first proxy that is named, as an address; undefined for the direct way. Only the first way that we know is taken: what a company lists
 * behind it is for the case that its proxy is down.
 * @throws Failure `unavailable` when only proxies of another kind (SOCKS) are named
 */
export function proxyInAnswer(answer: string, { host }: URL): string | undefined {
  const ways = answer
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  for (const way of ways) {
    const [kind = '', at = ''] = way.split(/\s+/);
    if (/^direct$/i.test(kind)) return undefined;
    const scheme = /^https$/i.test(kind) ? 'https' : /^(?:proxy|http)$/i.test(kind) ? 'http' : undefined;
    if (scheme !== undefined && URL.canParse(`${scheme}://${at}`)) return `${scheme}://${at}`;
  }
  if (ways.length === 0) return undefined;
  throw new Failure('unavailable', said`${host}: this computer's settings lead to it by ${ways.join(', ')} only.`, {
    remedy: said`Set HTTPS_PROXY to a proxy that speaks HTTP, and start Pressmark again.`,
    subject: host,
  });
}
