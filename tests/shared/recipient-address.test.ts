import { describe, expect, test } from 'vitest';
import { addressForRecipients } from '../../src/shared/recipient-address.ts';

describe('an address shown to a recipient', () => {
  test.each([
    ['https://news.example/a?id=7&page=2#part', 'https://news.example/a?id=7&page=2#part'],
    ['https://user:pass@news.example/a', 'https://news.example/a'],
    ['https://news.example/a?utm_source=x&utm_medium=y', 'https://news.example/a'],
    ['https://news.example/a?fbclid=1&id=7&gclid=2', 'https://news.example/a?id=7'],
    ['https://news.example/a?access_token=S&accessToken=S&X-Amz-Signature=S&q=ok', 'https://news.example/a?q=ok'],
    ['https://news.example/a#access_token=S', 'https://news.example/a'],
    ['https://news.example/a;jsessionid=S?b=1', 'https://news.example/a?b=1'],
    ['HTTP://news.example/?author=anne&keyword=trade', 'HTTP://news.example/?author=anne&keyword=trade'],
    ['mailto:a@news.example', 'mailto:a@news.example'],
  ])('%s', (address, shown) => {
    expect(addressForRecipients(address)).toBe(shown);
  });

  test.each(['file:///volumes/anne/a.html', 'javascript:alert(1)', 'C:\\Users\\anne\\a.html', ''])(
    '%j is not shown',
    (address) => {
      expect(addressForRecipients(address)).toBeUndefined();
    },
  );
});
