// Lists what a fetched page needs besides itself: the pictures and style sheets to fetch with it, and the addresses it names for itself.

import { imageAddresses } from './article-images.ts';
import type { Captured } from './captured.ts';
import { decodeHtml } from './decode-html.ts';
import { baseOf, titleOf } from './join-pages.ts';
import { parseLimited } from './limit-nesting.ts';
import { nextPageOf } from './next-page.ts';
import { attribute, resolveAddress, textOf } from './page-dom.ts';

export interface FetchedPage {
  /** Where the page was found in the end, after redirects. */
  readonly address: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

export interface PageResources {
  /** Pictures of the article first, then other pictures, each once. */
  readonly images: readonly string[];
  readonly styleSheets: readonly string[];
  /** Where an almost empty page sends its reader on by `<meta http-equiv=refresh>`. */
  readonly refresh?: string;
  readonly alternates: NonNullable<Captured['alternates']>;
  readonly title: string;
  /** Where the article goes on. */
  readonly next?: string;
}

/** Seconds after which a refresh is an advertisement rather than a redirect, and letters over which a page is more than a redirect. */
const REFRESH = { seconds: 5, letters: 400 };

/** A page that names more alternates is listed no further. */
const MOST_ALTERNATES = 60;

/** Lists a page's resources. @throws Failure `invalid` when it is no text */
export async function listPageResources({ address, bytes, contentType }: FetchedPage): Promise<PageResources> {
  const { page } = parseLimited(decodeHtml(bytes, contentType).text);
  const base = baseOf(page, address);
  const articles = [...page.querySelectorAll('article, main, [itemprop="articleBody"]')];
  const images = [...articles, page].flatMap((each) => imageAddresses(each, base));
  const refresh = refreshOf(page, base);
  const next = nextPageOf(page, address, base);
  return {
    images: [...new Set(images)],
    styleSheets: [
      ...new Set(
        [...page.querySelectorAll('link[rel~="stylesheet" i]')]
          .map((link) => resolveAddress(attribute(link, 'href'), base))
          .filter((each) => each !== undefined),
      ),
    ],
    ...(refresh === undefined || refresh === address ? {} : { refresh }),
    alternates: alternatesOf(page, base),
    title: titleOf(page),
    ...(next === undefined ? {} : { next }),
  };
}

function refreshOf(page: Document, base: string): string | undefined {
  const content = attribute(page.querySelector('meta[http-equiv="refresh" i]'), 'content') ?? '';
  const [, seconds, target] = /^\s*(\d+)[^;,]*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/iu.exec(content) ?? [];
  if (target === undefined || Number(seconds) > REFRESH.seconds) return undefined;
  return textOf(page.body).length > REFRESH.letters ? undefined : resolveAddress(target, base);
}

function alternatesOf(page: Document, base: string): PageResources['alternates'] {
  const links = [...page.querySelectorAll('link[rel~="alternate" i][hreflang], link[rel~="amphtml" i]')];
  return links.slice(0, MOST_ALTERNATES).flatMap((link) => {
    const url = resolveAddress(attribute(link, 'href'), base);
    const language = attribute(link, 'hreflang');
    if (url === undefined) return [];
    return [language === undefined ? { url, kind: 'amp' as const } : { url, kind: 'language' as const, language }];
  });
}
