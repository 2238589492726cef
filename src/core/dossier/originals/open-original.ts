// Opens an original with both readers: pdf.js for what it shows, our own for its objects.
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import { openPdf } from '../../pdf/open-pdf.ts';
import { AS_READING } from './as-reading.ts';
import type { OriginalPlan } from './original-plan.ts';
import { PdfFile, PdfTrouble } from './pdf-file.ts';

/**
 * Works on an original that is open meanwhile.
 * @throws Failure `invalid` when it is locked or damaged
 */
export async function withOriginal<T>(
  bytes: Uint8Array,
  plan: OriginalPlan,
  work: (pdf: PDFDocumentProxy, file: PdfFile) => Promise<T>,
): Promise<T> {
  const pdf = await openPdf(bytes, plan.name, plan.password === '' ? undefined : plan.password);
  try {
    return await work(pdf, openedFile(bytes, plan));
  } catch (thrown) {
    throw failureOf(thrown, plan);
  } finally {
    await pdf.loadingTask.destroy().catch(() => undefined);
  }
}

/** What pdf.js throws for a damaged file is a failure of the file's. */
function failureOf(thrown: unknown, { name: file }: OriginalPlan): Failure {
  if (thrown instanceof Failure) return thrown;
  return new Failure('invalid', said`${file}: the PDF is damaged: ${(thrown as Error).message}`, {
    remedy: AS_READING,
    subject: file,
    cause: thrown,
  });
}

function openedFile(bytes: Uint8Array, { name: file, password }: OriginalPlan): PdfFile {
  try {
    return new PdfFile(bytes, password);
  } catch (cause) {
    if (!(cause instanceof PdfTrouble)) throw cause;
    throw new Failure('invalid', said`${file}: the PDF cannot be annotated: ${cause.message}`, {
      remedy: cause.kind === 'locked' ? said`Give its password with --password.` : AS_READING,
      subject: file,
      cause,
    });
  }
}
