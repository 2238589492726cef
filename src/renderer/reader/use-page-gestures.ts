// Hears the keys and clicks of an article's page and says what they mean. What they do is decided by the reader.
import { useLayoutEffect, useRef } from 'react';
import type { FrameWindow } from './highlight-paint.ts';
import { type ReaderCommand, readerCommandOf } from './reader-keys.ts';
import { type CaretMove, caretMoveOf } from './reading-caret.ts';

/** A picture of the article, as its page shows it. */
export interface ShownImage {
  readonly address: string;
  readonly description: string;
  /** Which of the article's pictures it is, from 1. */
  readonly number: number;
}

export interface PageGestures {
  /** Whether the keyboard has placed a caret. */
  hasCaret(): boolean;
  moveCaret(move: CaretMove): void;
  /** Returns whether it did anything; if not, the key keeps its own meaning. */
  command(command: ReaderCommand): boolean;
  /** A link to an element of the article, by its id. */
  openPlace(link: HTMLElement, id: string): void;
  /** A link that leads out of the article. */
  openLink(address: string): void;
  /** A click on a picture, or Enter where it has the focus. */
  openImage(image: ShownImage): void;
  /** Words are looked for. */
  find(): void;
  /** A click on the text, in pixels of the frame. */
  click(x: number, y: number): void;
}

/** Attaches to a page; the newest gestures are the ones called. */
export function usePageGestures(page: FrameWindow | undefined, gestures: PageGestures): void {
  const newest = useRef(gestures);
  newest.current = gestures;
  // In the drawing that shows the page: a click on what is seen is never lost, and never followed by the frame itself.
  useLayoutEffect(() => {
    if (page === undefined) return;
    const { document } = page;
    const key = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      if (answerKey(event, newest.current) || passOn(event, page)) event.preventDefault();
    };
    const click = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLElement | null | undefined;
      if (link) {
        // Nothing ever leads the frame away from the article: neither a middle click nor one with a key held.
        event.preventDefault();
        followLink(link, newest.current);
        return;
      }
      if (event.type !== 'click' || event.button !== 0) return;
      const image = (event.target as Element | null)?.closest?.(
        'article img[src]:not(.pdf-page *)',
      ) as HTMLImageElement | null;
      if (image) {
        const number = [...document.querySelectorAll('article img')].indexOf(image) + 1;
        newest.current.openImage({ address: image.src, description: image.alt, number });
      } else newest.current.click(event.clientX, event.clientY);
    };
    document.addEventListener('keydown', key);
    document.addEventListener('click', click);
    document.addEventListener('auxclick', click);
    return () => {
      document.removeEventListener('keydown', key);
      document.removeEventListener('click', click);
      document.removeEventListener('auxclick', click);
    };
  }, [page]);
}

function answerKey(event: KeyboardEvent, gestures: PageGestures): boolean {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f') {
    gestures.find();
    return true;
  }
  const command = readerCommandOf(event);
  // With a caret, Alt and an arrow go by words, as on a Mac everywhere.
  const isBack = command?.do === 'back' && !(event.altKey && gestures.hasCaret());
  if (isBack && gestures.command(command)) return true;
  const move = caretMoveOf(event, gestures.hasCaret());
  if (move !== undefined) {
    gestures.moveCaret(move);
    return true;
  }
  return command !== undefined && command.do !== 'back' && gestures.command(command);
}

/** Keys end at the frame's border: the window's own are told to it as if they came from the frame. Returns whether one of them was meant. */
function passOn(event: KeyboardEvent, page: FrameWindow): boolean {
  const { key, code, shiftKey, ctrlKey, altKey, metaKey, repeat } = event;
  const init = { key, code, shiftKey, ctrlKey, altKey, metaKey, repeat, bubbles: true, cancelable: true };
  return page.frameElement?.dispatchEvent(new KeyboardEvent('keydown', init)) === false;
}

/** Within the article to the note; elsewhere by asking first. Only web addresses are ever followed. */
function followLink(link: HTMLElement, gestures: PageGestures): void {
  const address = link.getAttribute('href') ?? '';
  if (address.startsWith('#')) gestures.openPlace(link, decodedFragment(address.slice(1)));
  else if (/^https?:\/\//i.test(address)) gestures.openLink(address);
}

function decodedFragment(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
