// Collections that a person has made, which stay with no document in them. Those that documents are put into need no making.
import type { Catalogue } from '../archive/catalogue.ts';
import type { Change } from '../archive/entry.ts';

/** Which collections are to be there without documents, and which not to be any more. */
export interface MadeChange {
  readonly make: readonly string[];
  readonly drop: readonly string[];
}

/** Gives the names of the collections that were made. */
export function madeCollections(catalogue: Catalogue): ReadonlySet<string> {
  const rows = catalogue.all<{ id: string }>("select id from item where kind = 'collection' and value is not null");
  return new Set(rows.map(({ id }) => id));
}

/** Gives what of a change changes something; a name that is dropped and made is made. */
export function effectiveMade(catalogue: Catalogue, { make, drop }: MadeChange): MadeChange {
  const present = madeCollections(catalogue);
  const made = new Set(make);
  return {
    make: [...made].filter((name) => !present.has(name)),
    drop: [...new Set(drop)].filter((name) => present.has(name) && !made.has(name)),
  };
}

/** Gives the journal's changes that make and drop collections. */
export function madeChanges({ make, drop }: MadeChange): Change[] {
  return [
    ...make.map((name): Change => ({ op: 'collection.put', of: name, value: { name } })),
    ...drop.map((name): Change => ({ op: 'collection.remove', of: name })),
  ];
}

/** Gives what renames a made collection with those in it, or, without a new name, drops them. */
export function renamedMade(catalogue: Catalogue, from: string, to: string | undefined): MadeChange {
  const drop = [...madeCollections(catalogue)].filter((name) => name === from || name.startsWith(`${from}/`));
  return { drop, make: to === undefined ? [] : drop.map((name) => to + name.slice(from.length)) };
}
