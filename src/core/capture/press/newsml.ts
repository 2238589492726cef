// Reads NewsML: messages and items of NewsML-G2 (IPTC), and of its forerunner NewsML 1. A message is parted into its items.
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { Captured, CaptureRequest, Container, ItemPart } from '../captured.ts';
import { wholeOf } from '../containers/byte-source.ts';
import { readDate } from '../dates.ts';
import { languageTagOf } from '../language.ts';
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
import { readByline } from './byline.ts';
import { compactToIso, readNitf } from './nitf.ts';
import { captureStory, type PressStory, type StoryFields } from './press-story.ts';

const LARGEST_MESSAGE = 64 * 1024 * 1024;

/**
 * Gives the items with text, each with the namespaces of its message.
 * @throws Failure `invalid` when it is no NewsML or holds pictures only, `too-large`
 */
export async function* readNewsItems(container: Container): AsyncGenerator<ItemPart> {
  const { text } = decodeXml(await wholeOf(container, LARGEST_MESSAGE));
  const root = parseXml(text);
  const items =
    root.name === 'newsItem' ? [root] : [...descendants(root, 'newsItem'), ...descendants(root, 'NewsItem')];
  const names = new Set<string>();
  for (const [i, item] of items.entries()) {
    if (!hasText(item)) continue;
    const id = identifierOf(item);
    const name = id === undefined || names.has(id) ? String(i + 1) : id;
    names.add(name);
    yield { name, bytes: Uint8Array.from(Buffer.from(wrapped(text, root, item))), format: 'newsml' };
  }
  if (items.length === 0)
    throw new Failure('invalid', said`${container.name}: the XML holds no news item`, { subject: container.name });
}

/** An item alone, within the start of its message, where its namespaces are declared. */
function wrapped(text: string, root: XmlElement, item: XmlElement): string {
  const own = text.slice(item.start, item.end);
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (item === root) return declaration + own;
  const tag = root.prefix === '' ? root.name : `${root.prefix}:${root.name}`;
  const start = text.slice(root.start, text.indexOf('>', root.start) + 1);
  return `${declaration}${start}\n${own}\n</${tag}>\n`;
}

function hasText(item: XmlElement): boolean {
  return contentsOf(item).some(({ html }) => html.replace(/<[^>]*>/gu, '').trim() !== '');
}

/**
 * Captures the first item of a message.
 * @throws Failure `invalid` when there is none or it has no words, `too-large`
 */
export async function captureNewsItem(request: CaptureRequest): Promise<Captured> {
  const { text, isDamaged } = decodeXml(request.bytes);
  const root = parseXml(text);
  const item =
    root.name === 'newsItem'
      ? root
      : (descendants(root, 'newsItem').next().value ?? descendants(root, 'NewsItem').next().value);
  if (item === undefined)
    throw new Failure('invalid', said`${request.name}: the XML holds no news item`, { subject: request.name });
  const story = item.name === 'newsItem' ? storyOfG2(item) : storyOfOne(item);
  return captureStory(request, {
    ...story,
    format: 'newsml',
    mediaType: 'application/vnd.iptc.g2.newsitem+xml',
    originalName: 'original.xml',
    isDamaged,
  });
}

type Story = Pick<PressStory, 'fields' | 'html' | 'url' | 'externalId'>;

/** NewsML-G2, item of the core or power conformance. */
function storyOfG2(item: XmlElement): Story {
  const about = childNamed(item, 'contentMeta');
  const itemMeta = childNamed(item, 'itemMeta');
  const rights = childNamed(item, 'rightsInfo');
  const content = bestContent(item);
  const language = childNamed(about, 'language')?.attributes['tag'] ?? item.attributes['xml:lang'];
  const date =
    xmlText(childNamed(about, 'contentCreated')) ??
    xmlText(childNamed(itemMeta, 'firstCreated')) ??
    xmlText(childNamed(itemMeta, 'versionCreated'));
  const modified = xmlText(childNamed(about, 'contentModified')) ?? xmlText(childNamed(itemMeta, 'versionCreated'));
  const headlines = childrenNamed(about, 'headline');
  const byline = [...childrenNamed(about, 'by').map(xmlText), ...childrenNamed(about, 'creator').map(nameOf)];
  return {
    fields: {
      ...content?.fields,
      title: xmlText(headlines[0]) ?? content?.fields.title ?? xmlText(childNamed(itemMeta, 'title')),
      author: readByline(byline) ?? content?.fields.author,
      source:
        nameOf(childNamed(about, 'infoSource')) ??
        nameOf(childNamed(itemMeta, 'provider')) ??
        nameOf(childNamed(rights, 'copyrightHolder')),
      published: date === undefined ? undefined : readDate(date),
      modified: modified === undefined || modified === date ? undefined : readDate(modified),
      language: languageTagOf(language),
      place: nameOf(childNamed(about, 'located')) ?? xmlText(childNamed(about, 'dateline'))?.split(',')[0],
      keywords: [
        ...childrenNamed(about, 'keyword').map(xmlText),
        ...childrenNamed(about, 'subject').map((each) => xmlText(childNamed(each, 'name'))),
      ].filter((each) => each !== undefined),
      description: childrenNamed(about, 'description')
        .map(xmlText)
        .find((each) => each !== undefined),
      rights: xmlText(childNamed(rights, 'copyrightNotice')) ?? xmlText(childNamed(rights, 'usageTerms')),
    },
    html: content?.html ?? '',
    url: resolveAddress(
      childrenNamed(itemMeta, 'link').find(({ attributes: { rel } }) => /canonical|self|web/iu.test(rel ?? ''))
        ?.attributes['href'],
      undefined,
    ),
    externalId: item.attributes['guid'],
  };
}

/** Parties and places are named, or only coded: `nprov:AFP`. */
function nameOf(element: XmlElement | undefined): string | undefined {
  if (element === undefined) return undefined;
  const { literal, qcode, uri } = element.attributes;
  const coded =
    /^[\w-]+:(\p{Lu}[\p{L}\d-]{1,30})$/u.exec(qcode ?? '')?.[1] ?? /([\p{L}\d-]+)\/?$/u.exec(uri ?? '')?.[1];
  return xmlText(childNamed(element, 'name')) ?? literal ?? coded ?? xmlText(element);
}

interface Content {
  readonly fields: StoryFields;
  readonly html: string;
}

function bestContent(item: XmlElement): Content | undefined {
  return contentsOf(item).sort((a, b) => b.html.length - a.html.length)[0];
}

/** The renditions of an item's text: XHTML or NITF within it, or plain text. */
function contentsOf(item: XmlElement): Content[] {
  const holders = [
    ...descendants(item, 'inlineXML'),
    ...descendants(item, 'inlineData'),
    ...descendants(item, 'DataContent'),
  ];
  return holders.flatMap((holder) => {
    const [first] = holder.children.filter((each): each is XmlElement => typeof each !== 'string');
    const nitf = first?.name === 'nitf' ? first : undefined;
    if (nitf !== undefined) return [readNitf(nitf)];
    const body =
      first === undefined
        ? undefined
        : (descendants(first, 'body').next().value ?? (first.name === 'body' ? first : undefined));
    if (first !== undefined) return [{ fields: {}, html: htmlInside(body ?? holder) }];
    const text = rawText(holder);
    if (
      text.trim() === '' ||
      /^image|^video|base64/iu.test(`${holder.attributes['contenttype'] ?? ''}${holder.attributes['encoding'] ?? ''}`)
    )
      return [];
    return [{ fields: {}, html: /<p[\s>]/iu.test(text) ? text : paragraphsOf(text.split(/\n/u)) }];
  });
}

/** NewsML 1: the lines, the administrative metadata and the content of the component that has most text. */
function storyOfOne(item: XmlElement): Story {
  const lines = descendants(item, 'NewsLines').next().value;
  const management = childNamed(item, 'NewsManagement');
  const administrative = descendants(item, 'AdministrativeMetadata').next().value;
  const formal = (element: XmlElement | undefined) => childNamed(element, 'Party')?.attributes['FormalName'];
  const content = bestContent(item);
  const date = xmlText(childNamed(lines, 'DateLine'));
  const created =
    xmlText(childNamed(management, 'FirstCreated')) ?? xmlText(childNamed(management, 'ThisRevisionCreated'));
  return {
    fields: {
      ...content?.fields,
      title: xmlText(childNamed(lines, 'HeadLine')) ?? content?.fields.title,
      author: readByline([xmlText(childNamed(lines, 'ByLine'))]) ?? content?.fields.author,
      source: formal(childNamed(administrative, 'Source')) ?? formal(childNamed(administrative, 'Provider')),
      published:
        created === undefined ? (date === undefined ? undefined : readDate(date)) : readDate(compactToIso(created)),
      language: languageTagOf(descendants(item, 'Language').next().value?.attributes['FormalName']),
      description: xmlText(childNamed(lines, 'SubHeadLine')),
      rights: xmlText(childNamed(lines, 'CopyrightLine')),
      keywords: childrenNamed(lines, 'KeywordLine')
        .map(xmlText)
        .filter((each) => each !== undefined),
    },
    html: content?.html ?? '',
    url: undefined,
    externalId: identifierOf(item),
  };
}

function identifierOf(item: XmlElement): string | undefined {
  return item.attributes['guid'] ?? xmlText(descendants(item, 'PublicIdentifier').next().value);
}
