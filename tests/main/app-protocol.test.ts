// The window's files come out of their folder under the policy, and nothing else does.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAppHandler, isOwnAddress } from '../../src/main/app-protocol.ts';
import { tempFolder } from '../support/temp-folder.ts';

function makeFolder(): string {
  const folder = tempFolder('app');
  mkdirSync(path.join(folder, 'window/assets'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.html'), 'secret');
  writeFileSync(path.join(folder, 'window/index.html'), '<p>hello');
  writeFileSync(path.join(folder, 'window/assets/a b.css'), 'p{}');
  writeFileSync(path.join(folder, 'window/notes.txt'), 'notes');
  symlinkSync(path.join(folder, 'secret.html'), path.join(folder, 'window/link.html'));
  return path.join(folder, 'window');
}

describe('the window’s own files', () => {
  const handle = createAppHandler(makeFolder());
  const get = (address: string, init?: RequestInit) => handle(new Request(address, init));

  test('a page comes with its kind and the policy', async () => {
    const response = await get('app://pressmark/index.html');
    expect(await response.text()).toBe('<p>hello');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('names with escapes are found', async () => {
    expect((await get('app://pressmark/assets/a%20b.css')).status).toBe(200);
  });

  test.each([
    ['a way up', 'app://pressmark/..%2fsecret.html'],
    ['a way up through a folder', 'app://pressmark/assets/..%2f..%2fsecret.html'],
    ['a symbolic link out of the folder', 'app://pressmark/link.html'],
    ['a NUL', 'app://pressmark/index%00.html'],
    ['a broken escape', 'app://pressmark/%zz.html'],
    ['a kind the window does not need', 'app://pressmark/notes.txt'],
    ['the folder itself', 'app://pressmark/'],
    ['a missing file', 'app://pressmark/missing.js'],
  ])('%s leads nowhere', async (_name, address) => {
    const response = await get(address);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test('another host and a write are refused', async () => {
    expect((await get('app://elsewhere/index.html')).status).toBe(403);
    expect((await get('app://pressmark/index.html', { method: 'POST', body: 'x' })).status).toBe(403);
  });
});

test.each([
  ['app://pressmark/index.html#/document/a1', true],
  ['app://elsewhere/index.html', false],
  ['https://pressmark/index.html', false],
  ['file:///index.html', false],
  ['not an address', false],
])('%s is our own page: %s', (address, expected) => {
  expect(isOwnAddress(address)).toBe(expected);
});
