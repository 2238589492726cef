// Collections as a tree: one whose name begins with another's and a stroke lies in it.

export interface CollectionNode {
  /** The whole name, `Europe/Ports`. */
  readonly path: string;
  /** The last part of it. */
  readonly name: string;
  readonly documents: number;
  readonly inside: readonly CollectionNode[];
}

/** Makes the tree of collections that come as `labels.list` gives them: each before those in it. */
export function collectionTree(
  collections: readonly { readonly name: string; readonly documents: number }[],
): readonly CollectionNode[] {
  const roots: CollectionNode[] = [];
  const open: { readonly path: string; readonly inside: CollectionNode[] }[] = [];
  for (const { name: path, documents } of collections) {
    while (open.length > 0 && !path.startsWith(`${open.at(-1)?.path}/`)) open.pop();
    const outer = open.at(-1);
    const inside: CollectionNode[] = [];
    const name = outer === undefined ? path : path.slice(outer.path.length + 1);
    (outer?.inside ?? roots).push({ path, name, documents, inside });
    open.push({ path, inside });
  }
  return roots;
}
