// Captures a Markdown file (CommonMark with GitHub's tables, as marked reads it): its front matter becomes fields, its text HTML like any other.
import { Marked } from 'marked';
import type { DocumentFields } from '../../../shared/document.ts';
import { Failure } from '../../../shared/errors.ts';
import { hasContent } from '../../../shared/reading-text-block.ts';
import { said } from '../../../shared/said.ts';
import type { Captured, CaptureRequest } from '../captured.ts';
import { capturedOf } from '../captured-article.ts';
import { readDate } from '../dates.ts';
import { decodeText } from '../decode-text.ts';
import { FoundFields } from '../found-fields.ts';
import { readHtmlFragment } from '../html-article.ts';
import { languageTagOf } from '../language.ts';
import { resolveAddress } from '../page-dom.ts';
import { firstSentenceOf } from '../text-lines.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import { MARKED_EXTENSIONS } from './marked-extensions.ts';

const READER = new Marked({ gfm: true }, MARKED_EXTENSIONS);

/** Parsing takes long for texts that are made to; an honest book is smaller, in UTF-16 units. */
const LONGEST_TEXT = 10_000_000;

/**
 * Captures the bytes of a Markdown file.
 * @throws Failure `invalid` for bytes that are no text and for texts without a word, `too-large`
 */
export async function captureMarkdown(request: CaptureRequest): Promise<Captured> {
  const { text, isDamaged } = decodeText(request.bytes);
  if (!hasContent(text)) throw new Failure('invalid', said`the text is empty`);
  if (text.length > LONGEST_TEXT)
    throw new Failure('too-large', said`the text is longer than ${LONGEST_TEXT / 1e6} million characters`);
  const { fields: front, body } = readFrontMatter(text.replace(/^\ufeff/u, ''));
  const fields = new FoundFields();
  fields.offerAll(request.given, 'person');
  fields.offerAll(fieldsOf(front), 'meta');
  const html = READER.parse(body.replace(/\r\n?/gu, '\n'), { async: false });
  if (!hasContent(/<h[12][^>]*>(.*?)<\/h[12]>/isu.exec(html)?.[1]?.replace(/<[^>]*>/gu, '') ?? ''))
    offerTitle(fields, request.name, html);
  const url =
    request.url ??
    resolveAddress(one(front, 'url', 'link', 'source', 'source_url', 'canonical', 'permalink'), undefined);
  const article = await readHtmlFragment(html, fields, url);
  return capturedOf(request, article, {
    format: 'markdown',
    mediaType: 'text/markdown',
    originalName: 'original.md',
    url,
    tags: [...new Set(many(front, 'tags', 'tag', 'labels').map((tag) => tag.replace(/^#/u, '')))],
    isDamaged,
  });
}

/** A text without a heading is named by its first line; notes are named by their files. */
function offerTitle(fields: FoundFields, name: string, html: string): void {
  const first = /<(?:p|h\d|li)[^>]*>(.*?)<\/(?:p|h\d|li)>/su.exec(html)?.[1] ?? '';
  const words = first
    .replace(/<[^>]*>/gu, '')
    .replace(/&#39;/gu, "'")
    .replace(/&(?:quot|#34);/gu, '"')
    .replace(/&amp;/gu, '&')
    .replace(/\s+/gu, ' ')
    .trim();
  if (hasContent(words)) fields.offer('title', firstSentenceOf(words), 'text');
  fields.offer('title', name.replace(/\.(?:md|markdown)$/iu, ''), 'file-name');
}

function fieldsOf(front: FrontMatter): Partial<DocumentFields> {
  const date = one(front, 'date', 'published', 'publishdate', 'pubdate', 'created');
  const source = one(front, 'publication', 'publisher', 'site', 'website', 'source');
  const fields = {
    title: one(front, 'title'),
    author: many(front, 'author', 'authors', 'by'),
    published: date === undefined ? undefined : readDate(date),
    modified: readDate(one(front, 'updated', 'modified', 'lastmod') ?? ''),
    language: languageTagOf(one(front, 'lang', 'language', 'locale')),
    source: source !== undefined && !/^https?:/iu.test(source) ? source : undefined,
    description: one(front, 'description', 'summary', 'excerpt'),
    keywords: many(front, 'keywords', 'categories'),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value.length > 0));
}

function one(front: FrontMatter, ...names: readonly string[]): string | undefined {
  return many(front, ...names)[0];
}

function many(front: FrontMatter, ...names: readonly string[]): readonly string[] {
  for (const name of names) {
    const value = front.get(name);
    const values = (typeof value === 'string' ? [value] : (value ?? [])).filter((each) => each !== '');
    if (values.length > 0) return values;
  }
  return [];
}
