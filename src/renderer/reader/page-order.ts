// The order in which annotations stand on the page that is shown. It measures nothing: where each one is, is given.
import type { ShownAnnotation } from './shown-annotation.ts';

/** Gives where an annotation's passage or area begins, in pixels from the top of the article; undefined while it is not there. */
export type TopOf = (annotation: ShownAnnotation) => number | undefined;

/** Puts the areas that are seen among the passages, which keep the order of the text; what stands nowhere is left out. */
export function inPageOrder(annotations: readonly ShownAnnotation[], topOf: TopOf): readonly ShownAnnotation[] {
  const placed = annotations
    .filter((each) => each.standing === 'passage')
    .map((annotation) => ({ annotation, top: topOf(annotation) ?? 0 }));
  for (const annotation of annotations) {
    const top = annotation.standing === 'area' ? topOf(annotation) : undefined;
    if (top === undefined) continue;
    const next = placed.findIndex((each) => each.top > top);
    placed.splice(next === -1 ? placed.length : next, 0, { annotation, top });
  }
  return placed.map(({ annotation }) => annotation);
}
