// Annotations in the form of the Hypothesis client's export. Offsets are left out: Hypothesis counts UTF-16 units of a
// page's own text, which is not the reading text; it finds passages again by their quote.
import { ANNOTATION_IRI, type Annotation, annotationTagsOf, noteOf, quoteOf } from '../../shared/annotation.ts';
import type { ExportEntry } from './export-annotations.ts';

/** The authority of accounts that are none: names of persons in an archive. */
const AUTHORITY = 'pressmark.invalid';

/** Exports annotations as one JSON value. `now` is in milliseconds since 1970. */
export function exportHypothesis(entries: readonly ExportEntry[], now: number): string {
  const file = {
    export_date: new Date(now).toISOString(),
    export_userid: accountOf(entries[0]?.annotation.creator?.name),
    client_version: 'pressmark',
    annotations: entries.map(formatEntry),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function formatEntry({ annotation, document }: ExportEntry): object {
  const user = accountOf(annotation.creator?.name);
  const uri = document.url ?? ANNOTATION_IRI + document.id;
  return {
    id: annotation.id,
    created: annotation.created,
    updated: annotation.modified ?? annotation.created,
    user,
    uri,
    text: noteOf(annotation) ?? '',
    tags: annotationTagsOf(annotation),
    group: '__world__',
    permissions: { read: [user], admin: [user], update: [user], delete: [user] },
    target: [{ source: uri, ...selectorsOf(annotation) }],
    document: { title: [document.title] },
    links: {},
    hidden: false,
    flagged: false,
    user_info: { display_name: annotation.creator?.name ?? null },
    references: [],
  };
}

function selectorsOf(annotation: Annotation): { selector?: object[] } {
  const quote = quoteOf(annotation);
  if (!quote) return {};
  const { exact, prefix = '', suffix = '' } = quote;
  return { selector: [{ type: 'TextQuoteSelector', exact, prefix, suffix }] };
}

function accountOf(name = 'reader'): string {
  const account = name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9._]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return `acct:${account || 'reader'}@${AUTHORITY}`;
}
