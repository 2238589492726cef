// Settles the images of an article: lazy ones resolved, those within the page taken out as files, remote ones left as their address,
// since nothing may be fetched while reading.
import type { Media } from './captured.ts';
import { attribute, resolveAddress } from './page-dom.ts';

/** Wide enough for any screen, in pixels; of several sizes the smallest above it is taken, else the largest. */
const WANTED_WIDTH = 1600;
/** Images that are smaller in both directions count visits, in pixels. */
const SMALLEST = 3;
/** A picture within the page that stands for a lazy one is smaller, in bytes. */
const PLACEHOLDER_BYTES = 1500;

const LAZY_ATTRIBUTES = [
  'data-src',
  'data-original',
  'data-lazy-src',
  'data-lazy',
  'data-url',
  'data-image',
  'data-hi-res-src',
  'data-full-src',
  'data-actualsrc',
];
const LAZY_SETS = ['srcset', 'data-srcset', 'data-lazy-srcset'];

/** How the files of each kind begin. Drawings (SVG) are left out: they can hold anything. */
const KINDS: readonly (readonly [extension: string, beginning: RegExp])[] = [
  ['png', /^\x89PNG\r\n/u],
  ['jpg', /^\xff\xd8\xff/u],
  ['gif', /^GIF8[79]a/u],
  ['webp', /^RIFF.{4}WEBP/su],
  ['avif', /^.{4}ftypavi[fs]/su],
];

/** What an article's pictures became: the files that were within the page or fetched, and how many stay remote. */
export interface SettledImages {
  readonly media: readonly Media[];
  readonly remote: number;
}

/** Settles all images of an article in place. `base` resolves relative addresses; `resources` are files that were fetched, by address. */
export function settleImages(
  article: Element,
  base: string | undefined,
  resources: ReadonlyMap<string, Uint8Array> = new Map(),
): SettledImages {
  const media = new Map<string, Media>();
  for (const image of article.querySelectorAll('img')) {
    if (isTracker(image)) image.remove();
    else settle(image, base, media, resources);
  }
  for (const source of article.querySelectorAll('picture source')) source.remove();
  return { media: [...media.values()], remote: article.querySelectorAll('img[data-src]').length };
}

/** Lists the addresses of a page's pictures, as `settleImages` will ask for them. */
export function imageAddresses(page: ParentNode, base: string | undefined): string[] {
  const images = [...page.querySelectorAll('img')].filter((image) => !isTracker(image));
  return images.map((image) => remoteAddressOf(image, base)).filter((each) => each !== undefined);
}

function isTracker(image: Element): boolean {
  const sizes = ['width', 'height'].map((name) => attribute(image, name));
  return sizes.every((size) => size !== undefined && Number.parseInt(size, 10) < SMALLEST);
}

function settle(
  image: Element,
  base: string | undefined,
  media: Map<string, Media>,
  resources: ReadonlyMap<string, Uint8Array>,
): void {
  const remote = remoteAddressOf(image, base);
  const fetched = imageOf(resources.get(remote ?? ''));
  const src = attribute(image, 'src');
  const inside = [src, ...LAZY_ATTRIBUTES.map((name) => attribute(image, name))]
    .map(readData)
    .find((each) => each !== undefined);
  for (const { name } of [...image.attributes])
    if (!['alt', 'width', 'height'].includes(name)) image.removeAttribute(name);
  if (fetched !== undefined) image.setAttribute('src', keep(fetched, media).name);
  else if (inside !== undefined && (remote === undefined || inside.bytes.length > PLACEHOLDER_BYTES)) {
    image.setAttribute('src', keep(inside, media).name);
  } else if (remote !== undefined) image.setAttribute('data-src', remote);
}

function keep(image: DataImage, media: Map<string, Media>): Media {
  const key = Buffer.from(image.bytes).toString('base64');
  const kept = media.get(key) ?? { name: `media/${media.size + 1}.${image.extension}`, bytes: image.bytes };
  media.set(key, kept);
  return kept;
}

function remoteAddressOf(image: Element, base: string | undefined): string | undefined {
  const sources = [image, ...(image.closest('picture')?.querySelectorAll('source') ?? [])];
  const sets = sources.flatMap((source) => LAZY_SETS.map((name) => attribute(source, name)));
  const candidates = [
    ...sets.map(chooseWidth),
    ...LAZY_ATTRIBUTES.map((name) => attribute(image, name)),
    attribute(image, 'src'),
  ];
  return candidates
    .map((each) => (each?.startsWith('data:') ? undefined : resolveAddress(each, base)))
    .find((each) => each !== undefined);
}

/** Chooses from a `srcset` (HTML, 4.8.4.2.1). */
function chooseWidth(set: string | undefined): string | undefined {
  const candidates = [...(set ?? '').matchAll(/([^\s,]\S*[^\s,])(?:\s+([\d.]+)([wx]))?\s*(?:,|$)/gu)].map(
    ([, address, size, unit]) => ({
      address,
      width: Number(size ?? 1) * (unit === 'w' ? 1 : 800),
    }),
  );
  candidates.sort((a, b) => a.width - b.width);
  return (candidates.find(({ width }) => width >= WANTED_WIDTH) ?? candidates.at(-1))?.address;
}

interface DataImage {
  readonly bytes: Uint8Array;
  readonly extension: string;
}

/** Reads a `data:` address (RFC 2397) whose bytes are an image of a kind that is kept. */
function readData(address: string | undefined): DataImage | undefined {
  const found = /^data:image\/[\w.+-]+(?:;[\w=-]+)*?(;base64)?,/iu.exec(address ?? '');
  if (found === null || address === undefined) return undefined;
  const data = address.slice(found[0].length);
  const bytes =
    found[1] === undefined
      ? Buffer.from(unescapeBytes(data), 'latin1')
      : Buffer.from(data.replace(/%2B/giu, '+').replace(/%2F/giu, '/').replace(/%3D/giu, '='), 'base64');
  return imageOf(Uint8Array.from(bytes));
}

/** Gives bytes with the extension of their kind; undefined for those that are no image of a kind that is kept. */
function imageOf(bytes: Uint8Array | undefined): DataImage | undefined {
  if (bytes === undefined) return undefined;
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  const extension = KINDS.find(([, beginning]) => beginning.test(head))?.[0];
  return extension === undefined ? undefined : { bytes, extension };
}

function unescapeBytes(data: string): string {
  return data.replace(/%([\da-f]{2})/giu, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
