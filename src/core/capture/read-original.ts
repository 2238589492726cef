// Captures one item from its bytes, whatever its format. This is what a worker runs; the bytes are a stranger's.
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';
import type { Captured, CaptureRequest } from './captured.ts';
import { formatOf } from './source-format.ts';
import { captureText } from './text-article.ts';

/** ARCHIVE.md: the largest original, in bytes. */
export const LARGEST_ORIGINAL_BYTES = 512 * 1024 * 1024;

/**
 * Captures an item.
 * @throws Failure `invalid`, `too-large`, `unavailable` (a format that is not read yet), `usage` (no such format)
 */
export async function readOriginal(request: CaptureRequest): Promise<Captured> {
  if (request.bytes.length === 0)
    throw new Failure('invalid', said`${request.name}: the file is empty`, { subject: request.name });
  if (request.bytes.length > LARGEST_ORIGINAL_BYTES) throw tooLarge(request.name);
  switch (formatOf(request)) {
    case 'html':
      return (await import('./html-article.ts')).captureHtml(request);
    case 'pdf':
      return (await import('./pdf/pdf-article.ts')).capturePdf(request);
    case 'eml':
      return (await import('./mail/mail-article.ts')).captureMail(request);
    case 'mhtml':
      return (await import('./web-archive/mhtml.ts')).captureMhtml(request);
    case 'warc':
      return (await import('./web-archive/warc-article.ts')).captureWarcPage(request);
    case 'feed':
      return (await import('./feed/feed-article.ts')).captureFeedEntry(request);
    case 'markdown':
      return (await import('./markdown/markdown-article.ts')).captureMarkdown(request);
    case 'epub':
      return (await import('./epub/epub-article.ts')).captureEpub(request);
    case 'docx':
      return (await import('./docx/docx-article.ts')).captureDocx(request);
    case 'newsml':
      return (await import('./press/newsml.ts')).captureNewsItem(request);
    case 'nitf':
      return (await import('./press/nitf.ts')).captureNitf(request);
    case 'ninjs':
      return (await import('./press/ninjs.ts')).captureNinjs(request);
    case 'europresse':
      return (await import('./press/europresse.ts')).captureEuropresse(request);
    case 'factiva':
      return (await import('./press/factiva.ts')).captureFactiva(request);
    case 'jsonl':
      return (await import('./jsonl-article.ts')).captureJsonlLine(request);
    default:
      return captureText(request);
  }
}

/** The failure for an original over the limit. */
export function tooLarge(name: string): Failure {
  const limit = LARGEST_ORIGINAL_BYTES / (1024 * 1024);
  return new Failure(
    'too-large',
    said`${name}: the file is larger than ${limit} MB, the most that one original can have`,
    {
      subject: name,
    },
  );
}
