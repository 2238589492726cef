// The trees that pages are parsed into, as their users see them: as a DOM. One parser is quick, the other does as browsers do.
/// <reference lib="dom" />
import { readAsBrowser } from './page-tree/read-as-browser.ts';
import { type PageLimits, readPage, readPageWithin } from './page-tree/read-page.ts';

/** Parses a page quickly and forgivingly: to look for things in it. */
export function parsePage(html: string): Document {
  return readPage(html) as unknown as Document;
}

/** Parses a page as `parsePage`; undefined when it goes beyond its limits. */
export function parsePageWithin(html: string, most: PageLimits): Document | undefined {
  return readPageWithin(html, most) as unknown as Document | undefined;
}

/** Parses a page into the tree that a browser makes. Scripts do not run and nothing is loaded. */
export function parsePageAsBrowser(html: string): Document {
  return readAsBrowser(html) as unknown as Document;
}

/** White space that is anything but a single space, which need not be replaced. */
const WIDE_SPACE = /[^\S ]\s*| \s+/gu;

/** The text of an element with white space as one space. */
export function textOf(node: Node | null | undefined): string {
  return (node?.textContent ?? '').replace(WIDE_SPACE, ' ').trim();
}

/** Tells whether a node has any text but white space. */
export function hasText(root: Node): boolean {
  let node: Node | null = root;
  while (node !== null) {
    if (node.nodeType === 3 && /\S/u.test((node as Text).data)) return true;
    if (node.firstChild !== null) node = node.firstChild;
    else {
      while (node !== null && node !== root && node.nextSibling === null) node = node.parentNode;
      node = node === null || node === root ? null : node.nextSibling;
    }
  }
  return false;
}

const UNSEEN = new Set(['script', 'style', 'noscript', 'template']);

/** The text that an element shows, with white space as one space: the first so many UTF-16 units of it, or a little more. */
export function shownTextOf(root: Element, most: number): string {
  const parts: string[] = [];
  let length = 0;
  let node: Node | null = root;
  while (node !== null && length < most) {
    if (node.nodeType === 3 && /\S/u.test((node as Text).data)) {
      parts.push((node as Text).data);
      length += (node as Text).data.length;
    }
    const isSeen = !UNSEEN.has((node as Element).localName);
    if (isSeen && node.firstChild !== null) node = node.firstChild;
    else {
      while (node !== null && node !== root && node.nextSibling === null) node = node.parentNode;
      node = node === null || node === root ? null : node.nextSibling;
    }
  }
  return parts.join(' ').replace(WIDE_SPACE, ' ').trim();
}

/** The value of an attribute, trimmed; undefined when it is absent or empty. */
export function attribute(element: Element | null | undefined, name: string): string | undefined {
  const value = element?.getAttribute(name)?.trim();
  return value === '' ? undefined : value;
}

/** Resolves an address against the page's; undefined when the result is none of http and https. */
export function resolveAddress(address: string | undefined, base: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  try {
    const url = new URL(address.trim(), base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}
