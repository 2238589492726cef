// Tells which addresses may be fetched: http and https of the public internet. What a name resolves to is checked when it is connected to
// (send-request.ts); this file looks at what stands in the address itself.
import { BlockList, isIP } from 'node:net';
import { Failure } from '../../shared/errors.ts';
import { type Said, said } from '../../shared/said.ts';

/** IPv4 networks that are not the public internet (IANA, IPv4 Special-Purpose Address Registry; RFC 5771 multicast). */
const PRIVATE_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** IPv6 networks within 2000::/3 that are not the public internet, or lead to an IPv4 address (IANA, IPv6 Special-Purpose Address Registry). */
const PRIVATE_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const privateV4 = blockList(PRIVATE_V4, 'ipv4');
const privateV6 = blockList(PRIVATE_V6, 'ipv6');
const globalV6 = blockList(['2000::/3'], 'ipv6');
/** NAT64 (RFC 6052): on networks without IPv4, names that have only IPv4 addresses resolve to these. */
const translatedV6 = blockList(['64:ff9b::/96'], 'ipv6');

/** Names that only mean something on one's own computer or network (RFC 6761, 6762, 8375; the root of names in use at companies). */
const PRIVATE_NAME =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|onion|test|invalid)$/;

/** Whether an IP address leads elsewhere than to the public internet. What is no IP address counts as private. */
export function isPrivateIp(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return privateV4.check(address, 'ipv4');
    case 6:
      if (translatedV6.check(address, 'ipv6')) return privateV4.check(lastBytesOf(address), 'ipv4');
      return !globalV6.check(address, 'ipv6') || privateV6.check(address, 'ipv6');
    default:
      return true;
  }
}

/**
 * Reads an address that is to be fetched; user name, password and fragment are left out of it.
 * @throws Failure `invalid` for what is no address of http or https, or leads to one's own networks while `allowPrivate` is not set
 */
export function readWebAddress(address: string, allowPrivate: boolean): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) throw refused(address, said`it is no address`);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused(address, said`only http and https are fetched`);
  const host = hostOf(url);
  if (host === '' || host.startsWith('.') || host.includes('..')) throw refused(address, said`it names no host`);
  if (url.port === '0') throw refused(address, said`there is no port 0`);
  if (!allowPrivate && isPrivateHost(host)) throw privateAddress(address);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}

/** The failure for an address of one's own computer or network. */
export function privateAddress(address: string): Failure {
  return new Failure('invalid', said`${address}: it leads to this computer or its own networks`, {
    remedy: said`Add --allow-private to permit that.`,
    subject: address,
  });
}

/** The host without brackets and without the dot at its end. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
}

/** A name of one label (`intranet`) is looked for in one's own network. */
function isPrivateHost(host: string): boolean {
  if (isIP(host)) return isPrivateIp(host);
  return !host.includes('.') || PRIVATE_NAME.test(host);
}

function refused(address: string, reason: Said): Failure {
  return new Failure('invalid', said`${address}: ${reason}`, { subject: address });
}

function blockList(networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/** The IPv4 address in the last 32 bits; the URL parser writes them as two groups of hex digits. */
function lastBytesOf(address: string): string {
  const [high = '0', low = '0'] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':').slice(-2);
  const bits = (Number.parseInt(high || '0', 16) << 16) | Number.parseInt(low || '0', 16);
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join('.');
}
