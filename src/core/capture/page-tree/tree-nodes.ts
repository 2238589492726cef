// The nodes of a parsed page: the part of the DOM that extractors and the capture room use, and nothing else (no events, no live lists, no
// styles that apply). A browser's DOM has it too, so that code written for one runs on the other.
import type { TreeDocument, TreeElement } from './tree-elements.ts';
import { selectAll, selectFirst } from './tree-selectors.ts';

const ELEMENT = 1;
const TEXT = 3;
const COMMENT = 8;

const NO_NODES: readonly TreeNode[] = [];

/** What every node is: a place among its siblings. */
export abstract class TreeNode {
  abstract readonly nodeType: number;
  abstract readonly nodeName: string;
  abstract textContent: string;
  readonly ownerDocument: TreeDocument | null;
  parentNode: TreeParent | null = null;
  previousSibling: TreeNode | null = null;
  nextSibling: TreeNode | null = null;

  constructor(ownerDocument: TreeDocument | null) {
    this.ownerDocument = ownerDocument;
  }

  /** Only elements and documents have children. */
  get firstChild(): TreeNode | null {
    return null;
  }

  get childNodes(): readonly TreeNode[] {
    return NO_NODES;
  }

  get parentElement(): TreeElement | null {
    return this.parentNode?.nodeType === ELEMENT ? (this.parentNode as unknown as TreeElement) : null;
  }

  get nextElementSibling(): TreeElement | null {
    let node = this.nextSibling;
    while (node !== null && node.nodeType !== ELEMENT) node = node.nextSibling;
    return node as TreeElement | null;
  }

  get previousElementSibling(): TreeElement | null {
    let node = this.previousSibling;
    while (node !== null && node.nodeType !== ELEMENT) node = node.previousSibling;
    return node as TreeElement | null;
  }

  remove(): void {
    const parent = this.parentNode;
    if (parent === null) return;
    if (this.previousSibling === null) parent.first = this.nextSibling;
    else this.previousSibling.nextSibling = this.nextSibling;
    if (this.nextSibling === null) parent.last = this.previousSibling;
    else this.nextSibling.previousSibling = this.previousSibling;
    this.parentNode = null;
    this.previousSibling = null;
    this.nextSibling = null;
    parent.forgetLists();
  }

  before(...nodes: (TreeNode | string)[]): void {
    for (const node of nodes) this.parentNode?.insertBefore(this.asNode(node), this);
  }

  after(...nodes: (TreeNode | string)[]): void {
    const made = detached(nodes.map((node) => this.asNode(node)));
    const next = this.nextSibling;
    for (const node of made) this.parentNode?.insertBefore(node, next);
  }

  replaceWith(...nodes: (TreeNode | string)[]): void {
    this.before(...nodes);
    this.remove();
  }

  contains(other: TreeNode | null): boolean {
    for (let node = other; node !== null; node = node.parentNode) if (node === this) return true;
    return false;
  }

  protected asNode(node: TreeNode | string): TreeNode {
    return typeof node === 'string' ? new TreeText(this.ownerDocument, node) : node;
  }
}

export class TreeText extends TreeNode {
  data: string;

  constructor(ownerDocument: TreeDocument | null, data: string) {
    super(ownerDocument);
    this.data = data;
  }

  get nodeType(): number {
    return TEXT;
  }

  get nodeName(): string {
    return '#text';
  }

  get nodeValue(): string {
    return this.data;
  }

  get textContent(): string {
    return this.data;
  }

  set textContent(text: string) {
    this.data = text;
  }

  insertData(offset: number, data: string): void {
    this.data = this.data.slice(0, offset) + data + this.data.slice(offset);
  }

  deleteData(offset: number, count: number): void {
    this.data = this.data.slice(0, offset) + this.data.slice(offset + count);
  }
}

export class TreeComment extends TreeNode {
  readonly data: string;

  constructor(ownerDocument: TreeDocument | null, data: string) {
    super(ownerDocument);
    this.data = data;
  }

  get nodeType(): number {
    return COMMENT;
  }

  get nodeName(): string {
    return '#comment';
  }

  get textContent(): string {
    return this.data;
  }
}

/** A node that has children. */
export abstract class TreeParent extends TreeNode {
  first: TreeNode | null = null;
  last: TreeNode | null = null;
  #childNodes: readonly TreeNode[] | undefined;
  #children: readonly TreeElement[] | undefined;

  override get firstChild(): TreeNode | null {
    return this.first;
  }

  get lastChild(): TreeNode | null {
    return this.last;
  }

  /** The children as they are now; an array that does not change with them. */
  override get childNodes(): readonly TreeNode[] {
    if (this.#childNodes === undefined) {
      const nodes: TreeNode[] = [];
      for (let node = this.first; node !== null; node = node.nextSibling) nodes.push(node);
      this.#childNodes = nodes;
    }
    return this.#childNodes;
  }

  get children(): readonly TreeElement[] {
    this.#children ??= this.childNodes.filter((node) => node.nodeType === ELEMENT) as TreeElement[];
    return this.#children;
  }

  get firstElementChild(): TreeElement | null {
    return this.first === null || this.first.nodeType === ELEMENT
      ? (this.first as TreeElement | null)
      : this.first.nextElementSibling;
  }

  get lastElementChild(): TreeElement | null {
    return this.last === null || this.last.nodeType === ELEMENT
      ? (this.last as TreeElement | null)
      : this.last.previousElementSibling;
  }

  get childElementCount(): number {
    return this.children.length;
  }

  get textContent(): string {
    if (this.first === this.last && this.first?.nodeType === TEXT) return (this.first as TreeText).data;
    let text = '';
    for (let node: TreeNode | null = this.first; node !== null; node = followingNode(node, this))
      if (node.nodeType === TEXT) text += (node as TreeText).data;
    return text;
  }

  set textContent(text: string) {
    this.replaceChildren();
    if (text !== '') this.appendChild(new TreeText(this.ownerDocument, text));
  }

  /** All elements within, in order, where they are at hand; undefined when they have to be looked for. */
  get listedElements(): readonly TreeElement[] | undefined {
    return undefined;
  }

  forgetLists(): void {
    this.#childNodes = undefined;
    this.#children = undefined;
    this.ownerDocument?.forgetElements();
  }

  appendChild<N extends TreeNode>(node: N): N {
    return this.insertBefore(node, null);
  }

  append(...nodes: (TreeNode | string)[]): void {
    for (const node of nodes) this.insertBefore(this.asNode(node), null);
  }

  prepend(...nodes: (TreeNode | string)[]): void {
    const made = detached(nodes.map((node) => this.asNode(node)));
    const { first } = this;
    for (const node of made) this.insertBefore(node, first);
  }

  replaceChildren(...nodes: (TreeNode | string)[]): void {
    while (this.first !== null) this.first.remove();
    this.append(...nodes);
  }

  insertBefore<N extends TreeNode>(node: N, next: TreeNode | null): N {
    if ((node as TreeNode) === next) return node;
    if (node.parentNode !== null) node.remove();
    const previous = next === null ? this.last : next.previousSibling;
    node.parentNode = this;
    node.previousSibling = previous;
    node.nextSibling = next;
    if (previous === null) this.first = node;
    else previous.nextSibling = node;
    if (next === null) this.last = node;
    else next.previousSibling = node;
    this.forgetLists();
    return node;
  }

  removeChild<N extends TreeNode>(node: N): N {
    node.remove();
    return node;
  }

  replaceChild<N extends TreeNode>(node: TreeNode, old: N): N {
    if (node !== old) {
      this.insertBefore(node, old);
      old.remove();
    }
    return old;
  }

  querySelector(selector: string): TreeElement | null {
    return selectFirst(this, selector);
  }

  querySelectorAll(selector: string): TreeElement[] {
    return selectAll(this, selector);
  }

  getElementsByTagName(name: string): TreeElement[] {
    return selectAll(this, name);
  }
}

/** Nodes that are to stand somewhere else leave their places first, since these may be what is counted from. */
function detached(nodes: readonly TreeNode[]): readonly TreeNode[] {
  for (const node of nodes) node.remove();
  return nodes;
}

/** The node that follows in document order within `root`; null after the last. */
export function followingNode(node: TreeNode, root: TreeNode): TreeNode | null {
  if (node.firstChild !== null) return node.firstChild;
  return followingOutside(node, root);
}

/** The node that follows a node and all that it holds, within `root`. */
export function followingOutside(node: TreeNode, root: TreeNode): TreeNode | null {
  let at: TreeNode | null = node;
  while (at !== null && at !== root) {
    if (at.nextSibling !== null) return at.nextSibling;
    at = at.parentNode;
  }
  return null;
}
