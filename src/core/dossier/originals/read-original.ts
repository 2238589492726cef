// Reads, with pdf.js, what is needed to show an original's pages: how they are turned and cut, their links and outline, the places of highlights.
// What it gives is plain: a trap in a file is met here, within a limit of time, and not where a dossier is finished.
import { PDFRef } from 'pdf-lib';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { Rect } from '../finish/markup.ts';
import type { Matrix } from './matrix.ts';
import { withOriginal } from './open-original.ts';
import type { OriginalPlan, ReadEntry, ReadLink, ReadOriginal, ReadPage, ReadTarget } from './original-plan.ts';
import { lostAsNotes, noteMarkups } from './page-markups.ts';
import { placeHighlights } from './place-highlights.ts';
import { isSigned } from './signatures.ts';

/** More pages than an article in a paper has; of a book, those with highlights are shown. */
const MOST_PAGES = 200;
/** More than a page, or an outline, has; and deeper. */
const MOST_LINKS = 3000;
const MOST_ENTRIES = 1000;
const DEEPEST = 8;

/**
 * Reads an original.
 * @throws Failure `invalid` when it is locked or damaged
 */
export function readOriginal(bytes: Uint8Array, plan: OriginalPlan): Promise<ReadOriginal> {
  return withOriginal(bytes, plan, async (pdf, file) => {
    const highlights = await placeHighlights(pdf, plan);
    // Notes on the whole document are printed at its head.
    const marked = plan.notes.filter(({ area }) => area !== undefined);
    const areas = await noteMarkups(pdf, [...marked, ...lostAsNotes(highlights)], plan);
    const annotated = new Set([
      ...highlights.flatMap(({ parts }) => parts.map(({ page }) => page)),
      ...areas.map(({ pageIndex }) => pageIndex),
    ]);
    const all = Array.from({ length: pdf.numPages }, (_, page) => page);
    const chosen = all.length <= MOST_PAGES ? all : all.filter((page) => page === 0 || annotated.has(page));
    const pages: ReadPage[] = [];
    for (const page of chosen.slice(0, MOST_PAGES)) {
      const proxy = await pdf.getPage(page + 1).catch(() => undefined);
      if (proxy) pages.push(await readPage(proxy, page, pdf, hasText(plan, page)));
    }
    return {
      pageCount: pdf.numPages,
      pages,
      highlights,
      areas,
      outline: await outlineOf(pdf),
      isSigned: isSigned(file),
    };
  });
}

function hasText({ pageStarts, text }: OriginalPlan, page: number): boolean {
  const [start, end] = [pageStarts?.[page], pageStarts?.[page + 1]];
  return start !== undefined && (end ?? text.length) > start;
}

async function readPage(proxy: PDFPageProxy, page: number, pdf: PDFDocumentProxy, isText: boolean): Promise<ReadPage> {
  const { width, height, transform } = proxy.getViewport({ scale: 1 });
  const ref = refOf(proxy);
  const read = {
    page,
    object: ref && ([ref.objectNumber, ref.generationNumber] as const),
    width,
    height,
    view: [...proxy.view] as unknown as Rect,
    transform: [...transform] as unknown as Matrix,
    links: await linksOf(proxy, pdf),
    hasText: isText,
  };
  proxy.cleanup();
  return read;
}

interface FoundLink {
  readonly subtype?: string;
  readonly rect?: readonly number[];
  readonly url?: string;
  readonly dest?: unknown;
}

async function linksOf(proxy: PDFPageProxy, pdf: PDFDocumentProxy): Promise<ReadLink[]> {
  const found = (await proxy.getAnnotations().catch(() => [])) as readonly FoundLink[];
  const links: ReadLink[] = [];
  for (const { subtype, rect, url, dest } of found.slice(0, MOST_LINKS)) {
    if (subtype !== 'Link' || !rect) continue;
    const target = url === undefined && dest ? await targetOf(pdf, dest) : undefined;
    const place = [...rect] as unknown as Rect;
    if (url !== undefined) links.push({ rect: place, address: url });
    else if (target) links.push({ rect: place, target });
  }
  return links;
}

async function outlineOf(pdf: PDFDocumentProxy): Promise<ReadEntry[]> {
  let count = 0;
  const read = async (
    items: Awaited<ReturnType<PDFDocumentProxy['getOutline']>>,
    depth: number,
  ): Promise<ReadEntry[]> => {
    const entries: ReadEntry[] = [];
    for (const { title, dest, items: own } of items ?? []) {
      if (depth > DEEPEST || ++count > MOST_ENTRIES) break;
      const target = dest ? await targetOf(pdf, dest) : undefined;
      entries.push({ title: title.trim(), children: await read(own, depth + 1), ...(target ? { target } : {}) });
    }
    return entries;
  };
  return read(await pdf.getOutline().catch(() => []), 0);
}

async function targetOf(pdf: PDFDocumentProxy, dest: unknown): Promise<ReadTarget | undefined> {
  try {
    const explicit = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
    const [target, kind, , y] = explicit as readonly unknown[];
    const page = typeof target === 'number' ? target : await pdf.getPageIndex(target as never);
    const isPoint = (kind as { name?: string } | undefined)?.name === 'XYZ' && typeof y === 'number';
    return isPoint ? { page, y } : { page };
  } catch {
    return undefined;
  }
}

/** Gives the object that a page is; undefined for a page that is no object of its own. */
export function refOf(page: PDFPageProxy): PDFRef | undefined {
  const { ref } = page;
  return ref ? PDFRef.of(ref.num, ref.gen) : undefined;
}
