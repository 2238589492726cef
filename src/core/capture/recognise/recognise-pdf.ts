// Recognises the text of a PDF, page by page: the printing engine draws it, Tesseract reads the picture.
import type { Printer } from '../../ports.ts';
import { RECOGNISER, type Reading } from '../captured.ts';
import { openPagePictures } from './page-pictures.ts';
import { type RecognisedPage, readRecognisedPage } from './recognised-lines.ts';
import { recognisedReading } from './recognised-reading.ts';
import { findRecogniser } from './tesseract.ts';

export interface PdfToRecognise {
  readonly bytes: Uint8Array;
  /** For messages. */
  readonly name: string;
  readonly title: string;
  /** Of the text, where it is known (BCP 47). */
  readonly language: string | undefined;
  /** Those that are looked for; all that are installed when there is none. */
  readonly languages: readonly string[];
  readonly password: string | undefined;
}

export interface RecognitionPorts {
  readonly printer: Printer;
  readonly resources: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Makes a reading of what is recognised.
 * @throws Failure `unavailable` without a program that recognises, its data, or a printing engine; `invalid` when the PDF cannot be drawn or has
 * no text on any page; the signal's reason when it is aborted
 */
export async function recognisePdf(
  { bytes, name, title, language, languages, password }: PdfToRecognise,
  { printer, resources, environment, signal, onProgress }: RecognitionPorts,
): Promise<Reading & { readonly by: { readonly extractor: string; readonly version: string } }> {
  const recogniser = await findRecogniser(languages, environment);
  const pictures = await openPagePictures(printer, { bytes, name, password }, resources);
  try {
    const pages: RecognisedPage[] = [];
    for (let page = 1; page <= pictures.count; page++) {
      signal?.throwIfAborted();
      onProgress?.(page - 1, pictures.count);
      const { png, scale } = await pictures.draw(page);
      pages.push(readRecognisedPage(await recogniser.read(png, signal), scale));
    }
    onProgress?.(pictures.count, pictures.count);
    const reading = await recognisedReading(pages, { title, language });
    return { ...reading, by: { extractor: RECOGNISER, version: recogniser.version } };
  } finally {
    await pictures.close();
  }
}
