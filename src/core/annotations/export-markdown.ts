// Annotations as Markdown to read or to paste: per document its record, then quotes, notes and links back.
import { type Annotation, annotationTagsOf, noteOf, quoteOf } from '../../shared/annotation.ts';
import type { ExportEntry } from './export-annotations.ts';

/** Exports annotations grouped by document, in the order in which the documents first appear. */
export function exportMarkdown(entries: readonly ExportEntry[]): string {
  const byDocument = Map.groupBy(entries, ({ document }) => document.id);
  return Array.from(byDocument.values(), formatDocument).join('\n');
}

function formatDocument(entries: readonly ExportEntry[]): string {
  const { document } = entries[0] as ExportEntry;
  const record = [document.author?.join(', '), document.source, document.published].filter((part) => part);
  const lines = [
    `# ${escapeMarkdown(oneLine(document.title) || document.id)}`,
    ...(record.length > 0 ? [escapeMarkdown(oneLine(record.join(' · ')))] : []),
    ...(document.url ? [`<${safeAddress(document.url)}>`] : []),
    ...entries.map(({ annotation }) => formatAnnotation(annotation)),
  ];
  return `${lines.join('\n\n')}\n`;
}

function formatAnnotation(annotation: Annotation): string {
  const quote = quoteOf(annotation)?.exact;
  const quoted = quote
    ?.split('\n')
    .map((line) => `> ${escapeMarkdown(line)}`)
    .join('\n>\n');
  return [quoted, noteOf(annotation), formatFoot(annotation)].filter((part) => part).join('\n\n');
}

/** One line: colour, tags, state if it needs attention, person, date, and the annotation's own address. */
function formatFoot(annotation: Annotation): string {
  const state = annotation['pressmark:anchoring']?.state;
  const parts = [
    annotation['pressmark:color'],
    ...annotationTagsOf(annotation).map((tag) => `#${tag.replaceAll(/\s+/g, '-')}`),
    state === 'exact' ? undefined : state,
    annotation.creator?.name,
    annotation.created.slice(0, 10),
  ];
  const words = parts.filter((part) => part).map((part) => escapeMarkdown(oneLine(part as string)));
  return `— ${[...words, `<${annotation.id}>`].join(' · ')}`;
}

const SPECIAL = /[\\`*_[\]<>#|~$&]/g;

/** Escapes what Markdown would read as marks, in a line of foreign words. */
function escapeMarkdown(line: string): string {
  return line.replaceAll(SPECIAL, '\\$&').replace(/^(\s*)([-+=]|\d+[.)])/, escapeListMark);
}

/** A dash, or a number with a point, begins a list at a line's start. */
function escapeListMark(_: string, space: string, mark: string): string {
  return `${space}${mark.length === 1 ? `\\${mark}` : `${mark.slice(0, -1)}\\${mark.slice(-1)}`}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** An address between angle brackets must hold none, and no white space. */
function safeAddress(address: string): string {
  return address.replaceAll(/[<>\s]/g, encodeURIComponent);
}
