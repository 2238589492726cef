// Captures an entry of a feed: its own content, else its summary, with what the feed says of it.
import type { DocumentFields } from '../../../shared/document.ts';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import { readAuthors } from '../authors.ts';
import type { Captured, CaptureRequest } from '../captured.ts';
import { capturedOf } from '../captured-article.ts';
import { readDate } from '../dates.ts';
import { decodeText } from '../decode-text.ts';
import { FoundFields } from '../found-fields.ts';
import { readHtmlFragment } from '../html-article.ts';
import { languageTagOf } from '../language.ts';
import { readMailDate } from '../mail/mail-date.ts';
import { resolveAddress } from '../page-dom.ts';
import { paragraphsOf } from '../reading-copy.ts';
import { htmlInside } from '../xml/serialise.ts';
import {
  childNamed,
  childrenNamed,
  decodeXml,
  descendants,
  parseXml,
  rawText,
  type XmlElement,
  xmlText,
} from '../xml/xml-tree.ts';

interface Entry {
  readonly fields: Partial<DocumentFields>;
  readonly url: string | undefined;
  readonly id: string | undefined;
  readonly html: string;
  readonly isDamaged: boolean;
}

/**
 * Captures the first entry of a feed.
 * @throws Failure `invalid` when there is none or it says nothing, `too-large`
 */
export async function captureFeedEntry(request: CaptureRequest): Promise<Captured> {
  const isJson = /^[\s\ufeff\xef\xbb\xbf]*\{/u.test(Buffer.from(request.bytes.subarray(0, 64)).toString('latin1'));
  const entry = isJson ? jsonEntry(request.bytes) : xmlEntry(request.bytes);
  const fields = new FoundFields();
  fields.offerAll(request.given, 'person');
  fields.offerAll(entry.fields, 'meta');
  const url = request.url ?? entry.url;
  const article = await readHtmlFragment(entry.html, fields, url);
  return capturedOf(request, article, {
    format: 'feed',
    mediaType: isJson ? 'application/feed+json' : 'application/xml',
    originalName: isJson ? 'original.json' : 'original.xml',
    url,
    externalId: entry.id,
    isDamaged: entry.isDamaged,
  });
}

function xmlEntry(bytes: Uint8Array): Entry {
  const { text, isDamaged } = decodeXml(bytes);
  const root = parseXml(text);
  const isAtom = root.name === 'feed';
  const channel = isAtom ? root : (childNamed(root, 'channel') ?? root);
  const item = descendants(root, isAtom ? 'entry' : 'item').next().value;
  if (item === undefined) throw new Failure('invalid', said`the feed has no entry`);
  const child = (name: string) => childNamed(item, name);
  const link = isAtom ? atomLink(item) : (xmlText(plainChild(item, 'link')) ?? permalinkOf(child('guid')));
  const base = item.attributes['xml:base'] ?? root.attributes['xml:base'];
  const when = (name: string) => dateOf(xmlText(child(name)));
  const authors = isAtom
    ? [...childrenNamed(item, 'author'), ...childrenNamed(root, 'author')].map((each) =>
        xmlText(childNamed(each, 'name')),
      )
    : [...childrenNamed(item, 'creator').map(xmlText), nameIn(xmlText(plainChild(item, 'author')))];
  const source =
    xmlText(isAtom ? childNamed(item, 'source', 'title') : child('source')) ?? xmlText(plainChild(channel, 'title'));
  const keywords = childrenNamed(item, 'category')
    .map((each) => each.attributes['term'] ?? xmlText(each) ?? '')
    .filter((each) => each !== '');
  return {
    fields: fieldsOf({
      title: plainTitle(plainChild(item, 'title')),
      author: readAuthors(authors, [source]),
      source,
      published: when('pubDate') ?? when('published') ?? when('issued') ?? when('date') ?? when('updated'),
      modified: when('updated') ?? when('modified'),
      language: languageTagOf(
        item.attributes['xml:lang'] ?? root.attributes['xml:lang'] ?? xmlText(childNamed(channel, 'language')),
      ),
      keywords,
      rights: xmlText(child('rights')) ?? xmlText(childNamed(channel, 'copyright')),
    }),
    url: resolveAddress(link, base),
    id: xmlText(child('guid')) ?? xmlText(child('id')),
    html: contentOf(item) ?? '',
    isDamaged,
  };
}

/** A child without the prefix of another vocabulary: `itunes:title` and `media:title` are not the entry's. */
function plainChild(element: XmlElement, name: string): XmlElement | undefined {
  const all = childrenNamed(element, name);
  return all.find(({ prefix }) => prefix === element.prefix || prefix === 'atom' || prefix === 'rss') ?? all[0];
}

function atomLink(entry: XmlElement): string | undefined {
  const links = childrenNamed(entry, 'link');
  return links.find(({ attributes: { rel } }) => rel === undefined || rel === 'alternate')?.attributes['href'];
}

function permalinkOf(guid: XmlElement | undefined): string | undefined {
  return guid?.attributes['isPermaLink'] === 'false' ? undefined : xmlText(guid);
}

/** RSS names authors by their mail: `ana@example.org (Ana Ruiz)`. */
function nameIn(author: string | undefined): string | undefined {
  return /\(([^)]+)\)/u.exec(author ?? '')?.[1] ?? author;
}

function plainTitle(title: XmlElement | undefined): string | undefined {
  const text = title === undefined ? undefined : xmlText(title);
  const isHtml =
    title?.attributes['type'] === 'html' || /&(?:#\d+|#x[\da-f]+|[a-z]+);|<\/?[a-z][^>]*>/iu.test(text ?? '');
  return isHtml && text !== undefined ? plainOf(text) : text;
}

/** Titles carry markup and entities that were escaped twice. */
function plainOf(html: string): string {
  return (
    xmlText(
      parseXml(
        `<t>${html.replace(/<[^>]*>/gu, '').replace(/&(?![\w#]+;)|</gu, (each) => (each === '&' ? '&amp;' : '&lt;'))}</t>`,
      ),
    ) ?? ''
  );
}

/** The fullest text that the entry has. */
function contentOf(item: XmlElement): string | undefined {
  const texts = [
    ...childrenNamed(item, 'encoded'),
    ...childrenNamed(item, 'content').filter(({ prefix }) => prefix !== 'media'),
    ...childrenNamed(item, 'body'),
    ...childrenNamed(item, 'description').filter(({ prefix }) => prefix !== 'media'),
    ...childrenNamed(item, 'summary').filter(({ prefix }) => prefix !== 'itunes'),
  ].map(htmlOf);
  const [first] = texts.filter((each) => each.trim() !== '');
  return first ?? '';
}

function htmlOf(element: XmlElement): string {
  const { type } = element.attributes;
  if (type === 'xhtml' || element.name === 'body') return htmlInside(element);
  const text = rawText(element);
  return type === 'text' || !/<[a-z/!]|&(?:#?\w+);/iu.test(text) ? paragraphsOf(text.split('\n')) : text;
}

interface JsonItem {
  readonly [name: string]: unknown;
}

/** JSON Feed 1.1. */
function jsonEntry(bytes: Uint8Array): Entry {
  const { text, isDamaged } = decodeText(bytes);
  const feed = JSON.parse(text) as JsonItem;
  const item = (feed['items'] as readonly JsonItem[])[0];
  if (item === null || typeof item !== 'object') throw new Failure('invalid', said`the feed has no entry`);
  const words = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);
  const people = [item['authors'], item['author'], feed['authors'], feed['author']].flatMap((each) =>
    Array.isArray(each) ? each : [each],
  );
  const plain = words(item['content_text']) ?? words(item['summary']);
  return {
    fields: fieldsOf({
      title: words(item['title']),
      author: readAuthors(
        people.map((each) => words((each as JsonItem | undefined)?.['name'])),
        [words(feed['title'])],
      ),
      source: words(feed['title']),
      published: dateOf(words(item['date_published'])),
      modified: dateOf(words(item['date_modified'])),
      language: languageTagOf(words(item['language']) ?? words(feed['language'])),
      keywords: Array.isArray(item['tags']) ? item['tags'].map(String) : [],
    }),
    url: resolveAddress(words(item['url']) ?? words(item['external_url']), undefined),
    id: words(item['id']),
    html: words(item['content_html']) ?? paragraphsOf((plain ?? '').split('\n')),
    isDamaged,
  };
}

function dateOf(value: string | undefined): string | undefined {
  return value === undefined ? undefined : (readMailDate(value) ?? readDate(value));
}

/** Fields without what is absent. */
function fieldsOf(
  fields: { readonly [Name in keyof DocumentFields]?: DocumentFields[Name] | undefined },
): Partial<DocumentFields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value.length > 0));
}
