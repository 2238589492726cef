// Reads the package document of a book (EPUB 2 and 3): what the book says of itself, its files, and the order in which they are read.
import path from 'node:path';
import type { DocumentFields } from '../../../shared/document.ts';
import { readDate } from '../dates.ts';
import { languageTagOf } from '../language.ts';
import { childNamed, childrenNamed, parseXml, type XmlElement, xmlText } from '../xml/xml-tree.ts';

export interface BookFile {
  /** Its path in the zip. */
  readonly path: string;
  readonly mediaType: string;
  readonly properties: readonly string[];
}

export interface PackageDocument {
  readonly fields: Partial<DocumentFields>;
  readonly identifier: string | undefined;
  /** The files that are read, in order. */
  readonly spine: readonly BookFile[];
}

/**
 * Reads the document that lies at a path.
 * @throws Failure `invalid` when it is no XML
 */
export function readPackageDocument(text: string, at: string): PackageDocument {
  const root = parseXml(text);
  const metadata = childNamed(root, 'metadata');
  // EPUB 2 before 2.0 wraps the Dublin Core.
  const about = [metadata, childNamed(metadata, 'dc-metadata')].filter((each) => each !== undefined);
  const all = (name: string) => about.flatMap((each) => childrenNamed(each, name));
  const first = (name: string) => xmlText(all(name)[0]);
  const files = new Map<string, BookFile>();
  for (const { attributes } of childrenNamed(childNamed(root, 'manifest'), 'item')) {
    const { id, href, 'media-type': mediaType = '', properties = '' } = attributes;
    if (id === undefined || href === undefined) continue;
    files.set(id, {
      path: resolvePath(at, href),
      mediaType: mediaType.toLowerCase(),
      properties: properties.split(/\s+/u),
    });
  }
  const spine = childrenNamed(childNamed(root, 'spine'), 'itemref')
    .map(({ attributes }) => files.get(attributes['idref'] ?? ''))
    .filter((each) => each !== undefined);
  return { fields: fieldsOf(all, first), identifier: first('identifier'), spine };
}

function fieldsOf(
  all: (name: string) => XmlElement[],
  first: (name: string) => string | undefined,
): Partial<DocumentFields> {
  const meta = all('meta');
  const refined = (element: XmlElement, property: string) =>
    xmlText(
      meta.find(
        ({ attributes }) =>
          attributes['refines'] === `#${element.attributes['id']}` && attributes['property'] === property,
      ),
    );
  const titles = all('title');
  const title = titles.find((each) => refined(each, 'title-type') === 'main') ?? titles[0];
  const authors = all('creator')
    .filter((each) => /^(?:aut)?$/u.test(each.attributes['opf:role'] ?? refined(each, 'role') ?? ''))
    .map(xmlText);
  const dates = all('date').filter(({ attributes }) => !/modification|creation/iu.test(attributes['opf:event'] ?? ''));
  const modified = xmlText(meta.find(({ attributes }) => attributes['property'] === 'dcterms:modified'));
  const words = (value: string | undefined) =>
    value
      ?.replace(/<[^>]*>/gu, ' ')
      .replace(/\s+/gu, ' ')
      .trim();
  const dateIn = (value: string | undefined) => (value === undefined ? undefined : readDate(value));
  const fields = {
    title: xmlText(title),
    author: (authors.length > 0 ? authors : all('creator').map(xmlText)).filter((each) => each !== undefined),
    source: first('publisher'),
    published: dateIn(xmlText(dates[0])),
    modified: dateIn(modified),
    language: languageTagOf(first('language')),
    description: words(first('description')),
    keywords: all('subject')
      .map(xmlText)
      .filter((each) => each !== undefined),
    rights: words(first('rights')),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value.length > 0));
}

/** Resolves an address in a book against the file that names it; without its fragment. */
export function resolvePath(from: string, href: string): string {
  const bare = href.split(/[#?]/u)[0] ?? '';
  let plain = bare;
  try {
    plain = decodeURIComponent(bare);
  } catch {
    // An address with a stray percent sign stands for itself.
  }
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), plain)).replace(/^(?:\.\.\/)+/u, '');
}
