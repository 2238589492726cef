import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { parsePage, parsePageAsBrowser, shownTextOf } from '../../../src/core/capture/page-dom.ts';
import { corpus } from '../../support/corpus.ts';

/** What a browser's DOM says, whatever its tree is made by. */
const browser = new JSDOM('').window;
const asBrowser = (html: string) => new browser.DOMParser().parseFromString(html, 'text/html');

const NAMES = ['p', 'div', 'a', 'b', 'table', 'tr', 'td', 'ul', 'li', 'math', 'mi', 'mtext', 'svg', 'title', 'style'];
const MORE = ['template', 'select', 'option', 'form', 'pre', 'h1', 'br', 'img', 'body', 'html', 'noscript', 'textarea'];
const piece = fc.oneof(
  fc.constantFrom(...NAMES, ...MORE).map((name) => `<${name}>`),
  fc.constantFrom(...NAMES, ...MORE).map((name) => `</${name}>`),
  fc.constantFrom(
    '<p class="a b" ID=x>',
    '<a href="?a=1&amp;b">',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<',
    '&amp;',
    '&lt',
  ),
  fc.constantFrom('words', ' ', '\n', 'é', '\u00a0', '"', "'"),
);
const markup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

/** A drawing's element of that name is none. */
function emptyTemplates(page: ReturnType<typeof asBrowser>): void {
  for (const template of page.querySelectorAll('template'))
    if (template.namespaceURI === 'http://www.w3.org/1999/xhtml') template.innerHTML = '';
}

describe('a page read as browsers do', () => {
  test('is the tree that jsdom makes', () => {
    fc.assert(
      fc.property(markup, (html) => {
        // jsdom keeps what a template holds, and neither is shown.
        const wanted = asBrowser(html);
        emptyTemplates(wanted);
        expect(outlineOf(parsePageAsBrowser(html).documentElement)).toEqual(outlineOf(wanted.documentElement));
      }),
      { numRuns: 400 },
    );
  });

  const attacks = corpus('hostile/xss.jsonl');
  test.skipIf(attacks === undefined)('is the same tree for known attacks', () => {
    for (const line of readFileSync(attacks as string, 'utf8')
      .trim()
      .split('\n')) {
      const { payload } = JSON.parse(line) as { payload: string };
      const wanted = asBrowser(payload);
      emptyTemplates(wanted);
      expect(outlineOf(parsePageAsBrowser(payload).documentElement)).toEqual(outlineOf(wanted.documentElement));
    }
  });

  test('writes what it reads', () => {
    fc.assert(
      fc.property(markup, (html) => {
        const once = parsePageAsBrowser(html).body?.innerHTML ?? '';
        const twice = parsePageAsBrowser(`<body>${once}`).body?.innerHTML ?? '';
        const settled = parsePageAsBrowser(`<body>${twice}`).body?.innerHTML ?? '';
        expect(parsePageAsBrowser(`<body>${settled}`).body?.textContent).toBe(
          asBrowser(`<body>${settled}`).body.textContent,
        );
      }),
    );
  });
});

describe('a page read quickly', () => {
  test.each([
    ['words alone', 'Some words.'],
    ['no head', '<html><body><p>Some words.</p></body></html>'],
    ['a head without an end', '<html><head><title>T</title><body><p>Some words.</p></body></html>'],
    ['text before and after', 'Some <html><body><b>words</b></body></html>.'],
    ['no root', '<!doctype html><p>Some words.</p>'],
    ['attributes in capitals', '<BODY CLASS="x"><P>Some words.</P>'],
  ])('has a root, a head and a body: %s', (_, html) => {
    const page = parsePage(html);
    expect([...page.documentElement.children].map(({ localName }) => localName)).toEqual(['head', 'body']);
    expect(page.body.textContent?.trim().replace(/\s+/g, ' ')).toBe('Some words.');
  });

  test('answers selectors as a browser does', () => {
    const html = `<!doctype html><html><head></head><body><div id="a" class="Byline author"><p>x<a href="#">y</a></p>
      <article><time pubdate>t</time><p itemprop="author"><span itemprop="name">N</span></p></article></div>
      <div id="B"><img src="x" style="display:none"><aside class="related-links"><p>q</p><p>r</p></aside></div></body></html>`;
    const selectors = [
      'p',
      'p, a',
      '*',
      '[class]',
      '.author',
      '#a > p a',
      'p + p',
      '[class*="byline" i]',
      'div:not(:has(article))',
      '[itemprop="author"] [itemprop="name"], time[pubdate]',
      '[style*="none"]',
      'body :is(time, aside)',
      'p:first-child',
      'article ~ p, aside p:last-child',
    ];
    const [ours, theirs] = [parsePage(html), asBrowser(html)];
    for (const selector of selectors) {
      const found = (page: Document) => [...page.body.querySelectorAll(selector)].map(({ outerHTML }) => outerHTML);
      expect([selector, found(ours)]).toEqual([selector, found(theirs)]);
      expect(ours.body.querySelector(selector)?.outerHTML).toBe(theirs.body.querySelector(selector)?.outerHTML);
    }
    expect(ours.querySelector('span')?.closest('div')?.id).toBe('a');
  });

  test('says what is shown, up to a length', () => {
    const { body } = parsePage('<body><script>no</script>one <b>two</b><style>no</style><p>three</p></body>');
    expect(shownTextOf(body, 1000)).toBe('one two three');
    expect(shownTextOf(body, 1)).toBe('one');
  });
});

describe('a changed tree', () => {
  /** Steps as numbers: which of the elements, which other one, what is done. */
  const steps = fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.nat(6)), { maxLength: 30 });

  test('is what a browser makes of the same changes', () => {
    const html = '<body><div><p>a<b>b</b>c</p><ul><li>d</li><li>e</li></ul></div><p>f</p><!--g--><i>h</i></body>';
    fc.assert(
      fc.property(steps, (all) => {
        const [ours, theirs] = [parsePage(html), asBrowser(html)];
        for (const step of all) for (const page of [ours, theirs]) change(page, step);
        expect(ours.body.innerHTML).toBe(theirs.body.innerHTML);
        expect(ours.body.textContent).toBe(theirs.body.textContent);
        expect(linksOf(ours.body)).toEqual(linksOf(theirs.body));
      }),
    );
  });
});

function change(page: Document, [first, second, what]: readonly [number, number, number]): void {
  const elements = [...page.body.querySelectorAll('*')];
  if (elements.length === 0) return;
  const one = elements[first % elements.length] as Element;
  const other = elements[second % elements.length] as Element;
  if (what === 0) one.remove();
  else if (what === 1) one.before('x', page.createElement('hr'));
  else if (what === 2) one.textContent = 'y';
  else if (one === other || one.contains(other)) return;
  else if (what === 3) other.append(one);
  else if (what === 4) other.prepend(one, 'z');
  else if (what === 5) other.after(one);
  else if (!other.contains(one)) other.replaceWith(one);
}

function linksOf(root: Element): readonly unknown[] {
  return [...root.querySelectorAll('*')].map((each) => [
    each.tagName,
    each.childNodes.length,
    each.children.length,
    each.nextElementSibling?.tagName,
    each.previousElementSibling?.tagName,
    each.firstElementChild?.tagName,
    each.lastElementChild?.tagName,
    each.parentElement?.tagName,
  ]);
}

type Outline = readonly [name: string, namespace: string | null, attributes: readonly string[], ...inner: unknown[]];

function outlineOf(element: Element): Outline {
  const inner = [...element.childNodes].map((node) =>
    node.nodeType === 1 ? outlineOf(node as Element) : [node.nodeType, node.nodeType === 3 ? (node as Text).data : ''],
  );
  return [
    element.localName,
    element.namespaceURI,
    [...element.attributes].map(({ name, value }) => `${name}=${value}`),
    ...inner,
  ];
}
