// Lists of links as tables (CSV): Pocket, Instapaper, Readwise Reader, wallabag, Readeck, Matter, Raindrop and others. What a column means
// is told by its name; which service wrote the table, by the columns it has.
import { type CsvRow, parseCsv } from '../../../shared/csv.ts';
import { type ExportedList, type ExportedRecord, exportedRecord, instantOf } from './exported-record.ts';

/** A service is known by columns that only it has; the first that fits. */
const SERVICES: readonly (readonly [service: string, columns: readonly string[]])[] = [
  ['pocket', ['url', 'time_added', 'tags', 'status']],
  ['instapaper', ['url', 'title', 'selection', 'folder']],
  ['readwise-reader', ['url', 'document tags', 'saved date', 'location']],
  ['wallabag', ['title', 'url', 'content', 'mime type']],
  ['matter', ['url', 'publisher', 'highlight_count']],
  ['readeck', ['url', 'labels', 'is_archived']],
  ['raindrop', ['url', 'excerpt', 'folder', 'cover']],
];

/** The names that a column goes by. */
const COLUMNS = {
  url: ['url', 'link', 'href', 'address', 'uri'],
  title: ['title', 'name'],
  author: ['author', 'authors'],
  source: ['publisher', 'source', 'publication', 'website'],
  published: ['published', 'publication date', 'date published'],
  language: ['language'],
  description: ['description', 'excerpt', 'summary'],
  tags: ['tags', 'labels', 'document tags', 'keywords'],
  collection: ['folder', 'collection', 'list'],
  content: ['content'],
  selection: ['selection', 'highlights'],
  note: ['note', 'notes', 'comment'],
  id: ['id', 'file id'],
} as const;

type Column = keyof typeof COLUMNS;

/** Folders that say how far a reader has come, not what an article is about. */
const READING_STATES = new Set(['unread', 'archive', 'starred', 'new', 'later', 'shortlist', 'feed', 'unsorted', '-1']);

/** Reads a table of links; undefined when its first row names no column of addresses. */
export function readTable(text: string): ExportedList | undefined {
  const separator = separatorOf(text);
  const [header, ...rows] = rowsOf(text, separator);
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  if (names.length < 2 || !COLUMNS.url.some((name) => names.includes(name))) return undefined;
  const service = SERVICES.find(([, columns]) => columns.every((column) => names.includes(column)))?.[0] ?? 'csv';
  const records = rows.map(({ line, cells }) =>
    readRow(
      `line ${line}`,
      (column) => {
        const index = COLUMNS[column].map((name) => names.indexOf(name)).find((each) => each >= 0);
        return index === undefined ? undefined : cells[index];
      },
      service,
    ),
  );
  // The old table of Instapaper has the newest first.
  return { service, records: service === 'instapaper' && !names.includes('timestamp') ? records.reverse() : records };
}

/** Rows of a table; one whose quote is never closed would take all that follow into itself, so there each line is a row. */
function rowsOf(text: string, separator: Separator): readonly CsvRow[] {
  const rows = parseCsv(text, separator);
  const [header] = rows;
  const last = rows.at(-1);
  if (!header || !last || last.cells.length >= header.cells.length || !last.cells.at(-1)?.includes('\n')) return rows;
  const lines = text.split(/\r\n|[\r\n]/).slice(last.line - 1);
  const single = lines.flatMap((line, index) =>
    parseCsv(line.replace(/^"(?=[^"]*$)/, ''), separator).map(({ cells }) => ({ cells, line: last.line + index })),
  );
  return [...rows.slice(0, -1), ...single];
}

type Separator = ',' | ';' | '\t';

/** Tables of French and German spreadsheets have semicolons, copied ones tabs. */
function separatorOf(text: string): Separator {
  const [first = ''] = text.split(/[\r\n]/, 1);
  const counted = ([',', ';', '\t'] as const).map((separator) => ({ separator, count: first.split(separator).length }));
  return counted.reduce((best, each) => (each.count > best.count ? each : best)).separator;
}

function readRow(where: string, cell: (column: Column) => string | undefined, service: string): ExportedRecord {
  const title = cell('title');
  const url = cell('url');
  const folder = cell('collection')?.trim();
  const isState = folder === undefined || READING_STATES.has(folder.toLowerCase());
  const selection = cell('selection') ?? '';
  const content = cell('content');
  const isHtml = content !== undefined && /<\w+[^>]*>/.test(content);
  return exportedRecord({
    where,
    url,
    // Pocket and others put the address where there is no title.
    title: title === url ? undefined : title,
    author: cell('author')?.split(/\s*;\s*|\s+and\s+/),
    source: service === 'matter' && /^[\w-]+(?:\.[\w-]+)+$/.test(cell('source') ?? '') ? undefined : cell('source'),
    published: instantOf(cell('published'))?.slice(0, 10),
    language: cell('language'),
    description: cell('description'),
    tags: tagsOf(cell('tags') ?? '', service),
    collections: isState ? [] : [folder],
    html: isHtml ? content : undefined,
    text: isHtml ? undefined : content,
    highlights: selection === '' ? [] : [{ quote: selection }],
    notes: [cell('note')],
  });
}

/** Tags as JSON (`["a","b"]`), as Python writes a list (`['a', "it's"]`), or with separators between them. */
function tagsOf(cell: string, service: string): string[] {
  const text = cell.trim();
  if (!text.startsWith('[')) return text.split(service === 'pocket' ? '|' : /[,;|]/);
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed.map(String);
  } catch {
    // Not JSON: Python's quotes are single or double.
  }
  return [...text.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/gu)].map(([, single, double]) =>
    (single ?? double ?? '').replace(/\\(.)/gu, '$1'),
  );
}
