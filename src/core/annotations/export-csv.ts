// Annotations in the columns of Readwise's CSV, which many programs read. It has no column for an id or an address.
import { annotationTagsOf, noteOf, positionOf, quoteOf } from '../../shared/annotation.ts';
import { formatCsv, guardFormula } from '../../shared/csv.ts';
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
