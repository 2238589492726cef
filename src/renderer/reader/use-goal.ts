// Going to a place of the article: at once where its words are there, and later where a page of a PDF must be made first.
import { useEffect, useRef } from 'react';
import type { ShownAnnotation } from './shown-annotation.ts';
import { type Passage, spanOfPassage } from './text-range.ts';
import type { OpenPage, useReader } from './use-reader.ts';

/** What the address of the window names. */
interface WantedPlace {
  readonly annotation: string | undefined;
  readonly passage: Passage | undefined;
}

/** A place to go to, as soon as its words are there: those of a PDF's page come later. */
export interface Goal {
  readonly passage: Passage;
  readonly annotation?: string;
  readonly behavior: ScrollBehavior;
}

/** Makes the annotation or passage of the route the goal. */
export function useArrival(
  isRead: boolean,
  { annotation, passage }: WantedPlace,
  annotations: readonly ShownAnnotation[],
  setGoal: (goal: Goal) => void,
): void {
  const arrived = useRef('');
  const wanted = annotation ?? (passage && `${passage.start}-${passage.end}`) ?? '';
  useEffect(() => {
    if (!isRead || wanted === '' || arrived.current === wanted) return;
    arrived.current = wanted;
    const target = annotations.find(
      ({ id }) => annotation !== undefined && (id === annotation || id.endsWith(`:${annotation}`)),
    );
    const place = target?.passage ?? passage;
    if (place !== undefined)
      setGoal({ passage: place, behavior: 'instant', ...(target === undefined ? {} : { annotation: target.id }) });
  });
}

/** Goes to the goal once the page with its fonts and words is there. */
export function useGoal(
  open: OpenPage | undefined,
  goal: Goal | undefined,
  reader: ReturnType<typeof useReader>,
  onReached: () => void,
): void {
  const newest = useRef({ reader, onReached });
  newest.current = { reader, onReached };
  useEffect(() => {
    if (open === undefined || goal === undefined) return;
    if (spanOfPassage(goal.passage, open.reading.map) === undefined) return;
    let isCurrent = true;
    void open.page.document.fonts.ready.then(() => {
      if (!isCurrent) return;
      if (goal.annotation === undefined) newest.current.reader.show(goal.passage, goal.behavior);
      else newest.current.reader.go(goal.annotation, goal.behavior);
      newest.current.onReached();
    });
    return () => {
      isCurrent = false;
    };
  }, [open, goal]);
}
