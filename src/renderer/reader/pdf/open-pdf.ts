// Opens PDFs with pdf.js, whose parser runs in a worker that can reach nothing. Nothing in a PDF is run, and no form is filled.
import { GlobalWorkerOptions, getDocument, PasswordResponses, type PDFDocumentProxy, VerbosityLevel } from 'pdfjs-dist';
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = worker;

/** An image that claims more pixels is not drawn. */
const LARGEST_IMAGE_PIXELS = 2 ** 26;

export interface OpenedPdf {
  readonly pdf: PDFDocumentProxy;
  /** Ends the worker's part of it. */
  close(): void;
}

/**
 * Opens the original of a document.
 * @param askPassword gives the password of a locked PDF; `isAgain` says that the last one did not open it. It is not kept.
 * @throws Error with a sentence for people when it cannot be fetched or read
 */
export async function openPdf(
  document: string,
  askPassword: (isAgain: boolean) => Promise<string>,
  signal: AbortSignal,
): Promise<OpenedPdf> {
  const answer = await fetch(`/original/${document}`, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return openPdfBytes(new Uint8Array(await answer.arrayBuffer()), signal, askPassword);
}

/** Opens the bytes of a PDF. @throws Error with a sentence for people when they cannot be read */
export async function openPdfBytes(
  bytes: Uint8Array,
  signal: AbortSignal,
  askPassword?: (isAgain: boolean) => Promise<string>,
): Promise<OpenedPdf> {
  const task = getDocument({
    data: bytes,
    cMapUrl: '/pdfjs/cmaps/',
    standardFontDataUrl: '/pdfjs/standard_fonts/',
    wasmUrl: '/pdfjs/wasm/',
    // The worker fetches nothing: what it needs is fetched here, under the window's policy.
    useWorkerFetch: false,
    // Compiling would need a wider policy; the decoders in plain JavaScript are slower and enough.
    useWasm: false,
    disableWorkerRendering: true,
    enableXfa: false,
    maxImageSize: LARGEST_IMAGE_PIXELS,
    verbosity: VerbosityLevel.ERRORS,
  });
  if (askPassword)
    task.onPassword = (answerPassword: (password: string) => void, reason: number) =>
      void askPassword(reason === PasswordResponses.INCORRECT_PASSWORD).then(answerPassword);
  const close = () => void task.destroy();
  signal.addEventListener('abort', close);
  return { pdf: await task.promise, close };
}
