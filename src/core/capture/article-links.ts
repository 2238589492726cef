// Settles the links of an article: addresses on the web made whole, links to notes in the article kept, all others only their text.
import { attribute, resolveAddress } from './page-dom.ts';

/** Settles all links in place. Ids that notes are linked by become `note-1` and so on; `base` resolves relative addresses, `url` is the page's own. */
export function settleLinks(article: Element, base: string | undefined, url: string | undefined): void {
  const named = new Map<string, Element>();
  for (const element of article.querySelectorAll('[id], a[name]')) {
    const id = attribute(element, 'id') ?? attribute(element, 'name');
    if (id !== undefined && !named.has(id)) named.set(id, element);
    element.removeAttribute('id');
  }
  const linked = new Map<string, string>();
  for (const link of article.querySelectorAll('a')) {
    const href = attribute(link, 'href');
    const fragment = fragmentOf(href, url);
    const target = named.get(fragment ?? '');
    link.removeAttribute('href');
    const address = target === undefined ? resolveAddress(href, base) : undefined;
    if (fragment !== undefined && target !== undefined) {
      const id = linked.get(fragment) ?? `note-${linked.size + 1}`;
      linked.set(fragment, id);
      target.setAttribute('id', id);
      link.setAttribute('href', `#${id}`);
    } else if (address !== undefined && fragment === undefined) link.setAttribute('href', address);
  }
}

/** The name of a place in this page that a link leads to. */
function fragmentOf(href: string | undefined, url: string | undefined): string | undefined {
  const [address, fragment] = href?.split('#', 2) ?? [];
  if (fragment === undefined || (address !== '' && (url === undefined || address !== url.split('#')[0])))
    return undefined;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
