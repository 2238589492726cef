// Elements and documents of a page's tree (tree-nodes.ts).
import { type TreeNode, TreeParent, TreeText } from './tree-nodes.ts';
import { matchesSelector, nextElement } from './tree-selectors.ts';
import { innerHtmlOf, outerHtmlOf } from './write-html.ts';

export const HTML_NAMESPACE = 'http://www.w3.org/1999/xhtml';

const ELEMENT = 1;
const DOCUMENT = 9;

export class TreeAttribute {
  readonly name: string;
  value: string;

  constructor(name: string, value: string) {
    this.name = name;
    this.value = value;
  }

  cloneNode(): TreeAttribute {
    return new TreeAttribute(this.name, this.value);
  }
}

const NO_STYLE = {};
const DISPLAY = /(?:^|;)\s*display\s*:\s*([\w-]+)/giu;
const VISIBILITY = /(?:^|;)\s*visibility\s*:\s*([\w-]+)/giu;

/** The last declaration of a property counts. */
function lastValueOf(style: string, property: RegExp): string | undefined {
  property.lastIndex = 0;
  if (!property.test(style)) return undefined;
  return [...style.matchAll(property)].at(-1)?.[1]?.toLowerCase();
}

export class TreeElement extends TreeParent {
  /** In lower case for HTML, as written for drawings and formulas. */
  readonly localName: string;
  readonly tagName: string;
  readonly namespaceURI: string;
  readonly attributes: TreeAttribute[];

  constructor(
    ownerDocument: TreeDocument | null,
    localName: string,
    attributes: TreeAttribute[] = [],
    namespace = HTML_NAMESPACE,
  ) {
    super(ownerDocument);
    this.localName = localName;
    this.namespaceURI = namespace;
    this.tagName = namespace === HTML_NAMESPACE ? localName.toUpperCase() : localName;
    this.attributes = attributes;
  }

  get nodeType(): number {
    return ELEMENT;
  }

  get nodeName(): string {
    return this.tagName;
  }

  getAttribute(name: string): string | null {
    for (const attribute of this.attributes) if (attribute.name === name) return attribute.value;
    return null;
  }

  hasAttribute(name: string): boolean {
    return this.attributes.some((attribute) => attribute.name === name);
  }

  setAttribute(name: string, value: string): void {
    const known = this.attributes.find((attribute) => attribute.name === name);
    if (known === undefined) this.attributes.push(new TreeAttribute(name, value));
    else known.value = value;
  }

  setAttributeNode({ name, value }: TreeAttribute): void {
    this.setAttribute(name, value);
  }

  removeAttribute(name: string): void {
    const at = this.attributes.findIndex((attribute) => attribute.name === name);
    if (at !== -1) this.attributes.splice(at, 1);
  }

  get className(): string {
    return this.getAttribute('class') ?? '';
  }

  set className(value: string) {
    this.setAttribute('class', value);
  }

  get id(): string {
    return this.getAttribute('id') ?? '';
  }

  set id(value: string) {
    this.setAttribute('id', value);
  }

  get src(): string {
    return this.getAttribute('src') ?? '';
  }

  get srcset(): string {
    return this.getAttribute('srcset') ?? '';
  }

  get href(): string {
    return this.getAttribute('href') ?? '';
  }

  /** What an element says itself of being shown. */
  get style(): { readonly display?: string; readonly visibility?: string } {
    const written = this.getAttribute('style');
    if (written === null) return NO_STYLE;
    const [display, visibility] = [lastValueOf(written, DISPLAY), lastValueOf(written, VISIBILITY)];
    return {
      ...(display === undefined ? {} : { display }),
      ...(visibility === undefined ? {} : { visibility }),
    };
  }

  get innerHTML(): string {
    return innerHtmlOf(this);
  }

  set innerHTML(html: string) {
    this.replaceChildren(...(this.ownerDocument?.parseFragment(html) ?? [html]));
  }

  get outerHTML(): string {
    return outerHtmlOf(this);
  }

  matches(selector: string): boolean {
    return matchesSelector(this, selector);
  }

  closest(selector: string): TreeElement | null {
    for (let element: TreeElement | null = this; element !== null; element = element.parentElement)
      if (matchesSelector(element, selector)) return element;
    return null;
  }
}

export class TreeDocument extends TreeParent {
  readonly #parse: (html: string, document: TreeDocument) => readonly TreeNode[];
  #elements: readonly TreeElement[] | undefined;

  /** `parse` reads HTML that is put into an element. */
  constructor(parse: (html: string, document: TreeDocument) => readonly TreeNode[]) {
    super(null);
    this.#parse = parse;
  }

  get nodeType(): number {
    return DOCUMENT;
  }

  get nodeName(): string {
    return '#document';
  }

  /** A page is asked for many things before anything of it is changed. */
  override get listedElements(): readonly TreeElement[] {
    if (this.#elements === undefined) {
      const elements: TreeElement[] = [];
      for (let each = this.firstElementChild; each !== null; each = nextElement(each, this)) elements.push(each);
      this.#elements = elements;
    }
    return this.#elements;
  }

  forgetElements(): void {
    this.#elements = undefined;
  }

  override forgetLists(): void {
    super.forgetLists();
    this.#elements = undefined;
  }

  get documentElement(): TreeElement {
    return this.firstElementChild as TreeElement;
  }

  get head(): TreeElement | null {
    return this.#childOfRoot('head');
  }

  get body(): TreeElement | null {
    return this.#childOfRoot('body');
  }

  get title(): string {
    return (this.querySelector('title')?.textContent ?? '').replace(/\s+/gu, ' ').trim();
  }

  createElement(name: string): TreeElement {
    return new TreeElement(this, name.toLowerCase());
  }

  createTextNode(data: string): TreeText {
    return new TreeText(this, data);
  }

  parseFragment(html: string): readonly TreeNode[] {
    return this.#parse(html, this);
  }

  #childOfRoot(name: string): TreeElement | null {
    return this.documentElement.children.find(({ localName }) => localName === name) ?? null;
  }
}
