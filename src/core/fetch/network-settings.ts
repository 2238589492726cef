// How this computer reaches the web: a proxy as the person or the environment names it, and the certificates that are trusted.
import { getCACertificates } from 'node:tls';
import { hostOf } from './network-address.ts';
import { proxyInAnswer } from './pac-answer.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface NetworkSettings {
  /** The proxy that requests to an address go through, or undefined. @throws Failure `unavailable` for a proxy that cannot be spoken to */
  readonly proxyFor: (url: URL) => Promise<string | undefined>;
  /** Certificates that are trusted: those of Node (with NODE_EXTRA_CA_CERTS), of the system and of the person. */
  readonly certificates: () => readonly string[];
}

/** What a person chose instead of what the system says. */
export interface NetworkChoice {
  /** `system`, `none`, or the address of a proxy. */
  readonly proxy: string;
  /** Hosts that are reached without the proxy that is chosen, parted by commas. */
  readonly exceptions: string;
  /** Further certificates in PEM. */
  readonly certificates: string;
}

const AS_THE_SYSTEM: NetworkChoice = { proxy: 'system', exceptions: '', certificates: '' };
const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'];

let known: readonly string[] | undefined;

/**
 * Goes by what the person chose; else reads HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in capitals or not, as other programs of the command
 * line do. Where none of them is set, `systemProxy` is asked.
 */
export function networkSettings(
  environment: Environment,
  systemProxy?: (address: string) => Promise<string>,
  choice: NetworkChoice = AS_THE_SYSTEM,
): NetworkSettings {
  const variable = variableOf(environment);
  const isOfSystem = choice.proxy === 'system';
  const bypass = namesIn(isOfSystem ? (variable('NO_PROXY') ?? '') : choice.exceptions);
  return {
    async proxyFor(url) {
      if (choice.proxy === 'none') return undefined;
      if (isOfSystem && systemProxy !== undefined && NAMES.every((name) => variable(name) === undefined))
        return proxyInAnswer(await systemProxy(url.href), url);
      const proxy = isOfSystem ? proxyOf(variable, url.protocol) : choice.proxy;
      return proxy === undefined || isBypassed(url, bypass) ? undefined : proxy;
    },
    certificates() {
      known ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
      return choice.certificates === '' ? known : [...known, choice.certificates];
    },
  };
}

/** The proxy that the environment names for pages of the web, without the name and password that may stand in it. */
export function environmentProxy(environment: Environment): string | undefined {
  const proxy = proxyOf(variableOf(environment), 'https:') ?? proxyOf(variableOf(environment), 'http:');
  if (proxy === undefined) return undefined;
  return URL.parse(proxy)?.host || URL.parse(`http://${proxy}`)?.host || '?';
}

function variableOf(environment: Environment): (name: string) => string | undefined {
  return (name) => environment[name.toLowerCase()] || environment[name] || undefined;
}

function proxyOf(variable: (name: string) => string | undefined, protocol: string): string | undefined {
  return variable(protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? variable('ALL_PROXY');
}

function namesIn(list: string): string[] {
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((each) => each.toLowerCase().replace(/^\*?\./, ''));
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
