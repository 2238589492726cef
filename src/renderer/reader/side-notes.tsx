// The notes and highlights beside an article, each as near to its passage as the others let it; below the article in narrow windows.
import { type CSSProperties, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useText } from '../i18n.ts';
import { NoteCard, type NoteCardActions } from './note-card.tsx';
import { inPageOrder, type TopOf } from './page-order.ts';
import type { ShownAnnotation } from './shown-annotation.ts';
import { placeNotes } from './side-note-places.ts';
import './side-notes.css';

/** Pixels between two notes. */
const GAP_PX = 10;

export interface SideNotesProps extends NoteCardActions {
  readonly annotations: readonly ShownAnnotation[];
  readonly active: string | undefined;
  readonly editing: string | undefined;
  readonly topOf: TopOf;
  /** Another object whenever the article was laid out anew. */
  readonly layout: unknown;
}

/** Shows all annotations of a document. */
export function SideNotes({ annotations, active, editing, topOf, layout, ...actions }: SideNotesProps) {
  const text = useText();
  const whole = annotations.filter((each) => each.standing === 'document');
  const unseen = annotations.filter((each) => each.standing === 'area' && topOf(each) === undefined);
  const placed = inPageOrder(annotations, topOf);
  const lost = annotations.filter((each) => each.standing === 'orphan' || each.standing === 'ambiguous');
  const notes = useRef<HTMLUListElement>(null);
  const height = useNotePlaces(notes, placed, topOf, active, layout);
  const card = (annotation: ShownAnnotation) => (
    <NoteCard
      key={annotation.id}
      annotation={annotation}
      isActive={annotation.id === active}
      isEditing={annotation.id === editing}
      {...actions}
    />
  );
  return (
    <aside className="side-notes" aria-label={text('reader.notes')}>
      {lost.length > 0 && (
        <section className="lost-notes" aria-label={text('reader.lost')}>
          <h2>{text('reader.lost')}</h2>
          <p>{text('reader.lostWhy')}</p>
          <ul>{lost.map(card)}</ul>
        </section>
      )}
      {whole.length > 0 && (
        <section className="lost-notes" aria-label={text('reader.wholeNotes')}>
          <h2>{text('reader.wholeNotes')}</h2>
          <ul>{whole.map(card)}</ul>
        </section>
      )}
      {unseen.length > 0 && (
        <section className="lost-notes" aria-label={text('areas')}>
          <h2>{text('areas')}</h2>
          <ul>{unseen.map(card)}</ul>
        </section>
      )}
      {annotations.length === 0 && <p className="notes-hint">{text('reader.hint')}</p>}
      <ul className="placed-notes" ref={notes} style={{ '--notes-height': `${height}px` } as CSSProperties}>
        {placed.map(card)}
      </ul>
    </aside>
  );
}

/** Measures the cards and places them; gives the height that they need together. */
function useNotePlaces(
  list: RefObject<HTMLUListElement | null>,
  annotations: readonly ShownAnnotation[],
  topOf: TopOf,
  active: string | undefined,
  layout: unknown,
): number {
  const [height, setHeight] = useState(0);
  const [measured, setMeasured] = useState<object>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: other cards are there when the number changes
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setMeasured({}));
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [list, annotations.length]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `layout` and `measured` say that what is measured here has changed
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const cards = [...element.children] as HTMLElement[];
    // The notes' column begins where the article does.
    const offset = element.getBoundingClientRect().top - (element.parentElement as Element).getBoundingClientRect().top;
    const boxes = annotations.map((annotation, i) => ({
      key: annotation.id,
      wanted: Math.max(0, (topOf(annotation) ?? 0) - offset),
      height: cards[i]?.offsetHeight ?? 0,
    }));
    const tops = placeNotes(boxes, GAP_PX, active);
    for (const [i, box] of boxes.entries()) cards[i]?.style.setProperty('--top', `${tops.get(box.key) ?? 0}px`);
    const last = boxes.at(-1);
    setHeight(last === undefined ? 0 : (tops.get(last.key) ?? 0) + last.height);
  }, [list, annotations, topOf, active, layout, measured]);
  return height;
}
