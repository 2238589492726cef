// Finds the annotation at a place of an article: a position of its text, or a point of its page.
import type { ShownAnnotation } from './shown-annotation.ts';
import type { OpenPage } from './use-reader.ts';

/** Gives the shortest annotation around a position (code points of the reading text), since a long one may lie around it. */
export function annotationAround(
  position: number,
  annotations: readonly ShownAnnotation[],
): ShownAnnotation | undefined {
  const lengthOf = ({ passage }: ShownAnnotation) => (passage?.end ?? 0) - (passage?.start ?? 0);
  return annotations
    .filter(({ passage }) => passage !== undefined && passage.start <= position && position <= passage.end)
    .sort((a, b) => lengthOf(a) - lengthOf(b))[0];
}

/** Gives the annotation under a point of the frame, in pixels. */
export function annotationAtPoint(
  { page, reading }: OpenPage,
  x: number,
  y: number,
  annotations: readonly ShownAnnotation[],
): ShownAnnotation | undefined {
  const place = page.document.caretPositionFromPoint?.(x, y);
  const position = place ? reading.map.toCodePoint(place.offsetNode, place.offset) : undefined;
  return position === undefined ? undefined : annotationAround(position, annotations);
}
