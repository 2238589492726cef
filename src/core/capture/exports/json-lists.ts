// Exports in JSON: wallabag, Omnivore's records, Pocket, Pinboard, Karakeep, Linkwarden, Readability, Readwise's API, CSL-JSON, and the
// bookmarks of Chrome and Firefox. The form of the values tells which.

import { type Fields, isFields, withoutAbsent } from '../../../shared/fields.ts';
import { withoutReferences } from './character-references.ts';
import { isCslItem, readCslItem } from './csl-json.ts';
import {
  type ExportedHighlight,
  type ExportedList,
  type ExportedRecord,
  exportedRecord,
  instantOf,
  listOf,
  textOf,
} from './exported-record.ts';

interface Kind {
  readonly service: string;
  /** Whether a list's first entry has the service's form. */
  readonly fits: (entry: Fields) => boolean;
  readonly read: (entry: Fields, where: string) => ExportedRecord;
}

const has = (entry: Fields, ...names: readonly string[]) => names.every((name) => name in entry);

const LISTS: readonly Kind[] = [
  { service: 'omnivore', fits: (entry) => has(entry, 'slug', 'url', 'savedAt'), read: readOmnivore },
  { service: 'wallabag', fits: (entry) => has(entry, 'url', 'is_archived'), read: readWallabag },
  {
    service: 'pocket',
    fits: (entry) =>
      has(entry, 'url', 'highlights') && listOf(entry.highlights).every((each) => isFields(each) && 'quote' in each),
    read: readPocketAnnotations,
  },
  { service: 'pinboard', fits: (entry) => has(entry, 'href', 'description'), read: readPinboard },
  {
    service: 'readwise',
    fits: (entry) => has(entry, 'highlights') && (has(entry, 'source_url') || has(entry, 'user_book_id')),
    read: readReadwiseBook,
  },
  { service: 'zotero', fits: isCslItem, read: readCslItem },
];

/** Reads an export of JSON; undefined when it has the form of none. */
export function readJsonList(value: unknown): ExportedList | undefined {
  if (Array.isArray(value)) return listOfEntries(value);
  if (!isFields(value)) return undefined;
  if (isFields(value._embedded)) return readJsonList(value._embedded.items);
  if (Array.isArray(value.results)) return listOfEntries(value.results);
  if (isFields(value.list)) return pocketDump(Object.values(value.list));
  if (Array.isArray(value.bookmarks)) return bookmarksOf(value.bookmarks, value);
  if (Array.isArray(value.collections)) return linkwarden(value.collections);
  if (isFields(value.roots)) return browser(Object.values(value.roots));
  if (value.type === 'text/x-moz-place-container') return browser([value]);
  if (Array.isArray(value.items)) return listOfEntries(value.items);
  const values = Object.values(value);
  return values.length > 0 && values.every((each) => isFields(each) && 'given_url' in each)
    ? pocketDump(values)
    : undefined;
}

function listOfEntries(values: readonly unknown[]): ExportedList | undefined {
  const entries = values.filter(isFields);
  const [first] = entries;
  const kind = first && LISTS.find((each) => each.fits(first));
  if (!kind) return undefined;
  return { service: kind.service, records: entries.map((entry, index) => kind.read(entry, `item ${index + 1}`)) };
}

function readOmnivore(entry: Fields, where: string): ExportedRecord {
  return exportedRecord({
    where,
    title: entry.title,
    url: entry.url,
    author: entry.author,
    published: dayOf(entry.publishedAt),
    description: entry.description,
    tags: listOf(entry.labels).map((label) => (isFields(label) ? label.name : label)),
    externalId: entry.id,
  });
}

function readWallabag(entry: Fields, where: string): ExportedRecord {
  const isPage = !/^(?!text\/html)/.test(textOf(entry.mimetype) ?? 'text/html');
  return exportedRecord({
    where,
    title: entry.title,
    url: entry.url,
    author: entry.published_by,
    published: dayOf(entry.published_at),
    language: textOf(entry.language)?.replace('_', '-'),
    tags: listOf(entry.tags).map((tag) => (isFields(tag) ? (tag.label ?? tag.slug) : tag)),
    html: isPage && /\p{L}/u.test(textOf(entry.content)?.replace(/<[^>]*>/g, '') ?? '') ? entry.content : undefined,
    highlights: listOf(entry.annotations)
      .filter(isFields)
      .map((each) => highlightOf(each.quote, { note: each.text, created: each.created_at })),
  });
}

function readPocketAnnotations(entry: Fields, where: string): ExportedRecord {
  return exportedRecord({
    where,
    title: entry.title,
    url: entry.url,
    highlights: listOf(entry.highlights)
      .filter(isFields)
      .map((each) => highlightOf(each.quote, { created: each.created_at })),
  });
}

function pocketDump(values: readonly unknown[]): ExportedList {
  const records = values.filter(isFields).map((entry, index) =>
    exportedRecord({
      where: `item ${index + 1}`,
      title: entry.resolved_title || entry.given_title,
      url: entry.resolved_url || entry.given_url,
      author: isFields(entry.authors)
        ? Object.values(entry.authors).map((each) => (isFields(each) ? each.name : each))
        : undefined,
      language: entry.lang,
      description: entry.excerpt,
      tags: isFields(entry.tags) ? Object.keys(entry.tags) : [],
      highlights: listOf(entry.annotations)
        .filter(isFields)
        .map((each) => highlightOf(each.quote, { created: each.created_at })),
    }),
  );
  return { service: 'pocket', records };
}

function readPinboard(entry: Fields, where: string): ExportedRecord {
  return exportedRecord({
    where,
    title: entry.description,
    url: entry.href,
    description: entry.extended,
    tags: (textOf(entry.tags) ?? '').split(/\s+/),
  });
}

function readReadwiseBook(entry: Fields, where: string): ExportedRecord {
  return exportedRecord({
    where,
    title: entry.readable_title ?? entry.title,
    url: entry.source_url,
    author: entry.author,
    tags: listOf(entry.book_tags).map((tag) => (isFields(tag) ? tag.name : tag)),
    notes: [entry.document_note],
    highlights: listOf(entry.highlights)
      .filter(isFields)
      .map((each) =>
        highlightOf(each.text, {
          note: each.note,
          color: each.color,
          created: each.highlighted_at,
          tags: listOf(each.tags).map((tag) => (isFields(tag) ? tag.name : tag)),
        }),
      ),
  });
}

function bookmarksOf(values: readonly unknown[], whole: Fields): ExportedList | undefined {
  const entries = values.filter(isFields);
  if (entries.some((entry) => 'article__url' in entry)) {
    const records = entries.map((entry, index) =>
      exportedRecord({
        where: `item ${index + 1}`,
        title: entry.article__title === 'No title found' ? undefined : plainText(entry.article__title),
        url: entry.article__url,
        description: plainText(entry.article__excerpt),
      }),
    );
    return { service: 'readability', records };
  }
  if (entries.length && !entries.some((entry) => 'content' in entry || 'createdAt' in entry)) return undefined;
  const lists = new Map(
    listOf(whole.lists)
      .filter(isFields)
      .map((list) => [list.id, list]),
  );
  const records = entries.map((entry, index) => {
    const content = isFields(entry.content) ? entry.content : {};
    return exportedRecord({
      where: `item ${index + 1}`,
      title: entry.title,
      url: content.type === 'text' ? content.sourceUrl : content.url,
      text: content.type === 'text' ? content.text : undefined,
      tags: listOf(entry.tags),
      collections: listOf(entry.lists)
        .map((id) => lists.get(id))
        .filter((list) => list?.type !== 'smart')
        .map((list) => list?.name),
      notes: [entry.note],
      highlights: listOf(entry.highlights)
        .filter(isFields)
        .map((each) => highlightOf(each.text, { note: each.note, color: each.color, created: each.createdAt })),
    });
  });
  return { service: 'karakeep', records };
}

function linkwarden(collections: readonly unknown[]): ExportedList | undefined {
  const entries = collections.filter(isFields).flatMap((collection) =>
    listOf(collection.links)
      .filter(isFields)
      .map((link) => ({ collection, link })),
  );
  if (!entries.length) return undefined;
  const records = entries.map(({ collection, link }, index) =>
    exportedRecord({
      where: `item ${index + 1}`,
      title: link.name,
      url: link.url,
      description: link.description,
      text: link.textContent === 'unavailable' ? undefined : link.textContent,
      tags: listOf(link.tags).map((tag) => (isFields(tag) ? tag.name : tag)),
      collections: [collection.name],
      highlights: listOf(link.highlight ?? link.highlights)
        .filter(isFields)
        .map((each) => highlightOf(each.text, { note: each.comment, color: each.color, created: each.createdAt })),
    }),
  );
  return { service: 'linkwarden', records };
}

/** Deeper folders of bookmarks are no folders of people. */
const DEEPEST = 100;

function browser(roots: readonly unknown[]): ExportedList {
  const records: ExportedRecord[] = [];
  const visit = (value: unknown, folder: string | undefined, depth: number) => {
    if (!isFields(value) || depth > DEEPEST) return;
    const title = value.title ?? value.name;
    const url = value.uri ?? value.url;
    if (textOf(url) !== undefined) {
      const tags = (textOf(value.tags) ?? '').split(',');
      records.push(exportedRecord({ where: `item ${records.length + 1}`, title, url, tags, collections: [folder] }));
    }
    const name = depth === 0 ? undefined : textOf(title);
    for (const child of listOf(value.children)) visit(child, name, depth + 1);
  };
  for (const root of roots) visit(root, undefined, 0);
  return { service: 'bookmarks', records };
}

interface HighlightFacts {
  readonly note?: unknown;
  readonly color?: unknown;
  readonly created?: unknown;
  readonly tags?: readonly unknown[];
}

function highlightOf(quote: unknown, { note, color, created, tags }: HighlightFacts): ExportedHighlight {
  return withoutAbsent({
    quote: textOf(quote) ?? '',
    note: textOf(note),
    color: textOf(color),
    created: instantOf(created),
    tags: tags?.flatMap((tag) => textOf(tag) ?? []),
  });
}

function dayOf(value: unknown): string | undefined {
  return instantOf(value)?.slice(0, 10);
}

function plainText(value: unknown): string | undefined {
  const text = textOf(value);
  return text && withoutReferences(text);
}
