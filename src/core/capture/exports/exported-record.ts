// What an export of another program says of one article: plain values, the same for all services. Also the readers of fields that they share.
import { withoutControls } from '../../../shared/control-characters.ts';
import { withoutAbsent } from '../../../shared/fields.ts';

/** One entry of an export. Absent values are left out. */
export interface ExportedRecord {
  /** Its place in the file: `line 3`, `item 2`. */
  readonly where: string;
  readonly title?: string;
  readonly url?: string;
  readonly author?: readonly string[];
  readonly published?: string;
  readonly source?: string;
  readonly language?: string;
  readonly place?: string;
  readonly section?: string;
  readonly page?: string;
  readonly edition?: string;
  readonly rights?: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly collections: readonly string[];
  /** The article's text as the service kept it. */
  readonly content?: { readonly kind: 'html' | 'text'; readonly value: string };
  /** Files that belong to it, by paths relative to the export. */
  readonly files?: readonly string[];
  readonly highlights: readonly ExportedHighlight[];
  /** Notes on the whole article. */
  readonly notes: readonly string[];
  readonly externalId?: string;
  /** A reference needs no address: its record is worth keeping for itself. */
  readonly isReference?: true;
}

export interface ExportedHighlight {
  readonly quote: string;
  readonly note?: string;
  readonly color?: string;
  readonly tags?: readonly string[];
  /** ISO 8601. */
  readonly created?: string;
}

export interface ExportedList {
  /** As in `--format`: pocket, instapaper, … */
  readonly service: string;
  readonly records: readonly ExportedRecord[];
}

/** Fields of a record as a reader finds them; whatever is no value counts as absent. */
export interface FoundRecord {
  readonly where: string;
  readonly title?: unknown;
  readonly url?: unknown;
  readonly author?: unknown;
  readonly published?: unknown;
  readonly source?: unknown;
  readonly language?: unknown;
  readonly place?: unknown;
  readonly section?: unknown;
  readonly page?: unknown;
  readonly edition?: unknown;
  readonly rights?: unknown;
  readonly description?: unknown;
  readonly tags?: readonly unknown[];
  readonly collections?: readonly unknown[];
  readonly html?: unknown;
  readonly text?: unknown;
  readonly files?: readonly string[];
  readonly highlights?: readonly ExportedHighlight[];
  readonly notes?: readonly unknown[];
  readonly externalId?: unknown;
  readonly isReference?: true;
}

const LINE_FIELDS = [
  'title',
  'published',
  'source',
  'language',
  'place',
  'section',
  'page',
  'edition',
  'rights',
] as const;

/** Makes a record of what was found: texts trimmed, lists without empty and repeated values. */
export function exportedRecord(found: FoundRecord): ExportedRecord {
  const lines = Object.fromEntries(LINE_FIELDS.map((name) => [name, lineOf(found[name])]));
  const html = textOf(found.html);
  const text = textOf(found.text);
  const author = distinct(Array.isArray(found.author) ? found.author : [found.author]);
  const content =
    html === undefined
      ? text === undefined
        ? undefined
        : ({ kind: 'text', value: text } as const)
      : ({ kind: 'html', value: html } as const);
  return withoutAbsent({
    where: found.where,
    ...lines,
    url: lineOf(found.url),
    author: author.length ? author : undefined,
    description: textOf(found.description),
    tags: distinct(found.tags ?? []),
    collections: distinct(found.collections ?? []),
    content,
    files: found.files?.length ? found.files : undefined,
    highlights: (found.highlights ?? []).filter(({ quote }) => quote.trim() !== ''),
    notes: (found.notes ?? []).flatMap((note) => textOf(note) ?? []),
    externalId: lineOf(found.externalId),
    isReference: found.isReference,
  });
}

/** Gives a text that is not blank, trimmed. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return withoutControls(value.trim().toWellFormed());
}

function lineOf(value: unknown): string | undefined {
  return textOf(value)?.replace(/\s+/gu, ' ');
}

function distinct(values: readonly unknown[]): string[] {
  return [...new Set(values.flatMap((value) => lineOf(value) ?? []))];
}

/** Gives an instant as ISO 8601 in UTC, from seconds or milliseconds since 1970 or a date with a time; undefined for anything else. */
export function instantOf(value: unknown): string | undefined {
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d{9,16}$/.test(value)
        ? Number(value)
        : undefined;
  const time =
    number === undefined
      ? typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value)
        ? Date.parse(
            value
              .trim()
              .replace(' ', 'T')
              .replace(/([+-]\d\d)(\d\d)$/, '$1:$2'),
          )
        : Number.NaN
      : number * (number > 1e14 ? 1e-3 : number > 1e11 ? 1 : 1000);
  return Number.isFinite(time) && Math.abs(time) < 8e15 ? new Date(time).toISOString() : undefined;
}

/** Gives a list as it is, and an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
