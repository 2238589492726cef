// The annotations of the whole archive, found by what is said of them and of their documents.
import { annotationTagsOf } from '../../shared/annotation.ts';
import type { Output, Parsed } from '../../shared/api/index.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import { annotationsMatching } from '../library/annotation-filter.ts';
import { itemOf, requireDocument } from '../library/document-rows.ts';
import type { Workspace } from './workspace.ts';

/** So many values of a kind are counted by name. */
const MOST_VALUES = 100;

/** Gives a page of what was found, with counts of all of it. */
export async function query(
  { archive: { catalogue } }: Workspace,
  { limit, offset, ...filter }: Parsed<'annotations.query'>,
): Promise<Output<'annotations.query'>> {
  const found = annotationsMatching(catalogue, filter);
  const items = new Map<string, ReturnType<typeof itemOf>>();
  const itemFor = (document: string) => {
    const known = items.get(document) ?? itemOf(catalogue, requireDocument(catalogue, document));
    items.set(document, known);
    return known;
  };
  const page = limit === 0 ? found.slice(offset) : found.slice(offset, offset + limit);
  return {
    total: found.length,
    items: page.map(({ document, annotation }) => {
      const { title, source, published, language } = itemFor(document);
      return { annotation, title, ...withoutAbsent({ source, published, language }) };
    }),
    colors: counted(found.flatMap(({ annotation }) => annotation['pressmark:color'] ?? [])),
    tags: counted(found.flatMap(({ annotation }) => annotationTagsOf(annotation))),
    sources: counted(found.flatMap(({ document }) => itemFor(document).source ?? [])),
  };
}

function counted(values: readonly string[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST_VALUES);
}
