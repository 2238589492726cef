// Opens a PDF with pdf.js for its text alone: nothing in it is run, drawn or fetched. Its character maps and fonts come from the package.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { Failure } from '../../shared/errors.ts';
import { said } from '../../shared/said.ts';

/** Images are never decoded; one that claims more pixels is not even looked at. */
const LARGEST_IMAGE_PIXELS = 1;

/**
 * Opens a PDF, with its password where it needs one. The caller ends it with `loadingTask.destroy()`.
 * @throws Failure `invalid` for what is no PDF, is damaged beyond reading, or needs a password that was not given
 */
export async function openPdf(
  bytes: Uint8Array,
  name: string,
  password: string | undefined,
): Promise<PDFDocumentProxy> {
  const pdfjs = await loadPdfJs();
  const task = pdfjs.getDocument({
    // pdf.js keeps what it is given; the original must stay as it is.
    data: Uint8Array.from(bytes),
    ...(password === undefined ? {} : { password }),
    BinaryDataFactory: PackageFiles,
    cMapUrl: 'cmaps/',
    cMapPacked: true,
    standardFontDataUrl: 'standard_fonts/',
    useWasm: false,
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: true,
    // The names of glyphs (glyph-names.ts).
    fontExtraProperties: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
    maxImageSize: LARGEST_IMAGE_PIXELS,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  try {
    return await task.promise;
  } catch (cause) {
    await task.destroy().catch(() => undefined);
    throw whyNotOpened(cause, name, password);
  }
}

function whyNotOpened(cause: unknown, name: string, password: string | undefined): Failure {
  const { name: kind, message } = cause as Error;
  if (kind !== 'PasswordException')
    return new Failure('invalid', said`${name}: the PDF is damaged and cannot be read (${message})`, {
      subject: name,
      cause,
    });
  const what =
    password === undefined ? said`the PDF is locked with a password` : said`the password does not open the PDF`;
  return new Failure('invalid', said`${name}: ${what}`, {
    remedy: said`give its password with --password`,
    subject: name,
    cause,
  });
}

/** The library with its parser in the same thread: this is a contained worker already. */
async function loadPdfJs(): Promise<typeof import('pdfjs-dist')> {
  const global = globalThis as { pdfjsWorker?: unknown };
  global.pdfjsWorker ??= await import('pdfjs-dist/legacy/build/pdf.worker.mjs' as string);
  return import('pdfjs-dist/legacy/build/pdf.mjs');
}

/** Gives pdf.js the files of its own package that it asks for, by their kind and name. */
class PackageFiles {
  async fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const folder = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' }[kind];
    if (folder === undefined || path.basename(filename) !== filename)
      throw new Error(`${kind} ${filename} is not given`);
    const home = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
    return new Uint8Array(await readFile(path.join(home, folder, filename)));
  }
}
