// Reads what a page says of itself: JSON-LD, Open Graph, meta elements, microdata, visible marks, the address, in this order.

import { firstNameFirst, readAuthors } from './authors.ts';
import { readDate, readDateInAddress } from './dates.ts';
import type { FoundFields } from './found-fields.ts';
import { readJsonLd } from './json-ld.ts';
import { languageTagOf } from './language.ts';
import { bylineOf } from './page-byline.ts';
import { attribute, resolveAddress, textOf } from './page-dom.ts';
import { chooseTitle } from './page-title.ts';
import { publicationOf } from './publications.ts';

export interface PageMetadata {
  readonly canonicalUrl: string | undefined;
  /** The language that the page declares; what is detected in its text is surer. */
  readonly language: string | undefined;
}

/** Offers all that is found in a page to the fields, the surest place first. */
export function readPageMetadata(page: Document, url: string | undefined, fields: FoundFields): PageMetadata {
  const meta = metaOf(page);
  const jsonLd = readJsonLd(
    [...page.querySelectorAll('script[type="application/ld+json" i]')].map((each) => each.textContent ?? ''),
  );
  const canonicalUrl = canonicalOf(page, meta, jsonLd?.url, url);
  const address = url ?? canonicalUrl;
  const source =
    jsonLd?.fields.source ?? meta.first('og:site_name') ?? meta.first('application-name') ?? meta.first('dc.publisher');
  const host = URL.parse(address ?? '')?.hostname.replace(/^(?:www|m|amp)\./u, '');
  const title = chooseTitle(page, {
    openGraph: meta.first('og:title'),
    headline: jsonLd?.fields.title,
    catalogue: meta.first('dc.title') ?? meta.first('dcterms.title') ?? meta.first('dcterm.title'),
    other: meta.first('twitter:title') ?? meta.first('title'),
    sites: [source, host].filter((name) => name !== undefined),
  });
  if (title !== undefined) fields.offer('title', title.title, title.origin);
  const { title: _, author, language, ...rest } = jsonLd?.fields ?? {};
  fields.offerAll(
    { ...rest, ...(rest.source === undefined ? {} : { source: publicationOf(rest.source, address) as string }) },
    'json-ld',
  );
  const publication = [source, meta.first('application-name'), host, siteInTitle(page)].filter(
    (name) => name !== undefined,
  );
  fields.offer('author', readAuthors(author ?? [], publication), 'json-ld');
  offerOpenGraph(fields, meta, source, publication);
  offerMeta(fields, meta, [...publication, ...editorsIn(page, meta)]);
  offerVisible(fields, page, publication);
  // Somebody's own site has that person's name.
  const people = author?.filter((name) => jsonLd?.people.includes(name)) ?? [];
  fields.offer('author', readAuthors(people, jsonLd?.organisations), 'json-ld');
  offerAddress(fields, address);
  const declared =
    language ??
    languageTagOf(attribute(page.documentElement, 'lang')) ??
    languageTagOf(meta.first('og:locale')) ??
    languageTagOf(meta.first('content-language') ?? meta.first('dc.language'));
  return { canonicalUrl, language: declared };
}

/** A page's title may end in the name of its site, which says what it is; other endings may be the author's. */
function siteInTitle(page: Document): string | undefined {
  return /\s[|\-–—:»]\s([^|\-–—:»]+\s(?:blog|weblog|news|magazine?|online))$/iu.exec(
    textOf(page.querySelector('title')),
  )?.[1];
}

const HAN_NAME = /^\p{Script=Han}{2,4}$/u;

/** Those whom a Chinese page calls its author to machines and, at its end, its editor (责任编辑). */
function editorsIn(page: Document, meta: Meta): readonly string[] {
  return meta.all('author').filter((name) => {
    if (!HAN_NAME.test(name)) return false;
    const text = textOf(page.body);
    return (
      new RegExp(`(?:编辑|责编|編輯|責編)\\s*[:：／]\\s*${name}`, 'u').test(text) &&
      !new RegExp(`(?:记者|作者|文|記者)\\s*[:：／]?\\s*${name}`, 'u').test(text)
    );
  });
}

interface Meta {
  readonly first: (name: string) => string | undefined;
  readonly all: (name: string) => readonly string[];
}

function offerOpenGraph(
  fields: FoundFields,
  meta: Meta,
  source: string | undefined,
  publication: readonly string[],
): void {
  if (source !== undefined) fields.offer('source', publicationOf(source, undefined), 'open-graph');
  fields.offer(
    'published',
    dateIn(meta.first('article:published_time') ?? meta.first('og:published_time')),
    'open-graph',
  );
  fields.offer('modified', dateIn(meta.first('article:modified_time') ?? meta.first('og:updated_time')), 'open-graph');
  fields.offer('section', meta.first('article:section'), 'open-graph');
  fields.offer(
    'author',
    readAuthors([meta.first('article:author'), meta.first('og:article:author')], publication),
    'open-graph',
  );
  fields.offer('description', meta.first('og:description'), 'open-graph');
}

const DATE_META = [
  'date',
  'pubdate',
  'publishdate',
  'publish-date',
  'dc.date',
  'dc.date.issued',
  'dcterms.created',
  'dcterms.date',
  'parsely-pub-date',
  'sailthru.date',
  'article.published',
  'publication_date',
  'citation_publication_date',
  'cxenseparse:recs:publishtime',
  'datepublished',
  'last-modified',
];
const AUTHOR_META = [
  'dc.creator',
  'dcterms.creator',
  'author',
  'article:author_name',
  'parsely-author',
  'sailthru.author',
  'byl',
  'citation_author',
  'twitter:data1',
];
/** Catalogues write `Jong, Michiel de`. */
const LAST_NAME_FIRST: ReadonlySet<string> = new Set(['dc.creator', 'dcterms.creator', 'citation_author']);

function offerMeta(fields: FoundFields, meta: Meta, publication: readonly string[]): void {
  for (const name of DATE_META)
    if (!fields.has('published')) fields.offer('published', dateIn(meta.first(name)), 'meta');
  for (const name of AUTHOR_META)
    if (
      name !== 'twitter:data1' ||
      /written|author|par\b|verfasst|geschrieben|escrit|scritto|geschreven|escrito|autor|автор|作者/iu.test(
        meta.first('twitter:label1') ?? '',
      )
    )
      fields.offer(
        'author',
        readAuthors(meta.all(name).map(LAST_NAME_FIRST.has(name) ? firstNameFirst : String), publication),
        'meta',
      );
  fields.offer('description', meta.first('description') ?? meta.first('dc.description'), 'meta');
  fields.offer('rights', meta.first('copyright') ?? meta.first('dc.rights'), 'meta');
  const keywords = (meta.first('news_keywords') ?? meta.first('keywords'))
    ?.split(/[,;，、]/u)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  fields.offer('keywords', keywords, 'meta');
}

/** What a reader sees: microdata, `time`, and bylines by the names that pages give to their places. */
function offerVisible(fields: FoundFields, page: Document, publication: readonly string[]): void {
  if (!fields.has('published')) {
    const published = page.querySelector('[itemprop="datePublished"], time[pubdate]');
    fields.offer('published', dateIn(writtenIn(published)), 'microdata');
  }
  if (!fields.has('modified'))
    fields.offer('modified', dateIn(writtenIn(page.querySelector('[itemprop="dateModified"]'))), 'microdata');
  if (!fields.has('author')) {
    const byline = bylineOf(page, fields.values.title, publication);
    if (byline !== undefined) fields.offer('author', byline.author, byline.origin);
  }
  if (!fields.has('published')) offerVisibleDate(fields, page);
}

function offerVisibleDate(fields: FoundFields, page: Document): void {
  const times = [...page.querySelectorAll('article time, main time, time')].slice(0, 3);
  for (const time of times) fields.offer('published', dateIn(writtenIn(time)), 'text');
  for (const place of [...page.querySelectorAll('[class*="publish" i], [class*="date" i]')].slice(0, 6)) {
    const written = textOf(place);
    if (written.length < 80) fields.offer('published', dateIn(written), 'text');
  }
}

function offerAddress(fields: FoundFields, address: string | undefined): void {
  if (address === undefined) return;
  fields.offer('published', readDateInAddress(address), 'url');
  const host = URL.parse(address)?.hostname.replace(/^(?:www|m|amp)\./u, '');
  fields.offer('source', publicationOf(undefined, address) ?? host, 'url');
}

function writtenIn(element: Element | null): string | undefined {
  return attribute(element, 'datetime') ?? attribute(element, 'content') ?? textOf(element);
}

function dateIn(written: string | undefined): string | undefined {
  return written === undefined || written.length > 200 ? undefined : readDate(written);
}

/** Reads the `meta` elements. A `property` may have several names (RDFa) and wins over a `name`; `dc:title` and `dc.title` are one. */
function metaOf(page: Document): Meta {
  const values = new Map<string, string[]>();
  const elements = [...page.querySelectorAll('meta')];
  for (const place of ['property', 'name', 'itemprop', 'http-equiv']) {
    for (const element of elements) {
      const value = attribute(element, 'content')?.replace(/\s+/gu, ' ');
      if (value === undefined) continue;
      for (const name of (attribute(element, place) ?? '').toLowerCase().split(/\s+/u)) {
        const key = name.replace(/^(dc|dcterms?):/u, '$1.');
        if (key !== '') values.set(key, [...(values.get(key) ?? []), value]);
      }
    }
  }
  return {
    first: (name) => values.get(name)?.[0],
    all: (name) => values.get(name) ?? [],
  };
}

function canonicalOf(
  page: Document,
  meta: Meta,
  jsonLdUrl: string | undefined,
  url: string | undefined,
): string | undefined {
  const linked = attribute(page.querySelector('link[rel="canonical" i]'), 'href');
  for (const each of [linked, meta.first('og:url'), jsonLdUrl]) {
    const address = resolveAddress(each, url);
    // A canonical address that is a site's front page is a mistake of the site's.
    if (address !== undefined && new URL(address).pathname !== '/') return address;
  }
  return undefined;
}
