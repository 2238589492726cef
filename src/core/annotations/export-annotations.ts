// The choice between the formats that annotations are exported in. Each but the first has a file of its own.
import type { Annotation } from '../../shared/annotation.ts';
import type { ANNOTATION_FORMATS } from '../../shared/api/annotations.ts';
import type { DocumentItem } from '../../shared/document.ts';
import { exportCsv } from './export-csv.ts';
import { exportHypothesis } from './export-hypothesis.ts';
import { exportMarkdown } from './export-markdown.ts';

export type AnnotationFormat = (typeof ANNOTATION_FORMATS)[number];

/** An annotation as it is printed (`reanchor`), with the part of its document's record that exports name. */
export interface ExportEntry {
  readonly annotation: Annotation;
  readonly document: Pick<DocumentItem, 'id' | 'title' | 'author' | 'source' | 'published' | 'url' | 'tags'>;
}

/** Exports annotations, in the order given, as a file's text. `now` is in milliseconds since 1970. */
export function exportAnnotations(entries: readonly ExportEntry[], format: AnnotationFormat, now: number): string {
  switch (format) {
    case 'w3c':
      return exportW3c(entries);
    case 'csv':
      return exportCsv(entries);
    case 'markdown':
      return exportMarkdown(entries);
    case 'hypothesis':
      return exportHypothesis(entries, now);
  }
}

/** Writes an array of W3C annotations (JSON-LD), whole. */
function exportW3c(entries: readonly ExportEntry[]): string {
  return `${JSON.stringify(
    entries.map(({ annotation }) => annotation),
    null,
    2,
  )}\n`;
}
