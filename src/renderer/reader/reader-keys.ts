// Which key does what while an article is read. The caret's keys are in reading-caret.ts; nothing is done here.
import { COLORS, type Color } from '../../shared/annotation.ts';
import type { KeyPress } from './reading-caret.ts';

export type ReaderCommand =
  | { readonly do: 'highlight' | 'note' | 'next' | 'previous' | 'escape' | 'undo' | 'redo' | 'toolbar' | 'back' }
  | { readonly do: 'color'; readonly color: Color };

const PLAIN: Readonly<Record<string, ReaderCommand>> = {
  h: { do: 'highlight' },
  n: { do: 'note' },
  ']': { do: 'next' },
  '[': { do: 'previous' },
  Escape: { do: 'escape' },
  Backspace: { do: 'back' },
  Tab: { do: 'toolbar' },
  ...Object.fromEntries(COLORS.map((color, i) => [String(i + 1), { do: 'color', color }])),
};

/** Reads a key as a command of the reader; undefined when it is none. `[` and `]` may need AltGr, which counts as Ctrl and Alt. */
export function readerCommandOf(press: KeyPress): ReaderCommand | undefined {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const isBracket = key === '[' || key === ']';
  if ((press.ctrlKey || press.metaKey) && !isBracket) return withControl(key, press);
  if (key === 'ArrowLeft' && press.altKey && !press.shiftKey) return { do: 'back' };
  if (!isBracket && (press.altKey || (press.shiftKey && key === 'Tab'))) return undefined;
  return Object.hasOwn(PLAIN, key) ? PLAIN[key] : undefined;
}

function withControl(key: string, { shiftKey, altKey }: KeyPress): ReaderCommand | undefined {
  if (altKey) return undefined;
  if (key === 'z') return { do: shiftKey ? 'redo' : 'undo' };
  return key === 'y' && !shiftKey ? { do: 'redo' } : undefined;
}
