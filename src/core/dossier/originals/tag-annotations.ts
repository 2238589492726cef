// Puts annotations into the tag tree that an original has (ISO 32000-1 §14.7), so that they are found by those who hear it.
import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, PDFRef } from 'pdf-lib';
import type { ChangedObject } from './append-update.ts';
import type { PdfFile } from './pdf-file.ts';

const name = PDFName.of;

export interface AddedAnnotation {
  readonly ref: PDFRef;
  readonly dict: PDFDict;
  readonly page: PDFRef;
}

/** More keys than a tree of pages has. */
const MOST_NODES = 200_000;

/**
 * Gives the changed objects of the tree, and writes into each annotation where it is in it. An original without tags, or with a tree that is not
 * whole, is left as it is. New objects are numbered from `next` on.
 */
export function tagAnnotations(file: PdfFile, annotations: readonly AddedAnnotation[], next: number): ChangedObject[] {
  const { catalog, context } = file;
  const rootRef = catalog?.get(name('StructTreeRoot'));
  const root = file.resolve(rootRef);
  if (!(rootRef instanceof PDFRef) || !(root instanceof PDFDict)) return [];
  const tree = file.dict(root, 'ParentTree');
  const parentRef = firstKid(root, file) ?? rootRef;
  const parent = file.resolve(parentRef);
  if (!tree || !(parent instanceof PDFDict)) return [];
  const firstKey = Math.max(file.number(root, 'ParentTreeNextKey') ?? 0, highestKey(tree, file) + 1);

  const elements = annotations.map(({ ref, dict, page }, i) => {
    dict.set(name('StructParent'), PDFNumber.of(firstKey + i));
    const reference = { Type: 'OBJR', Obj: ref, Pg: page };
    const element = context.obj({ Type: 'StructElem', S: 'Annot', P: parentRef, Pg: page, K: [reference] });
    return { ref: PDFRef.of(next + i), object: element };
  });
  const changedRoot = copyOf(root, file);
  changedRoot.set(name('ParentTreeNextKey'), PDFNumber.of(firstKey + annotations.length));
  const changedParent = parentRef === rootRef ? changedRoot : copyOf(parent, file);
  const kids = PDFArray.withContext(context);
  for (const kid of [...kidsOf(parent, file), ...elements.map(({ ref }) => ref)]) kids.push(kid);
  changedParent.set(name('K'), kids);

  const nums = elements.flatMap(({ ref }, i) => [PDFNumber.of(firstKey + i), ref]);
  const leafRef = PDFRef.of(next + elements.length);
  const changedTree = copyOf(tree, file);
  const leaves: ChangedObject[] = [];
  if (file.array(tree, 'Kids')) {
    const limits = [firstKey, firstKey + elements.length - 1];
    leaves.push({ ref: leafRef, object: context.obj({ Limits: limits, Nums: nums }) });
    changedTree.set(name('Kids'), listOf([...(file.array(tree, 'Kids')?.asArray() ?? []), leafRef], file));
  } else changedTree.set(name('Nums'), listOf([...(file.array(tree, 'Nums')?.asArray() ?? []), ...nums], file));
  const treeRef = root.get(name('ParentTree'));
  if (!(treeRef instanceof PDFRef)) changedRoot.set(name('ParentTree'), changedTree);
  return [
    ...elements,
    ...leaves,
    { ref: rootRef, object: changedRoot },
    ...(parentRef === rootRef ? [] : [{ ref: parentRef, object: changedParent }]),
    ...(treeRef instanceof PDFRef ? [{ ref: treeRef, object: changedTree }] : []),
  ];
}

function copyOf(dict: PDFDict, { context }: PdfFile): PDFDict {
  return PDFDict.fromMapWithContext(new Map(dict.entries()), context);
}

function listOf(objects: readonly PDFObject[], { context }: PdfFile): PDFArray {
  const list = PDFArray.withContext(context);
  for (const each of objects) list.push(each);
  return list;
}

function kidsOf(element: PDFDict, file: PdfFile): readonly PDFObject[] {
  const kids = file.array(element, 'K');
  if (kids) return kids.asArray();
  const only = element.get(name('K'));
  return only === undefined ? [] : [only];
}

/** The element that holds the whole document. */
function firstKid(root: PDFDict, file: PdfFile): PDFRef | undefined {
  return kidsOf(root, file).find((kid): kid is PDFRef => kid instanceof PDFRef && isElement(kid, file));
}

function isElement(ref: PDFRef, file: PdfFile): boolean {
  const dict = file.resolve(ref);
  return dict instanceof PDFDict && dict.has(name('S'));
}

/** The highest key of a number tree (§7.9.7). */
function highestKey(tree: PDFDict, file: PdfFile): number {
  let highest = -1;
  const waiting: PDFObject[] = [tree];
  for (let i = 0; i < waiting.length && i < MOST_NODES; i++) {
    const node = file.resolve(waiting[i]);
    if (!(node instanceof PDFDict)) continue;
    const nums = file.array(node, 'Nums')?.asArray() ?? [];
    for (let n = 0; n < nums.length; n += 2) {
      const key = file.resolve(nums[n]);
      if (key instanceof PDFNumber) highest = Math.max(highest, key.asNumber());
    }
    waiting.push(...(file.array(node, 'Kids')?.asArray() ?? []));
  }
  return highest;
}
