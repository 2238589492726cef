// Which annotations of the archive a filter means. They are given as stored: where they stand in the present text is another question.
import type { SQLInputValue } from 'node:sqlite';
import { type Annotation, annotationTagsOf, noteOf, quoteOf } from '../../shared/annotation.ts';
import type { AnnotationFilter } from '../../shared/api/annotations.ts';
import { folded } from '../../shared/folded.ts';
import type { Catalogue } from '../archive/catalogue.ts';
import { idsMatching } from './document-filter.ts';

/** An annotation with the id of its document. */
export interface FoundAnnotation {
  readonly document: string;
  readonly annotation: Annotation;
}

/** Gives the annotations of present documents that pass all parts of the filter, newest first. */
export function annotationsMatching(catalogue: Catalogue, filter: AnnotationFilter): FoundAnnotation[] {
  const { color, source, language, after, before, ids } = filter;
  const conditions = ["document in (select id from document where state = 'present')"];
  const values: SQLInputValue[] = [];
  const add = (sql: string, value: SQLInputValue) => {
    conditions.push(sql);
    values.push(value);
  };
  if (color !== undefined) add('json_extract(value, \'$."pressmark:color"\') = ?', color);
  // A date that is given as a month or a year is the beginning of it, and compares as text.
  if (after !== undefined) add('created >= ?', after);
  if (before !== undefined) add('created < ?', before);
  const documents = idsMatching(catalogue, [{ source, language }]);
  const wantedIds = ids && new Set(ids.map((id) => id.slice(id.lastIndexOf(':') + 1)));
  return catalogue
    .all<{ id: string; document: string; value: string }>(
      `select id, document, value from annotation where ${conditions.join(' and ')} order by created desc, id`,
      ...values,
    )
    .filter(({ id, document }) => (documents?.has(document) ?? true) && (wantedIds?.has(id) ?? true))
    .map(({ document, value }) => ({ document, annotation: JSON.parse(value) as Annotation }))
    .filter(({ annotation }) => saysWhatIsAsked(annotation, filter));
}

function saysWhatIsAsked(annotation: Annotation, { tag, words = '' }: AnnotationFilter): boolean {
  const tags = annotationTagsOf(annotation).map(folded);
  if (tag !== undefined && !tags.includes(folded(tag))) return false;
  const asked = folded(words)
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (asked.length === 0) return true;
  const said = folded([quoteOf(annotation)?.exact ?? '', noteOf(annotation) ?? '', ...tags].join('\n'));
  return asked.every((word) => said.includes(word));
}
