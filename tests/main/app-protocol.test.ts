// The window's files come out of their folder under the policy, and nothing else does.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createAppHandler, isReadingAddress, isWindowAddress, type ReadingFiles } from '../../src/main/app-protocol.ts';
import { tempFolder } from '../support/temp-folder.ts';

function makeFolder(): string {
  const folder = tempFolder('app');
  mkdirSync(path.join(folder, 'window/assets'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.css'), 'secret');
  writeFileSync(path.join(folder, 'window/index.html'), '<html><head></head><p>hello');
  writeFileSync(path.join(folder, 'window/assets/a b.css'), 'p{}');
  writeFileSync(path.join(folder, 'window/notes.txt'), 'notes');
  writeFileSync(path.join(folder, 'window/other.html'), 'other');
  symlinkSync(path.join(folder, 'secret.css'), path.join(folder, 'window/link.css'));
  return path.join(folder, 'window');
}

const PNG = { bytes: Uint8Array.of(137, 80, 78, 71), mediaType: 'image/png' };
const COPY = { bytes: new TextEncoder().encode('<p>article'), mediaType: 'text/html; charset=utf-8' };

const readings: ReadingFiles = {
  readingCopy: async (document) => (document === 'd1' ? COPY : undefined),
  readingMedia: async ({ document, name }) => (document === 'd1' && name === 'a b.png' ? PNG : undefined),
  original: async (document) =>
    document === 'd1' ? { bytes: new TextEncoder().encode('%PDF-'), mediaType: 'application/octet-stream' } : undefined,
};

const handle = createAppHandler(makeFolder(), readings);
const get = (address: string, init?: RequestInit) => handle(new Request(address, init));

describe('the window’s own files', () => {
  test('the page comes with a nonce of its own each time, in the policy and in the page', async () => {
    const nonces = new Set<string>();
    for (const address of ['app://bundle/', 'app://bundle/index.html']) {
      const response = await get(address);
      const nonce = /nonce="([^"]+)"/.exec(await response.text())?.[1] ?? '';
      expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });

  test('names with escapes are found', async () => {
    expect((await get('app://bundle/assets/a%20b.css')).status).toBe(200);
  });

  test.each([
    ['a way up', 'app://bundle/..%2fsecret.css'],
    ['a way up through a folder', 'app://bundle/assets/..%2f..%2fsecret.css'],
    ['a symbolic link out of the folder', 'app://bundle/link.css'],
    ['a NUL', 'app://bundle/assets/a%00.css'],
    ['a broken escape', 'app://bundle/%zz.css'],
    ['a kind the window does not need', 'app://bundle/notes.txt'],
    ['another page', 'app://bundle/other.html'],
    ['a folder', 'app://bundle/assets'],
    ['a missing file', 'app://bundle/missing.js'],
  ])('%s leads nowhere', async (_name, address) => {
    const response = await get(address);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test('another host and a write are refused', async () => {
    expect((await get('app://elsewhere/index.html')).status).toBe(403);
    expect((await get('app://bundle/index.html', { method: 'POST', body: 'x' })).status).toBe(403);
  });
});

describe('reading copies', () => {
  test('come under a policy in which nothing but their pictures loads and no script runs', async () => {
    const response = await get('app://bundle/reading/d1');
    expect(await response.text()).toBe('<p>article');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox allow-same-origin');
    expect(policy).not.toMatch(/script-src|allow-scripts|connect-src|unsafe/);
  });

  test('have their pictures, with escapes in the name', async () => {
    const response = await get('app://bundle/reading/d1/media/a%20b.png');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
  });

  test.each([
    ['a document that is not there', 'app://bundle/reading/d2'],
    ['a picture that is not there', 'app://bundle/reading/d1/media/2.png'],
    ['a broken escape', 'app://bundle/reading/d1/media/%zz'],
    ['a way out', 'app://bundle/reading/d1/media/..%2f..%2fsecret.png'],
  ])('%s is not found', async (_name, address) => {
    expect((await get(address)).status).toBe(404);
  });
});

test.each([
  ['app://bundle/#/document/a1', true, false],
  ['app://bundle/index.html', true, false],
  ['app://bundle/reading/a1', false, true],
  ['app://bundle/reading/a1/media/1.png', false, true],
  ['app://elsewhere/', false, false],
  ['https://bundle/', false, false],
  ['file:///index.html', false, false],
  ['not an address', false, false],
])('%s is the window’s page: %s; a reading copy: %s', (address, isWindow, isReading) => {
  expect([isWindowAddress(address), isReadingAddress(address)]).toEqual([isWindow, isReading]);
});
