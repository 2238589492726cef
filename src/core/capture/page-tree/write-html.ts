// Writes a page's tree as HTML (HTML, 13.3), without recursion; what means something within attributes is escaped there too.
import type { TreeElement } from './tree-elements.ts';
import type { TreeComment, TreeNode, TreeText } from './tree-nodes.ts';

const VOID = new Set(
  'area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr'.split(' '),
);
/** Their text is no markup, and stands as it is. */
const RAW = new Set('script style xmp iframe noembed noframes plaintext'.split(' '));

/** Writes what is inside an element as HTML. */
export function innerHtmlOf(root: TreeElement): string {
  let html = '';
  let node = root.firstChild;
  while (node !== null) {
    html += beginOf(node);
    if (node.firstChild !== null && !isVoid(node)) {
      node = node.firstChild;
      continue;
    }
    html += endOf(node);
    while (node !== null && node.nextSibling === null) {
      node = node.parentNode as TreeNode;
      if (node === root) return html;
      html += endOf(node);
    }
    node = node.nextSibling;
  }
  return html;
}

/** Writes an element as HTML. */
export function outerHtmlOf(element: TreeElement): string {
  return `${beginOf(element)}${innerHtmlOf(element)}${endOf(element)}`;
}

function beginOf(node: TreeNode): string {
  if (node.nodeType === 3) {
    const { data } = node as TreeText;
    return RAW.has(node.parentElement?.localName ?? '') ? data : escapeText(data);
  }
  if (node.nodeType === 8) return `<!--${(node as TreeComment).data}-->`;
  const { localName, attributes } = node as TreeElement;
  let tag = `<${localName}`;
  for (const { name, value } of attributes) tag += ` ${name}="${escapeValue(value)}"`;
  // A parser drops the line end that a preformatted element begins with.
  const { firstChild } = node as TreeElement;
  const isLost = localName === 'pre' && firstChild?.nodeType === 3 && (firstChild as TreeText).data.startsWith('\n');
  return isLost ? `${tag}>\n` : `${tag}>`;
}

function endOf(node: TreeNode): string {
  if (node.nodeType !== 1) return '';
  const { localName } = node as TreeElement;
  return isVoid(node) ? '' : `</${localName}>`;
}

function isVoid(node: TreeNode): boolean {
  return VOID.has((node as TreeElement).localName);
}

function escapeText(text: string): string {
  return /[&<>\u00a0]/u.test(text) ? text.replace(/[&<>\u00a0]/gu, referenceOf) : text;
}

function escapeValue(text: string): string {
  return /[&<>"\u00a0]/u.test(text) ? text.replace(/[&<>"\u00a0]/gu, referenceOf) : text;
}

function referenceOf(character: string): string {
  if (character === '&') return '&amp;';
  if (character === '<') return '&lt;';
  if (character === '>') return '&gt;';
  return character === '"' ? '&quot;' : '&nbsp;';
}
