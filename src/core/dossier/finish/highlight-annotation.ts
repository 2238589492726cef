// The annotations of highlights on a page that was printed (ISO 32000-1 §12.5.6.10): upright boxes, each a quadrilateral of the markup; and of parts
// of pictures (§12.5.6.8).
import type { PDFContext, PDFRef } from 'pdf-lib';
import { type Markup, markupObjects, type Quad } from './markup.ts';
import type { Box } from './page-content.ts';

export interface HighlightPart extends Omit<Markup, 'kind' | 'quads' | 'rect'> {
  readonly boxes: readonly Box[];
}

/** Registers the annotation for one page's part of a highlight. */
export function addHighlight(context: PDFContext, { boxes, ...part }: HighlightPart): PDFRef {
  return register(context, { ...part, kind: 'highlight', quads: boxes.map(quadOf) });
}

/** Registers the annotation of a marked part of a picture. */
export function addPictureArea(context: PDFContext, { boxes: [rect], ...part }: HighlightPart): PDFRef {
  return register(context, { ...part, kind: 'area', isOnPicture: true, ...(rect ? { rect } : {}) });
}

function register(context: PDFContext, markup: Markup): PDFRef {
  const appearance = context.nextRef();
  const made = markupObjects(context, markup, appearance);
  context.assign(appearance, made.appearance);
  return context.register(made.annotation);
}

/** Top left, top right, bottom left, bottom right: the order that readers expect, not that of the standard's figure. */
function quadOf([left, bottom, right, top]: Box): Quad {
  return [left, top, right, top, left, bottom, right, bottom];
}
