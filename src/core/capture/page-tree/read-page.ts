// Reads a page into a tree with a forgiving, quick parser (htmlparser2): what is looked for in a page is looked for here. Its tree is not
// always a browser's; what is stored was read by read-as-browser.ts.
import { Parser } from 'htmlparser2';
import { TreeAttribute, TreeDocument, TreeElement } from './tree-elements.ts';
import { TreeComment, type TreeNode, type TreeParent, TreeText } from './tree-nodes.ts';

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/** How deep elements, and tables among them, stand within one another, and how many attributes one has. */
export interface PageLimits {
  readonly depth: number;
  readonly tables: number;
  readonly attributes: number;
}

/** Reads a whole page; it has always a root, a head and a body. */
export function readPage(html: string): TreeDocument {
  const document = new TreeDocument(readFragment);
  readInto(document, document, html);
  settleRoot(document);
  return document;
}

const GOES_BEYOND = Symbol('the page goes beyond its limits');

/** Reads a whole page, as `readPage`; undefined as soon as it goes beyond its limits. */
export function readPageWithin(html: string, most: PageLimits): TreeDocument | undefined {
  const document = new TreeDocument(readFragment);
  try {
    readInto(document, document, html, most);
  } catch (thrown) {
    if (thrown === GOES_BEYOND) return undefined;
    throw thrown;
  }
  settleRoot(document);
  return document;
}

function readFragment(html: string, document: TreeDocument): readonly TreeNode[] {
  const holder = document.createElement('div');
  readInto(holder, document, html);
  return holder.childNodes;
}

function readInto(root: TreeParent, document: TreeDocument, html: string, most?: PageLimits): void {
  let at: TreeParent = root;
  let depth = 0;
  let tables = 0;
  let drawing: TreeElement | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      const list: TreeAttribute[] = [];
      for (const key in attributes) list.push(new TreeAttribute(key, attributes[key] as string));
      if (most !== undefined && list.length > most.attributes) throw GOES_BEYOND;
      const isDrawing = drawing !== undefined || name === 'svg';
      const element = isDrawing
        ? new TreeElement(document, name, list, SVG_NAMESPACE)
        : new TreeElement(document, name, list);
      if (isDrawing) drawing ??= element;
      at.appendChild(element);
      at = element;
      depth++;
      if (name === 'table') tables++;
      if (most !== undefined && (depth > most.depth || tables > most.tables)) throw GOES_BEYOND;
    },
    ontext(text) {
      const { lastChild } = at;
      if (lastChild instanceof TreeText) lastChild.data += text;
      else at.appendChild(new TreeText(document, text));
    },
    oncomment(data) {
      at.appendChild(new TreeComment(document, data));
    },
    onclosetag(name) {
      depth--;
      if (name === 'table') tables--;
      if (at === drawing) drawing = undefined;
      at = at.parentNode ?? root;
    },
  });
  parser.write(html);
  parser.end();
}

/** Puts what stands elsewhere into the root, the head and the body that a page has always. */
function settleRoot(document: TreeDocument): void {
  const root = document.children.find(({ localName }) => localName === 'html') ?? wrapped(document);
  const outside = document.childNodes.filter((node) => node !== root);
  const [before, after] = parted(outside, (node) => node.contains(root) || precedes(node, root));
  const head = root.children.find(({ localName }) => localName === 'head') ?? document.createElement('head');
  const found = root.querySelector('body');
  const body = found ?? document.createElement('body');
  const rest = root.childNodes.filter((node) => node !== head && node !== body);
  const [first, last] = parted(rest, (node) => found !== null && precedes(node, found));
  // A head that was never ended holds the body.
  if (head.contains(body)) {
    const behind = followersOf(body, head);
    root.appendChild(body);
    body.append(...behind);
  }
  document.replaceChildren(root);
  root.replaceChildren(head, body);
  for (const node of [...before, ...first].filter(isShown).reverse()) body.prepend(node);
  body.append(...[...last, ...after].filter(isShown));
}

function wrapped(document: TreeDocument): TreeElement {
  const root = document.createElement('html');
  root.append(...document.childNodes);
  document.appendChild(root);
  return root;
}

function isShown(node: TreeNode): boolean {
  return node.nodeType === 1 || (node instanceof TreeText && node.data.trim() !== '');
}

function precedes(node: TreeNode, other: TreeNode): boolean {
  for (let at = node.nextSibling; at !== null; at = at.nextSibling) if (at === other || at.contains(other)) return true;
  return false;
}

function parted<T>(all: readonly T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}

function followersOf(node: TreeNode, root: TreeNode): TreeNode[] {
  const followers: TreeNode[] = [];
  for (let at: TreeNode | null = node; at !== null && at !== root; at = at.parentNode)
    for (let next = at.nextSibling; next !== null; next = next.nextSibling) followers.push(next);
  return followers;
}
