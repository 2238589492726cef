// What a rem is in CSS pixels: the letters' size that the person has set, in the browser or the system. It is told by an element of that size,
// since asking the page's style makes the engine lay everything out at once.
import { useSyncExternalStore } from 'react';

const USUAL_PIXELS = 16;

let pixels = USUAL_PIXELS;
const listeners = new Set<() => void>();

/** Gives the size of a rem in CSS pixels. */
export function remPixels(): number {
  return pixels;
}

/** Gives the size of a rem in CSS pixels, drawn again when it changes. */
export function useRemPixels(): number {
  return useSyncExternalStore(subscribe, remPixels);
}

/** Begins to follow the size, before anything is drawn; the page is measured this once. */
export function followRemPixels(): void {
  pixels = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const measure = document.createElement('div');
  measure.style.cssText = 'position: absolute; visibility: hidden; width: 1rem';
  measure.setAttribute('aria-hidden', 'true');
  document.body.append(measure);
  new ResizeObserver(([entry]) => {
    const width = entry?.contentRect.width;
    if (width === undefined || width === 0 || width === pixels) return;
    pixels = width;
    for (const listener of listeners) listener();
  }).observe(measure);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
