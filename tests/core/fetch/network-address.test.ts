import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isPrivateIp, readWebAddress } from '../../../src/core/fetch/network-address.ts';
import { corpus } from '../../support/corpus.ts';

describe('only addresses of the public internet are fetched', () => {
  test.each([
    ['127.0.0.1', true],
    ['10.1.2.3', true],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['169.254.169.254', true],
    ['100.64.0.1', true],
    ['192.0.0.192', true],
    ['255.255.255.255', true],
    ['0.0.0.0', true],
    ['8.8.8.8', false],
    ['::', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['::ffff:8.8.8.8', true],
    ['fe80::1', true],
    ['fd00::1', true],
    ['64:ff9b::7f00:1', true],
    ['64:ff9b::808:808', false],
    ['64:ff9b::8.8.8.8', false],
    ['2002:7f00:1::', true],
    ['2001:db8::1', true],
    ['2606:4700:4700::1111', false],
    ['not an address', true],
  ])('%s: private %s', (address, expected) => {
    expect(isPrivateIp(address)).toBe(expected);
  });

  test.each([
    'http://localhost/',
    'http://LOCALHOST./',
    'http://printer/',
    'http://nas.local/',
    'http://a.internal/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::ffff:7f00:1]/',
    'http://user@127.0.0.1/',
    'http:///127.0.0.1/',
    'file:///etc/passwd',
    'ftp://example.org/',
    'javascript:alert(1)',
    'http://a..b/',
    'http://example.org:0/',
    'no address',
  ])('%s is refused', (address) => {
    expect(() => readWebAddress(address, false)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  const list = corpus('hostile/urls.jsonl');
  test.skipIf(list === undefined)('hostile addresses are refused, others are not', () => {
    const lines = readFileSync(list as string, 'utf8')
      .trim()
      .split('\n');
    const wrong = lines.filter((line) => {
      const { url, allow } = JSON.parse(line) as { url: string; allow: boolean };
      return isAllowed(url) !== allow;
    });
    expect(lines.length).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  });
});

function isAllowed(url: string): boolean {
  try {
    readWebAddress(url, false);
    return true;
  } catch {
    return false;
  }
}
