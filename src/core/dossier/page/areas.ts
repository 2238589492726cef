// Lays a field in a colour of its own over each marked part of a picture, by which its place is found in the printed PDF and erased there.
import { codeOf } from './code-colours.ts';
import { rememberAnchor } from './margin-notes.ts';

/** A part of a picture, in shares of it from its upper left. */
export interface AreaForPage {
  /** Its number within the article, from 1. */
  readonly number: number;
  /** The picture, from 1, as the reading counts them. */
  readonly image: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface MarkedPicture {
  readonly element: string;
  readonly areas: readonly AreaForPage[];
}

const marked = new Map<HTMLImageElement, MarkedPicture>();

/** Keeps the marked pictures of an article until the page is laid out. */
export function rememberAreas(element: string, reading: Element, areas: readonly AreaForPage[]): void {
  const images = reading.querySelectorAll('img');
  for (const [number, own] of Map.groupBy(areas, ({ image }) => image)) {
    const image = images[number - 1];
    if (image) marked.set(image, { element, areas: own });
  }
}

/** Lays the fields over the pictures, which stay where they are and as large. Call once everything else is laid out. */
export function layAreas(): void {
  for (const [image, { element, areas }] of marked) {
    if (!image.isConnected) continue;
    const fields = areas.map((area) => {
      const field = fieldOver(image, area);
      rememberAnchor(element, area.number, field);
      return field;
    });
    wrap(image, fields);
  }
}

function fieldOver(image: HTMLImageElement, { number, x, y, width, height }: AreaForPage): HTMLElement {
  const shown = shownPart(image);
  const field = document.createElement('span');
  Object.assign(field.style, {
    position: 'absolute',
    left: `${shown.left + x * shown.width}px`,
    top: `${shown.top + y * shown.height}px`,
    width: `${width * shown.width}px`,
    height: `${height * shown.height}px`,
    background: codeOf(number),
  });
  return field;
}

/** The picture within its element: `object-fit: contain` leaves bars at two sides when their shapes differ. */
function shownPart(image: HTMLImageElement) {
  const { naturalWidth, naturalHeight } = image;
  const whole = image.getBoundingClientRect();
  const scale = Math.min(whole.width / naturalWidth, whole.height / naturalHeight);
  const [width, height] = [naturalWidth * scale, naturalHeight * scale];
  return { left: (whole.width - width) / 2, top: (whole.height - height) / 2, width, height };
}

/** Puts a picture into an element that takes its place exactly. */
function wrap(image: HTMLImageElement, fields: readonly HTMLElement[]): void {
  const { display, verticalAlign, marginTop, marginRight, marginBottom, marginLeft } = getComputedStyle(image);
  const whole = image.getBoundingClientRect();
  const size = { width: `${whole.width}px`, height: `${whole.height}px` };
  const holder = document.createElement('span');
  // A stacking context of its own: the fields are painted right after their picture, and so found by its tag.
  Object.assign(holder.style, {
    position: 'relative',
    zIndex: '0',
    display: display === 'block' ? 'block' : 'inline-block',
    verticalAlign,
    margin: `${marginTop} ${marginRight} ${marginBottom} ${marginLeft}`,
    ...size,
  });
  image.replaceWith(holder);
  Object.assign(image.style, { display: 'block', margin: '0', ...size });
  holder.append(image, ...fields);
}
