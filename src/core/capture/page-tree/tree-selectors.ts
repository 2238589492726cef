// Finds elements of a page's tree by CSS selectors. Lists of names, which are most of what is asked, are matched without the library.
import { _compileUnsafe as compile, type Options } from 'css-select';
import type { TreeElement } from './tree-elements.ts';
import type { TreeNode, TreeParent } from './tree-nodes.ts';

type Test = (element: TreeElement) => boolean;

/** Most selectors are written in our code; a person can choose one too. */
const MOST_KEPT = 1000;
const tests = new Map<string, Test>();

const NAMES = /^\s*[a-z][a-z\d]*(?:\s*,\s*[a-z][a-z\d]*)*\s*$/iu;
const HAS_ATTRIBUTE = /^\[([a-z-]+)\]$/u;

/** Tells whether an element fits a selector. */
export function matchesSelector(element: TreeElement, selector: string): boolean {
  return testOf(selector)(element);
}

/** Gives the elements below a root that fit a selector, in document order. */
export function selectAll(root: TreeParent, selector: string): TreeElement[] {
  const test = testOf(selector);
  const listed = root.listedElements;
  if (listed !== undefined) return listed.filter(test);
  const found: TreeElement[] = [];
  for (let element = root.firstElementChild; element !== null; element = nextElement(element, root))
    if (test(element)) found.push(element);
  return found;
}

/** Gives the first element below a root that fits a selector; null when none does. */
export function selectFirst(root: TreeParent, selector: string): TreeElement | null {
  const test = testOf(selector);
  const listed = root.listedElements;
  if (listed !== undefined) return listed.find(test) ?? null;
  for (let element = root.firstElementChild; element !== null; element = nextElement(element, root))
    if (test(element)) return element;
  return null;
}

/** The element that follows in document order within `root`; null after the last. */
export function nextElement(element: TreeElement, root: TreeParent): TreeElement | null {
  const inner = element.firstElementChild;
  if (inner !== null) return inner;
  let at: TreeNode | null = element;
  while (at !== null && at !== root) {
    const next: TreeElement | null = at.nextElementSibling;
    if (next !== null) return next;
    at = at.parentNode;
  }
  return null;
}

function testOf(selector: string): Test {
  const known = tests.get(selector);
  if (known !== undefined) return known;
  const made = makeTest(selector);
  if (tests.size >= MOST_KEPT) tests.clear();
  tests.set(selector, made);
  return made;
}

function makeTest(selector: string): Test {
  if (selector === '*') return () => true;
  const attribute = HAS_ATTRIBUTE.exec(selector)?.[1];
  if (attribute !== undefined) return (element) => element.hasAttribute(attribute);
  if (!NAMES.test(selector)) return compile(selector, OPTIONS);
  const names = selector.split(',').map((name) => name.trim().toLowerCase());
  const [only] = names;
  if (names.length === 1) return ({ localName }) => localName === only;
  const all = new Set(names);
  return ({ localName }) => all.has(localName);
}

const isElement = (node: TreeNode): node is TreeElement => node.nodeType === 1;

const OPTIONS: Options<TreeNode, TreeElement> = {
  // A tree changes between two questions.
  cacheResults: false,
  adapter: {
    isTag: isElement,
    getAttributeValue: (element, name) => element.getAttribute(name) ?? undefined,
    hasAttrib: (element, name) => element.hasAttribute(name),
    getChildren: (node) => [...node.childNodes],
    getName: ({ localName }) => localName.toLowerCase(),
    getParent: ({ parentNode }) => parentNode,
    getSiblings: (node) => (node.parentNode === null ? [node] : [...node.parentNode.childNodes]),
    getText: (node) => node.textContent,
    removeSubsets: (nodes) => nodes.filter((node) => !nodes.some((other) => other !== node && other.contains(node))),
  },
};
