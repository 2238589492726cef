// What each HTML element is to the reading text. Tables of READING-TEXT.md as data and questions; nothing is walked or written here.

/**
 * The part of a DOM that the reading text is read from. Both the DOMs of the core and the one of a browser have it;
 * `data` is there on text nodes, `getAttribute` on elements.
 */
export interface DomLikeNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly parentNode: DomLikeNode | null;
  readonly firstChild: DomLikeNode | null;
  readonly nextSibling: DomLikeNode | null;
  readonly data?: string;
  getAttribute?(name: string): string | null;
}

/** A block that is not the article's own words. */
export type BlockRole = 'caption' | 'credit';

/** The attribute by which a reading copy says what an element is: `title`, `caption` or `credit`. */
export const ROLE_ATTRIBUTE = 'data-pressmark';

const BLOCKS = new Set(
  'address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp'.split(
    ' ',
  ),
);

/** Media, code that is not text, readings of ruby, controls of forms, and `noscript`, whose content depends on the parser. */
const NOTHING = new Set(
  'applet area audio base button canvas datalist embed frame frameset head iframe img input link map meta meter noembed noframes noscript object optgroup option param picture progress rp rt rtc script select source style svg template textarea title track video wbr'.split(
    ' ',
  ),
);

const PREFORMATTED = new Set(['pre', 'listing', 'xmp', 'plaintext']);

/** A mark such as `12`, `[3]`, `*` or `note 4`; longer superscripts that link somewhere are text. */
const LONGEST_NOTE_MARK = 12;

/** Tells whether a node is text (CDATA too). */
export function isText(node: DomLikeNode): boolean {
  return node.nodeType === 3 || node.nodeType === 4;
}

/** Tells whether a node is an element. */
export function isElement(node: DomLikeNode): boolean {
  return node.nodeType === 1;
}

/** Gives an element's name in lower case, whatever document it stands in. */
export function tagOf(node: DomLikeNode): string {
  return node.nodeName.toLowerCase();
}

/** Gives the value of an attribute; undefined when there is none. */
export function attributeOf(node: DomLikeNode, name: string): string | undefined {
  return node.getAttribute?.(name) ?? undefined;
}

/** Tells whether an element begins and ends a block. */
export function isBlock(element: DomLikeNode, tag: string): boolean {
  if (BLOCKS.has(tag) || attributeOf(element, ROLE_ATTRIBUTE) !== undefined) return true;
  return tag === 'math' && attributeOf(element, 'display') === 'block';
}

/** Tells whether white space counts in an element of this name. */
export function isPreformatted(tag: string): boolean {
  return PREFORMATTED.has(tag);
}

/** Tells whether nothing of an element is text: by its kind, or because it is hidden. */
export function isLeftOut(element: DomLikeNode, tag: string): boolean {
  if (NOTHING.has(tag) || attributeOf(element, 'hidden') !== undefined) return true;
  if (tag === 'dialog' && attributeOf(element, 'open') === undefined) return true;
  if (tag === 'annotation-xml' || tag === 'annotation') return true;
  if (/(?:^|;)\s*display\s*:\s*none/iu.test(attributeOf(element, 'style') ?? '')) return true;
  return (tag === 'sup' || tag === 'sub') && isNoteMark(element);
}

/** Gives the role that an element gives to the blocks in it. */
export function roleOf(element: DomLikeNode, tag: string): BlockRole | 'title' | undefined {
  const role = attributeOf(element, ROLE_ATTRIBUTE);
  if (role === 'title' || role === 'caption' || role === 'credit') return role;
  return tag === 'figcaption' ? 'caption' : undefined;
}

/** Gives the element that holds a formula's TeX, if there is one. */
export function texOf(math: DomLikeNode): DomLikeNode | undefined {
  for (const node of descendantsOf(math)) {
    if (isElement(node) && tagOf(node) === 'annotation' && /tex/iu.test(attributeOf(node, 'encoding') ?? ''))
      return node;
  }
  return undefined;
}

/** Tells whether a table is used for layout: one column, or cells that hold blocks. */
export function isLayoutTable(table: DomLikeNode): boolean {
  let widest = 0;
  let inRow = 0;
  for (const node of descendantsOf(table)) {
    if (!isElement(node)) continue;
    const tag = tagOf(node);
    if (tag === 'tr') inRow = 0;
    else if (tag === 'td' || tag === 'th') widest = Math.max(widest, ++inRow);
    else if (inRow > 0 && isBlock(node, tag) && !TABLE_PARTS.has(tag)) return true;
    if (inRow > 0 && roleOf(node, tag) !== undefined) return true;
  }
  return widest <= 1;
}

const TABLE_PARTS = new Set(['thead', 'tbody', 'tfoot', 'colgroup', 'col', 'caption']);

/** Tells whether a `sup` or `sub` is nothing but short links within the page, as the marks of notes are. */
function isNoteMark(element: DomLikeNode): boolean {
  let linked = '';
  let other = '';
  for (const node of descendantsOf(element)) {
    if (!isText(node)) continue;
    if (isInPageLink(node)) linked += node.data ?? '';
    else other += node.data ?? '';
    if (linked.length + other.length > 4 * LONGEST_NOTE_MARK) return false;
  }
  const mark = linked.trim();
  return mark !== '' && mark.length <= LONGEST_NOTE_MARK && !/[\p{L}\p{N}]/u.test(other);
}

function isInPageLink(text: DomLikeNode): boolean {
  let node = text.parentNode;
  while (node !== null && tagOf(node) !== 'a') node = node.parentNode;
  return node !== null && attributeOf(node, 'href')?.startsWith('#') === true;
}

/** All that an element holds, in document order. */
function* descendantsOf(root: DomLikeNode): Generator<DomLikeNode> {
  let node = root.firstChild;
  while (node !== null) {
    yield node;
    node = node.firstChild ?? nextOutside(node, root);
  }
}

/** The node that follows an element and all it holds, within `root`. */
function nextOutside(node: DomLikeNode, root: DomLikeNode): DomLikeNode | null {
  let at: DomLikeNode | null = node;
  while (at !== null && at !== root) {
    if (at.nextSibling !== null) return at.nextSibling;
    at = at.parentNode;
  }
  return null;
}
