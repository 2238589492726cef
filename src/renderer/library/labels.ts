// The tags and collections that the library's side offers. The contract counts neither, so they are read from the newest documents.
import { useQuery } from '@tanstack/react-query';
import type { DocumentItem } from '../../shared/document.ts';
import { reading } from '../queries.ts';

/** How many documents are looked at: what a list gives in some tens of milliseconds. */
const LOOKED_AT = 1000;

export interface Label {
  readonly name: string;
  /** How many documents have it; undefined when not all documents were looked at. */
  readonly documents: number | undefined;
}

export interface Labels {
  readonly tags: readonly Label[];
  readonly collections: readonly Label[];
}

/** The labels of the newest documents, in the order of the alphabet. */
export function useLabels(): Labels {
  const { data } = useQuery(reading('documents.list', { sort: 'added', limit: LOOKED_AT }));
  if (data === undefined) return { tags: [], collections: [] };
  const isWhole = data.items.length === data.total;
  const labelsOf = (kind: 'tags' | 'collections') => count(data.items, kind, isWhole);
  return { tags: labelsOf('tags'), collections: labelsOf('collections') };
}

function count(items: readonly DocumentItem[], kind: 'tags' | 'collections', isWhole: boolean): Label[] {
  const found = new Map<string, number>();
  for (const name of items.flatMap((item) => item[kind])) found.set(name, (found.get(name) ?? 0) + 1);
  return [...found]
    .map(([name, documents]) => ({ name, documents: isWhole ? documents : undefined }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
