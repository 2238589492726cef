// Answers the printed page's requests for its own files: what is shipped (styles, fonts, script), the style sheet of this dossier, the articles' images.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PrintPage } from '../ports.ts';
import { LOGO } from './parts/cover.ts';
import { FACSIMILE, type Facsimile } from './parts/facsimile.ts';
import type { PlannedArticle } from './plan.ts';

export const MEDIA_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  js: 'text/javascript',
  woff2: 'font/woff2',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
};

const SHIPPED = /^(?:print\.css|print-dossier\.css|print-back\.css|fonts\.css|print-page\.js|fonts\/[\w-]+\.woff2)$/;
const MEDIA = /^(a\d+)\/media\/([\w-][\w.-]*)$/;

/** What stands before an article's `media/NAME` in the printed page. */
export function mediaPrefix({ element }: PlannedArticle): string {
  return `${element}/`;
}

/** Gives the function that answers for a page. An address that is not one of its files gives undefined. */
export function pageFiles(
  resources: string,
  styles: string,
  articles: readonly PlannedArticle[],
  { logo, facsimiles }: { readonly logo?: string | undefined; readonly facsimiles: ReadonlyMap<string, Facsimile> },
): PrintPage['file'] {
  const byElement = new Map(articles.map((article) => [article.element, article]));
  return async (address) => {
    if (address === LOGO) return logo === undefined ? undefined : decoded(logo);
    if (address.endsWith(FACSIMILE)) return facsimiles.get(address.slice(0, -FACSIMILE.length));
    const mediaType = MEDIA_TYPES[path.extname(address).slice(1).toLowerCase()];
    const bytes = mediaType === undefined ? undefined : await bytesOf(address);
    return bytes && mediaType ? { bytes, mediaType } : undefined;
  };

  async function bytesOf(address: string): Promise<Uint8Array | undefined> {
    if (address === 'pages.css') return new TextEncoder().encode(styles);
    if (SHIPPED.test(address)) return readFile(path.join(resources, address));
    const [, element = '', name = ''] = MEDIA.exec(address) ?? [];
    return byElement.get(element)?.source.media(name);
  }
}

function decoded(dataAddress: string): { bytes: Uint8Array; mediaType: string } {
  const [, mediaType = '', base64 = ''] = /^data:([^;]*);base64,(.*)$/s.exec(dataAddress) ?? [];
  return { bytes: Buffer.from(base64, 'base64'), mediaType };
}
