import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { CodePointIndex } from '../../src/shared/code-points.ts';
import { bodyOf, buildReadingText } from '../../src/shared/reading-text.ts';
import type { DomLikeNode } from '../../src/shared/reading-text-elements.ts';
import { READING_TEXT_CASES } from '../cases/reading-text.ts';

const page = (inside: string) =>
  `<!doctype html><html><head><title>t</title></head><body><article>${inside}</article></body></html>`;
const DOMS: Record<string, (inside: string) => DomLikeNode> = {
  linkedom: (inside) => parseHTML(page(inside)).document.querySelector('article') as unknown as DomLikeNode,
  jsdom: (inside) => new JSDOM(page(inside)).window.document.querySelector('article') as unknown as DomLikeNode,
};

for (const [dom, articleOf] of Object.entries(DOMS)) {
  describe(`the reading text in ${dom}`, () => {
    test.each(READING_TEXT_CASES)('$name', ({ html, title = '', firstLine = title, lines, blocks = [] }) => {
      const reading = buildReadingText(articleOf(html), { title });
      expect(reading.text.split('\n')).toEqual([firstLine, ...lines]);
      expect(reading.blocks).toEqual(blocks);
    });

    test.each(READING_TEXT_CASES)('positions lead to the page and back: $name', ({ html, title = '' }) => {
      expectSoundMap(articleOf(html), title);
    });
  });
}

test('a position in a title that no element shows has no place on the page', () => {
  const { map } = buildReadingText(DOMS.linkedom!('<p>abc</p>'), { title: 'Title' });
  expect(map.toNode(2)).toBeUndefined();
  expect(map.toNode(6)).toMatchObject({ offset: 0 });
});

test('an offset in white space that is left out counts as the next character', () => {
  const article = DOMS.linkedom!('<p>a   b</p>');
  const text = article.firstChild?.firstChild as DomLikeNode;
  const { map } = buildReadingText(article, { title: '' });
  expect([0, 1, 2, 3, 4, 5].map((offset) => map.toCodePoint(text, offset))).toEqual([1, 2, 3, 3, 3, 4]);
});

test('an offset in a node that is not read is nowhere', () => {
  const article = DOMS.linkedom!('<p>a</p><script>b</script>');
  const script = article.firstChild?.nextSibling?.firstChild as DomLikeNode;
  expect(buildReadingText(article, { title: '' }).map.toCodePoint(script, 0)).toBeUndefined();
});

test('a composed character belongs to the element of its base', () => {
  const article = DOMS.linkedom!('<p><b>e</b><i>\u0301x</i></p>');
  const { map } = buildReadingText(article, { title: '' });
  expect(map.piecesOf(1, 2).map(({ node, start, end }) => [node.data, start, end])).toEqual([['e', 0, 1]]);
  expect(map.piecesOf(2, 3).map(({ node, start, end }) => [node.data, start, end])).toEqual([['\u0301x', 1, 2]]);
});

test('a page nested a hundred thousand deep is read', () => {
  let article: DomLikeNode = {
    nodeType: 3,
    nodeName: '#text',
    data: 'deep',
    parentNode: null,
    firstChild: null,
    nextSibling: null,
  };
  for (let i = 0; i < 100_000; i++) {
    const outer = { nodeType: 1, nodeName: 'DIV', parentNode: null, firstChild: article, nextSibling: null };
    Object.assign(article, { parentNode: outer });
    article = outer;
  }
  expect(buildReadingText(article, { title: '' }).text).toBe('\ndeep');
});

test('the body is what is left without title, captions and credits', () => {
  expect(
    bodyOf('Title\na\ncaption\nb\ncredit', [
      [3, 'caption'],
      [5, 'credit'],
    ]),
  ).toBe('a\nb');
  expect(bodyOf('Title', [])).toBe('');
});

describe('whatever the page', () => {
  const characters = fc.constantFrom(
    'a',
    'b',
    'é',
    'e\u0301',
    '\u0301',
    '\u0327',
    ' ',
    '  ',
    '\n',
    '\t',
    '\u00a0',
    '\u3000',
    '\u00ad',
    '\u200b',
    '\u202e',
    '中',
    '国',
    '가',
    '\u1100',
    '\u1161',
    '\u11a8',
    '😀',
    '\ud83d',
    '\0',
    '\u0001',
    '\uffff',
    '.',
    '-',
    '\u0958',
    '\u212b',
    '\u2028',
    '\r',
  );
  const text = fc.array(characters, { maxLength: 8 }).map((parts) => parts.join(''));
  const tags = fc.constantFrom(
    'p',
    'div',
    'b',
    'span',
    'a',
    'ul',
    'li',
    'table',
    'tbody',
    'tr',
    'td',
    'td',
    'pre',
    'figure',
    'figcaption',
    'br',
    'img',
    'sup',
    'ruby',
    'rt',
    'h1',
    'math',
    'script',
    'blockquote',
  );
  type Tree =
    | string
    | { readonly tag: string; readonly children: readonly Tree[]; readonly attributes: Record<string, string> };
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      text,
      fc.record({
        tag: tags,
        children: fc.array(tie('tree'), { maxLength: 4 }),
        attributes: fc.oneof(
          { weight: 8, arbitrary: fc.constant({}) },
          {
            weight: 1,
            arbitrary: fc.constantFrom(
              { 'data-pressmark': 'credit' },
              { 'data-pressmark': 'title' },
              { hidden: '' },
              { href: '#x' },
            ),
          },
        ),
      }),
    ),
  }));
  const articles = fc
    .array(tree, { maxLength: 5 })
    .map((children) => articleFrom({ tag: 'article', children, attributes: {} }));

  test('the text keeps its form', () => {
    fc.assert(
      fc.property(articles, text, (article, title) => {
        const { text: reading, blocks } = buildReadingText(article, { title });
        const [, ...lines] = reading.split('\n');
        expect(reading.normalize('NFC')).toBe(reading);
        expect(reading.isWellFormed()).toBe(true);
        expect(reading).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u00a0\u00ad\u200b\u2028\u202e\u3000\ufeff\uffff]/u);
        for (const line of lines) {
          expect(line.trim()).toBe(line);
          expect(line).toMatch(/[\p{L}\p{N}\p{S}]/u);
        }
        for (const [line] of blocks)
          expect(line).toSatisfy((number: number) => number > 1 && number <= lines.length + 1);
      }),
      { numRuns: 500 },
    );
  });

  test('positions lead to the page and back', () => {
    fc.assert(
      fc.property(articles, text, (article, title) => expectSoundMap(article, title)),
      { numRuns: 500 },
    );
  });

  test('what a passage covers on the page says the passage', () => {
    fc.assert(
      fc.property(articles, fc.nat(60), fc.nat(60), (article, a, b) => {
        const { text: reading, map } = buildReadingText(article, { title: '' });
        const index = new CodePointIndex(reading);
        const [start, end] = [Math.min(a, b, index.length), Math.min(Math.max(a, b), index.length)];
        // A composed character is painted whole in the element of its base: compare where nothing had to be composed.
        const said = map.piecesOf(start, end).map(({ node, start, end }) => (node.data ?? '').slice(start, end));
        if (
          said.some((part) => /[\p{M}\u1100-\u11ff\uac00-\ud7a3\u0958\u212b]/u.test(part)) ||
          /[\p{M}éÅ가-힣]/u.test(reading)
        )
          return;
        const bare = (part: string) => part.replace(/[\s\u0000\u0001\ufffd\uffff\ud83d]/gu, '');
        expect(bare(said.join(''))).toBe(bare(index.slice(start, end)));
      }),
      { numRuns: 1000 },
    );
  });

  interface MadeNode {
    readonly nodeType: number;
    readonly nodeName: string;
    readonly data?: string;
    parentNode: MadeNode | null;
    firstChild: MadeNode | null;
    nextSibling: MadeNode | null;
    getAttribute(name: string): string | null;
  }

  /** Trees that no parser would make are made by scripts; so the nodes are made here by hand. */
  function articleFrom(made: Tree): MadeNode {
    const links = { parentNode: null, firstChild: null, nextSibling: null };
    if (typeof made === 'string')
      return { nodeType: 3, nodeName: '#text', data: made, ...links, getAttribute: () => null };
    const children = made.children.map(articleFrom);
    const node: MadeNode = {
      nodeType: 1,
      nodeName: made.tag,
      ...links,
      firstChild: children[0] ?? null,
      getAttribute: (name) => made.attributes[name] ?? null,
    };
    for (const [i, child] of children.entries()) {
      child.parentNode = node;
      child.nextSibling = children[i + 1] ?? null;
    }
    return node;
  }
});

/** Every position that has a place on the page comes back from it, and every place that has a position too; both only grow. */
function expectSoundMap(article: DomLikeNode, title: string): void {
  const { text, map } = buildReadingText(article, { title });
  const { length } = new CodePointIndex(text);
  for (let position = 0; position <= length; position++) {
    const place = map.toNode(position);
    if (place === undefined) continue;
    const back = map.toCodePoint(place.node, place.offset)!;
    const again = map.toNode(back);
    expect(again?.node).toBe(place.node);
    expect(again?.offset).toBe(place.offset);
    // Marks that could not be composed into their base share its place; every other position has its own.
    if (back !== position) expect(new CodePointIndex(text).slice(position, position + 1)).toMatch(/^\p{M}$/u);
  }
  for (let node = article.firstChild; node !== null; node = following(node, article)) {
    let before = -1;
    for (let offset = 0; offset <= (node.data ?? '').length; offset++) {
      const position = map.toCodePoint(node, offset);
      if (position === undefined) continue;
      expect(position).toBeGreaterThanOrEqual(before);
      before = position;
    }
  }
}

function following(node: DomLikeNode, root: DomLikeNode): DomLikeNode | null {
  if (node.firstChild !== null) return node.firstChild;
  let at: DomLikeNode | null = node;
  while (at !== null && at !== root && at.nextSibling === null) at = at.parentNode;
  return at === null || at === root ? null : at.nextSibling;
}
