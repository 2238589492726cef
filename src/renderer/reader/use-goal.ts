// Going to a place of the article: at once where its words are there, and later where a page of a PDF must be made first.
import { useEffect, useRef } from 'react';
import type { Area } from '../../shared/annotation.ts';
import { boxOf } from './area-boxes.ts';
import type { ShownAnnotation } from './shown-annotation.ts';
import { type Passage, spanOfPassage } from './text-range.ts';
import type { OpenPage, useReader } from './use-reader.ts';

/** What the address of the window names. */
interface WantedPlace {
  readonly annotation: string | undefined;
  readonly passage: Passage | undefined;
}

/** A place to go to, as soon as it is there: the words of a PDF's page, and pictures, come later. */
export type Goal = { readonly behavior: ScrollBehavior } & (
  | { readonly passage: Passage; readonly annotation?: string }
  | { readonly passage?: undefined; readonly area: Area; readonly annotation: string }
);

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
    if (target?.area !== undefined) setGoal({ area: target.area, annotation: target.id, behavior: 'instant' });
    else if (place !== undefined)
      setGoal({ passage: place, behavior: 'instant', ...(target === undefined ? {} : { annotation: target.id }) });
  });
}

/** Goes to the goal once the page with its fonts, words and pictures is there; `layout` is another object whenever it was laid out anew. */
export function useGoal(
  open: OpenPage | undefined,
  goal: Goal | undefined,
  layout: object,
  reader: ReturnType<typeof useReader>,
  onReached: () => void,
): void {
  const newest = useRef({ reader, onReached });
  newest.current = { reader, onReached };
  // biome-ignore lint/correctness/useExhaustiveDependencies: with `layout`, what was not there may have come
  useEffect(() => {
    if (open === undefined || goal === undefined || !isThere(goal, open)) return;
    let isCurrent = true;
    void open.page.document.fonts.ready.then(() => {
      if (!isCurrent) return;
      const { show, go } = newest.current.reader;
      if (goal.annotation !== undefined) go(goal.annotation, goal.behavior);
      else if (goal.passage !== undefined) show(goal.passage, goal.behavior);
      newest.current.onReached();
    });
    return () => {
      isCurrent = false;
    };
  }, [open, goal, layout]);
}

function isThere(goal: Goal, { page, reading }: OpenPage): boolean {
  if (goal.passage !== undefined) return spanOfPassage(goal.passage, reading.map) !== undefined;
  return boxOf(page.document, goal.area) !== undefined && [...page.document.images].every((image) => image.complete);
}
