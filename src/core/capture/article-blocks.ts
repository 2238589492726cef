// The blocks of an article's element as cleaning sees them: the innermost elements that hold a paragraph, a heading, an item.
import { type DomLikeNode, isLayoutTable } from '../../shared/reading-text-elements.ts';
import { hasText, textOf } from './page-dom.ts';

export interface ArticleBlock {
  readonly element: Element;
  readonly tag: string;
  readonly text: string;
  /** Words, where a script without spaces counts two letters as one. */
  readonly words: number;
  /** The share of the text that stands in links, from 0 to 1. */
  readonly linked: number;
}

const BLOCK = new Set(
  'address article aside blockquote center dd details div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header li main nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

const BLOCKS = [...BLOCK].join(', ');
const TABLE_PART = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'ul', 'ol', 'dl']);

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu;

/** Lists the blocks with text of an article, in order. Text that stands loose beside blocks is made a paragraph, so that it is one too. */
export function blocksOf(article: Element): ArticleBlock[] {
  const { inner, outer } = elementsOf(article);
  const made = [...outer].flatMap((element) => wrapLooseText(element));
  const ordered = made.length === 0 ? inner : elementsOf(article).inner;
  return ordered.flatMap((element) => {
    if (outer.has(element)) return [];
    const text = textOf(element);
    return text === ''
      ? []
      : [{ element, tag: element.localName, text, words: wordsIn(text), linked: linkedShare(element, text) }];
  });
}

/** The elements that may be blocks, in order, and those that hold one. */
function elementsOf(article: Element): { readonly inner: readonly Element[]; readonly outer: ReadonlySet<Element> } {
  const inner: Element[] = [];
  const outer = new Set<Element>();
  for (let node: Element | null = article; node !== null; node = nextOf(node, article)) {
    const isWhole = isWholeBlock(node);
    if (node === article || !(isWhole || BLOCK.has(node.localName))) continue;
    inner.push(node);
    for (let parent = node.parentElement; parent !== null && !outer.has(parent); parent = parent.parentElement)
      outer.add(parent);
  }
  return { inner, outer };
}

/** Puts each run of words and inline elements between the blocks in an element into a paragraph of its own. */
function wrapLooseText(element: Element): Element[] {
  if (TABLE_PART.has(element.localName)) return [];
  const made: Element[] = [];
  let run: ChildNode[] = [];
  for (const child of [...element.childNodes, undefined]) {
    if (child !== undefined && (child.nodeType === 3 || (child.nodeType === 1 && isInline(child as Element)))) {
      run.push(child);
      continue;
    }
    const [first] = run;
    if (first !== undefined && /[\p{L}\p{N}]/u.test(run.map((each) => each.textContent ?? '').join(''))) {
      const paragraph = element.ownerDocument.createElement('p');
      first.before(paragraph);
      paragraph.append(...run);
      made.push(paragraph);
    }
    run = [];
  }
  return made;
}

/** Tells whether an element begins and ends a block by its name. */
export function isBlockElement(element: Element): boolean {
  return BLOCK.has(element.localName) || element.localName === 'hr';
}

function isInline(element: Element): boolean {
  return !isBlockElement(element) && element.querySelector(BLOCKS) === null;
}

/** The element that follows in document order within `root`; what a block holds that is one as it is, is passed over. */
function nextOf(element: Element, root: Element): Element | null {
  if (element.firstElementChild !== null && !isWholeBlock(element)) return element.firstElementChild;
  let at: Element | null = element;
  while (at !== null && at !== root) {
    if (at.nextElementSibling !== null) return at.nextElementSibling;
    at = at.parentElement;
  }
  return null;
}

/** Tells whether an element is one block whatever it holds: code, figures, tables of data. */
function isWholeBlock(element: Element): boolean {
  const tag = element.localName;
  return tag === 'pre' || tag === 'figure' || (tag === 'table' && !isLayoutTable(element as DomLikeNode));
}

/** Where the scripts without spaces stand in Unicode; quotation marks and dashes stand between. */
const MAY_BE_UNSPACED = /[\u0e00-\u1fff\u2e80-\u{10ffff}]/u;

/** Counts the words of a text. */
export function wordsIn(text: string): number {
  if (!MAY_BE_UNSPACED.test(text)) return countWords(text);
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  return unspaced / 2 + ((unspaced === 0 ? text : text.replace(UNSPACED, ' ')).match(WORD)?.length ?? 0);
}

/** What a unit is to words: it stands in none, goes on with one, or begins one too. */
const OUTSIDE = 1;
const GOES_ON = 2;
const BEGINS = 3;
/** By UTF-16 unit: what it is, learnt as texts are read; 0 is not known yet. */
const unitKinds = new Uint8Array(0x2e80);

/** Counts the words of a text without letters beyond U+2E7F, as WORD finds them and many times as quick. */
function countWords(text: string): number {
  let words = 0;
  let isInWord = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const kind = unitKinds[unit]! || learnUnit(unit);
    if (!isInWord && kind === BEGINS) words++;
    isInWord = kind === BEGINS || (isInWord && kind === GOES_ON);
  }
  return words;
}

function learnUnit(unit: number): number {
  const letter = String.fromCharCode(unit);
  const kind = /[\p{L}\p{N}]/u.test(letter) ? BEGINS : /[\p{M}'’]/u.test(letter) ? GOES_ON : OUTSIDE;
  unitKinds[unit] = kind;
  return kind;
}

function linkedShare(element: Element, text: string): number {
  if (element.closest('a') !== null) return 1;
  let linked = 0;
  for (const link of element.querySelectorAll('a')) linked += textOf(link).length;
  return Math.min(1, linked / text.length);
}

/** Removes an element, and the elements around it that are empty then, up to the article's own. */
export function removeFrom(article: Element, element: Element): void {
  let parent: Element | null = element.parentElement;
  element.remove();
  while (
    parent !== null &&
    parent !== article &&
    !hasText(parent) &&
    parent.querySelector('img, picture, svg, math, hr') === null
  ) {
    const outer: Element | null = parent.parentElement;
    parent.remove();
    parent = outer;
  }
}

/** The letters and digits of a text, in lower case: what two texts are compared by. */
export function foldedText(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Tells whether an image stands right before an element, with no words between. */
export function followsImage(element: Element): boolean {
  let at: Element = element;
  for (let steps = 0; steps < 3; steps++) {
    const before = at.previousElementSibling;
    if (before !== null) return !hasText(before) && isOrHasImage(before);
    if (at.parentElement === null) return false;
    at = at.parentElement;
  }
  return false;
}

function isOrHasImage(element: Element): boolean {
  return element.localName === 'img' || element.querySelector('img, picture, video, svg') !== null;
}

const SENTENCE_END = /[.!?…。！？؟।॥။．][\s"'»“”’)\]」』】]*$/u;

/** Tells whether a text ends as a sentence does, in any script. */
export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text);
}
