// Puts annotations into the tag tree that Chromium wrote (ISO 32000-1 §14.7), at the place of the content they lie on.
import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFPage, PDFRef } from 'pdf-lib';

export interface StructureTree {
  /** Adds an element for an annotation under the element that holds a page's marked content. */
  addAnnotation(page: PDFPage, mcid: number | undefined, annotation: PDFRef, role?: 'Annot' | 'Link'): void;
  /** Gives the element that holds a page's marked content. */
  elementOf(page: PDFPage, mcid: number | undefined): PDFDict | undefined;
  /** Writes the parent tree's additions. Call once, at the end. */
  close(): void;
}

/** Opens the tag tree of a document; one without tags gives undefined. */
export function openStructureTree(document: PDFDocument): StructureTree | undefined {
  const { context, catalog } = document;
  const root = catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  const parentTree = root?.lookupMaybe(PDFName.of('ParentTree'), PDFDict);
  if (!root || !parentTree) return undefined;
  const { entries, lastLeaf } = readParentTree(parentTree);
  const rootRef = catalog.get(PDFName.of('StructTreeRoot')) as PDFRef;
  const top = firstKid(root) ?? rootRef;
  let next = Math.max(-1, ...entries.keys()) + 1;
  return {
    addAnnotation(page, mcid, annotation, role = 'Annot') {
      const parentRef = refOf(page, mcid) ?? top;
      const reference = { Type: 'OBJR', Obj: annotation, Pg: page.ref };
      const element = context.register(
        context.obj({ Type: 'StructElem', S: role, P: parentRef, Pg: page.ref, K: [reference] }),
      );
      appendKid(context.lookup(parentRef, PDFDict), element);
      context.lookup(annotation, PDFDict).set(PDFName.of('StructParent'), PDFNumber.of(next));
      lastLeaf.nums.push(PDFNumber.of(next++));
      lastLeaf.nums.push(element);
    },
    elementOf(page, mcid) {
      const element = context.lookup(refOf(page, mcid));
      return element instanceof PDFDict ? element : undefined;
    },
    close() {
      lastLeaf.node.lookupMaybe(PDFName.of('Limits'), PDFArray)?.set(1, PDFNumber.of(next - 1));
      root.set(PDFName.of('ParentTreeNextKey'), PDFNumber.of(next));
    },
  };

  function refOf(page: PDFPage, mcid: number | undefined): PDFRef | undefined {
    const key = page.node.lookupMaybe(PDFName.of('StructParents'), PDFNumber)?.asNumber();
    const elements = key === undefined ? undefined : context.lookup(entries.get(key) as PDFRef | undefined);
    if (mcid === undefined || !(elements instanceof PDFArray) || mcid >= elements.size()) return undefined;
    const element = elements.get(mcid);
    return element instanceof PDFRef ? element : undefined;
  }

  function appendKid(parent: PDFDict, kid: PDFRef): void {
    const kids = parent.lookup(PDFName.of('K'));
    if (kids instanceof PDFArray) kids.push(kid);
    else {
      const only = parent.get(PDFName.of('K'));
      parent.set(PDFName.of('K'), context.obj(only === undefined ? [kid] : [only, kid]));
    }
  }
}

function firstKid(root: PDFDict): PDFRef | undefined {
  const kids = root.lookup(PDFName.of('K'));
  const first = kids instanceof PDFArray ? kids.get(0) : root.get(PDFName.of('K'));
  return first instanceof PDFRef ? first : undefined;
}

interface Leaf {
  readonly node: PDFDict;
  readonly nums: PDFArray;
}

/** Reads the number tree (§7.9.7) and its last leaf, which takes the additions, since their keys are the highest. */
function readParentTree(tree: PDFDict): { entries: Map<number, unknown>; lastLeaf: Leaf } {
  const entries = new Map<number, unknown>();
  let lastLeaf: Leaf | undefined;
  const stack = [tree];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const nums = node.lookupMaybe(PDFName.of('Nums'), PDFArray);
    for (let i = 0; nums && i + 1 < nums.size(); i += 2)
      entries.set(nums.lookup(i, PDFNumber).asNumber(), nums.get(i + 1));
    if (nums) lastLeaf = { node, nums };
    const kids = node.lookupMaybe(PDFName.of('Kids'), PDFArray);
    for (let i = (kids?.size() ?? 0) - 1; kids && i >= 0; i--) stack.push(kids.lookup(i, PDFDict));
  }
  if (!lastLeaf) {
    const nums = tree.context.obj([]) as PDFArray;
    tree.set(PDFName.of('Nums'), nums);
    lastLeaf = { node: tree, nums };
  }
  return { entries, lastLeaf };
}
