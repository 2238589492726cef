// Puts images that came with a page into its HTML as data addresses, from where the article takes them like those of any other page.
import { resolveAddress } from './page-dom.ts';

export interface EmbeddedFile {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** More is not kept with one document, in bytes; the rest stays in the original. */
const MOST_BYTES = 48 * 1024 * 1024;

const IMAGE = /<(?:img|image|source)\b(?:[^>"']|"[^"]*"|'[^']*')*>/giu;
const ATTRIBUTE =
  /(\s)(src|xlink:href|href|data-src|data-original|data-lazy-src|srcset|data-srcset)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/giu;

/** Replaces the addresses of images for which `find` gives a file. */
export function embedImages(html: string, find: (address: string) => EmbeddedFile | undefined): string {
  let left = MOST_BYTES;
  return html.replace(IMAGE, (tag) => {
    const addresses = addressesIn(tag);
    const file = addresses.map((each) => find(each)).find((each) => each !== undefined);
    if (file === undefined || file.bytes.length > left) return tag;
    left -= file.bytes.length;
    const data = `data:${imageType(file)};base64,${Buffer.from(file.bytes).toString('base64')}`;
    // The other addresses would win over what is here.
    const bare = tag.replace(ATTRIBUTE, '');
    return /^<img/iu.test(tag) ? bare.replace(/^<img/iu, `<img src="${data}"`) : `<img src="${data}">`;
  });
}

/** The addresses of all images of a page, made whole against its own. */
export function imageAddressesIn(html: string, base: string | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [tag] of html.matchAll(IMAGE)) {
    for (const each of addressesIn(tag)) {
      const address = resolveAddress(each, base);
      if (address !== undefined) found.add(address);
    }
  }
  return found;
}

/** What an image's attributes name, its own address first. */
function addressesIn(tag: string): readonly string[] {
  const named = [...tag.matchAll(ATTRIBUTE)].map(([, , name, a, b, c]) => ({
    name: (name as string).toLowerCase(),
    value: unescapeAddress((a ?? b ?? c ?? '').trim()),
  }));
  return named.flatMap(({ name, value }) =>
    name.endsWith('srcset') ? value.split(/\s*,\s+|\s+[\d.]+[wx]\s*,?\s*/u).filter((each) => each !== '') : [value],
  );
}

function unescapeAddress(value: string): string {
  return value.replace(/&(?:amp|#38|#x26);/giu, '&').replace(/&(?:quot|#34);/giu, '"');
}

/** The type that its bytes show is decided later; the word only has to be an image's. */
function imageType({ mediaType }: EmbeddedFile): string {
  return /^image\/[\w.+-]+$/iu.test(mediaType) ? mediaType.toLowerCase() : 'image/x-unknown';
}
