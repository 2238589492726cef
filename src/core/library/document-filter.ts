// The filters that `list` and `search` share, as conditions on the catalogue.
import type { SQLInputValue } from 'node:sqlite';
import { isDay } from '../../shared/calendar-date.ts';
import type { DocumentFilter } from '../../shared/document.ts';
import { Failure } from '../../shared/errors.ts';
import { folded } from '../../shared/folded.ts';
import type { DocumentOrder } from '../../shared/orders.ts';
import { said } from '../../shared/said.ts';
import type { Catalogue } from '../archive/catalogue.ts';
import type { DocumentRow } from './document-rows.ts';

/** What a search can ask besides what a list can. */
export interface ExtendedFilter extends DocumentFilter {
  readonly author?: string | undefined;
  readonly has?: 'highlight' | 'note' | undefined;
  readonly color?: string | undefined;
}

const ORDER: Readonly<Record<DocumentOrder, string>> = {
  added: 'added desc, id',
  published: 'published is null, published desc, added desc, id',
  earliest: 'published is null, published, added, id',
  title: 'sort_title, id',
};

interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** Gives a page of the documents, or of those in the trash, that pass all filters, with their number. A `limit` of 0 means all. */
export function listDocuments(
  catalogue: Catalogue,
  filter: DocumentFilter,
  page: { readonly sort: DocumentOrder; readonly limit: number; readonly offset: number },
  state: 'present' | 'removed' = 'present',
): { total: number; rows: DocumentRow[] } {
  defineFunctions(catalogue);
  const { sql, values } = conditionOf(filter, state);
  const total = (
    catalogue.get<{ n: number }>(`select count(*) as n from document where ${sql}`, ...values) as { n: number }
  ).n;
  // Rows are wide: what is passed over is passed over in the index of the order.
  const rows = catalogue.all<DocumentRow>(
    `select * from document where id in (select id from document where ${sql} order by ${ORDER[page.sort]} limit ? offset ?) order by ${ORDER[page.sort]}`,
    ...values,
    page.limit === 0 ? -1 : page.limit,
    page.offset,
  );
  return { total, rows };
}

/** Gives the ids of all documents that pass the filters, or undefined when there is no filter. */
export function idsMatching(catalogue: Catalogue, filters: readonly ExtendedFilter[]): ReadonlySet<string> | undefined {
  const asked = filters.filter((filter) => Object.values(filter).some((value) => value !== undefined));
  if (!asked.length) return undefined;
  defineFunctions(catalogue);
  const conditions = asked.map((filter) => conditionOf(filter));
  const sql = conditions.map((each) => `(${each.sql})`).join(' and ');
  const rows = catalogue.all<{ id: string }>(
    `select id from document where ${sql}`,
    ...conditions.flatMap((each) => each.values),
  );
  return new Set(rows.map(({ id }) => id));
}

/** Gives the condition that the documents which pass a filter fulfil, for a query of one's own on the table `document`. */
export function conditionFor(catalogue: Catalogue, filter: DocumentFilter): Condition {
  defineFunctions(catalogue);
  return conditionOf(filter);
}

function conditionOf(filter: ExtendedFilter, state: 'present' | 'removed' = 'present'): Condition {
  const parts: Condition[] = [{ sql: 'state = ?', values: [state] }];
  const add = (sql: string, ...values: SQLInputValue[]) => parts.push({ sql, values });
  const label = 'id in (select document from document_label where kind = ? and fold(label) = fold(?))';
  if (filter.collection !== undefined)
    add(
      "id in (select document from document_label where kind = 'collection' and (fold(label) = fold(?) or instr(fold(label), fold(?) || '/') = 1))",
      filter.collection,
      filter.collection,
    );
  if (filter.tag !== undefined) add(label, 'tag', filter.tag);
  if (filter.source !== undefined) add('fold(source) = fold(?)', filter.source);
  if (filter.author !== undefined) add('instr(fold(author), fold(?)) > 0', filter.author);
  if (filter.language !== undefined)
    add("(lower(language) = lower(?) or lower(language) like lower(?) || '-%')", filter.language, filter.language);
  if (filter.after !== undefined) add('compare_dates(published, ?) >= 0', dateOf(filter.after));
  if (filter.before !== undefined) add('compare_dates(published, ?) < 0', dateOf(filter.before));
  if (filter.has === 'highlight')
    add("id in (select document from annotation where json_extract(value, '$.motivation') = 'highlighting')");
  if (filter.has === 'note')
    add(
      "id in (select document from annotation, json_each(annotation.value, '$.body') as body where json_extract(body.value, '$.purpose') = 'commenting')",
    );
  if (filter.color !== undefined) add('id in (select document from annotation_shown where color = ?)', filter.color);
  return { sql: parts.map((part) => part.sql).join(' and '), values: parts.flatMap((part) => part.values) };
}

function dateOf(text: string): string {
  if (isDay(text)) return text;
  throw new Failure('invalid', said`“${text}” is no date.`, {
    remedy: said`Write it as 2024, 2024-06 or 2024-06-05.`,
    subject: text,
  });
}

const defined = new WeakSet<Catalogue>();

function defineFunctions(catalogue: Catalogue): void {
  if (defined.has(catalogue)) return;
  defined.add(catalogue);
  catalogue.db.function('fold', { deterministic: true }, (text) => (typeof text === 'string' ? folded(text) : null));
  catalogue.db.function('compare_dates', { deterministic: true }, (a, b) =>
    typeof a === 'string' ? compareDates(a, String(b)) : null,
  );
}

/** Compares two dates by the precision they share: −1, 0 or 1. */
function compareDates(a: string, b: string): number {
  const length = Math.min(10, a.length, b.length);
  const [left, right] = [a.slice(0, length), b.slice(0, length)];
  return left < right ? -1 : left > right ? 1 : 0;
}
