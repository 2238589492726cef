// The window comes back where it was, unless nobody could see it there.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { recallBounds, rememberBounds } from '../../src/main/window-bounds.ts';
import { tempFolder } from '../support/temp-folder.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const FIRST = { bounds: { width: 1180, height: 780 }, isMaximized: false };

test('a window comes back where it was, maximised when it was', () => {
  const state = path.join(tempFolder('bounds'), 'new/state');
  const bounds = { x: 200, y: 100, width: 900, height: 700 };
  rememberBounds(state, bounds, true);
  expect(recallBounds(state, [SCREEN])).toEqual({ bounds, isMaximized: true });
});

test('a window on a screen that is gone keeps its size and gets a new place', () => {
  const state = tempFolder('bounds');
  rememberBounds(state, { x: 2400, y: 100, width: 900, height: 700 }, false);
  expect(recallBounds(state, [SCREEN])).toEqual({ bounds: { width: 900, height: 700 }, isMaximized: false });
  rememberBounds(state, { x: 1900, y: 1060, width: 900, height: 700 }, false);
  expect(recallBounds(state, [SCREEN]).bounds).not.toHaveProperty('x');
});

test.each([
  ['nothing', undefined],
  ['half a file', '{"bounds":{"x":1'],
  ['something else', '[1,2]'],
  ['a window too small to find', '{"bounds":{"x":0,"y":0,"width":3,"height":3},"isMaximized":false}'],
  ['numbers that are none', '{"bounds":{"x":"a","y":null,"width":900,"height":700}}'],
])('%s remembered opens the window as at first', (_name, content) => {
  const state = tempFolder('bounds');
  if (content !== undefined) writeFileSync(path.join(state, 'window.json'), content);
  expect(recallBounds(state, [SCREEN])).toEqual(FIRST);
});
