// Parts a feed (RSS 0.9 to 2.0, Atom, JSON Feed) into its entries, each with what the feed says of itself: a feed of one entry.
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { Container, ItemPart } from '../captured.ts';
import { wholeOf } from '../containers/byte-source.ts';
import { decodeText } from '../decode-text.ts';
import { childNamed, decodeXml, descendants, parseXml, type XmlElement, xmlText } from '../xml/xml-tree.ts';

const LARGEST_FEED = 64 * 1024 * 1024;

/**
 * Gives the entries in order, named by their addresses, or by their numbers where they have none.
 * @throws Failure `invalid` when it is no feed, `too-large`
 */
export async function* readFeedEntries(container: Container): AsyncGenerator<ItemPart> {
  const bytes = await wholeOf(container, LARGEST_FEED);
  const isJson = /^[\s\ufeff\xef\xbb\xbf]*\{/u.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1'));
  const entries = isJson ? jsonEntries(bytes) : xmlEntries(bytes);
  const names = new Set<string>();
  for (const [i, { address, text }] of entries.entries()) {
    const name = address === undefined || names.has(address) ? String(i + 1) : address;
    names.add(name);
    yield { name, bytes: Uint8Array.from(Buffer.from(text)), format: 'feed' };
  }
}

interface Entry {
  readonly address: string | undefined;
  readonly text: string;
}

function xmlEntries(bytes: Uint8Array): Entry[] {
  const { text } = decodeXml(bytes);
  const root = parseXml(text);
  const isAtom = root.name === 'feed';
  if (!isAtom && root.name !== 'rss' && root.name !== 'RDF') throw new Failure('invalid', said`the XML is no feed`);
  const elements = [...descendants(root, isAtom ? 'entry' : 'item')].filter(({ start, end }) => end > start);
  const first = elements[0];
  if (first === undefined) return [];
  // What stands before the entries tells of the feed; what stands after them closes it.
  const head = text
    .slice(0, first.start)
    .replace(/(<\?xml[^>]*\bencoding\s*=\s*["'])[\w.:-]+/u, '$1UTF-8')
    .replace(/^\ufeff/u, '');
  const tail = isAtom ? endTag(root) : root.name === 'RDF' ? endTag(root) : `</channel>${endTag(root)}`;
  return elements.map((element) => ({
    address: addressOf(element),
    text: `${head}${text.slice(element.start, element.end)}\n${tail}\n`,
  }));
}

function endTag({ prefix, name }: XmlElement): string {
  return `</${prefix === '' ? name : `${prefix}:${name}`}>`;
}

function addressOf(entry: XmlElement): string | undefined {
  const links = entry.children.filter((each): each is XmlElement => typeof each !== 'string' && each.name === 'link');
  const href = links.find(({ attributes: { rel } }) => rel === undefined || rel === 'alternate')?.attributes['href'];
  const address = href ?? xmlText(links[0]) ?? xmlText(childNamed(entry, 'guid'));
  return address !== undefined && /^https?:/iu.test(address) ? address : undefined;
}

function jsonEntries(bytes: Uint8Array): Entry[] {
  let feed: { readonly items?: unknown };
  try {
    feed = JSON.parse(decodeText(bytes).text);
  } catch (cause) {
    throw new Failure('invalid', said`the feed is no JSON`, { cause });
  }
  if (!Array.isArray(feed.items)) throw new Failure('invalid', said`the JSON is no feed: it has no items`);
  return feed.items.map((item: { readonly url?: unknown } | null) => ({
    address: typeof item?.url === 'string' ? item.url : undefined,
    text: `${JSON.stringify({ ...feed, items: [item] })}\n`,
  }));
}
