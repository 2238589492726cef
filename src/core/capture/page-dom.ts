// The DOMs that pages are parsed into: linkedom, which is quick, and jsdom, which parses as browsers do. Loaded when first needed.
/// <reference lib="dom" />

/** Parses a page with linkedom. Text without an `html` element is wrapped, since linkedom makes a document of the first element it meets. */
export async function parsePage(html: string): Promise<Document> {
  const { parseHTML } = await import('linkedom');
  const isWhole = /<html[\s>]/iu.test(html);
  return parseHTML(isWhole ? html : `<!doctype html><html><head></head><body>${html}</body></html>`).document;
}

/** Parses a page with jsdom: the tree that a browser makes. Scripts do not run and nothing is loaded. */
export async function parsePageAsBrowser(html: string): Promise<Document> {
  const window = await browserWindow();
  return new window.DOMParser().parseFromString(html, 'text/html');
}

/** The one window of jsdom that parses and sanitises; it shows nothing of any page. */
export async function browserWindow(): Promise<Window & typeof globalThis> {
  opened ??= import('jsdom').then(({ JSDOM }) => new JSDOM('').window as unknown as Window & typeof globalThis);
  return opened;
}

let opened: Promise<Window & typeof globalThis> | undefined;

/** The text of an element with white space as one space. */
export function textOf(node: Node | null | undefined): string {
  return (node?.textContent ?? '').replace(/\s+/gu, ' ').trim();
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
