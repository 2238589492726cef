// A value of a facet as words of the query language.

export const FACETS = ['source', 'author', 'language', 'year', 'collection', 'tag'] as const;
export type Facet = (typeof FACETS)[number];

/** Writes a value as a filter of the query language. */
export function filterOf(kind: Facet, value: string): string {
  if (kind === 'year') return `after:${value} before:${String(Number(value) + 1).padStart(4, '0')}`;
  return /^[\p{L}\p{N}-]+$/u.test(value) ? `${kind}:${value}` : `${kind}:"${value.replaceAll('"', '')}"`;
}
