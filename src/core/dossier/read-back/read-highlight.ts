// What a highlight of an annotated PDF says, and how one that was made here is known.

/** An id of ours, with the number of a part. */
export const OWN_NAME = /^([a-z][a-z0-9]{3,63})(?:\.\d+)?$/;

export interface ReadHighlight {
  /** From 0. */
  readonly page: number;
  /** The document id of the article that it stands in, when the file says so. */
  readonly article: string | undefined;
  /** /NM: our annotation's id, with `.2`, `.3` … for its parts on later pages; anything else is another program's. */
  readonly name: string;
  /** The note, or the quote where there was none. */
  readonly contents: string;
  readonly author: string;
  /** PDF dates. */
  readonly created: string;
  readonly modified: string;
  /** Red, green, blue (0–1), or fewer components. */
  readonly color: readonly number[];
  /** The words under it, lines joined. */
  readonly words: string;
}
