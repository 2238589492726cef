// What a reader of an article can do, as one set of commands for keys, toolbar and notes. It holds what is active and being written.
import { useCallback, useRef, useState } from 'react';
import type { Area, Color } from '../../shared/annotation.ts';
import { useText } from '../i18n.ts';
import { annotationAround } from './annotation-at-point.ts';
import type { AnnotationStore } from './annotation-store.ts';
import { boxOf } from './area-boxes.ts';
import { areaName } from './area-name.ts';
import { highlightsCrossed } from './heard-highlights.ts';
import { type FrameWindow, paintMark } from './highlight-paint.ts';
import { inPageOrder, type TopOf } from './page-order.ts';
import type { ReaderCommand } from './reader-keys.ts';
import { type CaretMove, caretRect, moveCaret, placeCaret } from './reading-caret.ts';
import type { ShownReading } from './reading-map.ts';
import type { ShownAnnotation } from './shown-annotation.ts';
import { type Passage, spanOfPassage, wordAt } from './text-range.ts';
import { selectedPassage } from './use-selected-passage.ts';

/** The page of an article whose text is the archive's. */
export interface OpenPage {
  readonly page: FrameWindow;
  readonly reading: ShownReading;
}

export interface ReaderState {
  readonly active: string | undefined;
  readonly editing: string | undefined;
  readonly hasCaret: boolean;
  /** What a screen reader is told. */
  readonly said: string;
}

/** How long a passage that was gone to stays marked, in milliseconds. */
const FLASH_MS = 1_600;

/** Scrolls the window to a place of the frame, in pixels of the frame. */
export type ScrollTo = (box: { readonly top: number; readonly bottom: number }, how: ScrollIntoViewOptions) => void;

interface ReaderParts {
  readonly open: OpenPage | undefined;
  readonly store: AnnotationStore;
  readonly language: string | undefined;
  readonly scrollTo: ScrollTo;
  readonly topOf: TopOf;
  readonly focusToolbar: () => boolean;
  /** Goes back to the link that was followed; gives whether there was one. */
  readonly goBack: () => boolean;
}

/** Makes the commands of a reader on an open page. */
export function useReader({ open, store, language, scrollTo, topOf, focusToolbar, goBack }: ReaderParts) {
  const text = useText();
  const [state, setState] = useState<ReaderState>({ active: undefined, editing: undefined, hasCaret: false, said: '' });
  /** Where the caret was when its highlights were last said. */
  const heardAt = useRef<number>(undefined);
  const change = useCallback((part: Partial<ReaderState>) => {
    if (part.hasCaret === false) heardAt.current = undefined;
    setState((before) => ({ ...before, ...part }));
  }, []);
  const latest = useRef(state);
  latest.current = state;
  const lastColor = useRef<Color>('yellow');

  const find = (id: string | undefined) => store.shown().annotations.find((each) => each.id === id);
  const selectionOf = () => open?.page.document.getSelection() ?? undefined;

  const caretPosition = (): number | undefined => {
    const selection = selectionOf();
    if (open === undefined || !latest.current.hasCaret || !selection?.focusNode) return undefined;
    return open.reading.map.toCodePoint(selection.focusNode, selection.focusOffset);
  };

  const selected = () => open && selectedPassage(open.page.document, open.reading);

  function wordAtCaret(): Passage | undefined {
    const at = caretPosition();
    return open === undefined || at === undefined ? undefined : wordAt(at, open.reading.index, language);
  }

  function highlight(color: Color, passage = selected() ?? wordAtCaret(), isNoteWanted = false): boolean {
    if (open === undefined || passage === undefined) return false;
    const { index, partsOf } = open.reading;
    const id = store.create(passage, index.slice(passage.start, passage.end), color, partsOf?.(passage));
    const selection = selectionOf();
    if (selection?.isCollapsed === false) selection.collapseToEnd();
    lastColor.current = color;
    change({
      active: id,
      editing: isNoteWanted ? id : undefined,
      said: text('reader.highlighted', { color: text(`reader.color.${color}`) }),
    });
    return true;
  }

  /** Marks a part of a page in the colour that was used last. */
  function markArea(area: Area): void {
    change({ active: store.createArea(area, lastColor.current), editing: undefined, said: text('areas.marked') });
  }

  /** A selection is highlighted; without one the active annotation is meant, and without that the word at the caret. */
  function recolor(color: Color): boolean {
    const active = find(latest.current.active);
    if (selected() !== undefined || active === undefined) return highlight(color);
    store.update(active.id, { color });
    lastColor.current = color;
    change({ said: text('reader.recolored', { color: text(`reader.color.${color}`) }) });
    return true;
  }

  function note(): boolean {
    const active = find(latest.current.active);
    if (selected() !== undefined || active === undefined) return highlight('yellow', undefined, true);
    change({ editing: active.id });
    return true;
  }

  /** Scrolls to a passage and marks it for a moment. */
  function show(passage: Passage, behavior: ScrollBehavior): void {
    const span = open && spanOfPassage(passage, open.reading.map);
    if (open === undefined || span === undefined) return;
    scrollTo(span.getBoundingClientRect(), { block: 'center', behavior });
    paintMark(open.page, open.reading.map, 'flash', passage);
    setTimeout(() => paintMark(open.page, open.reading.map, 'flash', undefined), FLASH_MS);
  }

  function go(id: string, behavior: ScrollBehavior = motion()): void {
    const annotation = find(id);
    const box = open && annotation?.area && boxOf(open.page.document, annotation.area);
    if (box) {
      scrollTo(box, { block: 'center', behavior });
      change({ active: id, said: spoken(annotation) });
    }
    if (annotation?.passage === undefined) return;
    show(annotation.passage, behavior);
    const span = open && spanOfPassage(annotation.passage, open.reading.map);
    if (span) {
      selectionOf()?.collapse(span.startContainer, span.startOffset);
      heardAt.current = annotation.passage.start;
    }
    change({ active: id, said: spoken(annotation) });
  }

  /** The next annotation on the page after the active one; without one, the first or the last. */
  function step(direction: 1 | -1): boolean {
    const placed = inPageOrder(store.shown().annotations, topOf);
    if (placed.length === 0) return false;
    const at = placed.findIndex((each) => each.id === latest.current.active);
    const next =
      at === -1 ? (direction === 1 ? 0 : placed.length - 1) : (at + direction + placed.length) % placed.length;
    go(placed[next]!.id);
    return true;
  }

  function spoken({ color, note: words, quote, area }: ShownAnnotation): string {
    const where = area === undefined ? quote : areaName(area, text);
    const parts = [text('reader.highlight'), text(`reader.color.${color}`), where];
    return [...parts, ...(words === '' ? [] : [text('reader.noteIs', { note: words })])].join(', ');
  }

  /** What is said where the caret comes into a highlight, or leaves one. */
  function crossing(at: number): string {
    const { entered, left } = highlightsCrossed(heardAt.current, at, store.shown().annotations);
    const ends = left.map(() => text('reader.highlightEnds'));
    const begins = entered.map(({ color, note: words }) =>
      [
        text('reader.highlight'),
        text(`reader.color.${color}`),
        ...(words === '' ? [] : [text('reader.withNote')]),
      ].join(', '),
    );
    const said = [...ends, ...begins].join('. ');
    // The same words are said again only if they are others.
    return said !== '' && said === latest.current.said ? `${said}\u00a0` : said;
  }

  function leave(): boolean {
    const selection = selectionOf();
    if (selection?.isCollapsed === false) selection.collapseToEnd();
    else change({ hasCaret: false, active: undefined, editing: undefined });
    return true;
  }

  function move(caretMove: CaretMove): void {
    const selection = selectionOf();
    if (open === undefined || !selection) return;
    const isInArticle = selection.focusNode !== null && open.reading.article.contains(selection.focusNode);
    const frameTop = open.page.frameElement?.getBoundingClientRect().top ?? 0;
    if (!isInArticle) placeCaret(open.reading.article, Math.max(0, -frameTop));
    // The first key shows the caret where it is.
    if (isInArticle || caretMove.extends) moveCaret(selection, caretMove);
    const rect = caretRect(selection);
    if (rect) scrollTo(rect, { block: 'nearest', behavior: 'instant' });
    latest.current = { ...latest.current, hasCaret: true };
    const at = caretPosition();
    const around = at === undefined ? undefined : annotationAround(at, store.shown().annotations);
    change({ hasCaret: true, active: around?.id, said: at === undefined ? '' : crossing(at) });
    heardAt.current = at;
  }

  function command(asked: ReaderCommand): boolean {
    switch (asked.do) {
      case 'highlight':
        return highlight('yellow');
      case 'color':
        return recolor(asked.color);
      case 'note':
        return note();
      case 'next':
        return step(1);
      case 'previous':
        return step(-1);
      case 'toolbar':
        return focusToolbar();
      case 'escape':
        return leave();
      case 'back':
        return goBack();
      case 'undo':
        return store.undo();
      case 'redo':
        return store.redo();
    }
  }

  return { state, change, command, move, go, show, highlight, markArea, note };
}

/** Smooth, unless the person has asked the system for less motion. */
export function motion(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
}
