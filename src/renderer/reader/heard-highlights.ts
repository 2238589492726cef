// Which highlights a caret comes into and leaves. Painted highlights are silent to screen readers, so that the reader says them.
import type { ShownAnnotation } from './shown-annotation.ts';

export interface Crossed {
  readonly entered: readonly ShownAnnotation[];
  readonly left: readonly ShownAnnotation[];
}

/**
 * Tells what lies between two places of the caret, in code points of the reading text: the character after the caret is in
 * a highlight or not. `before` is undefined where the caret was nowhere.
 */
export function highlightsCrossed(
  before: number | undefined,
  at: number,
  annotations: readonly ShownAnnotation[],
): Crossed {
  const isIn = (position: number | undefined, { passage }: ShownAnnotation) =>
    position !== undefined && passage !== undefined && passage.start <= position && position < passage.end;
  return {
    entered: annotations.filter((each) => isIn(at, each) && !isIn(before, each)),
    left: annotations.filter((each) => isIn(before, each) && !isIn(at, each)),
  };
}
