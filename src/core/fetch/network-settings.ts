// How this computer reaches the web: a company's proxy as the environment names it, and the certificates that it trusts.
import { getCACertificates } from 'node:tls';
import { hostOf } from './network-address.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface NetworkSettings {
  /** The proxy that requests to an address go through, or undefined. */
  readonly proxyFor: (url: URL) => string | undefined;
  /** Certificates that are trusted: those of Node (with NODE_EXTRA_CA_CERTS) and those of the system. */
  readonly certificates: () => readonly string[];
}

/** Reads HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in capitals or not, as other programs of the command line do. */
export function networkSettings(environment: Environment): NetworkSettings {
  const variable = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined;
  const bypass = (variable('NO_PROXY') ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((each) => each.toLowerCase().replace(/^\*?\./, ''));
  let certificates: readonly string[] | undefined;
  return {
    proxyFor(url) {
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
