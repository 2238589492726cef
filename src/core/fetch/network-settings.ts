// How this computer reaches the web: a company's proxy as the environment names it, and the certificates that it trusts.
import { getCACertificates } from 'node:tls';
import { hostOf } from './network-address.ts';
import { proxyInAnswer } from './pac-answer.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface NetworkSettings {
  /** The proxy that requests to an address go through, or undefined. @throws Failure `unavailable` for a proxy that cannot be spoken to */
  readonly proxyFor: (url: URL) => Promise<string | undefined>;
  /** Certificates that are trusted: those of Node (with NODE_EXTRA_CA_CERTS) and those of the system. */
  readonly certificates: () => readonly string[];
}

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'];

/**
 * Reads HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in capitals or not, as other programs of the command line do. Where none of them is set,
 * `systemProxy` is asked.
 */
export function networkSettings(
  environment: Environment,
  systemProxy?: (address: string) => Promise<string>,
): NetworkSettings {
  const variable = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined;
  const bypass = (variable('NO_PROXY') ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((each) => each.toLowerCase().replace(/^\*?\./, ''));
  let certificates: readonly string[] | undefined;
  return {
    async proxyFor(url) {
      if (systemProxy !== undefined && NAMES.every((name) => variable(name) === undefined))
        return proxyInAnswer(await systemProxy(url.href), url);
      const proxy = variable(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? variable('ALL_PROXY');
      return proxy === undefined || isBypassed(url, bypass) ? undefined : proxy;
    },
    certificates() {
      certificates ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
      return certificates;
    },
  };
}

function isBypassed(url: URL, bypass: readonly string[]): boolean {
  const host = hostOf(url);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return bypass.some((each) => {
    const [name = '', itsPort] = each.includes(']') || each.split(':').length > 2 ? [each] : each.split(':');
    if (itsPort !== undefined && itsPort !== port) return false;
    return name === '*' || host === name.replace(/^\[|\]$/g, '') || host.endsWith(`.${name}`);
  });
}
