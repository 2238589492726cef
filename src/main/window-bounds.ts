// Remembers where the window was, and finds it a place that can be seen.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** In device-independent pixels of the screen. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `bounds` has a place only when one was remembered that can be seen; the system chooses otherwise. */
export interface WindowBounds {
  readonly bounds: Pick<Rectangle, 'width' | 'height'> & Partial<Pick<Rectangle, 'x' | 'y'>>;
  readonly isMaximized: boolean;
}

const FIRST: WindowBounds = { bounds: { width: 1180, height: 780 }, isMaximized: false };

/** The smallest window that the page is laid out for. */
export const MIN_WIDTH = 360;
export const MIN_HEIGHT = 320;

/** How much of the window must be on a screen in each direction, so that a person can take hold of it. */
const GRIP = 100;

interface Remembered {
  readonly bounds: Rectangle;
  readonly isMaximized: boolean;
}

/** Gives the remembered bounds, without a place that is on none of the screens; those of a first start when nothing usable is remembered. */
export function recallBounds(state: string, screens: readonly Rectangle[]): WindowBounds {
  try {
    const { bounds, isMaximized } = JSON.parse(readFileSync(fileIn(state), 'utf8')) as Remembered;
    if (!isUsable(bounds)) return FIRST;
    if (screens.some((screen) => overlaps(bounds, screen))) return { bounds, isMaximized: isMaximized === true };
    return { bounds: { width: bounds.width, height: bounds.height }, isMaximized: isMaximized === true };
  } catch {
    // A convenience: whatever is wrong with the file, the window opens.
    return FIRST;
  }
}

/** Remembers bounds: those of the window when it is neither maximised nor full screen. */
export function rememberBounds(state: string, bounds: Rectangle, isMaximized: boolean): void {
  mkdirSync(state, { recursive: true });
  const { x, y, width, height } = bounds;
  writeFileSync(`${fileIn(state)}.new`, `${JSON.stringify({ bounds: { x, y, width, height }, isMaximized })}\n`);
  renameSync(`${fileIn(state)}.new`, fileIn(state));
}

function isUsable({ x, y, width, height }: Rectangle): boolean {
  return [x, y, width, height].every(Number.isInteger) && width >= MIN_WIDTH && height >= MIN_HEIGHT;
}

function fileIn(state: string): string {
  return path.join(state, 'window.json');
}

function overlaps(bounds: Rectangle, screen: Rectangle): boolean {
  const across = Math.min(bounds.x + bounds.width, screen.x + screen.width) - Math.max(bounds.x, screen.x);
  const down = Math.min(bounds.y + bounds.height, screen.y + screen.height) - Math.max(bounds.y, screen.y);
  return across >= GRIP && down >= GRIP;
}
