// Whether all of a view can be read and reached when there is little room (WCAG 2.2, 1.4.10). Runs in the window.

/** Gives what is cut off at a side, or must be scrolled sideways, each with the beginning of its words. */
export function misfits(): string[] {
  const found: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set<Element>();
  for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
    const element = node.parentElement as HTMLElement;
    if (node.data.trim() === '' || seen.has(element) || !isShown(element)) continue;
    seen.add(element);
    const range = document.createRange();
    range.selectNodeContents(node);
    const words = range.getBoundingClientRect();
    if (words.width === 0) continue;
    const cutBy = cutting(element, words);
    if (cutBy !== undefined) found.push(`${cutBy}: ${node.data.trim().slice(0, 40)}`);
  }
  for (const control of document.querySelectorAll<HTMLElement>('button, input, textarea, select, a[href]')) {
    if (!isShown(control)) continue;
    const cutBy = cutting(control, control.getBoundingClientRect());
    if (cutBy !== undefined)
      found.push(`${cutBy}: the control ${control.ariaLabel ?? control.textContent?.slice(0, 40)}`);
  }
  return found;

  /** Not what is for screen readers alone, nor what waits outside of the window for the focus. */
  function isShown(element: Element): boolean {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const { width, height } = element.getBoundingClientRect();
    return (
      Math.min(width, height) > 1 &&
      element.closest('.for-screen-readers, .skip-link, svg, [aria-hidden="true"], [inert]') === null
    );
  }

  function cutting(element: HTMLElement, { left, right }: DOMRect): string | undefined {
    for (let around: HTMLElement | null = element; around !== null; around = around.parentElement) {
      const { overflowX, textOverflow } = getComputedStyle(around);
      if (overflowX === 'visible') continue;
      const box = around.getBoundingClientRect();
      // What is for screen readers alone is a pixel wide.
      if (box.width <= 1) return undefined;
      if (left >= box.left - 1 && right <= box.right + 1) continue;
      // A title that ends with an ellipsis is whole where it leads to.
      if (textOverflow === 'ellipsis') return undefined;
      // A strip of pictures, each of which fits, is gone through sideways on purpose.
      if (around.ariaOrientation === 'horizontal') return undefined;
      return `${around.className || around.tagName} ${overflowX === 'hidden' || overflowX === 'clip' ? 'cuts' : 'scrolls sideways'}`;
    }
    return left < -1 || right > innerWidth + 1 ? 'beyond the edge' : undefined;
  }
}
