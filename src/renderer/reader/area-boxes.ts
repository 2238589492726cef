// Frames around the parts of pictures and pages that annotations mark. They lie over the article, in elements of their own outside of it.
import type { Area } from '../../shared/annotation.ts';
import type { FrameWindow } from './highlight-paint.ts';
import type { ShownAnnotation } from './shown-annotation.ts';

/** Draws the frames of all areas; replaces those that were drawn before. Drawn again whenever the article was laid out anew. */
export function paintAreas({ document }: FrameWindow, annotations: readonly ShownAnnotation[]): void {
  for (const old of document.querySelectorAll('.area-box')) old.remove();
  for (const { area, color } of annotations) {
    const around = area && boxOf(document, area);
    if (area === undefined || around === undefined) continue;
    const box = document.createElement('div');
    box.className = 'area-box';
    box.dataset['color'] = color;
    box.style.left = `${around.left}px`;
    box.style.top = `${around.top}px`;
    box.style.width = `${around.width}px`;
    box.style.height = `${around.height}px`;
    document.body.append(box);
  }
}

/** Gives the smallest annotated area under a point of the frame, in pixels, since a large one may lie around it. */
export function areaAtPoint(
  { document }: FrameWindow,
  x: number,
  y: number,
  annotations: readonly ShownAnnotation[],
): ShownAnnotation | undefined {
  return annotations
    .flatMap((annotation) => {
      const box = annotation.area && boxOf(document, annotation.area);
      const isUnder = box && box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
      return isUnder ? [{ annotation, size: box.width * box.height }] : [];
    })
    .toSorted((a, b) => a.size - b.size)[0]?.annotation;
}

/** Gives where an area is, in pixels of the frame; undefined when its picture or page is not there. */
export function boxOf(document: Document, { x, y, width, height, image, page }: Area): DOMRect | undefined {
  const whole =
    page === undefined
      ? document.querySelectorAll('article img')[(image ?? 1) - 1]
      : document.querySelectorAll('.pdf-page')[page - 1];
  const outer = whole?.getBoundingClientRect();
  if (outer === undefined) return undefined;
  return new DOMRect(
    outer.left + x * outer.width,
    outer.top + y * outer.height,
    width * outer.width,
    height * outer.height,
  );
}
