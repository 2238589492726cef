// Highlights in Readwise's CSV → imported annotations. It has neither ids nor addresses: a document is known by its title.
import { type CsvRow, parseCsv, withoutGuard } from '../../shared/csv.ts';
import { Failure } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import { said } from '../../shared/said.ts';
import { READWISE_COLUMNS } from './export-csv.ts';
import { colorOf, type ImportedAnnotation, instantOf, LIMITS, tagsOf, textOf } from './imported-annotation.ts';

type Column = (typeof READWISE_COLUMNS)[number];

/** A row of the file, to be read with `importReadwise`. */
export interface ReadwiseRow {
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
  /** Cells beyond the columns that are known. */
  readonly surplus: number;
}

/**
 * Reads the rows of a file, or gives undefined when its first row does not name the columns. Columns may stand in any
 * order; only `Highlight` and `Book Title` must be there.
 */
export function readwiseRows(text: string): ReadwiseRow[] | undefined {
  const [header, ...rows] = parseCsv(text);
  const names = header?.cells.map((cell) => cell.trim()) ?? [];
  if (!names.includes('Highlight') || !names.includes('Book Title')) return undefined;
  return rows.map((row) => readRow(row, names));
}

function readRow({ line, cells }: CsvRow, names: readonly string[]): ReadwiseRow {
  const named = READWISE_COLUMNS.map((column) => [column, withoutGuard(cells[names.indexOf(column)] ?? '')]);
  return { line, cells: Object.fromEntries(named), surplus: Math.max(0, cells.length - names.length) };
}

/**
 * Reads one row. Without a highlight its note is on the whole document.
 * @throws Failure `invalid` without a title, or with neither highlight nor note; `too-large` over a limit.
 */
export function importReadwise({ cells, surplus }: ReadwiseRow): ImportedAnnotation {
  const leftOut = surplus > 0 ? [`${surplus} cells more than there are columns`] : [];
  const title = textOf(cells['Book Title'], said`title`, LIMITS.name);
  const exact = textOf(cells.Highlight, said`quote`, LIMITS.quote);
  const note = textOf(cells.Note, said`note`, LIMITS.note);
  if (title === undefined) throw new Failure('invalid', said`The row has no “Book Title”`);
  if (exact === undefined && note === undefined)
    throw new Failure('invalid', said`The row has neither a highlight nor a note`);
  return withoutAbsent({
    ownId: undefined,
    foreignId: undefined,
    sources: [],
    title,
    author: textOf(cells['Book Author'], said`author`, LIMITS.name),
    selectors: exact === undefined ? [] : [{ type: 'TextQuoteSelector', exact }],
    note,
    tags: tagsOf(cells.Tags.split(',')),
    color: colorOf(cells.Color, leftOut),
    created: instantOf(cells['Highlighted at'], 'Highlighted at', leftOut),
    modified: undefined,
    creator: undefined,
    leftOut,
  });
}
