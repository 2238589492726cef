// Captures an HTML page: decoded, its fields read, its article found, cleaned, made safe, and written as reading copy and reading text.
import { Failure } from '../../shared/errors.ts';
import { buildReadingText } from '../../shared/reading-text.ts';
import { hasContent } from '../../shared/reading-text-block.ts';
import { said } from '../../shared/said.ts';
import { type ArticleBlock, blocksOf } from './article-blocks.ts';
import { settleImages } from './article-images.ts';
import { settleLinks } from './article-links.ts';
import { markLanguages } from './block-languages.ts';
import { type Captured, type CaptureRequest, type CaptureWarning, EXTRACTOR_VERSION } from './captured.ts';
import { cleanArticle, markCaptions } from './clean-article.ts';
import { declaredBody, declaredTextOf, isAnother } from './declared-text.ts';
import { decodeHtml } from './decode-html.ts';
import { declaredArticle, extractArticle, wholePage } from './extract-article.ts';
import { FoundFields } from './found-fields.ts';
import { baseOf, type GotPage, type JoinedPages, joinPages, titleOf } from './join-pages.ts';
import { detectLanguage } from './language.ts';
import { leadOf, withLead } from './lead-paragraph.ts';
import { limitNesting, parseLimited } from './limit-nesting.ts';
import { restoreParagraphs, shownParagraphs } from './lost-paragraphs.ts';
import { nextPageOf } from './next-page.ts';
import { textOf } from './page-dom.ts';
import { pageKindOf } from './page-kind.ts';
import { readPageMetadata } from './page-metadata.ts';
import { qualitySignsOf, qualityWarnings } from './page-quality.ts';
import { checkedSize, headingOf, readingDocumentOf } from './reading-copy.ts';
import { sanitise } from './sanitise.ts';
import { savedAddressOf } from './saved-page.ts';
import { readWirePlace } from './wire-story.ts';

/** What a page gives by itself. */
export type HtmlArticle = Pick<
  Captured,
  'fields' | 'origins' | 'reading' | 'by' | 'warnings' | 'canonicalUrl' | 'kind' | 'furtherPages'
>;

/**
 * Captures the bytes of a page.
 * @throws Failure `invalid` for bytes that are no text and for pages without a word, `too-large`
 */
export async function captureHtml(request: CaptureRequest): Promise<Captured> {
  const { text: html, isDamaged } = decodeHtml(request.bytes, request.contentType);
  const fields = new FoundFields();
  fields.offerAll(request.given, 'person');
  const url = request.url ?? savedAddressOf(html);
  const article = await readHtmlPage(html, fields, url, {
    name: request.name,
    resources: request.resources,
    body: request.body,
    ...(request.furtherPages === undefined ? {} : { further: furtherIn(request.furtherPages) }),
  });
  const address = url ?? article.canonicalUrl;
  return {
    ...article,
    ...(address === undefined ? {} : { url: address }),
    ...(request.externalId === undefined ? {} : { externalId: request.externalId }),
    format: 'html',
    mediaType: 'text/html',
    originalName: 'original.html',
    original: request.bytes,
    tags: [],
    warnings: [...article.warnings, ...(isDamaged ? (['characters-replaced'] as const) : [])],
  };
}

/** The further pages of a request, decoded when they are asked for; one that is no text is not there. */
function furtherIn(pages: NonNullable<CaptureRequest['furtherPages']>): NonNullable<PageOptions['further']> {
  return (address) => {
    const page = pages.get(address);
    if (page === undefined) return undefined;
    try {
      return { html: decodeHtml(page.bytes, page.contentType).text, bytes: page.bytes };
    } catch {
      return undefined;
    }
  };
}

/**
 * Reads a page into fields and reading; what the fields hold already wins. `body` is the selector of the element that a person chose.
 * @throws Failure `invalid` for a page without a word or without that element, `too-large`
 */
export async function readHtmlPage(
  source: string,
  fields: FoundFields,
  url: string | undefined,
  { name = '', resources, body, further }: PageOptions = {},
): Promise<HtmlArticle> {
  const { page, html } = parseLimited(source);
  const { canonicalUrl, language } = readPageMetadata(page, url, fields);
  const address = url ?? canonicalUrl;
  const base = address === undefined ? undefined : baseOf(page, address);
  const signs = qualitySignsOf(page, html);
  const kind = pageKindOf(page, fields);
  const ownTitle = titleOf(page);
  const next = further && url !== undefined ? nextPageOf(page, url, base ?? url) : undefined;
  const { article, warnings } =
    body === undefined ? findArticle(page, html, fields.values.title) : chosenArticle(page, body);
  const { pages, isCut } =
    further === undefined || body !== undefined ? NOT_PARTED : joinPages(article, ownTitle, next, further);
  const text = textOf(article);
  const { imagesMissing, ...read } = await readArticle(article, fields, {
    base,
    url: address,
    language,
    name,
    resources,
  });
  return {
    ...read,
    warnings: [
      ...warnings,
      ...qualityWarnings(signs, text),
      ...(imagesMissing ? (['images-missing'] as const) : []),
      ...(isCut ? (['pages-missing'] as const) : []),
    ],
    kind,
    ...(pages.length === 0 ? {} : { furtherPages: pages }),
    ...(canonicalUrl === undefined ? {} : { canonicalUrl }),
  };
}

const NOT_PARTED: JoinedPages = { pages: [], isCut: false };

/** A page with much more text than its article is kept whole when that article is so short (UTF-16 units). */
const SHORTEST_ARTICLE = 140;

/** The element that a person chose, whole. @throws Failure `invalid` when the page has none */
function chosenArticle(
  page: Document,
  selector: string,
): { readonly article: Element; readonly warnings: readonly [] } {
  let article: Element | null;
  try {
    article = page.querySelector(selector);
  } catch (cause) {
    throw new Failure('invalid', said`“${selector}” is no CSS selector`, { subject: selector, cause });
  }
  if (article === null)
    throw new Failure('invalid', said`the page has no element “${selector}”`, { subject: selector });
  markCaptions(article);
  return { article, warnings: [] };
}

function findArticle(
  page: Document,
  html: string,
  title: string,
): { readonly article: Element; readonly warnings: readonly CaptureWarning[] } {
  const lead = leadOf(page, title);
  const { sentences, body } = declaredTextOf(page);
  const paragraphs = shownParagraphs(page, title);
  const first = extractArticle(page, html, title);
  const found = isAnother(first, sentences) ? (declaredArticle(html, first, sentences) ?? first) : first;
  if (found !== undefined) {
    restoreParagraphs(found, paragraphs);
    cleanArticle(found, title);
    withLead(found, lead);
  }
  const { length } = textOf(found);
  if (found !== undefined && length >= SHORTEST_ARTICLE) return { article: found, warnings: [] };
  if (body !== undefined && body.length >= SHORTEST_ARTICLE) return { article: declaredBody(body), warnings: [] };
  const whole = wholePage(html);
  if (found !== undefined && length > 0 && textOf(whole).length < 3 * length) return { article: found, warnings: [] };
  markCaptions(whole);
  return { article: whole, warnings: ['text-not-found'] };
}

/**
 * Reads HTML that is an article already, as other programs hand it over: nothing is looked for and nothing trimmed.
 * @throws Failure `invalid` for HTML without a word, `too-large`
 */
export async function readHtmlFragment(
  html: string,
  fields: FoundFields,
  url: string | undefined,
): Promise<HtmlArticle> {
  const article = wholePage(limitNesting(html));
  markCaptions(article);
  const { imagesMissing: _, ...read } = await readArticle(article, fields, { base: url, url, language: undefined });
  return { ...read, warnings: [] };
}

/** What may be known of a page besides its HTML. */
export interface PageOptions {
  /** The file's name, which stands for a title where the page has none. */
  readonly name?: string;
  /** What was fetched with the page, by address. */
  readonly resources?: ReadonlyMap<string, Uint8Array> | undefined;
  /** The CSS selector of the element that a person chose as the body. */
  readonly body?: string | undefined;
  /** Gives the further pages of the article, where they may be had. */
  readonly further?: (address: string) => GotPage | undefined;
}

interface Surroundings {
  /** Resolves relative addresses. */
  readonly base: string | undefined;
  /** The page's own address. */
  readonly url: string | undefined;
  /** The language that the page declares. */
  readonly language: string | undefined;
  /** The file's name, which stands for a title where the page has none. */
  readonly name?: string;
  /** What was fetched with the page. */
  readonly resources?: ReadonlyMap<string, Uint8Array> | undefined;
}

async function readArticle(
  article: Element,
  fields: FoundFields,
  { base, url, language: declared, name = '', resources }: Surroundings,
): Promise<Pick<HtmlArticle, 'fields' | 'origins' | 'reading' | 'by'> & { readonly imagesMissing: boolean }> {
  const words = textOf(article);
  if (!hasContent(words)) throw new Failure('invalid', said`the page has no text`);
  fields.offer('title', textOf(article.querySelector('h1, h2')), 'text');
  fields.offer('title', titleOfFileName(name), 'file-name');
  await offerLanguage(fields, declared, words);
  const found = blocksOf(article);
  offerDateline(fields, found);
  const { title, language } = fields.values;
  await markLanguages(found, language);
  const { media, remote } = settleImages(article, base, resources);
  settleLinks(article, base, url);
  const heading = headingOf(title);
  const safe = sanitise(article, heading);
  const { text, blocks } = buildReadingText(safe.element, { title });
  const html = readingDocumentOf({ title, language, body: safe.html });
  const used = media.filter(({ name }) => safe.html.includes(`"${name}"`));
  return {
    fields: fields.values,
    origins: fields.origins,
    reading: { html, text: checkedSize(text), blocks, media: used },
    by: { extractor: 'pressmark-html', version: EXTRACTOR_VERSION },
    imagesMissing: resources !== undefined && remote > 0,
  };
}

/** A wire story tells its place, and its day where the page tells none. The page's site stays the source. */
function offerDateline(fields: FoundFields, blocks: readonly ArticleBlock[]): void {
  const { place, published } = readWirePlace(blocks.map(({ text }) => text));
  fields.offer('place', place, 'text');
  fields.offer('published', published, 'text');
}

/** The words of a file's name; nothing for a name that a program made up. */
function titleOfFileName(name: string): string | undefined {
  const stem = /^(.+)\.x?html?$/iu
    .exec(name)?.[1]
    ?.replace(/[_\s]+/gu, ' ')
    .trim();
  return stem !== undefined && /\p{L}{3}/u.test(stem) && !/^[0-9a-f-]{16,}$/iu.test(stem) ? stem : undefined;
}

/** Declared languages are often those of a template: one that the text clearly contradicts is not believed. */
async function offerLanguage(fields: FoundFields, declared: string | undefined, words: string): Promise<void> {
  if (fields.has('language')) return;
  const detected = await detectLanguage(words);
  const agrees = detected === undefined || !detected.isSure || declared?.split('-')[0] === detected.language;
  if (agrees) fields.offer('language', declared, 'meta');
  fields.offer('language', detected?.language, 'detected');
}
