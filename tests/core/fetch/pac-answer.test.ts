import { describe, expect, test } from 'vitest';
import { networkSettings } from '../../../src/core/fetch/network-settings.ts';
import { proxyInAnswer } from '../../../src/core/fetch/pac-answer.ts';

const url = new URL('https://news.example.org/a');

describe('the way that a PAC file names', () => {
  test.each([
    ['DIRECT', undefined],
    ['', undefined],
    ['PROXY proxy.example:8080', 'http://proxy.example:8080'],
    ['HTTPS proxy.example:8443; DIRECT', 'https://proxy.example:8443'],
    ['SOCKS5 socks.example:1080; PROXY proxy.example:8080', 'http://proxy.example:8080'],
    ['SOCKS socks.example:1080; direct', undefined],
    [' proxy  [2001:db8::1]:3128 ;', 'http://[2001:db8::1]:3128'],
  ])('%j is %s', (answer, proxy) => {
    expect(proxyInAnswer(answer, url)).toBe(proxy);
  });

  test('that we cannot go is told with what to do', () => {
    expect(() => proxyInAnswer('SOCKS5 socks.example:1080', url)).toThrow(
      expect.objectContaining({ code: 'unavailable', remedy: expect.stringContaining('HTTPS_PROXY') }),
    );
  });

  test('is asked for each address, and only where the environment says nothing', async () => {
    const asked: string[] = [];
    const system = async (address: string) => {
      asked.push(address);
      return address.includes('intern') ? 'DIRECT' : 'PROXY proxy.example:8080';
    };
    const { proxyFor } = networkSettings({}, system);
    expect(await proxyFor(url)).toBe('http://proxy.example:8080');
    expect(await proxyFor(new URL('https://intern.example.org/'))).toBeUndefined();
    expect(await networkSettings({ NO_PROXY: '*' }, system).proxyFor(url)).toBeUndefined();
    expect(await networkSettings({ https_proxy: 'http://other.example:1' }, system).proxyFor(url)).toBe(
      'http://other.example:1',
    );
    expect(asked).toEqual([url.href, 'https://intern.example.org/']);
  });
});
