// Reads what pages say of their article as JSON-LD in the words of schema.org.
import { decodeHTML } from 'entities';
import type { DocumentFields } from '../../shared/document.ts';
import { isFields } from '../../shared/fields.ts';
import { readDate } from './dates.ts';
import { languageTagOf } from './language.ts';

export interface JsonLdArticle {
  readonly fields: Partial<DocumentFields>;
  readonly url?: string;
  /** The people that the page names, the article's or not. */
  readonly people: readonly string[];
  /** The organisations that it names, and does not call people too. */
  readonly organisations: readonly string[];
}

type Thing = Readonly<Record<string, unknown>>;

const ARTICLE = /(?:Article|BlogPosting|Posting|Report|Review|Newsletter|Recipe)$/u;
const ORGANISATION = /(?:Organization|WebSite)$/u;
/** Far more than pages have; a hostile one is read as far as this. */
const MOST_THINGS = 2000;

/** Gives all objects in the scripts of a page. */
export function jsonLdThings(scripts: readonly string[]): readonly Thing[] {
  return scripts.flatMap((script) => thingsIn(parse(script)));
}

/** Reads the article among the scripts of a page; undefined when none describes one. */
export function readJsonLd(scripts: readonly string[]): JsonLdArticle | undefined {
  const things = jsonLdThings(scripts);
  const article = things.find((thing) => typesOf(thing).some((type) => ARTICLE.test(type)));
  if (article === undefined) return undefined;
  const url =
    stringOf(article.url) ?? stringOf(asThing(article.mainEntityOfPage)?.['@id']) ?? stringOf(article.mainEntityOfPage);
  const named = (isWanted: (types: readonly string[]) => boolean) =>
    things.flatMap((thing) => (isWanted(typesOf(thing)) ? (stringOf(listOf(thing.name)[0]) ?? []) : []));
  const people = named((types) => types.includes('Person'));
  const organisations = named((types) => types.some((type) => ORGANISATION.test(type)) && !types.includes('Person'));
  return { fields: fieldsOf(article, things), people, organisations, ...(url === undefined ? {} : { url }) };
}

function fieldsOf(article: Thing, things: readonly Thing[]): Partial<DocumentFields> {
  const author = listOf(article.author ?? article.creator)
    .map((each) => nameOf(each, things))
    .filter((name) => name !== undefined);
  const keywords = listOf(article.keywords)
    .flatMap((each) => stringOf(each)?.split(',') ?? [])
    .map((each) => each.trim());
  const found = {
    title: stringOf(article.headline) ?? stringOf(article.name),
    author: author.length === 0 ? undefined : author,
    source: nameOf(listOf(article.publisher)[0], things),
    published: dateOf(article.datePublished ?? article.dateCreated),
    modified: dateOf(article.dateModified),
    language: languageTagOf(stringOf(article.inLanguage)),
    section: stringOf(listOf(article.articleSection)[0]),
    place: nameOf(listOf(article.contentLocation ?? article.dateline)[0], things),
    description: stringOf(article.description),
    rights: stringOf(article.copyrightNotice) ?? stringOf(article.license),
    keywords: keywords.length === 0 ? undefined : keywords.filter((each) => each !== ''),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && value !== ''));
}

function dateOf(value: unknown): string | undefined {
  const written = stringOf(value);
  return written === undefined ? undefined : readDate(written);
}

/** Pages write line ends into strings and HTML comments round the whole, which JSON does not allow. */
function parse(script: string): unknown {
  const json = script
    .replace(/^\s*(?:<!--|<!\[CDATA\[|\/\*.*?\*\/)|(?:-->|\]\]>)\s*$/gu, '')
    .trim()
    .replace(/;$/u, '');
  for (const attempt of [json, json.replace(/[\u0000-\u001f]+/gu, ' ')]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // the second attempt is for the line ends; what is not JSON either way says nothing
    }
  }
  return undefined;
}

/** All objects of a value, outermost first. */
function thingsIn(value: unknown): Thing[] {
  const found: Thing[] = [];
  const queue: unknown[] = [value];
  for (let at = 0; at < queue.length && at < MOST_THINGS; at++) {
    const each = queue[at];
    if (Array.isArray(each)) queue.push(...each.slice(0, MOST_THINGS));
    const thing = asThing(each);
    if (thing === undefined) continue;
    found.push(thing);
    queue.push(
      ...Object.values(thing)
        .filter((inner) => typeof inner === 'object')
        .slice(0, MOST_THINGS),
    );
  }
  return found;
}

function asThing(value: unknown): Thing | undefined {
  return isFields(value) ? (value as Thing) : undefined;
}

function typesOf(thing: Thing): string[] {
  return listOf(thing['@type']).filter((type) => typeof type === 'string');
}

function listOf(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** A name as a string, as an object, or as a reference to an object elsewhere. */
function nameOf(value: unknown, things: readonly Thing[]): string | undefined {
  const thing = asThing(value);
  if (thing === undefined) return stringOf(value);
  const name = stringOf(listOf(thing.name)[0]);
  if (name !== undefined || thing['@id'] === undefined) return name;
  const other = things.find((each) => each['@id'] === thing['@id'] && each.name !== undefined);
  return stringOf(listOf(other?.name)[0]);
}

/** A string with its HTML entities read, since many pages write them into JSON. */
function stringOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = decodeHTML(value);
  const clean = text
    .replace(/<[^<>]*>/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  return clean === '' ? undefined : clean;
}
