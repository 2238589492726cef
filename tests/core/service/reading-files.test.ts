// What a served reading copy can still say to the network once the sanitiser has failed: nothing.
import { expect, test } from 'vitest';
import { withoutConnections } from '../../../src/core/service/reading-files.ts';

test.each([
  ['<link rel="preconnect" href="//x">', '&lt;link rel="preconnect" href="//x">'],
  ['<LINK\nrel=dns-prefetch href=//x>', '&lt;LINK\nrel=dns-prefetch href=//x>'],
  ['<meta/http-equiv="refresh">', '&lt;meta/http-equiv="refresh">'],
  ['<iframe src="//x">', '&lt;iframe src="//x">'],
  ['<base href="//x">', '&lt;base href="//x">'],
  ['<li<link rel=preconnect>nk>', '<li&lt;link rel=preconnect>nk>'],
  ['<meta charset="utf-16">', '&lt;meta charset="utf-16">'],
])('%s is text', (markup, served) => {
  expect(withoutConnections(markup)).toBe(served);
});

test('our own copies, and tags that only begin alike, stay as they are', () => {
  const copy =
    '<!doctype html><html><head><meta charset="utf-8"><title>a</title></head><body><article><p>&lt;link></p><meta-x></article></body></html>';
  expect(withoutConnections(copy)).toBe(copy);
});
