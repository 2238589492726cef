import { type ExportedList, type ExportedRecord, exportedRecord } from './exported-record.ts';
import { latexText } from './latex-text.ts';
import { nameOf } from './ris.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Whether a text begins as BibTeX. */
export function isBibtex(head: string): boolean {
  return /(?:^|\n)\s*@\s*[a-z]+\s*[{(]\s*[^\s{}(),]*\s*[,=]/iu.test(head);
}

/** Reads all entries. Fields that an entry does not have are taken from the one that it names by `crossref`. */
export function readBibtex(text: string): ExportedList {
  const strings = new Map(MONTHS.map((month, index) => [month, String(index + 1).padStart(2, '0')]));
  const entries: Entry[] = [];
  const start = /@\s*([a-z]+)\s*([{(])/giu;
  for (let found = start.exec(text); found !== null; found = start.exec(text)) {
    const type = found[1]?.toLowerCase() ?? '';
    if (type === 'comment' || type === 'preamble') continue;
    const read = readEntry(text, start.lastIndex, type === 'string', strings);
    if (read === undefined) continue;
    start.lastIndex = read.next;
    if (type === 'string') for (const [name, value] of read.fields) strings.set(name, value);
    else if (read.fields.size) entries.push({ type, key: read.key, fields: read.fields });
  }
  const byKey = new Map(entries.map((entry) => [entry.key.toLowerCase(), entry]));
  return { service: 'zotero', records: entries.map((entry) => recordOf(entry, byKey)) };
}

interface Entry {
  readonly type: string;
  readonly key: string;
  readonly fields: ReadonlyMap<string, string>;
}

interface ReadEntry {
  readonly key: string;
  readonly fields: Map<string, string>;
  readonly next: number;
}

/** Reads what follows `@type{`. */
function readEntry(
  text: string,
  from: number,
  isString: boolean,
  strings: ReadonlyMap<string, string>,
): ReadEntry | undefined {
  let at = from;
  let key = '';
  if (!isString) {
    const comma = /[^,}@]*/uy;
    comma.lastIndex = at;
    key = comma.exec(text)?.[0].trim() ?? '';
    at = comma.lastIndex;
  }
  const fields = new Map<string, string>();
  const name = /[\s,]*([^\s=,{}"#@]+)\s*=\s*/uy;
  for (;;) {
    name.lastIndex = at;
    const found = name.exec(text);
    if (found === null) break;
    const value = readValue(text, name.lastIndex, strings);
    if (value === undefined) return undefined;
    const field = found[1]?.toLowerCase() ?? '';
    if (!fields.has(field)) fields.set(field, value.value);
    at = value.next;
  }
  const end = /[\s,]*[})]/uy;
  end.lastIndex = at;
  return { key, fields, next: end.test(text) ? end.lastIndex : at };
}

interface Value {
  readonly value: string;
  readonly next: number;
}

function readValue(text: string, from: number, strings: ReadonlyMap<string, string>): Value | undefined {
  let value = '';
  let at = from;
  const word = /[^\s,{}"#()]+/uy;
  const join = /\s*#\s*/uy;
  for (;;) {
    if (text[at] === '{' || text[at] === '"') {
      const end = endOf(text, at);
      if (end === undefined) return undefined;
      value += text.slice(at + 1, end);
      at = end + 1;
    } else {
      word.lastIndex = at;
      const [found] = word.exec(text) ?? [];
      if (found === undefined) return { value, next: at };
      value += strings.get(found.toLowerCase()) ?? found;
      at = word.lastIndex;
    }
    join.lastIndex = at;
    if (!join.test(text)) return { value, next: at };
    at = join.lastIndex;
  }
}

/** Where a value in braces or quotes ends; braces nest in both. */
function endOf(text: string, from: number): number | undefined {
  const isQuoted = text[from] === '"';
  let depth = 0;
  for (let at = from + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '{') depth++;
    else if (character === '}' && depth === 0 && !isQuoted) return at;
    else if (character === '}') depth--;
    else if (character === '"' && isQuoted && depth === 0) return at;
  }
  return undefined;
}

function recordOf({ key, fields }: Entry, byKey: ReadonlyMap<string, Entry>): ExportedRecord {
  const parent = byKey.get((fields.get('crossref') ?? '').trim().toLowerCase())?.fields;
  const raw = (...names: readonly string[]) =>
    names.map((name) => fields.get(name) ?? parent?.get(name)).find((each) => each !== undefined);
  const text = (...names: readonly string[]) => {
    const value = raw(...names);
    return value === undefined ? undefined : latexText(value);
  };
  const doi = text('doi')?.replace(/^https?:\/\/(?:dx\.)?doi\.org\//iu, '');
  return exportedRecord({
    where: key === '' ? 'an entry' : key,
    title: text('title'),
    url: raw('url')?.trim().replaceAll('\\', '') ?? (doi && `https://doi.org/${doi}`),
    author: namesOf(raw('author') ?? raw('editor') ?? ''),
    published: dateOf(text('date'), text('year'), raw('month')),
    source: text('journal', 'journaltitle', 'booktitle', 'publisher', 'organization', 'institution'),
    language: text('langid', 'language'),
    place: text('address', 'location'),
    page: text('pages'),
    edition: text('edition'),
    description: text('abstract'),
    tags: (text('keywords') ?? '').split(/[,;]/),
    notes: [text('note', 'annotation', 'annote')],
    files: filesOf(raw('file') ?? ''),
    externalId: key,
    isReference: true,
  });
}

/** Names are joined by `and` outside of braces. */
function namesOf(value: string): string[] {
  const parts = value.replace(/\{[^{}]*\}/gu, (braced) =>
    braced.replace(/\band\b/giu, (and) => `\u0001${and.slice(1)}`),
  );
  return parts
    .split(/\s+and\s+/iu)
    .map((part) => nameOf(latexText(part.replaceAll('\u0001', 'a'))))
    .filter((name) => name !== '' && name !== 'others');
}

function dateOf(date: string | undefined, year: string | undefined, month: string | undefined): string | undefined {
  const found = /^\d{4}(?:-\d\d(?:-\d\d)?)?/u.exec(date ?? '')?.[0] ?? /\d{4}/u.exec(year ?? '')?.[0];
  const number = /^\s*(\d{1,2})\s*$/u.exec(month ?? '')?.[1] ?? monthNumber(month);
  return found?.length === 4 && number !== undefined ? `${found}-${number.padStart(2, '0')}` : found;
}

function monthNumber(month: string | undefined): string | undefined {
  const index = MONTHS.indexOf((month ?? '').trim().slice(0, 3).toLowerCase());
  return index < 0 ? undefined : String(index + 1);
}

/** Zotero and Mendeley: `Title:path:type;…`; a colon in a name is escaped. */
function filesOf(value: string): string[] {
  return value.split(/(?<!\\);/u).flatMap((each) => {
    const parts = each.split(/(?<!\\):/u).map((part) => part.replace(/\\(.)/gu, '$1').trim());
    const file = parts.length >= 3 ? parts.at(-2) : parts.at(-1);
    return file ? [file] : [];
  });
}
