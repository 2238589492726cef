// Makes the HTML of strangers safe to show: only what is named in allowed-markup.ts is left of it, until a browser's parser reads from the
// result exactly what was checked. The window locks scripts and requests out besides (SECURITY.md).
import { escapeMarkup } from '../../shared/escape-markup.ts';
import { ALLOWED_TAGS, isAllowedAttribute, namespaceOf, REMOVED_WHOLE } from './allowed-markup.ts';
import { parsePageAsBrowser } from './page-dom.ts';

export interface SafeArticle {
  readonly html: string;
  /** The parsed HTML with its heading, as a browser parses it: an `article` element. */
  readonly element: Element;
}

/** Browsers stop nesting elements at 512; a copy stays well under that, so that all parsers make the same tree of it. */
const DEEPEST = 200;
/** HTML settles in two rounds; what goes on changing is made to say nothing but its text. */
const MOST_ROUNDS = 5;

const ALLOWED = new Set(ALLOWED_TAGS);
const REMOVED = new Set(REMOVED_WHOLE);

/** Sanitises what an article holds; the article is changed. `heading` is our own markup, put before it and left as it is. */
export function sanitise(article: Element, heading: string): SafeArticle {
  keepAllowed(article, false);
  return settled(article.innerHTML, heading);
}

/** Sanitises the HTML of an article's content, as `sanitise`. */
export function sanitiseHtml(content: string, heading: string): SafeArticle {
  const article = parseArticle(content);
  return sanitise(article, heading);
}

/** Parses and checks HTML until nothing of it changes any more: then a browser shows what was checked, and nothing else. */
function settled(checked: string, heading: string): SafeArticle {
  let html = checked;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const element = parseArticle(heading + html);
    const ours = heading === '' ? null : element.firstChild;
    ours?.remove();
    keepAllowed(element, true);
    const again = element.innerHTML;
    if (ours !== null) element.prepend(ours);
    if (again === html) return { html, element };
    html = again;
  }
  const text = escapeMarkup(parseArticle(html).textContent ?? '');
  return { html: text, element: parseArticle(heading + text) };
}

function parseArticle(html: string): Element {
  const page = parsePageAsBrowser(`<!doctype html><html><head></head><body><article>${html}</article></body></html>`);
  const article = page.querySelector('article') ?? page.body;
  // What a stray end tag puts behind the article belongs into it.
  while (article.nextSibling !== null) article.append(article.nextSibling);
  return article;
}

/** Takes out of an article, without recursion, what is not allowed. Only a browser's parser tells what is part of a formula. */
function keepAllowed(article: Element, isBrowsers: boolean): void {
  const waiting: { readonly parent: Element; readonly depth: number }[] = [{ parent: article, depth: 0 }];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const { parent, depth } = at;
    let child = parent.firstChild;
    while (child !== null) {
      const next: ChildNode | null = child.nextSibling;
      const inner = child.firstChild;
      const verdict = judge(child, depth, isBrowsers);
      if (verdict === 'remove') child.remove();
      if (verdict === 'unwrap') unwrap(child);
      if (verdict === 'keep' && inner !== null) waiting.push({ parent: child as Element, depth: depth + 1 });
      child = verdict === 'unwrap' && inner !== null ? inner : next;
    }
  }
}

function judge(node: ChildNode, depth: number, isBrowsers: boolean): 'keep' | 'unwrap' | 'remove' {
  if (node.nodeType === 3) return 'keep';
  if (node.nodeType !== 1) return 'remove';
  const element = node as Element;
  const tag = element.localName.toLowerCase();
  if (REMOVED.has(tag)) return 'remove';
  if (!ALLOWED.has(tag) || depth >= DEEPEST) return 'unwrap';
  if (isBrowsers && element.namespaceURI !== namespaceOf(tag)) return 'unwrap';
  for (const { name, value } of [...element.attributes]) {
    if (!isAllowedAttribute(tag, name.toLowerCase(), value)) element.removeAttribute(name);
  }
  return 'keep';
}

/** Puts what a node holds in its place. */
function unwrap(node: ChildNode): void {
  while (node.firstChild !== null) node.before(node.firstChild);
  node.remove();
}
