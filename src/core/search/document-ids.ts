// The ids of a segment's documents as one text. Ids of one length, as the archive makes them, stand side by side and are cut out where
// they are asked for; ids of several lengths are a JSON array, read when first asked for.

export interface DocumentIds {
  /** Gives the id at a place; for a document that was gone when the segment was written, anything. */
  at(place: number): string;
}

/** Encodes ids; undefined for a document that is gone. */
export function writeDocumentIds(ids: readonly (string | undefined)[]): string {
  const width = ids.find((id) => id !== undefined)?.length ?? 0;
  const isEven = width > 0 && ids.every((id) => id === undefined || id.length === width);
  if (!isEven) return JSON.stringify(ids.map((id) => id ?? null));
  return `${width} ${ids.map((id) => id ?? ' '.repeat(width)).join('')}`;
}

/** Reads what writeDocumentIds made. */
export function readDocumentIds(text: string): DocumentIds {
  if (!text.startsWith('[')) {
    const start = text.indexOf(' ') + 1;
    const width = Number(text.slice(0, start - 1));
    return { at: (place) => text.slice(start + place * width, start + (place + 1) * width) };
  }
  let ids: readonly (string | null)[] | undefined;
  return {
    at(place) {
      ids ??= JSON.parse(text) as (string | null)[];
      return ids[place] ?? '';
    },
  };
}
