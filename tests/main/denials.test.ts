// Where a page may go: the window stays on its page, its frames on reading copies; what leads to the web is offered, everything else is refused.
import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, test } from 'vitest';
import { denyNavigation } from '../../src/main/denials.ts';

class Contents extends EventEmitter {
  open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  setWindowOpenHandler(handler: typeof this.open): void {
    this.open = handler;
  }
}

function makeContents() {
  const contents = new Contents();
  const offered: string[] = [];
  denyNavigation(contents as unknown as WebContents, (address) => offered.push(address));
  const isRefused = (event: string, url: string, isMainFrame: boolean) => {
    let isPrevented = false;
    contents.emit(event, { url, isMainFrame, preventDefault: () => (isPrevented = true) });
    return isPrevented;
  };
  return { contents, offered, isRefused };
}

test.each([
  ['app://bundle/#/search', true, false],
  ['app://bundle/reading/d1', true, true],
  ['app://bundle/reading/d1', false, false],
  ['app://bundle/', false, true],
  ['about:srcdoc', false, false],
  ['about:srcdoc', true, true],
  ['https://example.org/', true, true],
  ['https://example.org/', false, true],
  ['file:///etc/passwd', true, true],
  ['javascript:alert(1)', false, true],
  ['app://print-1/', true, true],
])('%s (main frame: %s) is refused: %s', (url, isMainFrame, expected) => {
  const { isRefused } = makeContents();
  expect(isRefused('will-frame-navigate', url, isMainFrame)).toBe(expected);
  expect(isRefused('will-redirect', url, isMainFrame)).toBe(expected);
});

test('a window is never opened, its address is offered', () => {
  const { contents, offered } = makeContents();
  expect(contents.open({ url: 'https://example.org/a' })).toEqual({ action: 'deny' });
  expect(offered).toEqual(['https://example.org/a']);
});

test('an embedded page is refused', () => {
  expect(makeContents().isRefused('will-attach-webview', '', false)).toBe(true);
});
