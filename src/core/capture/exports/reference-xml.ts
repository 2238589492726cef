// References in XML: Zotero RDF (also other bibliographic RDF), MODS, EndNote. Parsed without a document type: no entity is ever expanded.
import { type ExportedList, type ExportedRecord, exportedRecord } from './exported-record.ts';
import { nameOf } from './ris.ts';

/** Whether a text begins as one of these. */
export function isReferenceXml(head: string): boolean {
  // A feed in RSS 1.0 is RDF too.
  if (/xmlns\s*=\s*["']http:\/\/purl\.org\/rss\/1\.0\/["']/u.test(head)) return false;
  return (
    /<(?:rdf:RDF|(?:\w+:)?mods(?:Collection)?|xml>\s*<records)[\s>]/u.test(head) || /<xml>\s*<records>/u.test(head)
  );
}

/** Reads all references of such a file; undefined when it holds none. */
export async function readReferenceXml(xml: string): Promise<ExportedList | undefined> {
  const { DOMParser } = await import('linkedom');
  const bare = xml.replace(/<!DOCTYPE[^[>]*(?:\[[^\]]*\])?[^>]*>/u, '');
  const root = new DOMParser().parseFromString(bare, 'text/xml').documentElement as unknown as Element | null;
  if (root === null) return undefined;
  switch (local(root).toLowerCase()) {
    case 'rdf':
      return { service: 'zotero', records: readRdf(root) };
    case 'mods':
      return { service: 'mods', records: [readMods(root, 0)] };
    case 'modscollection':
      return { service: 'mods', records: children(root, 'mods').map(readMods) };
    case 'xml':
      return { service: 'endnote', records: descendants(root, 'record').map(readEndnote) };
    default:
      return undefined;
  }
}

/** Parts of an RDF file that describe no article of their own. */
const NOT_ITEMS = new Set([
  'Attachment',
  'Collection',
  'Memo',
  'Journal',
  'Periodical',
  'PublicationIssue',
  'PublicationVolume',
  'Series',
  'Newspaper',
  'Person',
  'Organization',
  'UserItem',
  'Seq',
  'Bag',
]);

function readRdf(root: Element): ExportedRecord[] {
  const nodes = [...root.children];
  const byId = new Map(nodes.map((node) => [about(node), node]));
  const linked = (node: Element, name: string) =>
    children(node, name).flatMap((each) => {
      const target = each.children[0] ?? byId.get(attributeOf(each, 'resource') ?? '');
      return target ? [target] : [];
    });
  const collections = nodes.filter((node) => local(node) === 'Collection');
  const isItem = (node: Element) => {
    const type = wordsOf(node, 'itemType');
    return !NOT_ITEMS.has(local(node)) && type !== 'attachment' && type !== 'note' && [...node.children].length > 0;
  };
  return nodes.filter(isItem).map((node, index) => {
    const id = about(node);
    const host = linked(node, 'isPartOf')[0];
    const notes = linked(node, 'isReferencedBy').filter((each) => local(each) === 'Memo');
    const attachments = linked(node, 'link').flatMap((each) =>
      children(each, 'resource').map((file) => attributeOf(file, 'resource') ?? ''),
    );
    const uri = descendants(node, 'URI')
      .map((each) => wordsOf(each, 'value'))
      .find(Boolean);
    const same = children(node, 'sameAs').map((each) => attributeOf(each, 'resource'))[0];
    return exportedRecord({
      where: id || `reference ${index + 1}`,
      title: wordsOf(node, 'title') ?? wordsOf(node, 'name'),
      url: uri ?? (/^https?:/u.test(id) ? id : same),
      author: children(node, 'authors').length
        ? children(node, 'authors')
            .flatMap((each) => descendants(each, 'Person'))
            .map(personOf)
        : [...children(node, 'author'), ...children(node, 'creator')].map((each) => nameOf(textIn(each))),
      published: wordsOf(node, 'date') ?? wordsOf(node, 'datePublished') ?? wordsOf(node, 'issued'),
      source:
        (host && (wordsOf(host, 'title') ?? wordsOf(host, 'name'))) ??
        descendants(node, 'Organization').map((each) => wordsOf(each, 'name'))[0],
      language: wordsOf(node, 'language'),
      section: wordsOf(node, 'section'),
      page: wordsOf(node, 'pages'),
      edition: wordsOf(node, 'edition'),
      rights: wordsOf(node, 'rights'),
      description: wordsOf(node, 'abstract') ?? wordsOf(node, 'description'),
      tags: [...children(node, 'subject'), ...children(node, 'about')].map((each) =>
        textIn(descendants(each, 'value')[0] ?? each),
      ),
      collections: collections
        .filter((each) => children(each, 'hasPart').some((part) => attributeOf(part, 'resource') === id))
        .map((each) => wordsOf(each, 'title')),
      notes: notes.map((each) => withoutTags(wordsOf(each, 'value') ?? '')),
      files: attachments.filter((file) => file !== '' && !/^[a-z][a-z\d+.-]+:/iu.test(file)),
      externalId: id.startsWith('#') ? undefined : id,
      isReference: true,
    });
  });
}

function readMods(node: Element, index: number): ExportedRecord {
  const titleOf = (of: Element | undefined) => {
    const info =
      of &&
      (children(of, 'titleInfo').find((each) => attributeOf(each, 'type') === undefined) ??
        children(of, 'titleInfo')[0]);
    const main = info && [wordsOf(info, 'nonSort'), wordsOf(info, 'title')].filter(Boolean).join(' ');
    return info && [main, wordsOf(info, 'subTitle')].filter(Boolean).join(': ');
  };
  const host = children(node, 'relatedItem').find((each) => attributeOf(each, 'type') === 'host');
  const origin = (name: string) =>
    [node, host]
      .flatMap((each) => (each ? children(each, 'originInfo') : []))
      .map((each) => wordsOf(each, name))
      .find(Boolean);
  const part = [host, node].flatMap((each) => (each ? children(each, 'part') : []))[0];
  const extent = part && descendants(part, 'extent')[0];
  const names = children(node, 'name');
  const authors = names.filter((each) =>
    /^(?:author|aut|creator|cre)$/iu.test(
      descendants(each, 'roleTerm')
        .map(textIn)
        .find((role) => /^(?:author|aut|creator|cre)$/iu.test(role)) ?? '',
    ),
  );
  return exportedRecord({
    where: `reference ${index + 1}`,
    title: titleOf(node),
    url:
      children(node, 'location')
        .map((each) => wordsOf(each, 'url'))
        .find((url) => /^https?:/u.test(url ?? '')) ??
      children(node, 'identifier')
        .filter((each) => attributeOf(each, 'type') === 'uri')
        .map(textIn)[0],
    author: (authors.length ? authors : names).map(modsName),
    published:
      origin('dateIssued') ?? origin('dateCreated') ?? origin('copyrightDate') ?? (part && wordsOf(part, 'date')),
    source: titleOf(host) ?? origin('publisher'),
    language: descendants(node, 'languageTerm').map(textIn)[0],
    place: [node, host]
      .flatMap((each) => (each ? descendants(each, 'placeTerm') : []))
      .filter((each) => attributeOf(each, 'type') !== 'code')
      .map(textIn)[0],
    page: extent && [wordsOf(extent, 'start'), wordsOf(extent, 'end')].filter(Boolean).join('-'),
    edition: origin('edition'),
    rights: wordsOf(node, 'accessCondition'),
    description: wordsOf(node, 'abstract'),
    tags: children(node, 'subject').flatMap((each) => descendants(each, 'topic').map(textIn)),
    notes: children(node, 'note').map(textIn),
    externalId: children(node, 'identifier')
      .filter((each) => attributeOf(each, 'type') !== 'uri')
      .map(textIn)[0],
    isReference: true,
  });
}

function modsName(name: Element): string {
  const parts = children(name, 'namePart');
  const typed = (type: string) =>
    parts
      .filter((each) => attributeOf(each, 'type') === type)
      .map(textIn)
      .join(' ');
  const plain = parts.filter((each) => attributeOf(each, 'type') === undefined).map(textIn);
  const personal = [typed('given'), typed('family')].filter(Boolean).join(' ');
  if (personal !== '') return personal;
  return attributeOf(name, 'type') === 'personal' ? nameOf(plain.join(' ')) : plain.join(', ');
}

function readEndnote(node: Element, index: number): ExportedRecord {
  const first = (name: string) =>
    descendants(node, name)
      .map(textIn)
      .find((each) => each !== '');
  const date = [first('year'), first('pub-dates')].find(Boolean);
  return exportedRecord({
    where: `reference ${index + 1}`,
    title: first('title'),
    url: descendants(node, 'related-urls')
      .flatMap((each) => descendants(each, 'url'))
      .map(textIn)
      .find((url) => /^https?:/u.test(url)),
    author: descendants(node, 'authors')
      .flatMap((each) => children(each, 'author'))
      .map((each) => nameOf(textIn(each))),
    published: /\d{4}/u.exec(date ?? '')?.[0],
    source: first('secondary-title') ?? first('full-title') ?? first('publisher'),
    language: first('language'),
    place: first('pub-location'),
    section: first('section'),
    page: first('pages'),
    edition: first('edition'),
    description: first('abstract'),
    tags: descendants(node, 'keyword').map(textIn),
    notes: [first('notes'), first('research-notes')],
    externalId: first('accession-num'),
    isReference: true,
  });
}

function personOf(person: Element): string {
  const given = wordsOf(person, 'givenName') ?? wordsOf(person, 'givenname');
  return [given, wordsOf(person, 'surname')].filter(Boolean).join(' ');
}

function local(node: Element): string {
  return node.tagName.replace(/^.*:/u, '');
}

function children(node: Element, name: string): Element[] {
  return [...node.children].filter((each) => local(each) === name);
}

function descendants(node: Element, name: string): Element[] {
  return [...node.querySelectorAll('*')].filter((each) => local(each) === name);
}

function wordsOf(node: Element, name: string): string | undefined {
  const [found] = children(node, name);
  return (found && textIn(found)) || undefined;
}

function textIn(node: Element): string {
  return (node.textContent ?? '').replace(/\s+/gu, ' ').trim();
}

function attributeOf(node: Element, name: string): string | undefined {
  return [...node.attributes].find((each) => each.name.replace(/^.*:/u, '') === name)?.value;
}

function about(node: Element): string {
  return attributeOf(node, 'about') ?? '';
}

function withoutTags(html: string): string {
  return html.replace(/<[^>]*>/gu, ' ').replace(/\s+/gu, ' ');
}
