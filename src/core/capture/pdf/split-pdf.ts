// Parts a PDF into PDFs of its pages: by ranges, or by the outline that a press review has. Each part is whole by itself.
import { EncryptedPDFError, PDFDocument } from 'pdf-lib';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { Failure } from '../../../shared/errors.ts';
import { said } from '../../../shared/said.ts';
import { openPdf } from '../../pdf/open-pdf.ts';
import type { Container, ItemPart } from '../captured.ts';
import { wholeOf } from '../containers/byte-source.ts';
import { LARGEST_ORIGINAL_BYTES } from '../read-original.ts';

interface Stretch {
  /** From 1, both inclusive. */
  readonly first: number;
  readonly last: number;
  readonly title?: string;
}

/**
 * Gives the parts, named by their pages (`4-5`).
 * @throws Failure `invalid` for pages that are not there, a PDF without an outline where none were named, or one that is locked
 */
export async function* splitPdf(container: Container): AsyncGenerator<ItemPart> {
  const { name, pages } = container;
  const bytes = await wholeOf(container, LARGEST_ORIGINAL_BYTES);
  const whole = await load(bytes, name);
  const count = whole.getPageCount();
  const stretches: readonly Stretch[] =
    pages === undefined ? await stretchesOfOutline(bytes, name) : pages.map(([first, last]) => ({ first, last }));
  for (const { first, last } of stretches) {
    if (first > last || last > count)
      throw new Failure('invalid', said`${name}: it has no pages ${first}-${last}; it has ${count}`, { subject: name });
  }
  for (const { first, last, title } of stretches) {
    const label = first === last ? String(first) : `${first}-${last}`;
    yield {
      name: label,
      bytes: await extract(whole, first, last),
      format: 'pdf',
      given: { page: label, ...(title === undefined ? {} : { title }) },
    };
  }
}

async function load(bytes: Uint8Array, name: string): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false });
  } catch (cause) {
    const why =
      cause instanceof EncryptedPDFError ? said`it is locked` : said`it is damaged (${(cause as Error).message})`;
    throw new Failure('invalid', said`${name}: the PDF cannot be parted: ${why}`, { subject: name, cause });
  }
}

/** The same pages give the same bytes: no date is written. */
async function extract(whole: PDFDocument, first: number, last: number): Promise<Uint8Array> {
  const part = await PDFDocument.create({ updateMetadata: false });
  const indices = Array.from({ length: last - first + 1 }, (_, i) => first - 1 + i);
  for (const page of await part.copyPages(whole, indices)) part.addPage(page);
  return new Uint8Array(await part.save());
}

type Outline = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>;

/** Each entry of the outline's first level goes to where the next begins; a single entry stands for the whole, and its own are taken. */
async function stretchesOfOutline(bytes: Uint8Array, name: string): Promise<Stretch[]> {
  const pdf = await openPdf(bytes, name, undefined);
  try {
    let entries: Outline = await pdf.getOutline();
    while (entries?.length === 1 && (entries[0]?.items.length ?? 0) > 0) entries = entries[0]?.items ?? [];
    const starts: { readonly page: number; readonly title: string }[] = [];
    for (const { title, dest } of entries ?? []) {
      const page = await pageOf(pdf, dest);
      if (page !== undefined && page >= (starts.at(-1)?.page ?? 1)) starts.push({ page, title: title.trim() });
    }
    if (starts.length === 0)
      throw new Failure('invalid', said`${name}: the PDF has no outline to part it by`, {
        remedy: said`name the pages of each part with --pages`,
        subject: name,
      });
    return starts.map(({ page, title }, i) => {
      const next = starts[i + 1]?.page ?? pdf.numPages + 1;
      // Two articles on one page share it.
      return { first: page, last: Math.max(page, next - 1), ...(title === '' ? {} : { title }) };
    });
  } finally {
    await pdf.loadingTask.destroy().catch(() => undefined);
  }
}

async function pageOf(pdf: PDFDocumentProxy, dest: unknown): Promise<number | undefined> {
  try {
    const target = typeof dest === 'string' ? await pdf.getDestination(dest) : (dest as readonly unknown[] | null);
    const [page] = target ?? [];
    if (typeof page === 'number') return page + 1;
    return page === undefined || page === null ? undefined : (await pdf.getPageIndex(page as never)) + 1;
  } catch {
    return undefined;
  }
}
