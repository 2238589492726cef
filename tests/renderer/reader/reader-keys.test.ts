// Each key does what the reader expects of it, and no more.
import { describe, expect, test } from 'vitest';
import { readerCommandOf } from '../../../src/renderer/reader/reader-keys.ts';
import { caretMoveOf } from '../../../src/renderer/reader/reading-caret.ts';

function press(combination: string) {
  const parts = combination.split('+');
  const has = (name: string) => parts.slice(0, -1).includes(name);
  return {
    key: parts.at(-1) as string,
    shiftKey: has('Shift'),
    ctrlKey: has('Ctrl'),
    altKey: has('Alt'),
    metaKey: has('Meta'),
  };
}

describe('a key', () => {
  test.each([
    ['h', { do: 'highlight' }],
    ['Shift+H', { do: 'highlight' }],
    ['1', { do: 'color', color: 'yellow' }],
    ['5', { do: 'color', color: 'purple' }],
    ['6', undefined],
    ['n', { do: 'note' }],
    [']', { do: 'next' }],
    ['Ctrl+Alt+[', { do: 'previous' }],
    ['Ctrl+z', { do: 'undo' }],
    ['Meta+Shift+Z', { do: 'redo' }],
    ['Ctrl+y', { do: 'redo' }],
    ['Ctrl+n', undefined],
    ['Ctrl+h', undefined],
    ['Meta+1', undefined],
    ['Alt+1', undefined],
    ['Tab', { do: 'toolbar' }],
    ['Shift+Tab', undefined],
    ['constructor', undefined],
  ])('%s', (combination, command) => {
    expect(readerCommandOf(press(combination))).toEqual(command);
  });
});

describe('an arrow', () => {
  test.each([
    ['ArrowDown', false, undefined],
    ['Home', false, undefined],
    ['ArrowRight', false, { direction: 'right', granularity: 'character', extends: false }],
    ['Shift+ArrowDown', false, { direction: 'forward', granularity: 'line', extends: true }],
    ['ArrowUp', true, { direction: 'backward', granularity: 'line', extends: false }],
    ['Ctrl+Shift+ArrowLeft', true, { direction: 'left', granularity: 'word', extends: true }],
    ['Alt+ArrowRight', true, { direction: 'right', granularity: 'word', extends: false }],
    ['Ctrl+Home', true, undefined],
    ['Meta+ArrowLeft', true, undefined],
    ['Shift+End', true, { direction: 'forward', granularity: 'lineboundary', extends: true }],
  ])('%s, with a caret: %s', (combination, hasCaret, move) => {
    expect(caretMoveOf(press(combination), hasCaret)).toEqual(move);
  });
});
