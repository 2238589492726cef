// Annotations in the columns of Readwise's CSV, which many programs read. It has no column for an id or an address.
import { annotationTagsOf, noteOf, positionOf, quoteOf } from '../../shared/annotation.ts';
import { formatCsv } from '../../shared/csv.ts';
import type { ExportEntry } from './export-annotations.ts';

export const READWISE_COLUMNS = [
  'Highlight',
  'Book Title',
  'Book Author',
  'Amazon Book ID',
  'Note',
  'Color',
  'Tags',
  'Location Type',
  'Location',
  'Highlighted at',
  'Document tags',
] as const;

/** Exports a row an annotation; `Location` is the first code point in the reading text, so that rows can be ordered by it. */
export function exportCsv(entries: readonly ExportEntry[]): string {
  return formatCsv([READWISE_COLUMNS, ...entries.map((entry) => rowOf(entry).map(guardFormula))]);
}

function rowOf({ annotation, document }: ExportEntry): string[] {
  const position = positionOf(annotation);
  return [
    quoteOf(annotation)?.exact ?? '',
    document.title,
    document.author?.join(', ') ?? '',
    '',
    noteOf(annotation) ?? '',
    annotation['pressmark:color'] ?? '',
    annotationTagsOf(annotation).join(','),
    position ? 'order' : '',
    position ? String(position.start) : '',
    annotation.created.replace('T', ' ').replace(/(?:\.\d+)?Z$/, '+00:00'),
    document.tags.join(','),
  ];
}

const FORMULA = /^'*[=+\-@\t\r]/;

/** Puts an apostrophe before what a spreadsheet would run as a formula; the words come from any page of the web. */
function guardFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** Takes away the apostrophe that `exportCsv` put before a cell. */
export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
