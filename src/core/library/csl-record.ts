// A document as a CSL-JSON item (citation-style-language/schema, csl-data.json), for reference managers. Our own words stand under `custom`.
import { datePartsOf } from '../../shared/date-parts.ts';
import type { DocumentFields } from '../../shared/document.ts';
import { withoutAbsent } from '../../shared/fields.ts';

export interface CslSource extends Partial<DocumentFields> {
  readonly id: string;
  readonly url?: string | undefined;
  readonly capturedAt: string;
  readonly digest: string;
}

/** Makes the item: an article of a newspaper when its source is known, else a page of the web. What is not known is left out. */
export function cslRecordOf(document: CslSource): Record<string, unknown> {
  const { id, title, author, source, published, language, place, section, page, edition } = document;
  const record: Record<string, unknown> = {
    id,
    type: source === undefined ? 'webpage' : 'article-newspaper',
    title,
    // Names are not taken apart: which part of a name is the family's is not known for most languages.
    author: author?.length ? author.map((literal) => ({ literal })) : undefined,
    'container-title': source,
    issued: published === undefined ? undefined : cslDate(published),
    language,
    'publisher-place': place,
    section,
    page,
    edition,
    abstract: document.description,
    keyword: document.keywords?.length ? document.keywords.join(', ') : undefined,
    URL: document.url,
    accessed: cslDate(document.capturedAt),
    custom: { 'pressmark:digest': document.digest, 'pressmark:published': published },
  };
  return withoutAbsent(record);
}

/** A date as precise as it is known; what is no ISO 8601 date is kept as it is written. */
function cslDate(date: string): Record<string, unknown> {
  const parts = datePartsOf(date);
  return parts ? { 'date-parts': [parts] } : { literal: date };
}
