// A list of any length of which only the rows in sight are drawn: a list box, worked with the keyboard or the pointer. What rows say and what
// opening means is the caller's.
import { observeElementOffset, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { Check } from 'lucide-react';
import {
  type ComponentType,
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type SyntheticEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import type { Point } from './context-menu.tsx';
import { stepOf } from './list-keys.ts';
import { useRemPixels } from './rem-pixels.ts';
import './virtual-list.css';

/** What a row is of. */
interface Listed {
  readonly id: string;
}

export interface VirtualListProps<Item extends Listed> {
  readonly label: string;
  /** How many rows there are, drawn or not. */
  readonly count: number;
  /** What a row shows, or undefined while it is not known yet. */
  readonly itemAt: (index: number) => Item | undefined;
  /** Shows an item; drawn again only when the item is another. */
  readonly Shown: ComponentType<{ readonly item: Item | undefined }>;
  /** The row that is open beside the list. */
  readonly openId: string | undefined;
  readonly selected: ReadonlySet<string>;
  readonly onOpen: (index: number) => void;
  /** A row is taken into the selection or out of it; with `isRange`, all rows since the last one. */
  readonly onSelect: (index: number, isRange: boolean) => void;
  /** All rows are taken into the selection. */
  readonly onSelectAll: () => void;
  /** The selection is let go. */
  readonly onClear: () => void;
  /** A menu is asked for, at a row and a place in the window. */
  readonly onMenu: (id: string, at: Point) => void;
  /** A row begins to be dragged. */
  readonly onDrag: (event: DragEvent, id: string) => void;
  /** The rows in sight, last one included. */
  readonly onRange: (first: number, last: number) => void;
  /** What each row takes, in rem: the same for all, so that a hundred thousand of them scroll like ten. */
  readonly rowHeight: number;
  /** The rows are of an earlier question, and others are on their way. */
  readonly isStale: boolean;
  /** What the list is of: when it changes, the list is at its beginning again. */
  readonly topic?: string;
}

/** The id of the list's element: shortcuts move the focus to it. */
export const LIST_ID = 'document-list';

/** So many rows are drawn above and below those in sight: more while they come into sight one after the other. */
const RESTING_ROWS = 2;
const SCROLLED_ROWS = 6;

/** Shows the list. Arrows, Home, End and pages move; Enter opens; Space selects, with Shift a range, Ctrl A all; Escape lets the
 * selection go. */
export function VirtualList<Item extends Listed>(props: VirtualListProps<Item>) {
  const { label, count, itemAt, Shown, openId, selected, onRange } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [active, setActive] = useState(0);
  const [isScrolling, setScrolling] = useState(false);
  const rowPixels = props.rowHeight * useRemPixels();
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: isScrolling ? SCROLLED_ROWS : RESTING_ROWS,
    onChange: (list) => setScrolling(list.isScrolling),
    // No list is higher than the window.
    initialRect: { width: 0, height: window.innerHeight },
    observeElementRect: observeSize,
    observeElementOffset: observeOffset,
    scrollToFn: scrollTo,
  });
  const measured = useRef(rowPixels);
  useEffect(() => {
    if (measured.current === rowPixels) return;
    measured.current = rowPixels;
    virtualizer.measure();
  }, [rowPixels, virtualizer]);
  const shown = useRef(props.topic);
  useEffect(() => {
    if (shown.current === props.topic) return;
    shown.current = props.topic;
    setActive(0);
    // Scrolling measures the list at once, which is dear just after its rows changed.
    if (virtualizer.scrollOffset !== 0) virtualizer.scrollToOffset(0);
  }, [props.topic, virtualizer]);
  const rows = virtualizer.getVirtualItems();
  const [first, last] = [rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => onRange(first, last), [onRange, first, last]);

  const idAt = (index: number) => itemAt(index)?.id;
  const moveTo = (index: number) => {
    const inside = Math.max(0, Math.min(count - 1, index));
    setActive(inside);
    virtualizer.scrollToIndex(inside);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.floor((virtualizer.scrollRect?.height ?? 0) / rowPixels);
    const step = stepOf(event.key, Math.max(1, page));
    if (step !== undefined) moveTo(typeof step === 'number' ? active + step : step === 'first' ? 0 : count - 1);
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) props.onSelectAll();
    else if (event.key === 'Enter') props.onOpen(active);
    else if (event.key === ' ') props.onSelect(active, event.shiftKey);
    else if (event.key === 'Escape' && selected.size > 0) props.onClear();
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const index = rowAt(event);
    if (index === undefined) return;
    setActive(index);
    const isOnCheck = (event.target as Element).closest('.row-check') !== null;
    if (isOnCheck || event.shiftKey || event.ctrlKey || event.metaKey) props.onSelect(index, event.shiftKey);
    else props.onOpen(index);
  };
  const onDragStart = (event: DragEvent) => {
    const id = idAt(rowAt(event) ?? -1);
    if (id !== undefined) props.onDrag(event, id);
  };
  // The keyboard asks at the list, which has the focus: then it is for the active row, and opens there.
  const onContextMenu = (event: MouseEvent) => {
    const row = rowAt(event);
    const id = idAt(row ?? active);
    if (id === undefined) return;
    event.preventDefault();
    if (row !== undefined) setActive(row);
    const box = document.getElementById(`${prefix}${active}`)?.getBoundingClientRect();
    const atRow = { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 };
    props.onMenu(id, row === undefined ? atRow : { x: event.clientX, y: event.clientY });
  };

  return (
    <div className="virtual-list" ref={scroller}>
      <div
        id={LIST_ID}
        className={selected.size > 0 ? 'virtual-rows selecting' : 'virtual-rows'}
        role="listbox"
        aria-label={label}
        aria-multiselectable
        aria-busy={props.isStale}
        aria-activedescendant={rows.some(({ index }) => index === active) ? `${prefix}${active}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDragStart={onDragStart}
        onContextMenu={onContextMenu}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {rows.map(({ key, index, start, size }) => {
          const item = itemAt(index);
          return (
            <Row
              key={key}
              id={`${prefix}${index}`}
              index={index}
              count={count}
              start={start}
              size={size}
              item={item}
              Shown={Shown as ComponentType<{ readonly item: Listed | undefined }>}
              isOpen={item !== undefined && item.id === openId}
              isActive={index === active}
              isSelected={item !== undefined && selected.has(item.id)}
            />
          );
        })}
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly count: number;
  /** CSS pixels. */
  readonly start: number;
  readonly size: number;
  readonly item: Listed | undefined;
  readonly Shown: ComponentType<{ readonly item: Listed | undefined }>;
  readonly isOpen: boolean;
  readonly isActive: boolean;
  readonly isSelected: boolean;
}

/** What happens to a row is heard by the list, so that rows that stay the same are not drawn again. */
const Row = memo(function Row({ id, index, count, start, size, item, Shown, ...is }: RowProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus (ARIA, aria-activedescendant)
    <div
      id={id}
      data-index={index}
      className={`row${is.isOpen ? ' open' : ''}${is.isActive ? ' active' : ''}`}
      role="option"
      aria-selected={is.isSelected}
      aria-current={is.isOpen ? 'true' : undefined}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ transform: `translateY(${start}px)`, height: size }}
      draggable={item !== undefined}
    >
      <span className="row-check" aria-hidden>
        {is.isSelected && <Check size={12} strokeWidth={3} />}
      </span>
      <Shown item={item} />
    </div>
  );
});

/** The number of the row that something happened in. */
function rowAt(event: SyntheticEvent): number | undefined {
  const row = (event.target as Element).closest<HTMLElement>('.row');
  return row === null ? undefined : Number(row.dataset['index']);
}

type ListVirtualizer = Virtualizer<HTMLDivElement, Element>;

/** Tells the size of the list when it is known; the virtualizer's own way asks for it at once, and the engine lays everything out. */
function observeSize(virtualizer: ListVirtualizer, tell: (rect: { width: number; height: number }) => void) {
  const list = virtualizer.scrollElement;
  if (list === null) return undefined;
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry?.contentRect ?? { width: 0, height: 0 };
    tell({ width: Math.round(width), height: Math.round(height) });
  });
  observer.observe(list);
  return () => observer.disconnect();
}

/**
 * Tells how far the list is scrolled. The virtualizer looks once more a moment after the last movement, and a list that is hidden by then
 * (an article took its place in a narrow window) says that it is at its beginning, though it is where it was when it is shown again.
 */
function observeOffset(virtualizer: ListVirtualizer, tell: (offset: number, isScrolling: boolean) => void) {
  return observeElementOffset(virtualizer, (offset, isScrolling) => {
    const isHidden = virtualizer.scrollRect?.height === 0;
    tell(isHidden ? (virtualizer.scrollOffset ?? 0) : offset, isScrolling);
  });
}

/** The lists that were scrolled since they appeared. */
const scrolled = new WeakSet<Element>();

/** Scrolls. A list that appears is at its beginning, and is not sent there, since for that the engine lays everything out. */
function scrollTo(
  offset: number,
  { adjustments = 0, behavior }: { readonly adjustments?: number; readonly behavior?: ScrollBehavior },
  { scrollElement, scrollOffset }: ListVirtualizer,
): void {
  const top = offset + adjustments;
  if (scrollElement === null || (top === 0 && !scrollOffset && !scrolled.has(scrollElement))) return;
  scrolled.add(scrollElement);
  scrollElement.scrollTo({ top, ...(behavior && { behavior }) });
}
