// Captures a PDF: its text in reading order with the places where its pages begin; the pages themselves stay in the original.
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { Failure } from '../../../shared/errors.ts';
import { hasContent } from '../../../shared/reading-text-block.ts';
import { said } from '../../../shared/said.ts';
import { openPdf } from '../../pdf/open-pdf.ts';
import { readAuthors } from '../authors.ts';
import { type Captured, type CaptureRequest, type CaptureWarning, EXTRACTOR_VERSION } from '../captured.ts';
import { capturedOf } from '../captured-article.ts';
import { FoundFields } from '../found-fields.ts';
import { detectLanguage, languageTagOf } from '../language.ts';
import { readingOfBlocks } from '../reading-copy.ts';
import { readWireStory } from '../wire-story.ts';
import { type PageLayer, readPageSegments } from './page-segments.ts';
import { type Paragraph, pagePlaces, readParagraphs } from './paragraphs.ts';
import { choosePdfTitle, usualSize } from './pdf-title.ts';
import { readColumns } from './reading-order.ts';
import { withoutRunningHeads } from './running-heads.ts';

/** Pages are read for so long, in milliseconds; an honest book of a thousand pages takes a quarter of it. */
const TIME_FOR_PAGES_MS = 40_000;
/** Less than what a capture gets for its size, so that what was read is kept. */
const MORE_TIME_MS_PER_MB = 800;
const MOST_DAMAGED_IN_A_ROW = 50;
/** One page that takes longer is a trap. */
const TIME_FOR_A_PAGE_MS = 10_000;
const HEADING = 1.15;
const LONGEST_HEADING = 200;

/**
 * Captures the bytes of a PDF. Pages without text (scans) are told of by a warning.
 * @throws Failure `invalid` for what cannot be opened, needs a password, or shows neither text nor picture; `too-large`
 */
export async function capturePdf(request: CaptureRequest): Promise<Captured> {
  const { bytes, name, password } = request;
  const pdf = await openPdf(bytes, name, password);
  try {
    const { pages, areAllRead } = await readPages(
      pdf,
      TIME_FOR_PAGES_MS + (bytes.length / 2 ** 20) * MORE_TIME_MS_PER_MB,
    );
    const bare = pages.filter((layers) => layers.length === 0).length;
    const paragraphs = readParagraphs(withoutRunningHeads(pages).map((layers) => layers.flatMap(readColumns)));
    if (paragraphs.length === 0 && !holdsPictures(bytes))
      throw new Failure('invalid', said`${name}: no page of the PDF has text`, { subject: name });
    const fields = new FoundFields();
    fields.offerAll(request.given, 'person');
    await offerFields(fields, pdf, paragraphs, request);
    const { title, language } = fields.values;
    const usual = usualSize(paragraphs);
    const reading = readingOfBlocks({
      title,
      language,
      blocks: paragraphs.map(({ text, size }) => ({
        text,
        tag: size >= HEADING * usual && text.length <= LONGEST_HEADING ? 'h2' : 'p',
      })),
      pages: pagePlaces(paragraphs, pages.length),
    });
    const isEmpty = !paragraphs.some(({ text }) => hasContent(text));
    const warnings: CaptureWarning[] = [
      ...(isEmpty ? (['text-not-found'] as const) : []),
      ...(bare > 0 ? (['pages-without-text'] as const) : []),
      ...(areAllRead ? [] : (['pages-left-out'] as const)),
    ];
    const by = { extractor: 'pressmark-pdf', version: EXTRACTOR_VERSION };
    return capturedOf(
      request,
      { fields: fields.values, origins: fields.origins, reading, by, warnings },
      { format: 'pdf', mediaType: 'application/pdf', originalName: 'original.pdf' },
    );
  } finally {
    await pdf.loadingTask.destroy().catch(() => undefined);
  }
}

async function readPages(
  pdf: PDFDocumentProxy,
  timeMs: number,
): Promise<{ readonly pages: (readonly PageLayer[])[]; readonly areAllRead: boolean }> {
  const pages: (readonly PageLayer[])[] = [];
  const end = performance.now() + timeMs;
  let areAllRead = true;
  let inARow = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    if (performance.now() > end) return { pages, areAllRead: false };
    try {
      pages.push(await within(TIME_FOR_A_PAGE_MS, readPage(pdf, number)));
      inARow = 0;
    } catch {
      // A damaged page is left out; the others are read, unless the count of pages is a lie.
      pages.push([]);
      areAllRead = false;
      if (++inARow >= MOST_DAMAGED_IN_A_ROW) return { pages, areAllRead };
    }
  }
  return { pages, areAllRead };
}

async function readPage(pdf: PDFDocumentProxy, number: number): Promise<readonly PageLayer[]> {
  const page = await pdf.getPage(number);
  try {
    return await readPageSegments(page);
  } finally {
    page.cleanup();
  }
}

async function within<T>(timeMs: number, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('the page takes too long')), timeMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Dictionaries of images lie open in the file even where other objects are packed or encrypted. */
function holdsPictures(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return file.includes('/Subtype/Image') || file.includes('/Subtype /Image');
}

async function offerFields(
  fields: FoundFields,
  pdf: PDFDocumentProxy,
  paragraphs: readonly Paragraph[],
  { name, url }: CaptureRequest,
): Promise<void> {
  const { said, author, declared } = await metadataOf(pdf);
  const chosen = choosePdfTitle(said, paragraphs);
  if (chosen !== undefined) fields.offer('title', chosen.title, chosen.origin);
  fields.offer(
    'title',
    name
      .replace(/\.pdf$/iu, '')
      .replace(/[_\s]+/gu, ' ')
      .trim(),
    'file-name',
  );
  const texts = paragraphs.map(({ text }) => text);
  fields.offer('author', readAuthors([author]), 'meta');
  fields.offerAll(readWireStory([fields.values.title, ...texts.slice(0, 40)], url), 'text');
  const detected = await detectLanguage(texts.slice(0, 400).join('\n'));
  if (detected?.isSure !== true || detected.language === declared?.split('-')[0])
    fields.offer('language', declared, 'meta');
  fields.offer('language', detected?.language, 'detected');
}

async function metadataOf(pdf: PDFDocumentProxy): Promise<{
  readonly said: string | undefined;
  readonly author: string | undefined;
  readonly declared: string | undefined;
}> {
  try {
    const { info, metadata } = await pdf.getMetadata();
    const known = info as Readonly<Record<string, unknown>>;
    const words = (value: unknown) => (typeof value === 'string' && hasContent(value) ? value.trim() : undefined);
    return {
      said: words(metadata?.get('dc:title')) ?? words(known['Title']),
      author: words(known['Author']),
      declared: languageTagOf(words(known['Language'])),
    };
  } catch {
    return { said: undefined, author: undefined, declared: undefined };
  }
}
