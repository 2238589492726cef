// Reads an OPML list (2.0): the addresses of the feeds that it names.
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import type { AddressPart, Container } from '../captured.ts';
import { wholeOf } from '../containers/byte-source.ts';
import { decodeXml, descendants, parseXml } from '../xml/xml-tree.ts';

const LARGEST_LIST = 16 * 1024 * 1024;

/**
 * Gives each address once, in order.
 * @throws Failure `invalid` when it is no list, `too-large`
 */
export async function* readOpml(container: Container): AsyncGenerator<AddressPart> {
  const root = parseXml(decodeXml(await wholeOf(container, LARGEST_LIST)).text);
  if (root.name !== 'opml') throw new Failure('invalid', said`${container.name}: the XML is no OPML list`);
  const seen = new Set<string>();
  for (const { attributes } of descendants(root, 'outline')) {
    const entry = Object.entries(attributes).find(([name]) => name.toLowerCase() === 'xmlurl');
    const address =
      entry?.[1]
        .trim()
        .replace(/^feed:(?:\/\/)?(?:https?:)?/iu, (scheme) =>
          /https?:$/iu.test(scheme) ? scheme.slice(5).replace(/^\/\//u, '') : 'http://',
        ) ?? '';
    if (!/^https?:\/\//iu.test(address) || seen.has(address)) continue;
    seen.add(address);
    yield { address };
  }
}
