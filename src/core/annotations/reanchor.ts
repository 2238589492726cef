// Shows a stored annotation on a document's present reading. The stored one is not changed: every reading is tried anew.
import { type Anchored, anchor, anchoringOf } from '../../shared/anchor.ts';
import type { AnchoringText } from '../../shared/anchoring-text.ts';
import type { Annotation, Selector } from '../../shared/annotation.ts';

/** An annotation as it is printed, and where its passage is now; whole-document notes and areas have no place. */
export interface Reanchored {
  readonly annotation: Annotation;
  readonly anchored?: Anchored;
}

/**
 * Anchors an annotation on the present reading text (prepare it once for all annotations of a document). Gives it with
 * the present TextPositionSelector and `pressmark:anchoring`; its quote stays as it was made, and an orphan or
 * ambiguous one has no position. One without a quote is given back as it is.
 */
export function reanchor(annotation: Annotation, text: AnchoringText): Reanchored {
  const { 'pressmark:anchoring': _, ...stored } = annotation;
  const selectors = stored['pressmark:madeOn']?.selector ?? stored.target.selector ?? [];
  if (!selectors.some((each) => each.type === 'TextQuoteSelector')) return { annotation: stored as Annotation };
  const anchored = anchor(text, selectors);
  const selector = [...selectors.filter((each) => each.type !== 'TextPositionSelector'), ...positionsOf(anchored)];
  return {
    annotation: {
      ...(stored as Annotation),
      target: { ...stored.target, selector },
      'pressmark:anchoring': anchoringOf(anchored),
    },
    anchored,
  };
}

function positionsOf(anchored: Anchored): Selector[] {
  if (!('start' in anchored)) return [];
  return [{ type: 'TextPositionSelector', start: anchored.start, end: anchored.end }];
}
