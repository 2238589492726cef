// Reads HTML into a tree exactly as browsers do (HTML, 13.2), with parse5. What is stored is read so, until reading it again changes nothing.
import { parse, type TreeAdapter, type TreeAdapterTypeMap } from 'parse5';
import { HTML_NAMESPACE, TreeAttribute, TreeDocument, TreeElement } from './tree-elements.ts';
import { TreeComment, type TreeNode, type TreeParent, TreeText } from './tree-nodes.ts';

type Types = TreeAdapterTypeMap<
  TreeNode,
  TreeParent,
  TreeNode,
  TreeDocument,
  TreeParent,
  TreeElement,
  TreeComment,
  TreeText,
  TreeElement,
  TreeComment
>;

/** Reads a whole page. Scripts do not run and nothing is loaded. */
export function readAsBrowser(html: string): TreeDocument {
  return parse<Types>(html, { treeAdapter: adapterFor(), scriptingEnabled: false });
}

function readFragment(html: string, document: TreeDocument): readonly TreeNode[] {
  const body = readAsBrowser(`<!doctype html><body>${html}`).body as TreeElement;
  const copy = document.createElement('div');
  copy.append(...body.childNodes);
  return copy.childNodes;
}

function adapterFor(): TreeAdapter<Types> {
  const document = new TreeDocument(readFragment);
  const templates = new WeakMap<TreeElement, TreeParent>();
  let mode: ReturnType<TreeAdapter<Types>['getDocumentMode']> = 'no-quirks' as typeof mode;
  return {
    createDocument: () => document,
    // What a template holds is no part of the page.
    createDocumentFragment: () => new TreeElement(document, 'template'),
    createElement: (name, namespace, attributes) =>
      new TreeElement(
        document,
        name,
        attributes.map(({ prefix, name: own, value }) => new TreeAttribute(prefix ? `${prefix}:${own}` : own, value)),
        namespace === HTML_NAMESPACE ? HTML_NAMESPACE : namespace,
      ),
    createCommentNode: (data) => new TreeComment(document, data),
    createTextNode: (data) => new TreeText(document, data),
    appendChild: (parent, node) => void parent.appendChild(node),
    insertBefore: (parent, node, next) => void parent.insertBefore(node, next),
    setTemplateContent: (template, content) => void templates.set(template, content),
    getTemplateContent: (template) => templates.get(template) as TreeParent,
    setDocumentType: () => undefined,
    setDocumentMode: (_, set) => {
      mode = set;
    },
    getDocumentMode: () => mode,
    detachNode: (node) => node.remove(),
    insertText: (parent, text) => addText(parent, text, null),
    insertTextBefore: (parent, text, next) => addText(parent, text, next),
    adoptAttributes: (element, attributes) => {
      for (const { name, value } of attributes) if (!element.hasAttribute(name)) element.setAttribute(name, value);
    },
    getFirstChild: (node) => node.firstChild,
    getChildNodes: (node) => [...node.childNodes],
    getParentNode: (node) => node.parentNode,
    getAttrList: (element) => element.attributes,
    getTagName: ({ localName }) => localName,
    getNamespaceURI: ({ namespaceURI }) => namespaceURI as ReturnType<TreeAdapter<Types>['getNamespaceURI']>,
    getTextNodeContent: ({ data }) => data,
    getCommentNodeContent: ({ data }) => data,
    getDocumentTypeNodeName: () => 'html',
    getDocumentTypeNodePublicId: () => '',
    getDocumentTypeNodeSystemId: () => '',
    isTextNode: (node): node is TreeText => node.nodeType === 3,
    isCommentNode: (node): node is TreeComment => node.nodeType === 8,
    isDocumentTypeNode: (_node): _node is TreeComment => false,
    isElementNode: (node): node is TreeElement => node.nodeType === 1,
    setNodeSourceCodeLocation: () => undefined,
    getNodeSourceCodeLocation: () => undefined,
    updateNodeSourceCodeLocation: () => undefined,
  };

  function addText(parent: TreeParent, text: string, next: TreeNode | null): void {
    const previous = next === null ? parent.lastChild : next.previousSibling;
    if (previous instanceof TreeText) previous.data += text;
    else parent.insertBefore(new TreeText(document, text), next);
  }
}
