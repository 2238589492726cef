// A list of any length of which only the rows in sight are drawn: a list box, worked with the keyboard or the pointer. What rows say and what
// opening means is the caller's.
import { useVirtualizer } from '@tanstack/react-virtual';
import { Check } from 'lucide-react';
import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Point } from './context-menu.tsx';
import { stepOf } from './list-keys.ts';
import './virtual-list.css';

export interface VirtualListProps {
  readonly label: string;
  /** How many rows there are, drawn or not. */
  readonly count: number;
  /** The id of a row, or undefined while it is not known yet. */
  readonly idAt: (index: number) => string | undefined;
  readonly renderRow: (index: number) => ReactNode;
  /** The row that is open beside the list. */
  readonly openId: string | undefined;
  readonly selected: ReadonlySet<string>;
  readonly onOpen: (index: number) => void;
  /** A row is taken into the selection or out of it; with `isRange`, all rows since the last one. */
  readonly onSelect: (index: number, isRange: boolean) => void;
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
  /** What the list is of: when it changes, the list is at its beginning again. */
  readonly topic?: string;
}

/** The id of the list's element: shortcuts move the focus to it. */
export const LIST_ID = 'document-list';

/** Shows the list. Arrows, Home, End and pages move; Enter opens; Space selects, with Shift a range; Escape lets the selection go. */
export function VirtualList(props: VirtualListProps) {
  const { label, count, idAt, openId, selected, onRange, rowHeight } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [active, setActive] = useState(0);
  // Asked of every row there is: the page's style is looked at once.
  const rowPixels = useMemo(() => rowHeight * remPixels(), [rowHeight]);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    overscan: 6,
  });
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

  const activeId = idAt(active);
  const moveTo = (index: number) => {
    const inside = Math.max(0, Math.min(count - 1, index));
    setActive(inside);
    virtualizer.scrollToIndex(inside);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.key, Math.max(1, rows.length - 8));
    if (step !== undefined) moveTo(typeof step === 'number' ? active + step : step === 'first' ? 0 : count - 1);
    else if (event.key === 'Enter') props.onOpen(active);
    else if (event.key === ' ') props.onSelect(active, event.shiftKey);
    else if (event.key === 'Escape' && selected.size > 0) props.onClear();
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent, index: number) => {
    setActive(index);
    const isOnCheck = (event.target as Element).closest('.row-check') !== null;
    if (isOnCheck || event.shiftKey || event.ctrlKey || event.metaKey) props.onSelect(index, event.shiftKey);
    else props.onOpen(index);
  };

  // The keyboard asks at the list, which has the focus: then it is for the active row, and opens there.
  const onContextMenu = (event: MouseEvent) => {
    const row = (event.target as Element).closest<HTMLElement>('.row');
    const id = row === null ? activeId : idAt(Number(row.dataset['index']));
    if (id === undefined) return;
    event.preventDefault();
    if (row !== null) setActive(Number(row.dataset['index']));
    const box = document.getElementById(`${prefix}${active}`)?.getBoundingClientRect();
    const atRow = { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 };
    props.onMenu(id, row === null ? atRow : { x: event.clientX, y: event.clientY });
  };

  return (
    <div className="virtual-list" ref={scroller}>
      <div
        id={LIST_ID}
        className={selected.size > 0 ? 'virtual-rows selecting' : 'virtual-rows'}
        role="listbox"
        aria-label={label}
        aria-multiselectable
        aria-activedescendant={rows.some(({ index }) => index === active) ? `${prefix}${active}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {rows.map((row) => {
          const id = idAt(row.index);
          const isSelected = id !== undefined && selected.has(id);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list box has the focus and the keys (ARIA, aria-activedescendant)
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <div
              key={row.key}
              id={`${prefix}${row.index}`}
              data-index={row.index}
              className={`row${id === openId && id !== undefined ? ' open' : ''}${row.index === active ? ' active' : ''}`}
              role="option"
              aria-selected={isSelected}
              aria-current={id !== undefined && id === openId ? 'true' : undefined}
              aria-posinset={row.index + 1}
              aria-setsize={count}
              style={{ transform: `translateY(${row.start}px)`, height: row.size }}
              draggable={id !== undefined}
              onDragStart={(event) => id !== undefined && props.onDrag(event, id)}
              onClick={(event) => onClick(event, row.index)}
            >
              <span className="row-check" aria-hidden>
                {isSelected && <Check size={12} strokeWidth={3} />}
              </span>
              {props.renderRow(row.index)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The letters' size that the person has set, in CSS pixels. */
function remPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
