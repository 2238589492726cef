// Reads an article's frame and works in it as a person does. Playwright's own scripts cannot run in a frame without scripts, so all reading
// goes through the page around it, and all input through the browser's own protocol.
import type { CDPSession, Page } from 'playwright';

export interface Point {
  readonly x: number;
  readonly y: number;
}

type Modifier = 'Alt' | 'Control' | 'Meta' | 'Shift';
const MODIFIERS: Readonly<Record<Modifier, number>> = { Alt: 1, Control: 2, Meta: 4, Shift: 8 };

/** The virtual key codes of keys that are more than their letter. */
const KEY_CODES: Readonly<Record<string, number>> = {
  Backspace: 8,
  Tab: 9,
  Enter: 13,
  Escape: 27,
  End: 35,
  Home: 36,
  ArrowLeft: 37,
  ArrowUp: 38,
  ArrowRight: 39,
  ArrowDown: 40,
  '[': 219,
  ']': 221,
};

export interface FrameInput {
  /** The text that is selected in the article. */
  selected(): Promise<string>;
  /** The texts that a highlight of this name is painted on. */
  painted(name: string): Promise<readonly string[]>;
  /** The middle of the left or right edge of words of the article, in pixels of the window; they are scrolled into view. */
  pointOf(words: string, edge: 'left' | 'right'): Promise<Point>;
  drag(from: Point, to: Point): Promise<void>;
  /** Drags over a passage, from the left edge of its first words to the right edge of its last, as they lie while the first are in view. */
  dragOver(first: string, last: string): Promise<void>;
  click(at: Point, times?: number): Promise<void>;
  /** Holds a finger, which selects a word. */
  hold(at: Point): Promise<void>;
  /** Presses a key where the focus is, such as `h`, `Shift+ArrowRight` or `Control+z`. */
  press(key: string, times?: number): Promise<void>;
}

/** Opens the input of a page that shows an article. */
export async function frameInput(page: Page): Promise<FrameInput> {
  const session = await page.context().newCDPSession(page);
  await ready(page);
  return {
    selected: () => page.evaluate(selectedText),
    painted: (name) => page.evaluate(paintedTexts, name),
    pointOf: (words, edge) => page.evaluate(placeOfWords, { words, edge, isScrolled: true }),
    drag: (from, to) => drag(session, from, to),
    async dragOver(first, last) {
      const from = await page.evaluate(placeOfWords, { words: first, edge: 'left', isScrolled: true } as const);
      await drag(
        session,
        from,
        await page.evaluate(placeOfWords, { words: last, edge: 'right', isScrolled: false } as const),
      );
    },
    async click(at, times = 1) {
      for (let count = 1; count <= times; count++) {
        await mouse(session, 'mousePressed', at, count);
        await mouse(session, 'mouseReleased', at, count);
      }
    },
    async hold(at) {
      await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
      await page.waitForTimeout(900);
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    },
    async press(key, times = 1) {
      for (let i = 0; i < times; i++) await pressKey(session, key);
    },
  };
}

/** Waits until an article is shown and its fonts are there. */
async function ready(page: Page): Promise<void> {
  await page.locator('iframe.reader-frame[data-ready]').waitFor();
  await page.evaluate(fontsReady);
}

// The functions below run in the window. Each finds the article by itself, since nothing else goes along with it.

/** Fonts that arrive late move the words. */
async function fontsReady(): Promise<void> {
  const frame = document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
  await frame.contentDocument?.fonts.ready;
}

function selectedText(): string {
  const frame = document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
  return frame.contentDocument?.getSelection()?.toString() ?? '';
}

function paintedTexts(name: string): string[] {
  const frame = document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
  const article = frame.contentDocument as Document;
  const highlight = article.defaultView?.CSS.highlights.get(name);
  return [...((highlight ?? []) as Iterable<AbstractRange>)].map((painted) => {
    const range = article.createRange();
    range.setStart(painted.startContainer, painted.startOffset);
    range.setEnd(painted.endContainer, painted.endOffset);
    return range.toString();
  });
}

/** Waits until the words have stayed where they are for two drawings, as a person's eye does. */
async function placeOfWords({
  words,
  edge,
  isScrolled,
}: {
  words: string;
  edge: 'left' | 'right';
  isScrolled: boolean;
}): Promise<Point> {
  const frame = document.querySelector('iframe.reader-frame') as HTMLIFrameElement;
  const article = frame.contentDocument as Document;
  const walker = article.createTreeWalker(article.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
    const at = node.data.indexOf(words);
    if (at === -1) continue;
    if (isScrolled) node.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
    const range = article.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const place = () => {
      const rects = [...range.getClientRects()];
      const rect = (edge === 'left' ? rects[0] : rects.at(-1)) as DOMRect;
      const { left, top } = frame.getBoundingClientRect();
      return { x: left + rect[edge], y: top + rect.top + rect.height / 2 };
    };
    for (let before = place(), same = 0; same < 2; ) {
      await new Promise(requestAnimationFrame);
      const now = place();
      same = now.x === before.x && now.y === before.y ? same + 1 : 0;
      before = now;
    }
    return place();
  }
  throw new Error(`the article does not say “${words}”`);
}

async function drag(session: CDPSession, from: Point, to: Point): Promise<void> {
  await mouse(session, 'mousePressed', from);
  await mouse(session, 'mouseMoved', { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
  await mouse(session, 'mouseMoved', to);
  await mouse(session, 'mouseReleased', to);
}

async function mouse(
  session: CDPSession,
  type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
  { x, y }: Point,
  clickCount = 1,
): Promise<void> {
  const buttons = type === 'mouseReleased' ? 0 : 1;
  await session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', buttons, clickCount });
}

async function pressKey(session: CDPSession, combination: string): Promise<void> {
  const parts = combination.split('+');
  const key = parts.pop() as string;
  const modifiers = parts.reduce((sum, each) => sum | MODIFIERS[each as Modifier], 0);
  const code = KEY_CODES[key] ?? key.toUpperCase().charCodeAt(0);
  const event = { key, modifiers, windowsVirtualKeyCode: code, code: key.length === 1 ? '' : key };
  const isText = key.length === 1 && (modifiers & ~MODIFIERS.Shift) === 0;
  await session.send('Input.dispatchKeyEvent', {
    type: isText ? 'keyDown' : 'rawKeyDown',
    ...event,
    ...(isText ? { text: key } : {}),
  });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
}
