// Citations in CSL-JSON (Citation Style Language, input schema 1.0.2), as Zotero and others export them.
import { type Fields, isFields } from '../../../shared/fields.ts';
import { type ExportedRecord, exportedRecord, listOf, textOf } from './exported-record.ts';

/** Whether an entry has the form of a citation. */
export function isCslItem(entry: Fields): boolean {
  const isTyped = typeof entry.type === 'string' && /^[a-z][a-z_-]+$/.test(entry.type);
  return (
    isTyped &&
    ['issued', 'container-title', 'URL', 'author', 'DOI', 'publisher', 'editor'].some((name) => name in entry) &&
    'title' in entry
  );
}

/** Reads one citation. */
export function readCslItem(entry: Fields, where: string): ExportedRecord {
  return exportedRecord({
    where,
    title: entry.title,
    url: entry.URL ?? (textOf(entry.DOI) && `https://doi.org/${textOf(entry.DOI)}`),
    author: namesOf(entry.author).length ? namesOf(entry.author) : namesOf(entry.editor),
    published: dateOf(entry.issued),
    source: entry['container-title'] ?? entry.publisher,
    language: entry.language,
    place: entry['publisher-place'],
    section: entry.section,
    page: entry.page,
    edition: entry.edition,
    description: entry.abstract,
    tags: (textOf(entry.keyword) ?? '').split(/[,;]/),
    notes: [entry.note],
    externalId: entry.id,
    isReference: true,
  });
}

function namesOf(people: unknown): string[] {
  return listOf(people)
    .filter(isFields)
    .flatMap((each) => {
      const parts = [each.given, each['non-dropping-particle'] ?? each['dropping-particle'], each.family, each.suffix];
      return textOf(each.literal) ?? parts.flatMap((part) => textOf(part) ?? []).join(' ');
    });
}

function dateOf(value: unknown): string | undefined {
  if (!isFields(value)) return undefined;
  const parts = listOf(listOf(value['date-parts'])[0]).map((part) => String(part).padStart(2, '0'));
  const date = parts.slice(0, 3).join('-');
  return /^\d{4}(?:-\d\d){0,2}$/.test(date) ? date : (textOf(value.raw) ?? textOf(value.literal));
}
