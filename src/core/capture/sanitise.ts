// Makes the HTML of strangers safe to show: DOMPurify over the DOM of jsdom, then an own pass that leaves only what is named in
// allowed-markup.ts, until parsing the result again changes nothing. The window locks scripts and requests out besides (SECURITY.md).
import createPurifier from 'dompurify';
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS, isAllowedAttribute, REMOVED_WHOLE } from './allowed-markup.ts';
import { browserWindow } from './page-dom.ts';
import { escapeHtml } from './reading-copy.ts';

export interface SafeArticle {
  readonly html: string;
  /** The parsed HTML, as a browser parses it: an `article` element. */
  readonly element: Element;
}

/** Browsers stop nesting elements at 512; a copy stays well under that, so that all parsers make the same tree of it. */
const DEEPEST = 200;
/** HTML settles in two rounds; what goes on changing is made to say nothing but its text. */
const MOST_ROUNDS = 5;

const ALLOWED = new Set(ALLOWED_TAGS);
const REMOVED = new Set(REMOVED_WHOLE);

/** Sanitises the content of an article. `heading` is our own markup, put before it and left as it is. */
export async function sanitise(content: string, heading: string): Promise<SafeArticle> {
  const window = await browserWindow();
  const purified = createPurifier(window).sanitize(content, {
    ALLOWED_TAGS: [...ALLOWED_TAGS],
    ALLOWED_ATTR: [...ALLOWED_ATTRIBUTES],
    // All others are compared with the form of an address, which few values have.
    ADD_URI_SAFE_ATTR: ALLOWED_ATTRIBUTES.filter((name) => !['href', 'src', 'data-src'].includes(name)),
    ALLOWED_URI_REGEXP: /^(?:https?:|media\/|#)/iu,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    SANITIZE_DOM: true,
  });
  let html = purified;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const element = parseArticle(window, html);
    keepAllowed(element);
    const again = element.innerHTML;
    if (again === html) return withHeading(window, heading, html);
    html = again;
  }
  const text = parseArticle(window, html).textContent ?? '';
  return withHeading(window, heading, escapeHtml(text));
}

function withHeading(window: Window & typeof globalThis, heading: string, html: string): SafeArticle {
  return { html, element: parseArticle(window, heading + html) };
}

function parseArticle(window: Window & typeof globalThis, html: string): Element {
  const page = new window.DOMParser().parseFromString(
    `<!doctype html><html><head></head><body><article>${html}</article></body></html>`,
    'text/html',
  );
  const article = page.querySelector('article') ?? page.body;
  // What a stray end tag puts behind the article belongs into it.
  while (article.nextSibling !== null) article.append(article.nextSibling);
  return article;
}

/** Takes out of an article, without recursion, what is not allowed. */
function keepAllowed(article: Element): void {
  const waiting: { readonly parent: Element; readonly depth: number }[] = [{ parent: article, depth: 0 }];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const { parent, depth } = at;
    let child = parent.firstChild;
    while (child !== null) {
      const next: ChildNode | null = child.nextSibling;
      const inner = child.firstChild;
      const verdict = judge(child, depth);
      if (verdict === 'remove') child.remove();
      if (verdict === 'unwrap') unwrap(child);
      if (verdict === 'keep' && inner !== null) waiting.push({ parent: child as Element, depth: depth + 1 });
      child = verdict === 'unwrap' && inner !== null ? inner : next;
    }
  }
}

function judge(node: ChildNode, depth: number): 'keep' | 'unwrap' | 'remove' {
  if (node.nodeType === 3) return 'keep';
  if (node.nodeType !== 1) return 'remove';
  const element = node as Element;
  const tag = element.localName.toLowerCase();
  if (REMOVED.has(tag)) return 'remove';
  if (!ALLOWED.has(tag) || depth >= DEEPEST) return 'unwrap';
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
