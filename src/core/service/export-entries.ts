// Finds exports of other programs among what is imported, and puts their entries in their place: each a record with its highlights and notes.
import path from 'node:path';
import { Failure } from '../../shared/errors.ts';
import { withoutAbsent } from '../../shared/fields.ts';
import { said } from '../../shared/said.ts';
import { withoutCredentials } from '../../shared/web-address.ts';
import { readAnnotations } from '../annotations/import-annotations.ts';
import { colorOf, type ImportedAnnotation } from '../annotations/imported-annotation.ts';
import { sha256Hex } from '../archive/digest.ts';
import type { Capturer } from '../capture/capture.ts';
import { EXPORT_FORMATS, mayBeExport } from '../capture/exports/detect-export.ts';
import { type ExportedList, type ExportedRecord, exportedRecord } from '../capture/exports/exported-record.ts';
import type { SourceItem } from '../capture/sources.ts';

/** One entry of an export. */
export interface ExportEntry {
  readonly record: ExportedRecord;
  readonly annotations: readonly ImportedAnnotation[];
  /** Where the files that belong to it lie; absent for what was dropped or pasted. */
  readonly folder?: string;
}

/** What is imported: bytes, an address, or an entry of an export. */
export interface ImportSource extends SourceItem {
  readonly entry?: ExportEntry;
}

/** Gives items as they are, and the entries of exports in place of their files. */
export async function* withExportEntries(
  items: AsyncGenerator<SourceItem>,
  capturer: Capturer,
  signal: AbortSignal | undefined,
): AsyncGenerator<ImportSource> {
  for await (const item of items) {
    const isAsked = EXPORT_FORMATS.has(item.format);
    if (!item.bytes || !(isAsked || (item.format === 'auto' && mayBeExport(item.name, item.bytes)))) {
      yield item;
      continue;
    }
    try {
      const entries = await entriesOf(item, item.bytes, capturer, signal);
      if (entries !== undefined) yield* entries;
      else if (isAsked) throw new Failure('invalid', said`${item.name}: it is no export of ${item.format}`);
      else yield item;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Failure)) throw error;
      // A text that only begins like an export is a text.
      if (!isAsked && /\.(?:txt|text|html?|md)$/iu.test(item.name)) yield item;
      else
        yield {
          ...withoutBytes(item),
          error: new Failure(error.code, said`${item.name}: ${error.sentence}`, { subject: item.source, cause: error }),
        };
    }
  }
}

async function entriesOf(
  item: SourceItem,
  bytes: Uint8Array,
  capturer: Capturer,
  signal: AbortSignal | undefined,
): Promise<ImportSource[] | undefined> {
  const list = await capturer.readExport(item.name, bytes, signal);
  if (list !== undefined)
    return list.records.map((record, index) => entryItem(item, index, record, annotationsOf(list, record)));
  return annotationEntries(item, bytes);
}

function entryItem(
  item: SourceItem,
  index: number,
  record: ExportedRecord,
  annotations: readonly ImportedAnnotation[],
): ImportSource {
  const folder = item.file === undefined ? {} : { folder: path.dirname(item.file) };
  const kept = record.url === undefined ? record : { ...record, url: withoutCredentials(record.url) };
  const entry = { record: kept, annotations, ...folder };
  return { ...withoutBytes(item), source: `${item.source}#${index + 1}`, entry };
}

function withoutBytes({ bytes: _, ...item }: SourceItem): SourceItem {
  return item;
}

/** The highlights and notes of a record as annotations; their ids are made of what they say, so that the same ones are known again. */
function annotationsOf({ service }: ExportedList, record: ExportedRecord): ImportedAnnotation[] {
  const about = record.url ?? record.title ?? '';
  const idOf = (...parts: readonly string[]) =>
    `urn:${service}:${sha256Hex([about, ...parts].join('\u0000')).slice(0, 32)}`;
  const sources = record.url === undefined ? [] : [record.url];
  const highlights = record.highlights.map(({ quote, note, color, tags, created }) => {
    const leftOut: string[] = [];
    return withoutAbsent({
      ownId: undefined,
      foreignId: idOf(quote),
      sources,
      title: record.title,
      author: undefined,
      selectors: [{ type: 'TextQuoteSelector', exact: quote }],
      note,
      tags: tags ?? [],
      color: colorOf(color, leftOut),
      created,
      modified: undefined,
      creator: undefined,
      leftOut,
    });
  });
  const notes = record.notes.map((note) => ({
    foreignId: idOf('', note),
    sources,
    selectors: [],
    note,
    tags: [],
    leftOut: [],
  }));
  return [...highlights, ...notes];
}

/** Files of annotations (Hypothesis, Readwise): all that are on one article are one entry. Undefined when the file is of another kind. */
function annotationEntries(item: SourceItem, bytes: Uint8Array): ImportSource[] | undefined {
  const read = annotationsIn(bytes);
  if (!read?.some(({ annotation }) => annotation)) return undefined;
  const groups = new Map<string, ImportedAnnotation[]>();
  const failed: ImportSource[] = [];
  for (const { annotation, error, where } of read) {
    if (!annotation) {
      failed.push({
        ...withoutBytes(item),
        source: `${item.source}#${where}`,
        error: Failure.from(error),
      });
      continue;
    }
    const key = annotation.sources[0] ?? annotation.title ?? where;
    groups.set(key, [...(groups.get(key) ?? []), annotation]);
  }
  const entries = [...groups.values()].map((annotations, index) =>
    entryItem(item, index, recordOf(annotations, index), annotations),
  );
  return [...entries, ...failed];
}

function annotationsIn(bytes: Uint8Array): ReturnType<typeof readAnnotations> | undefined {
  try {
    return readAnnotations(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof Failure && error.code !== 'too-large') return undefined;
    throw error;
  }
}

function recordOf(annotations: readonly ImportedAnnotation[], index: number): ExportedRecord {
  const [first] = annotations;
  return exportedRecord({
    where: `item ${index + 1}`,
    title: first?.title,
    url: first?.sources.find((source) => /^https?:/iu.test(source)),
    author: first?.author,
    highlights: annotations.flatMap(({ selectors }) =>
      selectors.flatMap((selector) =>
        'exact' in selector && typeof selector.exact === 'string' ? [{ quote: selector.exact }] : [],
      ),
    ),
  });
}
