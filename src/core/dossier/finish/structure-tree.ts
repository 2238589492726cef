// Puts annotations into the tag tree that Chromium wrote (ISO 32000-1 §14.7), at the place of the content they lie on.
import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFNumber, type PDFObject, type PDFPage, PDFRef } from 'pdf-lib';

export interface StructureTree {
  /** Adds an element for an annotation under the element that holds a page's marked content. */
  addAnnotation(page: PDFPage, mcid: number | undefined, annotation: PDFRef, role?: 'Annot' | 'Link'): void;
  /** Gives the element that holds a page's marked content. */
  elementOf(page: PDFPage, mcid: number | undefined): PDFDict | undefined;
  /**
   * Moves the tags of a note that is shown on another page, after the block that has the mark `after` there.
   * @param root the mark of the note's own element
   * @param marks what of it is shown, in order
   * @returns the marks that they have on the other page
   */
  moveNote(from: PDFPage, to: PDFPage, root: number, marks: readonly number[], after: number | undefined): Moved;
  /** Says in the tag of a link that it is on another page now. */
  moveLink(link: PDFDict, to: PDFPage): void;
  /** Forgets which tags have the marks of pages that are taken out. */
  forget(pages: readonly PDFPage[]): void;
  /** Writes the parent tree's additions. Call once, at the end. */
  close(): void;
}

/** Marks of a page, and those that they are on another. */
export type Moved = ReadonlyMap<number, number>;

/** What stands in a line or makes one up; a block holds them. */
const INLINE = [
  'NonStruct',
  'Span',
  'Em',
  'Strong',
  'Link',
  'Code',
  'Sub',
  'Quote',
  'Lbl',
  'Annot',
  'Ruby',
  'RB',
  'RT',
];

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
      const parentRef = elementRef(page, mcid) ?? top;
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
      const element = context.lookup(elementRef(page, mcid));
      return element instanceof PDFDict ? element : undefined;
    },
    moveNote(from, to, root, marks, after) {
      const source = elementsOf(from);
      const target = elementsOf(to);
      const rootRef = source?.get(root);
      const moved = new Map<number, number>();
      if (!target || !(rootRef instanceof PDFRef)) return moved;
      for (const mark of marks) {
        moved.set(mark, target.size());
        target.push(source?.get(mark) as PDFRef);
      }
      setMarks(rootRef, to.ref, moved);
      context.lookup(rootRef, PDFDict).set(PDFName.of('S'), PDFName.of('Div'));
      const beside = after === undefined ? undefined : elementRef(to, after);
      place(rootRef, beside && blockOf(beside));
      return moved;
    },
    moveLink(link, to) {
      const key = link.lookupMaybe(PDFName.of('StructParent'), PDFNumber)?.asNumber();
      const element = key === undefined ? undefined : context.lookup(entries.get(key) as PDFRef | undefined);
      if (!(element instanceof PDFDict)) return;
      for (const holder of [element, ...kidsOf(element)])
        if (holder instanceof PDFDict && holder.has(PDFName.of('Pg'))) holder.set(PDFName.of('Pg'), to.ref);
    },
    forget(pages) {
      for (const page of pages) elementsOf(page)?.asArray().splice(0);
    },
    close() {
      lastLeaf.node.lookupMaybe(PDFName.of('Limits'), PDFArray)?.set(1, PDFNumber.of(next - 1));
      root.set(PDFName.of('ParentTreeNextKey'), PDFNumber.of(next));
    },
  };

  function elementRef(page: PDFPage, mcid: number | undefined): PDFRef | undefined {
    const elements = elementsOf(page);
    if (mcid === undefined || !elements || mcid >= elements.size()) return undefined;
    const element = elements.get(mcid);
    return element instanceof PDFRef ? element : undefined;
  }

  /** The elements of a page's marks. */
  function elementsOf(page: PDFPage): PDFArray | undefined {
    const key = page.node.lookupMaybe(PDFName.of('StructParents'), PDFNumber)?.asNumber();
    const elements = key === undefined ? undefined : context.lookup(entries.get(key) as PDFRef | undefined);
    return elements instanceof PDFArray ? elements : undefined;
  }

  /** Gives an element and those in it their marks on a page; those that are not shown go. */
  function setMarks(ref: PDFRef, page: PDFRef, moved: Moved): void {
    const element = context.lookup(ref, PDFDict);
    if (element.has(PDFName.of('Pg'))) element.set(PDFName.of('Pg'), page);
    const kids = kidsOf(element).flatMap((kid) => {
      if (kid instanceof PDFRef) setMarks(kid, page, moved);
      if (!(kid instanceof PDFNumber)) return [kid];
      const mark = moved.get(kid.asNumber());
      return mark === undefined ? [] : [PDFNumber.of(mark)];
    });
    element.set(PDFName.of('K'), context.obj(kids));
  }

  /** The block that an element is or stands in. */
  function blockOf(ref: PDFRef): PDFRef {
    const element = context.lookup(ref, PDFDict);
    const parent = element.get(PDFName.of('P'));
    const isInline = INLINE.includes(element.lookup(PDFName.of('S'), PDFName).decodeText());
    return isInline && parent instanceof PDFRef && parent !== top ? blockOf(parent) : ref;
  }

  /** Puts an element after a block, or at the end of one that is a cell or an item; without one, at the end of all. */
  function place(ref: PDFRef, block: PDFRef | undefined): void {
    takeOut(ref);
    const type = block && context.lookup(block, PDFDict).lookup(PDFName.of('S'), PDFName).decodeText();
    const own = block && context.lookup(block, PDFDict).get(PDFName.of('P'));
    const isBeside = own instanceof PDFRef && type !== undefined && !HOLDERS.includes(type);
    const parentRef = isBeside ? own : (block ?? top);
    const parent = context.lookup(parentRef, PDFDict);
    context.lookup(ref, PDFDict).set(PDFName.of('P'), parentRef);
    const kids = kidsOf(parent);
    const at = isBeside ? kids.indexOf(block as PDFRef) + 1 : kids.length;
    parent.set(PDFName.of('K'), context.obj(kids.toSpliced(at, 0, ref)));
  }

  function takeOut(ref: PDFRef): void {
    const parent = context.lookup(context.lookup(ref, PDFDict).get(PDFName.of('P')), PDFDict);
    parent.set(PDFName.of('K'), context.obj(kidsOf(parent).filter((kid) => kid !== ref)));
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

const HOLDERS = ['LI', 'LBody', 'TD', 'TH', 'Caption', 'Document'];

function kidsOf(element: PDFDict): PDFObject[] {
  const kids = element.lookup(PDFName.of('K'));
  if (kids instanceof PDFArray) return kids.asArray();
  const only = element.get(PDFName.of('K'));
  return only === undefined ? [] : [only];
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
