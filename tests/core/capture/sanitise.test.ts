import { readFileSync } from 'node:fs';
import createPurifier from 'dompurify';
import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS, isAllowedAttribute } from '../../../src/core/capture/allowed-markup.ts';
import { captureHtml } from '../../../src/core/capture/html-article.ts';
import { sanitiseHtml } from '../../../src/core/capture/sanitise.ts';
import { corpus } from '../../support/corpus.ts';

/** What an attack hides in, and that nothing of it is left; the words beside it stay. */
const ATTACKS: readonly (readonly [what: string, markup: string])[] = [
  ['a script', '<script>PWN()</script>'],
  ['a script from elsewhere', '<script src="https://evil.example/a.js"></script>'],
  ['a script in a drawing', '<svg><script>PWN()</script></svg>'],
  ['a drawing that runs', '<svg onload="PWN()"><animate onbegin="PWN()" attributeName="x"/></svg>'],
  ['a handler of events', '<p onclick="PWN()" onmouseover="PWN()">x</p>'],
  ['an image that fails', '<img src="x" onerror="PWN()">'],
  ['an address that runs', '<a href="javascript:PWN()">x</a><a href=" jAvAsCrIpT&colon;PWN()">x</a>'],
  ['an address with data', '<a href="data:text/html,<script>PWN()</script>">x</a>'],
  [
    'a form',
    '<form action="https://evil.example/"><input name="a"><button formaction="https://evil.example/">x</button></form>',
  ],
  ['a frame', '<iframe src="https://evil.example/" srcdoc="<script>PWN()</script>"></iframe>'],
  [
    'a plug-in',
    '<object data="https://evil.example/a.swf"></object><embed src="https://evil.example/a.swf"><applet code="a"></applet>',
  ],
  ['another base', '<base href="https://evil.example/">'],
  ['a refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example/">'],
  [
    'a style sheet',
    '<style>@import "https://evil.example/a.css"; body { display: none }</style><link rel="stylesheet" href="https://evil.example/a.css">',
  ],
  ['a style that loads', '<p style="background:url(https://evil.example/a.png);position:fixed">x</p>'],
  [
    'a look-up of names ahead',
    '<link rel="dns-prefetch" href="//evil.example"><link rel="prefetch" href="https://evil.example/">',
  ],
  ['a ping', '<a href="https://example.org/" ping="https://evil.example/" target="_top">x</a>'],
  [
    'a remote image',
    '<img src="https://evil.example/pixel.gif" srcset="https://evil.example/2x.gif 2x" width="1" height="1">',
  ],
  [
    'a remote picture',
    '<picture><source srcset="https://evil.example/a.webp"><img src="https://evil.example/a.png"></picture>',
  ],
  [
    'remote media',
    '<video src="https://evil.example/a.mp4" poster="https://evil.example/a.png"></video><audio src="https://evil.example/a.mp3"></audio>',
  ],
  [
    'an old background',
    '<table background="https://evil.example/a.png"><tr><td background="https://evil.example/b.png">x</td></tr></table>',
  ],
  ['names that stand for objects', '<img name="cookie"><a id="location" name="location">x</a><form id="body"></form>'],
  [
    'markup that changes when parsed again',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=PWN()&gt;">',
  ],
  ['more of it', '<svg></p><style><a id="</style><img src=1 onerror=PWN()>">'],
  ['and more', '<noscript><p title="</noscript><img src=x onerror=PWN()>">'],
  [
    'foreign HTML in a formula',
    '<math><annotation-xml encoding="text/html"><img src=x onerror=PWN()></annotation-xml></math>',
  ],
  ['links in formulas', '<math href="javascript:PWN()"><mi xlink:href="javascript:PWN()">x</mi></math>'],
  ['a template', '<template><img src=x onerror=PWN()></template>'],
  ['a shadow', '<div><template shadowrootmode="open"><script>PWN()</script></template></div>'],
  ['an element of its own', '<x-pwn is="x-pwn" onfocus="PWN()" autofocus tabindex="1">x</x-pwn>'],
];

describe('sanitised articles', () => {
  test.each(ATTACKS)('hold nothing of %s', async (_, markup) => {
    const { html, element } = sanitiseHtml(`<p>before</p>${markup}<p>after</p>`, '');
    expectHarmless(html);
    expect(element.textContent).toContain('before');
  });

  test('say the same when they are parsed again', async () => {
    for (const [, markup] of ATTACKS) {
      const { html } = sanitiseHtml(markup, '');
      expect(new JSDOM(`<article>${html}</article>`).window.document.querySelector('article')?.innerHTML).toBe(html);
    }
  });

  test('keep what an article is made of', async () => {
    const markup =
      '<h2 lang="fr">Head</h2><p>a <a href="https://example.org/">link</a><sup><a href="#note-1">1</a></sup></p><ol start="3"><li>x</li></ol><table><tbody><tr><th scope="col">a</th><td colspan="2">b</td></tr></tbody></table><figure><img data-src="https://example.org/a.png" alt="A" width="3" height="4"><figcaption>c <span data-pressmark="credit">AFP</span></figcaption></figure><p id="note-1">n</p><math display="block"><mi>x</mi></math><ruby>漢<rt>kan</rt></ruby><pre>a\n  b</pre>';
    expect(sanitiseHtml(markup, '').html).toBe(markup);
  });

  test('unwrap elements nested deeper than parsers agree on', async () => {
    const { html, element } = sanitiseHtml(`${'<div>'.repeat(2000)}deep${'</div>'.repeat(2000)}`, '');
    expect(html.match(/<div>/g)?.length).toBeLessThan(300);
    expect(element.textContent).toBe('deep');
  });

  const attacks = corpus('hostile/xss.jsonl');
  test.skipIf(attacks === undefined)('hold nothing of known attacks, in text, title or author', async () => {
    const payloads = readFileSync(attacks as string, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).payload as string);
    for (const payload of payloads) {
      const words = 'The cranes began to turn again on Tuesday morning in the western basin of the harbour. '.repeat(3);
      const page = `<html><head><title>T</title></head><body><article><p>${words}</p>${payload}<p>${words}</p></article></body></html>`;
      const given = { title: payload, author: [payload] };
      const { reading } = await captureHtml({ bytes: Buffer.from(page), name: 'a.html', format: 'html', given });
      const document = new JSDOM(reading.html).window.document;
      expect(document.querySelectorAll('html > *, head > *, body > *')).toHaveLength(5);
      expectHarmless(
        document.querySelector('article')?.innerHTML.replace(/^<h1 data-pressmark="title">[^<]*<\/h1>/, '') ?? '',
      );
    }
  });
});

describe('beside DOMPurify, over the DOM of jsdom', () => {
  const purifier = createPurifier(new JSDOM('').window);
  const purified = (html: string) =>
    purifier.sanitize(html, {
      ALLOWED_TAGS: [...ALLOWED_TAGS],
      ALLOWED_ATTR: [...ALLOWED_ATTRIBUTES],
      ADD_URI_SAFE_ATTR: ALLOWED_ATTRIBUTES.filter((name) => !['href', 'src', 'data-src'].includes(name)),
      ALLOWED_URI_REGEXP: /^(?:https?:|media\/|#)/iu,
      ALLOW_DATA_ATTR: false,
      ALLOW_ARIA_ATTR: false,
    });
  const normal = (html: string) => parsed(`<body>${html}`).body.innerHTML;

  /** It takes nothing more out of what we leave, and finds nothing that changes when it is parsed again. */
  function expectAgreement(markup: string): void {
    const { html } = sanitiseHtml(markup, '');
    expect(purified(html)).toBe(normal(html));
    expectHarmless(html);
  }

  test('nothing is left of attacks that it would take out', () => {
    for (const [, markup] of ATTACKS) expectAgreement(`<p>before</p>${markup}<p>after</p>`);
  });

  const attacks = corpus('hostile/xss.jsonl');
  test.skipIf(attacks === undefined)('nor of known ones, alone and within one another', () => {
    const payloads = readFileSync(attacks as string, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).payload as string);
    for (const [at, payload] of payloads.entries()) {
      expectAgreement(payload);
      const other = payloads[(at * 7 + 3) % payloads.length] as string;
      expectAgreement(`<math><mtext>${payload}</mtext></math><table><td>${other}`);
      expectAgreement(payload + other);
    }
  });

  test('nor of markup made at random of what attacks are made of', () => {
    const names =
      'math mtext mglyph malignmark annotation-xml mi ms svg desc foreignObject title style script p table td tr caption select option form a img noscript template textarea iframe xmp body html article h1 pre br b i listing plaintext'.split(
        ' ',
      );
    const part = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...names).map((name) => `<${name}>`) },
      { weight: 3, arbitrary: fc.constantFrom(...names).map((name) => `</${name}>`) },
      fc.constantFrom(
        '<!--',
        '-->',
        '--!>',
        '<![CDATA[',
        ']]>',
        '<a title="</style><img src=1 onerror=PWN()>">',
        '<img alt="--><img src=x onerror=PWN()>" src=media/1.png>',
        '<abbr title="</title></style></xmp><script>PWN()</script>">',
        '<annotation-xml encoding="text/html">',
        '<a href="javascript:PWN()">',
        '<math display=block href="javascript:PWN()">',
        '&lt;script&gt;',
        '\0',
        '<',
        'words',
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => expectAgreement(parts.join(''))),
      { numRuns: 500 },
    );
  });
});

const browser = new JSDOM('').window;

function parsed(html: string): Document {
  return new browser.DOMParser().parseFromString(html, 'text/html');
}

/** Nothing but the elements, attributes and values that are allowed, when a browser's parser reads it. */
function expectHarmless(html: string): void {
  for (const element of parsed(`<!doctype html><body>${html}</body>`).body.querySelectorAll('*')) {
    expect(ALLOWED_TAGS).toContain(element.localName);
    for (const { name, value } of element.attributes) {
      expect([name, value, isAllowedAttribute(element.localName, name, value)]).toEqual([name, value, true]);
      expect(name).not.toMatch(/^on|style|srcset|ping|target|formaction|poster|background/i);
      if (name === 'src') expect(value).toMatch(/^media\/\d+\.\w+$/);
      if (name === 'href') expect(value).toMatch(/^(?:https?:\/\/|#note-)/);
      if (name === 'id') expect(value).toMatch(/^note-\d+$/);
    }
  }
}
