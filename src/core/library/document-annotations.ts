// A document's annotations as they are stored, and what of them is searched. Where they stand in its text is the annotations room's.
import { type Annotation, annotationTagsOf, noteOf, quoteOf } from '../../shared/annotation.ts';
import type { Catalogue } from '../archive/catalogue.ts';

/** Gives a document's annotations in the order they were made. */
export function storedAnnotations(catalogue: Catalogue, document: string): Annotation[] {
  return catalogue
    .all<{ value: string }>('select value from annotation where document = ? order by created, id', document)
    .map(({ value }) => JSON.parse(value) as Annotation);
}

/** The texts of the fields `notes` and `highlights`: the index holds their words, and phrases are looked for in them. */
export function searchedTexts(annotations: readonly Annotation[]): {
  readonly notes: string;
  readonly highlights: string;
} {
  return {
    notes: annotations.flatMap((each) => [noteOf(each) ?? '', ...annotationTagsOf(each)]).join('\n'),
    highlights: annotations.map((each) => quoteOf(each)?.exact ?? '').join('\n'),
  };
}
